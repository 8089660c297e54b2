package org.caravanserai.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The home of a crash run: products come in and go out to the three {@link Shop}s. Everything is made of files, Kamelets and routes too. */
final class CrashHome {
    private final Path folder;
    private final String brake;
    private final String timeout;

    private CrashHome(Path folder, String brake, String timeout) {
        this.folder = folder;
        this.brake = brake;
        this.timeout = timeout;
    }

    /**
     * Writes it.
     *
     * @param servers where each channel's partner is called, {@code http://127.0.0.1:port}
     * @param batch most items of a call where the partner takes lists
     */
    static Path write(Path folder, Map<String, String> servers, int batch) throws IOException {
        return write(folder, servers, batch, "{ retirements: 100% }", "20s");
    }

    /**
     * The same.
     *
     * @param brake of the channels
     * @param timeout of a call
     */
    static Path write(Path folder, Map<String, String> servers, int batch, String brake, String timeout)
            throws IOException {
        var home = new CrashHome(folder, brake, timeout);
        home.company();
        for (var shop : Shop.ALL) {
            home.channel(shop, servers.get(shop.channel()));
        }
        home.woo(batch);
        home.presta();
        home.market(batch);
        for (var shop : Shop.ALL) {
            home.routes(shop);
        }
        return folder;
    }

    private void company() throws IOException {
        file("config/hub.yaml", """
                title: Crash
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                """);
        file("config/sources/api.yaml", "system: api\nentities: { products: {} }\n");
        file("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
    }

    private void channel(Shop shop, String server) throws IOException {
        file("config/channels/" + shop.channel() + ".yaml", """
                title: %s
                system: %s
                mode: auto
                locales: [fr_FR]
                assortment: active
                brake: %s
                connection: { baseUrl: "%s", key: "secret:%s" }
                streams: { products: { map: %s/product-out } }
                """.formatted(
                        shop.channel(), shop.channel(), brake, shop.address(server), shop.channel(), shop.channel()));
    }

    private void woo(int batch) throws IOException {
        descriptor("woo", "{ basic: { user: ck_sandbox, password: \"{connection.key}\" } }", """
                errors: { code: code, text: message }
                operations:
                  find: { kind: read, method: GET, path: /products, query: { sku: "{key}" }, batch: 1, takes: [create, retire], timeout: %2$s, answer: { known: id } }
                  create: { path: /products/batch, batch: %1$s, takes: [create], timeout: %2$s, body: { json: { create: "{rows}" }, decimals: text }, answer: { at: create, map: woo/product-ack } }
                  update: { path: /products/batch, batch: %1$s, takes: [update], timeout: %2$s, idempotent: true, body: { json: { update: { each: { merge: ["{row}", { id: "{remoteId|number}" }] } } }, decimals: text }, answer: { at: update, map: woo/product-ack } }
                  drop: { method: DELETE, path: "/products/{remoteId}", query: { force: "true" }, batch: 1, takes: [retire], timeout: %2$s, idempotent: true, absent: [404], answer: { accept: all, why: "It is deleted or was not there." } }
                streams: { products: { kamelet: woo-product-sink, batch: %1$s } }
                """.formatted(
                        batch, timeout));
        file("mappings/woo/product-out.map.yaml", """
                fields:
                  sku: sku
                  name: name
                  regular_price: { const: "9.90" }
                """);
        file("mappings/woo/product-ack.map.yaml", """
                fields:
                  position: { value: "index" }
                  outcome: { value: "has(error) ? 'rejected' : has(id) ? 'accepted' : 'unknown'" }
                  remoteId: id
                  code: error.code
                  text: error.message
                """);
    }

    private void presta() throws IOException {
        descriptor("presta", "{ basic: { user: \"{connection.key}\" } }", """
                errors: { at: prestashop.errors.error, code: code, text: message }
                operations:
                  find: { kind: read, method: GET, path: /api/products, batch: 1, takes: [create, retire], timeout: %2$s, query: { "filter[reference]": "[{key}]", display: "[id]" }, answer: { format: xml, at: prestashop, known: products.product.id } }
                  create: { path: /api/products, batch: 1, takes: [create], timeout: %2$s, body: { xml: { prestashop: { product: "{row}" } } }, answer: { format: xml, at: prestashop.product, map: presta/product-ack } }
                  update: { method: PUT, path: "/api/products/{remoteId}", batch: 1, takes: [update], timeout: %2$s, idempotent: true, body: { xml: { prestashop: { product: { merge: [{ id: "{remoteId}" }, "{row}"] } } } }, answer: { format: xml, at: prestashop.product, map: presta/product-ack } }
                  drop: { method: DELETE, path: "/api/products/{remoteId}", batch: 1, takes: [retire], timeout: %2$s, idempotent: true, absent: [404], answer: { format: none, accept: all, why: "It is deleted or was not there." } }
                streams: { products: { kamelet: presta-product-sink, batch: 1 } }
                """.formatted(1, timeout));
        file("mappings/presta/product-out.map.yaml", """
                fields:
                  reference: sku
                  supplier_reference: name
                  price: { const: "9.90" }
                  active: { const: "1" }
                """);
        file("mappings/presta/product-ack.map.yaml", """
                fields:
                  key: reference
                  outcome: { value: "has(id) ? 'accepted' : 'unknown'" }
                  remoteId: id
                """);
    }

    private void market(int batch) throws IOException {
        descriptor("market", "{ header: Authorization, value: \"{connection.key}\" }", """
                throttling: { statuses: [429] }
                errors: { text: message }
                operations:
                  import: { path: /api/offers, batch: %1$s, takes: [create, update], ceiling: 1/m, timeout: %2$s, idempotent: true, body: { json: { offers: { each: { merge: ["{row}", { update_delete: update }] } } } }, answer: { job: import_id, look: { after: 1m, every: 1m, deadline: 24h } } }
                  drop: { path: /api/offers, batch: %1$s, takes: [retire], sharing: import, timeout: %2$s, idempotent: true, body: { json: { offers: { each: { shop_sku: "{key}", product_id: "{key}", product_id_type: SHOP_SKU, price: 0, quantity: 0, state_code: "11", update_delete: delete } } } }, answer: { job: import_id, look: { after: 1m, every: 1m, deadline: 24h } } }
                  status: { kind: read, method: GET, path: "/api/offers/imports/{job}", ceiling: 1/m, timeout: %2$s, answer: { map: market/product-ack } }
                  report: { kind: read, method: GET, path: "/api/offers/imports/{job}/error_report", ceiling: 1/m, timeout: %2$s, absent: [404], answer: { format: csv, csv: { separator: ";" }, map: market/product-ack.lines } }
                streams: { products: { kamelet: market-product-sink, batch: %1$s } }
                """.formatted(batch, timeout));
        file("mappings/market/product-out.map.yaml", """
                fields:
                  shop_sku: sku
                  product_id: sku
                  product_id_type: { const: SHOP_SKU }
                  description: name
                  price: { value: "10.00" }
                  quantity: { value: "1" }
                  state_code: { const: "11" }
                """);
        file("mappings/market/product-ack.map.yaml", """
                fields:
                  outcome: { value: "record.status in ['WAITING', 'RUNNING'] ? 'submitted' : record.status = 'COMPLETE' ? 'accepted' : 'unknown'" }
                  text: reason_status
                """);
        // An offer that is not there any more is what was wanted.
        file("mappings/market/product-ack.lines.map.yaml", """
                fields:
                  key: { from: sku, required: true }
                  outcome: { value: "error_message.contains('to delete') ? 'accepted' : 'rejected'" }
                  code: { const: OF03 }
                  text: error-message
                """);
    }

    private void descriptor(String system, String authentication, String rest) throws IOException {
        file("connectors/" + system + "/connector.yaml", """
                title: %s
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, key: { secret: true } } }
                authentication: %s
                """.formatted(system, authentication) + rest);
    }

    private void routes(Shop shop) throws IOException {
        var name = shop.channel();
        file(
                "connectors/" + name + "/" + name + "-product-sink.kamelet.yaml",
                """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata:
                  name: %1$s-product-sink
                spec:
                  definition:
                    title: %1$s products
                    description: Sends what is due
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                """.formatted(name) + steps(shop.operations(), 8));
        file("routes/outbound/" + name + "-product-out.camel.yaml", """
                - route:
                    id: %1$s-product-out
                    from:
                      uri: "hub:deliver"
                      parameters: { channel: "{{channel}}", stream: products, delay: 50 }
                      steps:
                        - to: { uri: "kamelet:%1$s-product-sink" }
                """.formatted(name));
        if (!shop.looks().isEmpty()) {
            file(
                    "routes/outbound/" + name + "-productjob-out.camel.yaml",
                    """
                    - route:
                        id: %1$s-productjob-out
                        from:
                          uri: "hub:jobs"
                          parameters: { channel: "{{channel}}", stream: products, delay: 50 }
                          steps:
                    """.formatted(name) + steps(shop.looks(), 8));
        }
    }

    private static String steps(java.util.List<String> operations, int indent) {
        var text = new StringBuilder();
        for (var operation : operations) {
            text.append(" ".repeat(indent))
                    .append("- to: { uri: \"hub:call\", parameters: { operation: ")
                    .append(operation)
                    .append(" } }\n");
        }
        return text.toString();
    }

    private void file(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
