package org.caravanserai.sandbox.mirakl;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes an offer acceptable. Offers are checked in the names of OF24; texts and numbers are both fine here. */
final class OfferRules {
    static final String OFFERS = "offers";
    /** 11 new, 10 refurbished, 1 used. */
    static final Set<String> STATES = Set.of("11", "10", "1");

    private static final Set<String> ID_TYPES = Set.of("SKU", "SHOP_SKU", "EAN", "UPC", "ISBN", "MPN");
    private static final Set<String> COUNTS = Set.of(
            "quantity",
            "min_quantity_alert",
            "leadtime_to_ship",
            "min_order_quantity",
            "max_order_quantity",
            "package_quantity");

    private OfferRules() {}

    /** True when the line wants the offer gone. */
    static boolean deletes(ObjectNode offer) {
        return offer.path("update_delete").asString("").equals("delete");
    }

    /** Everything that is wrong with an offer, empty when nothing is. */
    static List<String> wrong(ObjectNode offer, State state) {
        var wrong = new ArrayList<String>();
        var sku = text(offer, "shop_sku");
        var known = state.has(OFFERS, sku);
        if (sku.isEmpty() || sku.length() > 40) {
            wrong.add("The offer sku is required and has at most 40 characters");
        }
        var change = text(offer, "update_delete");
        if (!Set.of("", "update", "delete").contains(change)) {
            wrong.add("update-delete is 'update' or 'delete', not '" + change + "'");
        }
        if (change.equals("delete")) {
            if (!known) {
                wrong.add("There is no offer '" + sku + "' to delete");
            }
            return wrong;
        }
        var price = decimal(offer, "price");
        if (price == null || price.signum() <= 0 || price.scale() > 2) {
            wrong.add("The price is required, above 0, with at most 2 decimals");
        }
        if (!STATES.contains(text(offer, "state_code"))) {
            wrong.add("The state '" + text(offer, "state_code") + "' is unknown");
        }
        product(offer, known, sku, state, wrong);
        for (var name : COUNTS) {
            if (offer.has(name) && !text(offer, name).matches("\\d{1,9}")) {
                wrong.add("'" + name + "' must be a whole number of 0 or more");
            }
        }
        var least = number(offer, "min_order_quantity");
        var most = number(offer, "max_order_quantity");
        if (most > 0 && least > most) {
            wrong.add("The minimum order quantity is above the maximum");
        }
        period(text(offer, "available_started"), text(offer, "available_ended"), "availability", wrong);
        if (offer.path("discount") instanceof ObjectNode discount) {
            discount(discount, price, wrong);
        }
        for (var field : offer.properties()) {
            if (field.getKey().startsWith("price[") && decimal(offer, field.getKey()) == null) {
                wrong.add("'" + field.getKey() + "' must be a number");
            }
        }
        ranges(offer.path("price_ranges"), "price-ranges", wrong);
        ranges(offer.path("discount").path("ranges"), "discount-ranges", wrong);
        if (text(offer, "description").length() > 2000) {
            wrong.add("The description has more than 2000 characters");
        }
        return wrong;
    }

    private static void product(ObjectNode offer, boolean known, String sku, State state, List<String> wrong) {
        var id = text(offer, "product_id");
        var type = text(offer, "product_id_type");
        if (id.isEmpty() && type.isEmpty() && known) {
            return;
        }
        if (id.isEmpty() || !ID_TYPES.contains(type)) {
            wrong.add("product-id and product-id-type ("
                    + String.join(", ", ID_TYPES.stream().sorted().toList()) + ") are required at creation");
            return;
        }
        if (product(id, type, state) == null) {
            wrong.add("There is no product with " + type + " '" + id + "'");
        }
        var before = state.get(OFFERS, sku);
        if (before.isPresent()
                && !before.get().path("product").asString("").equals(String.valueOf(product(id, type, state)))) {
            wrong.add("The product of an offer cannot change");
        }
    }

    /** Our key of a product, null when there is none. */
    static String product(String id, String type, State state) {
        var keys = switch (type) {
            case "SHOP_SKU" -> state.has(ProductImports.PRODUCTS, id) ? List.of(id) : List.<String>of();
            case "SKU" -> state.find(ProductImports.PRODUCTS, "product_sku", id);
            case "EAN", "UPC", "ISBN" -> state.find(ProductImports.PRODUCTS, "ean", id);
            default -> List.<String>of();
        };
        return keys.isEmpty() ? null : keys.get(0);
    }

    /** In a file: quantity and price, {@code 5|9.50,20|8.90}. */
    private static void ranges(JsonNode ranges, String name, List<String> wrong) {
        if (ranges.isString() && !ranges.asString().matches("\\d+\\|\\d+(\\.\\d+)?(,\\d+\\|\\d+(\\.\\d+)?)*")) {
            wrong.add("'" + name + "' must be written like 5|9.50,20|8.90");
        }
    }

    private static void discount(ObjectNode discount, BigDecimal price, List<String> wrong) {
        var reduced = decimal(discount, "price");
        if (discount.has("price") && (reduced == null || reduced.signum() <= 0)) {
            wrong.add("The discount price must be a number above 0");
        } else if (reduced != null && price != null && reduced.compareTo(price) >= 0) {
            wrong.add("The discount price must be below the price");
        }
        period(text(discount, "start_date"), text(discount, "end_date"), "discount", wrong);
    }

    static void period(String from, String to, String what, List<String> wrong) {
        try {
            var begin =
                    from.isEmpty() ? LocalDate.MIN : LocalDate.parse(from.substring(0, Math.min(10, from.length())));
            var end = to.isEmpty() ? LocalDate.MAX : LocalDate.parse(to.substring(0, Math.min(10, to.length())));
            if (end.isBefore(begin)) {
                wrong.add("The " + what + " ends before it begins");
            }
        } catch (DateTimeException nonsense) {
            wrong.add("The dates of the " + what + " must be written like 2026-11-22");
        }
    }

    static String text(JsonNode offer, String name) {
        var value = offer.path(name);
        return value.isNull() || value.isMissingNode() ? "" : value.asString().trim();
    }

    /** A decimal with a dot, null when there is none. */
    static BigDecimal decimal(JsonNode offer, String name) {
        var text = text(offer, name);
        return text.matches("-?\\d{1,12}(\\.\\d{1,10})?") ? new BigDecimal(text) : null;
    }

    private static int number(JsonNode offer, String name) {
        var text = text(offer, name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
