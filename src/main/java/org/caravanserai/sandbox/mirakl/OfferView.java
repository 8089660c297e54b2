package org.caravanserai.sandbox.mirakl;

import java.util.List;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.node.ObjectNode;

/** OF21 and OF22: offers as the seller sees them. */
final class OfferView {
    private static final int PAGE = 10;
    private static final int MOST = 100;

    private OfferView() {}

    static Answer list(Request request, Desk desk, List<String> parts) {
        var state = desk.state();
        var sku = request.parameter("sku");
        var product = request.parameter("product_id");
        var found = state.keys(OfferRules.OFFERS).stream()
                .filter(key -> sku.map(key::equals).orElse(true))
                .filter(key ->
                        product.map(one -> one.equals(productSku(key, state))).orElse(true))
                .toList();
        var offset = request.number("offset", 0, 0, Integer.MAX_VALUE);
        var body = Json.object();
        var offers = body.putArray("offers");
        found.stream()
                .skip(offset)
                .limit(request.number("max", PAGE, 1, MOST))
                .forEach(key -> offers.add(view(key, state)));
        return Answer.json(200, body.put("total_count", found.size()));
    }

    static Answer one(Request request, Desk desk, List<String> parts) {
        return desk.state().keys(OfferRules.OFFERS).stream()
                .filter(key ->
                        offer(key, desk.state()).path("offer_id").asString().equals(parts.get(0)))
                .findFirst()
                .map(key -> Answer.json(200, view(key, desk.state())))
                .orElseGet(() -> Mirakl.refusal(404, "Offer with id [" + parts.get(0) + "] not found"));
    }

    private static ObjectNode offer(String key, State state) {
        return state.get(OfferRules.OFFERS, key).orElseThrow();
    }

    private static String productSku(String key, State state) {
        return state.get(
                        ProductImports.PRODUCTS,
                        offer(key, state).path("product").asString())
                .map(product -> product.path("product_sku").asString())
                .orElse("");
    }

    private static ObjectNode view(String key, State state) {
        var offer = offer(key, state);
        var product = state.get(ProductImports.PRODUCTS, offer.path("product").asString())
                .orElseGet(Json::object);
        var view = Json.object()
                .put("offer_id", offer.path("offer_id").asLong())
                .put("shop_sku", key)
                .put("product_sku", product.path("product_sku").asString(""))
                .put("product_title", product.path("title").asString(""))
                .put("category_code", product.path("category").asString(""))
                .put("category_label", product.path("category").asString(""))
                .put("active", offer.path("quantity").asInt() > 0)
                .put("currency_iso_code", "EUR")
                .put("description", OfferRules.text(offer, "description"))
                .put("price", OfferRules.decimal(offer, "price"))
                .put("total_price", OfferRules.decimal(offer, "price"))
                .put("quantity", offer.path("quantity").asInt())
                .put("state_code", OfferRules.text(offer, "state_code"))
                .put("leadtime_to_ship", count(offer, "leadtime_to_ship", 1))
                .put("min_order_quantity", count(offer, "min_order_quantity", 1))
                .put("max_order_quantity", count(offer, "max_order_quantity", 0))
                .put("min_quantity_alert", count(offer, "min_quantity_alert", 0))
                .put("package_quantity", count(offer, "package_quantity", 1))
                .put("min_shipping_price", 0)
                .put("min_shipping_price_additional", 0)
                .put("min_shipping_type", "STD")
                .put("min_shipping_zone", "FR")
                .put("shipping_deadline", "2030-01-01T00:00:00Z");
        view.putArray("channels");
        view.putObject("fulfillment").putObject("center").put("code", "DEFAULT");
        view.putObject("logistic_class").put("code", "STD").put("label", "Standard");
        var reference = view.putArray("product_references");
        if (product.has("ean")) {
            reference
                    .addObject()
                    .put("reference", product.path("ean").asString())
                    .put("reference_type", "EAN");
        }
        view.putArray("all_prices")
                .addObject()
                .put("price", OfferRules.decimal(offer, "price"))
                .put("unit_origin_price", OfferRules.decimal(offer, "price"))
                .putArray("volume_prices")
                .addObject()
                .put("quantity_threshold", 1)
                .put("unit_discount_price", OfferRules.decimal(offer, "price"))
                .put("price", OfferRules.decimal(offer, "price"))
                .put("unit_origin_price", OfferRules.decimal(offer, "price"));
        return view;
    }

    private static int count(ObjectNode offer, String name, int fallback) {
        var text = OfferRules.text(offer, name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : fallback;
    }
}
