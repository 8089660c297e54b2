package org.caravanserai.sandbox.mirakl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Csv;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OF01 and OF24. An offer is replaced as a whole: a field that is not sent goes back to its default, the quantity to 0.
 * With {@code REPLACE} offers that are not in the file go away. The same content again while it is being worked on is
 * the same import.
 */
final class OfferImports {
    private static final String TYPE = "offers";
    private static final String ADDRESS = "/api/offers/imports/";
    private static final Duration TAKES = Duration.ofSeconds(90);
    private static final Duration RUNS = Duration.ofSeconds(20);

    /** Column of a file, name in OF24. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("sku", "shop_sku"),
            Map.entry("product-id", "product_id"),
            Map.entry("product-id-type", "product_id_type"),
            Map.entry("description", "description"),
            Map.entry("internal-description", "internal_description"),
            Map.entry("price", "price"),
            Map.entry("price-additional-info", "price_additional_info"),
            Map.entry("quantity", "quantity"),
            Map.entry("min-quantity-alert", "min_quantity_alert"),
            Map.entry("state", "state_code"),
            Map.entry("available-start-date", "available_started"),
            Map.entry("available-end-date", "available_ended"),
            Map.entry("discount-price", "discount.price"),
            Map.entry("discount-start-date", "discount.start_date"),
            Map.entry("discount-end-date", "discount.end_date"),
            Map.entry("discount-ranges", "discount.ranges"),
            Map.entry("allow-quote-requests", "allow_quote_requests"),
            Map.entry("leadtime-to-ship", "leadtime_to_ship"),
            Map.entry("min-order-quantity", "min_order_quantity"),
            Map.entry("max-order-quantity", "max_order_quantity"),
            Map.entry("package-quantity", "package_quantity"),
            Map.entry("price-ranges", "price_ranges"),
            Map.entry("logistic-class", "logistic_class"),
            Map.entry("ecotax", "ecotax"),
            Map.entry("update-delete", "update_delete"));

    private static final Set<String> NEEDED =
            Set.of("price", "product_id", "product_id_type", "shop_sku", "state_code", "update_delete");
    /** Other fields of OF24. */
    private static final Set<String> MORE = Set.of(
            "all_prices",
            "discount",
            "eco_contributions",
            "msrp",
            "offer_additional_fields",
            "pricing_unit",
            "product_tax_code",
            "retail_prices");

    private static final Set<String> NUMBERS = Set.of(
            "price",
            "quantity",
            "leadtime_to_ship",
            "min_order_quantity",
            "max_order_quantity",
            "min_quantity_alert",
            "package_quantity");

    Answer takeFile(Request request, Desk desk, List<String> parts) {
        var upload = Imports.upload(request);
        if (upload.isEmpty()) {
            return Imports.noFile();
        }
        var mode = Optional.ofNullable(upload.get().fields().get("import_mode"))
                .map(part -> part.text().trim())
                .orElse("");
        if (!mode.equals("NORMAL") && !mode.equals("REPLACE")) {
            return Mirakl.refusal(400, "import_mode is required: NORMAL or REPLACE");
        }
        var withProducts = upload.get().fields().get("with_products");
        if (withProducts != null && withProducts.text().trim().equals("true")) {
            return Mirakl.refusal(400, "This operator takes products by P41 only");
        }
        var about = Json.object().put("mode", mode);
        var offers = about.putArray("offers");
        var table = Csv.read(upload.get().file());
        if (table.isEmpty()) {
            about.put("failed", "The file is not valid CSV in UTF-8 with ';' as separator");
        } else {
            for (var column : table.get().columns()) {
                if (!COLUMNS.containsKey(column) && !column.matches("price\\[channel=[A-Za-z0-9_-]+]")) {
                    about.put("failed", "The column '" + column + "' is unknown");
                }
            }
            table.get().rows().forEach(row -> offers.add(offer(row)));
        }
        return open(about, offers, desk);
    }

    Answer takeJson(Request request, Desk desk, List<String> parts) {
        if (!request.is("application/json")) {
            return Mirakl.refusal(415, "Content-Type must be application/json");
        }
        var body = Json.read(request.body());
        if (body.isEmpty() || !(body.get().path("offers") instanceof ArrayNode offers)) {
            return Mirakl.refusal(400, "The body must be JSON with the list 'offers'");
        }
        for (int i = 0; i < offers.size(); i++) {
            for (var name : offers.get(i).propertyNames()) {
                // The partner would pass over it; a stand-in says so.
                if (!MORE.contains(name) && (!COLUMNS.containsValue(name) || name.equals("ecotax"))) {
                    return Mirakl.refusal(400, "offers[" + i + "]." + name + ": unknown field");
                }
            }
            for (var name : NEEDED.stream().sorted().toList()) {
                if (!offers.get(i).hasNonNull(name)) {
                    return Mirakl.refusal(400, "offers[" + i + "]." + name + ": must not be null");
                }
            }
            for (var name : NUMBERS.stream().sorted().toList()) {
                var value = offers.get(i).path(name);
                if (!value.isMissingNode() && !value.isNull() && !value.isNumber()) {
                    return Mirakl.refusal(400, "offers[" + i + "]." + name + ": must be a number");
                }
            }
        }
        return open(Json.object().put("mode", "NORMAL").set("offers", offers), offers, desk);
    }

    Answer status(Request request, Desk desk, List<String> parts) {
        var id = parts.get(0);
        return Imports.find(id, TYPE, desk)
                .map(about -> Answer.json(200, tracking(id, about, desk)))
                .orElseGet(() -> Mirakl.refusal(404, "Import with identifier [" + id + "] not found"));
    }

    void finish(String id, Desk desk) {
        var about = desk.state().get(Imports.IMPORTS, id).orElseThrow();
        var errors = new ArrayList<List<String>>();
        var refused = new HashSet<String>();
        about.path("refused").forEach(sku -> refused.add(sku.asString()));
        var counts = new int[4];
        var kept = new HashSet<String>();
        if (!about.has("failed")) {
            var line = 1;
            for (var each : about.path("offers")) {
                line++;
                counts[0]++;
                var offer = (ObjectNode) each;
                var sku = OfferRules.text(offer, "shop_sku");
                var wrong = OfferRules.wrong(offer, desk.state());
                if (!kept.add(sku)) {
                    wrong = List.of("The offer '" + sku + "' comes twice");
                } else if (refused.contains(sku)) {
                    wrong = List.of("The operator refuses the offer '" + sku + "'");
                }
                if (wrong.isEmpty()) {
                    counts[apply(sku, offer, desk)]++;
                } else {
                    desk.refused(OfferRules.OFFERS, sku, String.join(" / ", wrong));
                    errors.add(List.of(Integer.toString(line), String.join(" / ", wrong), sku));
                }
            }
            if (about.path("mode").asString().equals("REPLACE")) {
                for (var sku : desk.state().keys(OfferRules.OFFERS)) {
                    if (!kept.contains(sku)) {
                        desk.state().remove(OfferRules.OFFERS, sku);
                        desk.removed(OfferRules.OFFERS, sku, "");
                        counts[3]++;
                    }
                }
            }
        }
        about.remove(List.of("offers", "refused", "content"));
        about.put("done", true)
                .put("read", counts[0])
                .put("inserted", counts[1])
                .put("updated", counts[2])
                .put("deleted", counts[3])
                .put("errors", errors.size())
                .put("OF03", Imports.report(id, "OF03", List.of("line", "error-message", "sku"), errors, desk));
        desk.state().put(Imports.IMPORTS, id, about);
    }

    private static Answer open(JsonNode about, ArrayNode offers, Desk desk) {
        var opened = (ObjectNode) about;
        var content = Json.hash(
                Json.object().put("mode", opened.path("mode").asString()).set("offers", offers));
        for (var pending : desk.state().keys(Imports.PENDING)) {
            var same = Imports.find(pending, TYPE, desk)
                    .filter(one -> one.path("content").asString("").equals(content));
            if (same.isPresent()) {
                return Imports.created(pending, false, ADDRESS);
            }
        }
        var refused = opened.put("content", content).putArray("refused");
        for (var offer : offers) {
            var sku = OfferRules.text(offer, "shop_sku");
            if (desk.refuses(sku)) {
                refused.add(sku);
            }
        }
        var id = Long.toString(desk.state().next("imports", 2001));
        Imports.open(id, TYPE, opened, TAKES, desk);
        return Imports.created(id, false, ADDRESS);
    }

    /** 1 inserted, 2 updated, 3 deleted. */
    private static int apply(String sku, ObjectNode offer, Desk desk) {
        var state = desk.state();
        var before = state.get(OfferRules.OFFERS, sku);
        if (OfferRules.deletes(offer)) {
            state.remove(OfferRules.OFFERS, sku);
            desk.removed(OfferRules.OFFERS, sku, "");
            return 3;
        }
        var product = OfferRules.text(offer, "product_id").isEmpty()
                ? before.orElseThrow().path("product").asString()
                : OfferRules.product(
                        OfferRules.text(offer, "product_id"), OfferRules.text(offer, "product_id_type"), state);
        var after = Json.object();
        offer.properties().forEach(field -> {
            if (!field.getValue().isNull()
                    && !Set.of("update_delete", "product_id", "product_id_type").contains(field.getKey())) {
                after.set(field.getKey(), field.getValue());
            }
        });
        after.put("price", OfferRules.decimal(offer, "price"))
                .put("quantity", offer.has("quantity") ? Integer.parseInt(OfferRules.text(offer, "quantity")) : 0)
                .put("product", product)
                .put(
                        "offer_id",
                        before.map(one -> one.path("offer_id").asLong()).orElseGet(() -> state.next("offers", 5001)));
        state.put(OfferRules.OFFERS, sku, after);
        desk.accepted(OfferRules.OFFERS, sku, after.path("offer_id").asString(), after);
        return before.isPresent() ? 2 : 1;
    }

    private static ObjectNode offer(Map<String, String> row) {
        var offer = Json.object();
        row.forEach((column, value) -> {
            var name = COLUMNS.getOrDefault(column, column);
            if (!value.isBlank() && name.startsWith("discount.")) {
                offer.withObject("/discount").put(name.substring("discount.".length()), value.trim());
            } else if (!value.isBlank()) {
                offer.put(name, value.trim());
            }
        });
        return offer;
    }

    private static ObjectNode tracking(String id, ObjectNode about, Desk desk) {
        var done = about.path("done").asBoolean(false);
        var failed = about.path("failed").asString("");
        var running = Imports.age(about, desk).compareTo(RUNS) >= 0 ? "RUNNING" : "WAITING";
        var errors = about.path("errors").asInt(0);
        return Json.object()
                .put("import_id", Long.parseLong(id))
                .put("date_created", Imports.date(about))
                .put("status", !done ? running : failed.isEmpty() ? "COMPLETE" : "FAILED")
                .put("mode", about.path("mode").asString())
                .put("type", "MIRAKL")
                .put("reason_status", done ? failed : "")
                .put("has_error_report", about.path("OF03").asBoolean(false))
                .put("lines_read", about.path("read").asInt(0))
                .put("lines_in_success", about.path("read").asInt(0) - errors)
                .put("lines_in_error", errors)
                .put("lines_in_pending", done ? 0 : about.path("offers").size())
                .put("offer_inserted", about.path("inserted").asInt(0))
                .put("offer_updated", about.path("updated").asInt(0))
                .put("offer_deleted", about.path("deleted").asInt(0));
    }
}
