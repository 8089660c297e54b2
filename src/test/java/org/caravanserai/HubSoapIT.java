package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SOAP service as an ERP sees it: bytes over HTTP, and what came of them is read elsewhere. */
class HubSoapIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NS = "urn:caravanserai:hub:1";
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
    private static final String WSU =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final AtomicInteger NONCE = new AtomicInteger();

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                orders: { to: erp }
                soap: { digest: { erp: secret:digest, ghost: secret:digest } }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { settle: 1s } }
                """);
        hub = RunningHub.start(folder);
        hub.part(Users.class).add("erp", java.util.Set.of(Role.OPERATOR), "a-long-password-1", "test", "test");
        hub.part(Users.class).add("looker", java.util.Set.of(Role.VIEWER), "a-long-password-2", "test", "test");
        taken(deliver(
                "deliverCustomers",
                "<companies><number>C-1</number><name>ACME &amp; fils</name><creditHold>false</creditHold>"
                        + "<priceList>public</priceList></companies>"));
        taken(deliver(
                "deliverProducts",
                "<products><sku>A-1</sku><status>active</status><name locale=\"fr_FR\">Gant</name></products>"));
        taken(deliver(
                "deliverPrices",
                "<offers><sku>A-1</sku><prices><list>public</list><amount>10.00</amount>"
                        + "<currency>EUR</currency></prices></offers>"));
        taken(deliver(
                "deliverStock",
                "<offers><sku>A-1</sku><stock><warehouse>nevers</warehouse><quantity>5</quantity></stock></offers>"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whatAnErpDeliversIsInTheMaster() {
        assertThat(golden("companies/C-1").path("name").asString()).isEqualTo("ACME & fils");
        assertThat(golden("products/A-1").path("name").toString()).contains("Gant");
        assertThat(golden("offers/A-1").toString()).contains("10.00", "nevers");
    }

    @Test
    void aRecordThatIsRefusedIsNamedAndTheOthersAreTaken() {
        var answer = call(
                text("erp", "a-long-password-1"),
                deliver("deliverPrices", price("A-1", 10) + price("B-1", 1) + price("B-1", 2)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "<received>3</received>",
                        "<refused>2</refused>",
                        "<code>ING-004</code>",
                        "<message>record 2: ",
                        "<message>record 3: ",
                        "the key stands more than once");
        assertThat(hub.send(hub.get("/api/v1/offers/A-1")).body()).contains("10.00");
    }

    private static String price(String sku, int amount) {
        return "<offers><sku>" + sku + "</sku><prices><list>public</list><amount>" + amount
                + ".00</amount><currency>EUR</currency></prices></offers>";
    }

    /** Of a caller who may: depth, many records and many faults in one message. */
    @Test
    void whatIsDeepOrManyOrWrongInManyPlacesIsAnsweredInBounds() {
        var deep = call(
                text("erp", "a-long-password-1"),
                deliver("deliverStock", "<offers>".repeat(300) + "</offers>".repeat(300)));
        refused(deep, "soap:Client", "");
        assertThat(deep.body()).contains("nested").hasSizeLessThan(2000);
        var many = call(
                text("erp", "a-long-password-1"),
                deliver("deliverStock", "<offers><sku>A-1</sku><price>1</price></offers>".repeat(5_000)));
        refused(many, "soap:Client", "more)");
        assertThat(many.body()).hasSizeLessThan(2000);
        var same = call(
                text("erp", "a-long-password-1"),
                deliver(
                        "deliverPrices",
                        java.util.stream.IntStream.range(0, 2_000)
                                .mapToObj(i -> price("Z-1", i + 1))
                                .collect(java.util.stream.Collectors.joining())));
        assertThat(same.statusCode()).as(same.body()).isEqualTo(200);
        assertThat(same.body())
                .contains("<received>2000</received>", "<refused>2000</refused>")
                .hasSizeLessThan(20_000);
    }

    @Test
    void confirmationAndShipmentMoveTheOrder() {
        var key = order("PO-1");
        state(key, "accepted");

        var confirmed = progress(
                key,
                "<confirmation><id>AB-1</id><issuedAt>2026-11-22T10:00:00Z</issuedAt><lines><line>1</line>"
                        + "<parts><verdict>accepted</verdict><quantity><value>2</value><unit>EA</unit></quantity></parts>"
                        + "<parts><verdict>backordered</verdict><quantity><value>1</value><unit>EA</unit></quantity></parts></lines></confirmation>");
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        assertThat(confirmed.body()).contains("<outcome>taken</outcome>", "<state>backordered</state>");
        var part = shipment(key, "LS-1", "2");
        assertThat(part.body()).contains("<state>partly-shipped</state>");
        assertThat(shipment(key, "LS-1", "2").body())
                .as("the same document again has no effect")
                .contains("<outcome>taken</outcome>", "<state>partly-shipped</state>");
        assertThat(shipment(key, "LS-2", "1").body()).contains("<state>shipped</state>");
        var tooMuch = shipment(key, "LS-3", "1");
        assertThat(tooMuch.statusCode()).isEqualTo(200);
        assertThat(tooMuch.body()).contains("<outcome>refused</outcome>", "ORDER-025");
        assertThat(shipment("NOBODY", "LS-4", "1").body()).contains("<outcome>refused</outcome>", "ORDER-022");
        assertThat(show(key).path("timeline").toString()).contains("confirmed", "shipped");
    }

    /** Nonces of before are forgotten by a restart; what was listened to then must not help. */
    @Test
    void aDigestOfBeforeTheStartIsRefused() throws Exception {
        var created = hub.part(java.time.Clock.class).instant().minus(Duration.ofMinutes(4));
        refused(
                call(digest("erp", "sandbox-digest", "nonce-of-before", created.toString()), stock()),
                "wsse:InvalidSecurity",
                "this hub has been started since Created: sign again");
    }

    @Test
    void aDigestWithNonceAndMomentIsTakenOnce() throws Exception {
        var created = Instant.now(hub.part(java.time.Clock.class)).toString();
        var token = digest("erp", "sandbox-digest", "nonce-of-this-test", created);
        assertThat(call(token, stock()).statusCode()).isEqualTo(200);
        refused(call(token, stock()), "wsse:InvalidSecurity", "this nonce was used before");
        refused(
                call(digest("erp", "sandbox-digest", "another-nonce-1", "2020-01-01T00:00:00Z"), stock()),
                "wsse:InvalidSecurity",
                "Created is more than 5 minutes away");
        refused(
                call(digest("erp", "another secret", "another-nonce-2", created), stock()),
                "wsse:FailedAuthentication",
                "wrong name or password");
        refused(
                call(digest("ghost", "sandbox-digest", "another-nonce-3", created), stock()),
                "wsse:FailedAuthentication",
                "wrong name or password");
        refused(
                call(digest("admin", "sandbox-digest", "another-nonce-4", created), stock()),
                "wsse:FailedAuthentication",
                "wrong name or password");
    }

    @Test
    void nobodyIsLetInWithoutATokenAndRolesCount() {
        refused(call("", stock()), "wsse:FailedAuthentication", "sign in with a UsernameToken");
        refused(call(text("erp", "wrong"), stock()), "wsse:FailedAuthentication", "wrong name or password");
        refused(call(text("nobody", "wrong"), stock()), "wsse:FailedAuthentication", "wrong name or password");
        refused(call(text("looker", "a-long-password-2"), stock()), "soap:Client", "needs the role catalogue");
        var basic = hub.send(HttpRequest.newBuilder(hub.main("/soap/hub"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(envelope("", stock()))));
        refused(basic, "wsse:FailedAuthentication", "sign in with a UsernameToken");
        for (var path : new String[] {"/soap/hub?wsdl", "/soap/hub"}) {
            var look = hub.send(HttpRequest.newBuilder(hub.main(path)).header("Accept", "text/html"));
            assertThat(look.statusCode()).as(path).isEqualTo(405);
            assertThat(look.headers().firstValue("Allow")).hasValue("POST");
            assertThat(look.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
            assertThat(look.body())
                    .contains("SOAP 1.1 messages by POST", "hub.wsdl")
                    .doesNotContain("<");
        }
        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/soap/hub")).DELETE())
                        .statusCode())
                .isEqualTo(405);
        for (var path : new String[] {"/soap/other", "/soap"}) {
            assertThat(hub.send(HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin()))
                            .statusCode())
                    .as(path)
                    .isIn(401, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<deliverStock xmlns='urn:caravanserai:hub:1'><source>api</source><offers><sku>A-1</sku><stock><warehouse>nevers</warehouse><quantity>many</quantity></stock></offers></deliverStock>",
                "<deliverStock xmlns='urn:caravanserai:hub:1'><offers><sku>A-1</sku></offers></deliverStock>",
                "<deliverStock xmlns='urn:caravanserai:hub:1'><source>api</source><offers><sku>A-1</sku><price>1</price></offers></deliverStock>",
                "<deliverStock xmlns='urn:other'><source>api</source></deliverStock>",
                "<erase xmlns='urn:caravanserai:hub:1'/>",
                "<submitOrder xmlns='urn:caravanserai:hub:1'><key>A</key></submitOrder>",
                "<deliverStock xmlns='urn:caravanserai:hub:1'><source>api</source>",
                "plain"
            })
    void whatIsNotOfTheContractIsAFaultOfTheCaller(String body) {
        var answer = call(text("erp", "a-long-password-1"), body);
        refused(answer, "soap:Client", "");
        assertThat(answer.body()).doesNotContain("Exception", "org.caravanserai", "at java");
    }

    @Test
    void parsersAreHard() {
        var inner = envelope(text("erp", "a-long-password-1"), stock());
        refused(raw("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + inner), "soap:Client", "DOCTYPE");
        refused(raw("<a>".repeat(500)), "soap:Client", "");
        refused(raw(""), "soap:Client", "");
        refused(
                raw(inner.replace(
                        "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")),
                "soap:VersionMismatch",
                "SOAP 1.1");
        refused(
                raw(inner.replace("<soap:Header>", "<soap:Header><x:Pay xmlns:x='urn:x' soap:mustUnderstand='1'/>")),
                "soap:MustUnderstand",
                "");
        var large = hub.send(HttpRequest.newBuilder(hub.main("/soap/hub"))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(8 << 20) + 1])));
        refused(large, "soap:Client", "a message has at most 8 MiB");
        assertThat(large.body()).contains("WEB-413");
        var json = hub.send(HttpRequest.newBuilder(hub.main("/soap/hub"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(json.statusCode()).isIn(401, 403, 415);
    }

    private static String stock() {
        return deliver(
                "deliverStock",
                "<offers><sku>A-1</sku><stock><warehouse>nevers</warehouse><quantity>5</quantity></stock></offers>");
    }

    private static String deliver(String operation, String inside) {
        return "<" + operation + " xmlns='" + NS + "'><source>api</source>" + inside + "</" + operation + ">";
    }

    private static HttpResponse<String> shipment(String key, String id, String quantity) {
        return progress(
                key,
                "<shipment><id>" + id
                        + "</id><issuedAt>2026-11-22T11:00:00Z</issuedAt><lines><line>1</line><quantity><value>"
                        + quantity
                        + "</value><unit>EA</unit></quantity></lines><parcels><carrier>Geodis</carrier><tracking>T-1</tracking></parcels></shipment>");
    }

    private static HttpResponse<String> progress(String key, String inside) {
        return call(
                text("erp", "a-long-password-1"),
                "<reportProgress xmlns='" + NS + "'><channel>erp</channel><order><key>" + key + "</key></order>"
                        + inside + "</reportProgress>");
    }

    private static void taken(String body) {
        var answer = call(text("erp", "a-long-password-1"), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("<refused>0</refused>");
    }

    private static void refused(HttpResponse<String> answer, String code, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.body())
                .contains("<faultcode>" + code + "</faultcode>")
                .contains(text);
    }

    private static String text(String user, String password) {
        return "<wsse:Security xmlns:wsse='" + WSSE + "' soap:mustUnderstand='1'><wsse:UsernameToken><wsse:Username>"
                + user
                + "</wsse:Username><wsse:Password Type='" + PROFILE + "PasswordText'>" + password
                + "</wsse:Password></wsse:UsernameToken></wsse:Security>";
    }

    private static String digest(String user, String secret, String nonce, String created) throws Exception {
        var raw = (nonce + NONCE.getAndIncrement()).getBytes(StandardCharsets.UTF_8);
        var sha = MessageDigest.getInstance("SHA-1");
        sha.update(raw);
        sha.update(created.getBytes(StandardCharsets.UTF_8));
        var digest = Base64.getEncoder().encodeToString(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
        return "<wsse:Security xmlns:wsse='" + WSSE + "' xmlns:wsu='" + WSU + "'><wsse:UsernameToken><wsse:Username>"
                + user
                + "</wsse:Username><wsse:Password Type='" + PROFILE + "PasswordDigest'>" + digest
                + "</wsse:Password><wsse:Nonce>" + Base64.getEncoder().encodeToString(raw)
                + "</wsse:Nonce><wsu:Created>" + created + "</wsu:Created></wsse:UsernameToken></wsse:Security>";
    }

    private static String envelope(String header, String body) {
        return "<?xml version='1.0' encoding='UTF-8'?><soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Header>"
                + header + "</soap:Header><soap:Body>" + body + "</soap:Body></soap:Envelope>";
    }

    private static HttpResponse<String> call(String header, String body) {
        return raw(envelope(header, body).replace("<?xml version='1.0' encoding='UTF-8'?>", ""));
    }

    private static HttpResponse<String> raw(String message) {
        return hub.send(HttpRequest.newBuilder(hub.main("/soap/hub"))
                .header("Content-Type", "text/xml;charset=utf-8")
                .header("SOAPAction", "\"urn:something:else\"")
                .POST(HttpRequest.BodyPublishers.ofString(
                        message.replace("<?xml version='1.0' encoding='UTF-8'?>", ""))));
    }

    private static String order(String number) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/orders"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"number":"%s","customer":"C-1","currency":"EUR","lines":[{"number":"1","sku":"A-1",
                         "quantity":{"value":"3","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}]}
                        """.formatted(number))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("key").asString();
    }

    private static void state(String key, String wanted) {
        ShippedHub.await(
                LONG,
                key + " " + wanted,
                () -> show(key).path("state").asString().equals(wanted));
    }

    private static JsonNode show(String key) {
        return JSON.readTree(hub.send(get("/api/v1/orders/" + key)).body());
    }

    private static JsonNode golden(String path) {
        return JSON.readTree(hub.send(get("/api/v1/" + path)).body()).path("golden");
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
