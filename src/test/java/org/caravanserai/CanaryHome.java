package org.caravanserai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A home in which every kind of secret reference leads to a canary, and a partner that sends back everything it hears, well and badly. */
final class CanaryHome implements AutoCloseable {
    /** Every secret by what it is. */
    final Map<String, String> secrets = new LinkedHashMap<>();

    private final Path folder;
    private final HttpServer partner;
    private final AtomicInteger calls = new AtomicInteger();
    final List<String> heard = java.util.Collections.synchronizedList(new ArrayList<>());

    CanaryHome(Path folder, String database) throws IOException {
        this.folder = folder;
        partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        partner.createContext("/", this::echo);
        partner.start();
        Files.createDirectories(folder.resolve("routes"));
        file("config/hub.yaml", """
                # yaml-language-server: $schema=../.schemas/hub.json
                title: Canaries
                type: sandbox
                locales: [en_GB]
                currency: EUR
                timeZone: Europe/Paris
                """ + (database == null ? "" : database));
        file("config/sources/api.yaml", """
                # yaml-language-server: $schema=../../.schemas/source.json
                system: api
                entities: { products: {}, contacts: {}, companies: {} }
                """);
        file("mappings/echo/product-out.map.yaml", "fields: { sku: sku, name: name }\n");
        file("mappings/echo/contact-out.map.yaml", "fields: { id: id, name: name, email: email, phone: phone }\n");
        file("mappings/echo/product-ack.map.yaml", """
                fields:
                  key: sku
                  outcome: { value: "has(error) ? 'rejected' : 'unknown'" }
                  text: error
                """);
        system("echo-header", "{ header: X-Api-Key, value: \"{connection.secret}\" }", "");
        system("echo-basic", "{ basic: { user: me, password: \"{connection.secret}\" } }", "");
        system("echo-bearer", "{ bearer: \"{connection.secret}\" }", "");
        system("echo-oauth", "{ oauth2: { token: /oauth, clientId: me, clientSecret: \"{connection.secret}\" } }", "");
        system("echo-login", "{ login: { operation: sign-in, fromHeader: x-token } }", """
                  sign-in: { kind: read, anonymous: true, path: /login, body: { form: { password: "{connection.secret}" } } }
                """);
        targets();
        buyers();
    }

    /** Buyers whose documents bring their secrets in every call. */
    private void buyers() throws IOException {
        file("config/accounts/nest.yaml", """
                extends: generic
                company: C-1
                production:
                  identity: { domain: DUNS, value: nest }
                  supplier: { domain: DUNS, value: us }
                  secret: ["%s", "%s"]
                  returnHosts: [nest.example]
                """.formatted(secret("buyer"), secret("buyer-before")));
        file("config/accounts/nest-oci.yaml", """
                extends: sap-oci
                company: C-1
                production:
                  login: nest
                  secret: "%s"
                  returnHosts: [nest.example]
                """.formatted(secret("buyer-oci")));
    }

    /** A reference to a fresh canary. */
    String secret(String what) throws IOException {
        // Letters and digits only, so that no way of writing changes it.
        var value = "Canary" + what.replaceAll("[^A-Za-z]", "") + "Qz7Wk3Vx9";
        secrets.put(what, value);
        file("secrets/" + what, value + "\n");
        return "file:secrets/" + what;
    }

    private void system(String system, String authentication, String more) throws IOException {
        file("connectors/" + system + "/connector.yaml", """
                title: Echo
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, secret: { secret: true } } }
                personal: [email, phone, name]
                errors: { code: code, text: message }
                authentication: %s
                operations:
                %s  ping: { kind: read, method: GET, path: /ping }
                  product-put: { path: /products, batch: 2, takes: [create, update], idempotent: true, body: { json: { rows: "{rows}" } }, answer: { at: results, map: echo/product-ack } }
                  contact-put: { method: PUT, path: "/contacts/{key}", batch: 1, takes: [create, update], idempotent: true, query: { mail: "{row.email}" }, body: { json: "{row}" }, answer: { at: results, map: echo/product-ack } }
                streams:
                  products: { kamelet: %s-product-sink, retires: false }
                  contacts: { kamelet: %s-contact-sink, retires: false }
                """.formatted(authentication, more, system, system));
        for (var object : List.of("product", "contact")) {
            file("connectors/" + system + "/" + system + "-" + object + "-sink.kamelet.yaml", """
                    apiVersion: camel.apache.org/v1
                    kind: Kamelet
                    metadata: { name: %1$s-%2$s-sink }
                    spec:
                      definition: { title: Echo }
                      template:
                        from:
                          uri: kamelet:source
                          steps:
                            - to: { uri: "hub:call", parameters: { operation: %2$s-put } }
                    """.formatted(
                            system, object));
            file("routes/outbound/" + system + "-" + object + "-out.camel.yaml", """
                    - route:
                        id: %1$s-%2$s-out
                        from:
                          uri: "hub:deliver"
                          parameters: { channel: "{{channel}}", stream: %2$ss, delay: 200 }
                          steps:
                            - to: { uri: "kamelet:%1$s-%2$s-sink" }
                    """.formatted(system, object));
        }
        file("config/channels/" + system + "-shop.yaml", """
                title: %1$s
                system: %1$s
                mode: auto
                connection: { baseUrl: "http://127.0.0.1:%2$d", secret: [%3$s, %4$s] }
                streams:
                  products: { map: echo/product-out }
                  contacts: { map: echo/contact-out }
                """.formatted(
                        system, partner.getAddress().getPort(), secret(system), secret(system + "-before")));
    }

    /** Published files whose targets cannot be reached. */
    private void targets() throws IOException {
        file("config/channels/files.yaml", """
                title: Files
                system: feed
                mode: auto
                streams:
                  products: { map: echo/product-out, file: articles.csv, format: { type: csv } }
                deliver:
                  - { to: https }
                  - { to: sftp, connection: { host: 127.0.0.1, port: "1", user: u, password: "%s", key: "%s", keyPassword: "%s" } }
                  - { to: ftps, connection: { host: 127.0.0.1, port: "1", user: u, password: "%s" } }
                  - { to: s3, connection: { bucket: b, region: eu-west-3, endpoint: "http://127.0.0.1:%d", accessKey: "%s", secretKey: "%s" } }
                  - { to: mail, connection: { host: 127.0.0.1, port: "1", tls: none, user: u, password: "%s", from: a@company.example, to: [b@company.example] } }
                """.formatted(
                        secret("sftp-password"),
                        secret("sftp-key"),
                        secret("sftp-key-password"),
                        secret("ftps-password"),
                        partner.getAddress().getPort(),
                        secret("s3-access"),
                        secret("s3-secret"),
                        secret("mail-password")));
    }

    /** Says everything back, each time in another way. */
    private void echo(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var all = exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet() + " " + body;
        heard.add(all);
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/oauth")) {
            secrets.put("oauth token", "CanaryOauthTokenQz7Wk3Vx9");
            answer(
                    exchange,
                    200,
                    "application/json",
                    "{\"access_token\":\"CanaryOauthTokenQz7Wk3Vx9\",\"expires_in\":3600}");
            return;
        }
        if (path.equals("/login")) {
            secrets.put("login token", "CanaryLoginTokenQz7Wk3Vx9");
            exchange.getResponseHeaders().add("x-token", "CanaryLoginTokenQz7Wk3Vx9");
            answer(exchange, 200, "application/json", "{}");
            return;
        }
        exchange.getResponseHeaders()
                .add(
                        "X-Request-Id",
                        exchange.getRequestHeaders().values().toString().replaceAll("[\\r\\n]", " "));
        var said = all.replace("\\", "\\\\").replace("\"", "\\\"");
        switch (calls.getAndIncrement() % 6) {
            case 0 -> answer(exchange, 422, "application/json", "{\"code\":\"E\",\"message\":\"" + said + "\"}");
            case 1 -> answer(exchange, 500, "text/html", "<html>" + all);
            case 2 ->
                answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"results\":[{\"sku\":\"A-1\",\"error\":\"" + said + "\"}]}");
            case 3 -> answer(exchange, 401, "application/json", "{\"code\":\"K\",\"message\":\"" + said + "\"}");
            case 4 -> answer(exchange, 200, "text/plain", all);
            default ->
                answer(
                        exchange,
                        400,
                        "application/xml",
                        "<e>" + all.replace("&", "&amp;").replace("<", "&lt;") + "</e>");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void file(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Override
    public void close() {
        partner.stop(0);
    }
}
