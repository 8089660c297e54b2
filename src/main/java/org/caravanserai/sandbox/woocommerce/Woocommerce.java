package org.caravanserai.sandbox.woocommerce;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * A shop on WooCommerce (REST v3 under {@code /wp-json/wc/v3}): batches of 100 that are answered with 200 whatever becomes
 * of their items, prices as texts, SKUs that are unique but not keys. Consumer key is {@code ck_sandbox}.
 *
 * <p>Records: {@code products variations categories}.
 */
public final class Woocommerce implements Partner {
    private static final String ROOT = "/wp-json/wc/v3/";
    private static final String CONSUMER = "ck_sandbox";

    private final Routes routes = new Routes();

    /** A shop. */
    public Woocommerce() {
        var products = new Items("products", "product", Fields.PRODUCT);
        var categories = new Items("categories", "product_cat", Fields.CATEGORY);
        var variations = new Items("variations", "product_variation", Fields.VARIATION);
        // The words stand before the numbers: /products/categories is no product.
        routes(categories, ROOT + "products/categories");
        routes(variations, ROOT + "products/*/variations");
        routes(products, ROOT + "products");
    }

    private void routes(Items items, String path) {
        routes.on(items.kind() + ".batch", "POST", path + "/batch", items::batch)
                .on(items.kind() + ".list", "GET", path, items::list)
                .on(items.kind() + ".create", "POST", path, items::create)
                .on(items.kind() + ".get", "GET", path + "/*", items::one)
                .on(items.kind() + ".update", "PUT", path + "/*", items::update)
                .on(items.kind() + ".delete", "DELETE", path + "/*", items::delete);
    }

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public List<Ceiling> ceilings() {
        return List.of();
    }

    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        var sent = request.header("authorization").orElse(null);
        var pair = CONSUMER + ":" + desk.secret();
        var wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Credential("Authorization", sent, wanted.equals(sent));
    }

    @Override
    public Answer unauthorized(Request request) {
        return request.header("authorization").isPresent()
                ? error(401, "woocommerce_rest_authentication_error", "Consumer key is invalid.")
                : error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }

    @Override
    public Answer missing(Request request) {
        return error(404, "rest_no_route", "No route was found matching the URL and request method.");
    }

    @Override
    public Answer failed(int status, String text) {
        return error(status, "internal_server_error", text);
    }

    @Override
    public void furnish(Desk desk) {
        var id = Long.toString(desk.state().next("ids", 15));
        desk.state()
                .put(
                        "categories",
                        id,
                        Json.object().put("name", "Uncategorized").put("slug", "uncategorized"));
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("id", "sku");
    }

    static Answer error(int status, String code, String message) {
        return Answer.json(status, fault(status, code, message));
    }

    /** The form of an error, alone and inside a batch. */
    static ObjectNode fault(int status, String code, String message) {
        var fault = Json.object().put("code", code).put("message", message);
        fault.putObject("data").put("status", status);
        return fault;
    }
}
