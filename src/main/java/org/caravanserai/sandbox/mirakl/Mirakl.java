package org.caravanserai.sandbox.mirakl;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;

/**
 * A marketplace on Mirakl seen by one seller (MMP/MCM seller API): product imports that take their time and report line
 * by line, offers whose absent fields are reset, stock and price files, orders of customers. The shop key comes bare in
 * {@code Authorization}. Each operation has the maximum frequency its documentation names.
 *
 * <p>Records: {@code hierarchies attributes lists products offers imports reports orders shipments}.
 */
public final class Mirakl implements Partner {
    /** The one shop of the account. */
    static final int SHOP = 2000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Taxonomy taxonomy = new Taxonomy();
    private final ProductImports products = new ProductImports(taxonomy);
    private final OfferImports offers = new OfferImports();
    private final StockImports stocks = new StockImports();
    private final PriceImports prices = new PriceImports();

    private final Routes routes = new Routes()
            .on(
                    "V01",
                    "GET",
                    "/api/version",
                    (request, desk, parts) -> Answer.json(200, Json.object().put("version", "sandbox")))
            .on("H11", "GET", "/api/hierarchies", ofShop(taxonomy::hierarchies))
            .on("PM11", "GET", "/api/products/attributes", ofShop(taxonomy::attributes))
            .on("VL11", "GET", "/api/values_lists", ofShop(taxonomy::lists))
            .on("P41", "POST", "/api/products/imports", ofShop(products::take))
            .on("P51", "GET", "/api/products/imports", ofShop(products::list))
            .on("P42", "GET", "/api/products/imports/*", ofShop(products::status))
            .on("P44", "GET", "/api/products/imports/*/error_report", ofShop(report("P44")))
            .on("P45", "GET", "/api/products/imports/*/new_product_report", ofShop(report("P45")))
            .on("P46", "GET", "/api/products/imports/*/transformed_file", ofShop(report("P46")))
            .on("P47", "GET", "/api/products/imports/*/transformation_error_report", ofShop(report("P47")))
            .on("STO01", "POST", "/api/offers/stock/imports", ofShop(stocks::take))
            .on("STO02", "GET", "/api/offers/stock/imports/*/status", ofShop(stocks::status))
            .on("STO03", "GET", "/api/offers/stock/imports/*/error_report", ofShop(report("STO03")))
            .on("PRI01", "POST", "/api/offers/pricing/imports", ofShop(prices::take))
            .on("PRI02", "GET", "/api/offers/pricing/imports", ofShop(prices::list))
            .on("PRI03", "GET", "/api/offers/pricing/imports/*/error_report", ofShop(report("PRI03")))
            .on("OF01", "POST", "/api/offers/imports", ofShop(offers::takeFile))
            .on("OF02", "GET", "/api/offers/imports/*", ofShop(offers::status))
            .on("OF03", "GET", "/api/offers/imports/*/error_report", ofShop(report("OF03")))
            .on("OF24", "POST", "/api/offers", ofShop(offers::takeJson))
            .on("OF21", "GET", "/api/offers", ofShop(OfferView::list))
            .on("OF22", "GET", "/api/offers/*", ofShop(OfferView::one))
            .on("OR11", "GET", "/api/orders", ofShop(CustomerOrders::list))
            .on("OR21", "PUT", "/api/orders/*/accept", ofShop(CustomerOrders::accept))
            .on("OR23", "PUT", "/api/orders/*/tracking", ofShop(CustomerOrders::track))
            .on("OR24", "PUT", "/api/orders/*/ship", ofShop(CustomerOrders::ship))
            .on("ST01", "POST", "/api/shipments", ofShop(Shipments::create))
            .on("ST11", "GET", "/api/shipments", ofShop(Shipments::list))
            .on("customer", "POST", "/customer/orders", CustomerOrders::place)
            .on("customer", "POST", "/customer/orders/*/cancel", CustomerOrders::cancel);

    @Override
    public Routes routes() {
        return routes;
    }

    /** Looking at single orders is not what the ceiling of lists is for. */
    @Override
    public String operation(String routed, Request request) {
        return routed.equals("OR11") && request.parameter("order_ids").isPresent() ? "OR11-one" : routed;
    }

    @Override
    public List<Ceiling> ceilings() {
        return List.of(
                Ceiling.of(1, MINUTE, "OR11"),
                Ceiling.of(1, Duration.ofMinutes(15), "P41"),
                Ceiling.of(1, MINUTE, "P42"),
                Ceiling.of(1, MINUTE, "P51"),
                Ceiling.of(1, MINUTE, "OF01"),
                Ceiling.of(1, MINUTE, "OF02"),
                Ceiling.of(1, MINUTE, "OF03"),
                Ceiling.of(1, MINUTE, "OF24"),
                Ceiling.of(1, MINUTE, "STO01"),
                Ceiling.of(1, Duration.ofSeconds(15), "STO02"),
                Ceiling.of(1, MINUTE, "STO03"),
                Ceiling.of(1, MINUTE, "PRI01"),
                Ceiling.of(1, MINUTE, "PRI02"),
                Ceiling.of(1, MINUTE, "PRI03"),
                Ceiling.of(1, HOUR, "H11"),
                Ceiling.of(1, HOUR, "PM11"),
                Ceiling.of(1, HOUR, "VL11"));
    }

    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        if (operation.equals("V01") || operation.equals("customer")) {
            return Credential.OPEN;
        }
        var key = request.header("authorization").orElse(null);
        return new Credential("Authorization", key, desk.secret().equals(key));
    }

    @Override
    public Answer unauthorized(Request request) {
        return failed(401, "Unauthorized");
    }

    @Override
    public Answer missing(Request request) {
        return routes.knows(request) ? failed(405, "Method Not Allowed") : failed(404, "Not Found");
    }

    @Override
    public Answer failed(int status, String text) {
        return refusal(status, text);
    }

    @Override
    public void furnish(Desk desk) {
        taxonomy.furnish(desk.state());
    }

    @Override
    public void pass(Desk desk) {
        CustomerOrders.pass(desk);
        for (var id : desk.state().keys(Imports.PENDING)) {
            var due = desk.state().get(Imports.PENDING, id).orElseThrow();
            if (!java.time.Instant.parse(due.path("due").asString()).isAfter(desk.now())) {
                desk.state().remove(Imports.PENDING, id);
                switch (due.path("type").asString()) {
                    case "products" -> products.finish(id, desk);
                    case "offers" -> offers.finish(id, desk);
                    case "stock" -> stocks.finish(id, desk);
                    default -> prices.finish(id, desk);
                }
            }
        }
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("import_id", "shop_sku", "sku", "offer-sku", "offer_id", "product_sku", "order_id");
    }

    static Answer refusal(int status, String text) {
        return Answer.json(status, Json.object().put("status", status).put("message", text));
    }

    /** A user may name the shop; there is one only. */
    private static Routes.Handler ofShop(Routes.Handler handler) {
        return (request, desk, parts) -> {
            var shop = request.parameter("shop_id");
            if (shop.isPresent() && !shop.get().matches("\\d{1,18}")) {
                return refusal(400, "shop_id must be a number");
            }
            if (shop.isPresent() && !shop.get().equals(Integer.toString(SHOP))) {
                return refusal(403, "You have no access to this shop");
            }
            return handler.answer(request, desk, parts);
        };
    }

    private static Routes.Handler report(String name) {
        return (request, desk, parts) -> desk.state()
                .get(Imports.REPORTS, parts.get(0) + "/" + name)
                .map(report -> Answer.of(
                        200,
                        Set.of("P46", "STO03", "PRI03").contains(name) ? "text/csv" : "application/octet-stream",
                        report.path("csv").asString()))
                .orElseGet(() -> refusal(404, name + " is not available for import " + parts.get(0)));
    }
}
