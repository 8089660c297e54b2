package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.caravanserai.connector.Recordings;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.Orders;
import org.caravanserai.punchout.answer.SentAnswers;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order of a buyer by cXML, an ERP that takes it and says what becomes of it, and what the buyer's own server has in the end. */
class AnswersIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static BuyerServer buyer;
    private static RunningHub hub;

    @BeforeAll
    static void start(TestInfo info) throws IOException {
        buyer = new BuyerServer();
        write("routes/.gitkeep", "");
        write(
                "config/hub.yaml",
                """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                orders: { to: erp, price: hold }
                """ + (info.getTestClass().equals(Optional.of(AnswersPostgresIT.class)) ? onPostgresql() : ""));
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: queryable, settle: 1s } }
                """);
        write("config/accounts/acme.yaml", """
                extends: coupa
                company: C-1
                production:
                  identity: { domain: DUNS, value: acme }
                  supplier: { domain: DUNS, value: us }
                  secret: [secret:acme-2027, secret:acme-2026]
                  returnHosts: [acme.example]
                  allow: [http]
                  answers: { url: "%s" }
                test:
                  identity: { domain: DUNS, value: acme-t }
                  supplier: { domain: DUNS, value: us-t }
                  secret: secret:acme-test
                  returnHosts: [acme.example]
                  allow: [http]
                  answers: { url: "%s", secret: secret:acme-out }
                cxml: { timeZone: Europe/Paris }
                units: { table: acme-units }
                """.formatted(buyer.address("/cxml/?tenant=a%26b"), buyer.address("/test")));
        write("config/accounts/quiet.yaml", """
                extends: ariba
                company: C-1
                production:
                  identity: { domain: DUNS, value: quiet }
                  supplier: { domain: DUNS, value: us }
                  secret: secret:quiet
                  returnHosts: [acme.example]
                  allow: [http]
                  answers: { url: "%s", send: [order-status] }
                """.formatted(buyer.address("/quiet")));
        post.start();
        write("config/brands/direct.yaml", """
                title: Small & direct
                style: { primary: "#b3261e" }
                mail: { sender: "Small, orders", replyTo: help@small.example, foot: { en_GB: See you, fr_FR: À bientôt } }
                """);
        write("config/sources/api.yaml", """
                system: api
                entities: { products: {}, offers: {}, companies: {} }
                answers:
                  mail:
                    connection: { host: 127.0.0.1, port: %d, tls: none, from: orders@morvan.example, to: [copy@morvan.example] }
                    parties: [end-user]
                    brand: direct
                """.formatted(post.getSmtp().getPort()));
        write("config/accounts/letters.yaml", """
                extends: generic
                company: C-1
                production:
                  identity: { domain: DUNS, value: letters }
                  supplier: { domain: DUNS, value: us }
                  secret: secret:letters
                  returnHosts: [acme.example]
                  answers:
                    mail:
                      connection: { host: 127.0.0.1, port: %d, tls: none, from: orders@morvan.example, to: [buying@acme.example] }
                      locale: de_DE
                """.formatted(post.getSmtp().getPort()));
        write("mappings/tables/acme-units.csv", "unit;code\nEA;PCE\n");
        var descriptor = Files.readString(Path.of("connectors/cxml/connector.yaml"));
        write("connectors/cxml/connector.yaml", descriptor.replace("timeout: 30s", "timeout: 2s"));
        hub = RunningHub.start(folder);
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
        ingest("products", "[" + product("A-1") + "," + product("A-2") + "]");
        ingest("offers", "[" + offer("A-1") + "," + offer("A-2") + "]");
    }

    private static String onPostgresql() throws IOException {
        var server = TestDatabases.settings(Dialect.POSTGRESQL);
        write("password", server.password() + "\n");
        return "database: { url: \"" + server.url() + "\", user: " + server.user()
                + ", password: \"file:password\" }\n";
    }

    @AfterAll
    static void stop() {
        hub.close();
        buyer.close();
        post.stop();
    }

    @AfterEach
    void everythingThatCameWasValid() {
        buyer.moods.clear();
        assertThat(buyer.complaints()).isEmpty();
    }

    private static String product(String sku) {
        return "{\"sku\":\"" + sku + "\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}}";
    }

    private static String offer(String sku) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
    }

    /** Whoever ordered by the API and left an address hears by letter, in the language of the order, with the face of the brand. */
    @Test
    void ordersOfTheApiAreAnsweredByLettersWhereTheSourceAsks() throws Exception {
        for (var language : List.of("fr", "en")) {
            var number = "WEB-" + UUID.randomUUID();
            var taken = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/orders"))
                    .header("Authorization", RunningHub.admin())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"number":"%s","customer":"C-1","currency":"EUR",
                             "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},
                                       "price":{"amount":{"amount":"10.00","currency":"EUR"}}}],
                             "totals":{"grand":{"amount":"20.00","currency":"EUR"}},
                             "parties":[{"role":"end-user","name":"Eve","email":"eve@web.example"}],
                             "extras":{"Language":"%s"}}""".formatted(number, language))));
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
            await(
                    "accepted",
                    () -> hub.part(Orders.class)
                            .search(number)
                            .get(0)
                            .state()
                            .word()
                            .equals("accepted"));
            assertThat(said("api", "", number, false, confirmation("AB-1", 1, "\"whole\":\"accepted\"")))
                    .isEqualTo(200);
            await("a letter", () -> letters(number).size() == 1);
            var letter = letters(number).get(0);
            assertThat(letter.getSubject())
                    .startsWith(language.equals("fr") ? "Confirmation de votre commande" : "Confirmation of");
            assertThat(letter.getFrom()[0]).hasToString("\"Small, orders\" <orders@morvan.example>");
            assertThat(letter.getReplyTo()[0]).hasToString("help@small.example");
            assertThat(letter.getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("copy@morvan.example", "eve@web.example");
            var forms = (jakarta.mail.internet.MimeMultipart) letter.getContent();
            assertThat((String) forms.getBodyPart(0).getContent())
                    .contains("Small & direct", language.equals("fr") ? "À bientôt" : "See you");
            assertThat((String) forms.getBodyPart(1).getContent())
                    .contains("background:#b3261e", "Small &amp; direct", "<html lang=\"" + language + "\">");
        }
    }

    private static List<jakarta.mail.internet.MimeMessage> letters(String number) {
        return java.util.Arrays.stream(post.getReceivedMessages())
                .filter(message -> subject(message).contains(number))
                // One for each box.
                .collect(java.util.stream.Collectors.collectingAndThen(
                        java.util.stream.Collectors.toMap(
                                AnswersIT::subject, message -> message, (one, same) -> one, java.util.TreeMap::new),
                        found -> List.copyOf(found.values())));
    }

    private static String subject(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Takes an order by cXML and waits until the ERP has it. */
    private static Ordered order(String account, boolean test) {
        var number = "PO-" + UUID.randomUUID();
        var payload = UUID.randomUUID() + "@acme.example";
        var them = test ? account + "-t" : account;
        var us = test ? "us-t" : "us";
        boolean acme = account.equals("acme");
        var secret = acme ? test ? "sandbox-acme-test" : "sandbox-acme-2026" : "sandbox-" + account;
        var unit = acme ? "PCE" : "EA";
        var answer = post(envelope(
                payload,
                them,
                us,
                secret,
                test ? "test" : "production",
                "<OrderRequest><OrderRequestHeader orderID=\"" + number
                        + "\" orderDate=\"2026-11-22T10:00:00+01:00\"/>" + item(3, "A-1", unit) + item(2, "A-2", unit)
                        + "</OrderRequest>"));
        assertThat(answer).contains("code=\"200\"");
        var ordered = new Ordered(account, test, number, payload);
        state(ordered, "accepted");
        return ordered;
    }

    private record Ordered(String account, boolean test, String number, String payload) {
        OrderHead head() {
            var heads = hub.part(Orders.class).search(number);
            assertThat(heads).hasSize(1);
            return heads.get(0);
        }

        List<BuyerServer.Came> confirmations() {
            return buyer.documents(number, "ConfirmationRequest");
        }

        List<BuyerServer.Came> notices() {
            return buyer.documents(number, "ShipNoticeRequest");
        }
    }

    private static String envelope(String payload, String them, String us, String secret, String mode, String request) {
        return "<?xml version=\"1.0\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">"
                + "<cXML payloadID=\"" + payload + "\" timestamp=\"2026-11-22T10:00:00+01:00\"><Header>"
                + "<From><Credential domain=\"DUNS\"><Identity>" + them + "</Identity></Credential></From>"
                + "<To><Credential domain=\"DUNS\"><Identity>" + us + "</Identity></Credential></To>"
                + "<Sender><Credential domain=\"DUNS\"><Identity>" + them + "</Identity><SharedSecret>" + secret
                + "</SharedSecret></Credential><UserAgent>Test</UserAgent></Sender></Header><Request deploymentMode=\""
                + mode + "\">" + request + "</Request></cXML>";
    }

    private static String item(int quantity, String sku, String unit) {
        return "<ItemOut quantity=\"" + quantity + "\" lineNumber=\"" + (sku.equals("A-1") ? 10 : 20)
                + "\"><ItemID><SupplierPartID>" + sku + "</SupplierPartID></ItemID>"
                + "<ItemDetail><UnitPrice><Money currency=\"EUR\">10.00</Money></UnitPrice><Description xml:lang=\"en\">x"
                + "</Description><UnitOfMeasure>" + unit + "</UnitOfMeasure></ItemDetail></ItemOut>";
    }

    private static String post(String document) {
        var answer = hub.bytes(HttpRequest.newBuilder(hub.main("/punchout/cxml"))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(document)));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The ERP says what becomes of an order. */
    private static void erpSays(Ordered order, String event) {
        assertThat(said(order, event)).isEqualTo(200);
    }

    private static Object said(Ordered order, String event) {
        return said("punchout", order.account(), order.number(), order.test(), event);
    }

    private static Object said(String source, String account, String number, boolean test, String event) {
        var said = hub.part(CamelContext.class)
                .createProducerTemplate()
                .request(
                        "hub:progress?source=erp",
                        exchange -> exchange.getMessage()
                                .setBody("{\"order\":{\"source\":\"" + source + "\",\"account\":\"" + account
                                        + "\",\"number\":\"" + number + "\",\"test\":" + test + "},"
                                        + event + "}"));
        assertThat(said.getException()).isNull();
        return said.getMessage().getHeader("CamelHttpResponseCode");
    }

    private static String confirmation(String id, int version, String rest) {
        return "\"confirmation\":{\"id\":\"" + id + "\",\"version\":" + version + ",\"issuedAt\":\"2026-11-22T1"
                + version + ":00:00Z\"," + rest + "}";
    }

    private static String shipment(String id, int version, String rest) {
        return "\"shipment\":{\"id\":\"" + id + "\",\"version\":" + version
                + ",\"issuedAt\":\"2026-11-23T08:00:00Z\",\"shippedAt\":\"2026-11-23T07:30:00Z\"" + rest + "}";
    }

    private static String part(String verdict, int quantity, String more) {
        return "{\"verdict\":\"" + verdict + "\",\"quantity\":{\"value\":\"" + quantity + "\",\"unit\":\"EA\"}" + more
                + "}";
    }

    private static void state(Ordered order, String wanted) {
        await(order.number() + " " + wanted, () -> order.head().state().word().equals(wanted));
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        ShippedHub.await(LONG, what, condition::getAsBoolean);
    }

    private static String timeline(Ordered order) {
        return hub.part(Orders.class)
                .detail(order.head().id())
                .orElseThrow()
                .timeline()
                .toString();
    }

    @Test
    void theBuyerHearsOfBothOnceInItsOwnWords() {
        var order = order("acme", false);
        erpSays(order, confirmation("AB-1", 1, "\"number\":\"SO-" + order.number() + "\",\"whole\":\"accepted\""));
        await("a confirmation", () -> order.confirmations().size() == 1);
        erpSays(
                order,
                shipment(
                        "LS-1",
                        1,
                        ",\"deliveryAt\":\"2026-11-25\",\"lines\":[{\"line\":\"10\",\"quantity\":{\"value\":\"2\",\"unit\":\"EA\"}},"
                                + "{\"line\":\"10\",\"quantity\":{\"value\":\"1\",\"unit\":\"EA\"}}],"
                                + "\"parcels\":[{\"carrier\":\"DPD & Co\",\"tracking\":\"01\"},{\"carrier\":\"DPD & Co\",\"tracking\":\"02\"},"
                                + "{\"carrier\":\"UPS\",\"tracking\":\"1Z\",\"url\":\"https://ups.example/1Z\"},{\"carrier\":\"lorry\"}]"));
        erpSays(order, shipment("LS-2", 1, ""));
        await("two ship notices", () -> order.notices().size() == 2);

        var confirmation = order.confirmations().get(0);
        assertThat(confirmation.path()).isEqualTo("/cxml/?tenant=a%26b");
        assertThat(confirmation.body())
                .contains("/1.2.036/Fulfill.dtd\"")
                .contains("<From><Credential domain=\"DUNS\"><Identity>us</Identity>")
                .contains("<To><Credential domain=\"DUNS\"><Identity>acme</Identity>")
                .contains("<SharedSecret>sandbox-acme-2027</SharedSecret>")
                .contains("deploymentMode=\"production\"")
                .contains("confirmID=\"AB-1\"", "operation=\"new\"", "type=\"allDetail\"")
                .contains("noticeDate=\"2026-11-22T12:00:00+01:00\"", "Our order number: SO-")
                .contains("orderID=\"" + order.number() + "\"", "orderDate=\"2026-11-22T10:00:00+01:00\"")
                .contains("<DocumentReference payloadID=\"" + order.payload() + "\"/>")
                .contains("quantity=\"3\" lineNumber=\"10\"", "quantity=\"2\" lineNumber=\"20\"")
                .contains("<UnitOfMeasure>PCE</UnitOfMeasure>")
                .contains("type=\"accept\"")
                .doesNotContain("reject", "detail\"");
        assertThat(order.notices().get(0).body())
                .contains("/1.2.014/Fulfill.dtd\"", "shipmentID=\"LS-1\"")
                .contains("shipmentDate=\"2026-11-23T08:30:00+01:00\"", "deliveryDate=\"2026-11-25T00:00:00+01:00\"")
                .contains("<CarrierIdentifier domain=\"companyName\">DPD &amp; Co</CarrierIdentifier>")
                .contains("<ShipmentIdentifier>01</ShipmentIdentifier><ShipmentIdentifier>02</ShipmentIdentifier>")
                .contains("UPS", "1Z")
                .contains("<ShipNoticeItem quantity=\"3\" lineNumber=\"10\">")
                .doesNotContain("lineNumber=\"20\"", "ups.example", "lorry");
        assertThat(order.notices().get(1).body())
                .as("all that was open")
                .contains("shipmentID=\"LS-2\"")
                .doesNotContain("ShipNoticeItem");
        assertThat(buyer.requests(order.number())).hasSize(3);
        state(order, "shipped");
        await("its arrival is noted", () -> timeline(order).split("the answer arrived").length == 4);

        var sent = hub.part(SentAnswers.class);
        var kept = sent.of(order.head().id());
        assertThat(kept).hasSize(3).allMatch(one -> one.state() == SentAnswers.State.TAKEN && one.code() == 200);
        assertThat(hub.part(Recordings.class).of("acme", Long.MAX_VALUE, 200).stream()
                        .filter(call -> call.request().contains(order.number())))
                .hasSize(3)
                .allSatisfy(call -> {
                    assertThat(call.request()).contains("<SharedSecret>***</SharedSecret>");
                    assertThat(call.answer()).contains("with *** in it");
                    assertThat(call.toString()).doesNotContain("sandbox-acme-2027");
                });
        assertThat(sent.document(kept.get(0).key()).orElseThrow())
                .contains("<SharedSecret>***</SharedSecret>", "ConfirmationRequest")
                .doesNotContain("sandbox-acme");
    }

    @Test
    void whatDiffersIsSaidLineByLine() {
        var order = order("acme", false);
        erpSays(
                order,
                confirmation(
                        "AB-1",
                        1,
                        "\"text\":\"as <told>\",\"lines\":[{\"line\":\"10\",\"parts\":["
                                + part(
                                        "accepted",
                                        1,
                                        ",\"price\":{\"amount\":{\"amount\":\"9.5\",\"currency\":\"EUR\"}}")
                                + "," + part("backordered", 1, ",\"deliveryAt\":\"2026-12-01\"") + ","
                                + part("rejected", 1, ",\"text\":\"sold out\"") + "]}]"));
        await("a confirmation", () -> order.confirmations().size() == 1);
        assertThat(order.confirmations().get(0).body())
                .contains("type=\"detail\"", "as &lt;told&gt;", "sold out")
                .contains("<ConfirmationStatus quantity=\"1\" type=\"detail\"", ">9.50</Money></UnitPrice>")
                .contains("type=\"backordered\" deliveryDate=\"2026-12-01T00:00:00+01:00\"")
                .contains("type=\"reject\"")
                .doesNotContain("lineNumber=\"20\"");

        erpSays(order, confirmation("AB-1", 2, "\"whole\":\"accepted\""));
        await("its correction", () -> order.confirmations().size() == 2);
        assertThat(order.confirmations().get(1).body())
                .contains("operation=\"update\"", "confirmID=\"AB-1\"", "type=\"allDetail\"")
                .contains("<DocumentReference payloadID=\""
                        + order.confirmations().get(0).payload() + "\"/>");
    }

    /** Check 22: a line stands in one confirmation, so a second one of the same lines takes the place of the first. */
    @Test
    void aSecondConfirmationOfTheSameLinesReplacesTheFirst() {
        var order = order("acme", false);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        await("a confirmation", () -> order.confirmations().size() == 1);
        taken(order, 1);
        var twoOfThree = "\"lines\":[{\"line\":\"10\",\"parts\":[" + part("accepted", 2, "") + "]}]";
        assertThat(said(order, confirmation("AB-X", 1, twoOfThree)))
                .as("what does not add up is refused before anything is sent")
                .isEqualTo(422);

        erpSays(order, confirmation("AB-2", 1, "\"whole\":\"backordered\""));
        await("the second", () -> order.confirmations().size() == 2);
        assertThat(order.confirmations().get(1).body())
                .contains("operation=\"update\"", "confirmID=\"AB-1\"", "type=\"backordered\"")
                .contains("<DocumentReference payloadID=\""
                        + order.confirmations().get(0).payload() + "\"/>");
        taken(order, 2);

        var one = "\"lines\":[{\"line\":\"20\",\"parts\":[" + part("accepted", 2, "") + "]}]";
        erpSays(order, confirmation("AB-3", 1, one));
        await("a part of it", () -> order.confirmations().size() == 3);
        assertThat(order.confirmations().get(2).body())
                .as("an update says all that the one before says")
                .contains("operation=\"new\"", "confirmID=\"AB-3\"")
                .doesNotContain("lineNumber=\"10\"");
        assertThat(buyer.requests(order.number())).hasSize(3);
    }

    /** The answer of the buyer has been written down. */
    private static void taken(Ordered order, int documents) {
        var sent = hub.part(SentAnswers.class);
        await(
                "answers are noted",
                () -> sent.of(order.head().id()).stream()
                                .filter(one -> one.state() == SentAnswers.State.TAKEN)
                                .count()
                        == documents);
    }

    private static String again(Ordered order, String payload, String attributes, String more, String items) {
        return post(envelope(
                payload,
                "acme",
                "us",
                "sandbox-acme-2026",
                "production",
                "<OrderRequest><OrderRequestHeader orderID=\"" + order.number()
                        + "\" orderDate=\"2026-11-22T10:00:00+01:00\" " + attributes + ">" + more
                        + "</OrderRequestHeader>" + items + "</OrderRequest>"));
    }

    private static String delete(Ordered order, String payload) {
        return again(
                order, payload, "type=\"delete\"", "<DocumentReference payloadID=\"" + order.payload() + "\"/>", "");
    }

    /** Check 20, second half: after a shipment a deletion is 409, and a rejection of it follows. */
    @Test
    void aDeletionAfterAShipmentIsAConflictAndRejectedLater() {
        var order = order("acme", false);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        await("a confirmation", () -> order.confirmations().size() == 1);
        erpSays(
                order,
                shipment("LS-1", 1, ",\"lines\":[{\"line\":\"20\",\"quantity\":{\"value\":\"1\",\"unit\":\"EA\"}}]"));
        state(order, "partly-shipped");
        var payload = "delete-" + order.payload();

        assertThat(delete(order, payload)).contains("code=\"409\"", "cannot be deleted: it is partly-shipped");
        assertThat(delete(order, payload)).contains("code=\"409\"");

        await("the rejection", () -> order.confirmations().size() == 2);
        await("the notice", () -> order.notices().size() == 1);
        assertThat(order.confirmations().get(1).body())
                .contains("type=\"reject\"", "operation=\"new\"", "cannot be deleted")
                .contains("<DocumentReference payloadID=\"" + payload + "\"/>")
                .doesNotContain("ConfirmationItem", "\"" + order.payload() + "\"");
        assertThat(order.head().state().word()).isEqualTo("partly-shipped");
        assertThat(timeline(order)).contains("ORDER-016");
        assertThat(again(
                        order,
                        "update-" + order.payload(),
                        "type=\"update\" orderVersion=\"2\"",
                        "",
                        item(1, "A-1", "PCE")))
                .contains("code=\"409\"", "comes too late");
        assertThat(hub.part(Orders.class).search(order.number())).hasSize(1);
    }

    /** What the ERP was told is never deleted silently: people decide, in the console as in the API. */
    @Test
    void aDeletionOfWhatTheErpHasWaitsForAHuman() {
        var order = order("acme", false);
        var payload = "delete-" + order.payload();

        var answer = delete(order, payload);
        assertThat(answer).contains("code=\"200\"", "somebody looks at it");
        assertThat(delete(order, payload)).as("byte for byte").isEqualTo(answer);
        assertThat(delete(order, "again-" + payload)).contains("code=\"200\"");
        assertThat(order.head().state().word()).isEqualTo("accepted");
        var page = page("/orders/waiting?show=troubles");
        assertThat(page)
                .contains(
                        order.number(),
                        "ORDER-015",
                        order.head().key() + "/deleted",
                        order.head().key() + "/stays");
        assertThat(page("/orders/" + order.head().key()))
                .contains(
                        "ORDER-015",
                        order.head().key() + "/deleted",
                        order.head().key() + "/stays");

        decide(order, "stays");
        await("the rejection", () -> order.confirmations().size() == 1);
        assertThat(order.confirmations().get(0).body())
                .contains("type=\"reject\"", "too late, sorry", "<DocumentReference payloadID=\"" + payload + "\"/>");
        assertThat(page("/orders/waiting?show=troubles"))
                .doesNotContain(order.head().key() + "/stays");

        var third = "third-" + payload;
        assertThat(delete(order, third)).contains("code=\"200\"");
        decide(order, "deleted");
        assertThat(order.head().state().word()).isEqualTo("cancelled");
        assertThat(order.confirmations()).hasSize(1);
        assertThat(delete(order, "fourth-" + payload)).contains("code=\"200\"").doesNotContain("somebody looks");
    }

    private static void decide(Ordered order, String decision) {
        var told = hub.send(
                HttpRequest.newBuilder(hub.main("/api/v1/orders/" + order.head().key() + "/" + decision))
                        .header("Authorization", RunningHub.admin())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"too late, sorry\"}")));
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    }

    private static String page(String path) {
        return ConsoleSession.of(hub, "admin", RunningHub.PASSWORD).get(path).body();
    }

    /** Check 20, first half: lower and equal versions, higher ones, versions of what is not there. */
    @Test
    void aChangeCountsWhenItsVersionIsHigher() {
        var order = order("acme", false);
        var items = item(2, "A-1", "PCE");
        var second = again(order, "2-" + order.payload(), "type=\"update\" orderVersion=\"3\"", "", items);
        assertThat(second).contains("code=\"200\"", "somebody looks at it");
        assertThat(again(order, "3-" + order.payload(), "type=\"update\" orderVersion=\"2\"", "", items))
                .contains("code=\"409\"", "version 2 came after version 3");
        assertThat(again(order, "4-" + order.payload(), "type=\"update\" orderVersion=\"3\"", "", items))
                .as("the same again")
                .contains("code=\"200\"");
        assertThat(again(
                        order, "5-" + order.payload(), "type=\"update\" orderVersion=\"3\"", "", item(1, "A-2", "PCE")))
                .contains("code=\"409\"", "with other content");
        assertThat(again(order, "6-" + order.payload(), "type=\"update\" orderVersion=\"0x\"", "", items))
                .contains("code=\"400\"", "no whole number");

        var heads = hub.part(Orders.class).search(order.number());
        assertThat(heads).extracting(OrderHead::version).containsExactly(3, 1);
        assertThat(heads).extracting(head -> head.state().word()).containsExactly("held", "accepted");
        assertThat(page("/orders/waiting?show=held")).contains(heads.get(0).key(), "ORDER-013");
        assertThat(hub.part(Orders.class).troubles(Long.MAX_VALUE, 200).stream()
                        .filter(trouble -> trouble.number().equals(order.number()))
                        .map(org.caravanserai.order.Trouble::code))
                .as("what was lower, what was other, and what could not be read")
                .containsExactlyInAnyOrder("ORDER-021", "ORDER-020", "ORDER-001");

        var nobody = new Ordered("acme", false, "PO-" + UUID.randomUUID(), "nobody@acme.example");
        assertThat(again(nobody, UUID.randomUUID() + "@x", "type=\"update\" orderVersion=\"2\"", "", items))
                .contains("code=\"417\"", "there is no order");
        assertThat(delete(nobody, UUID.randomUUID() + "@x")).contains("code=\"417\"", "there is no order");
    }

    @Test
    void aRefusedOrderIsRefusedAsAWhole() {
        var order = order("acme", false);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"rejected\",\"text\":\"no longer made\""));
        await("a refusal", () -> order.confirmations().size() == 1);
        assertThat(order.confirmations().get(0).body())
                .contains("type=\"reject\"", "no longer made")
                .doesNotContain("ConfirmationItem");
        state(order, "rejected");
    }

    @Test
    void whatIsTakenBackIsTakenBackThere() {
        var order = order("acme", false);
        var lines = ",\"lines\":[{\"line\":\"20\",\"quantity\":{\"value\":\"1\",\"unit\":\"EA\"}}]";
        erpSays(order, shipment("LS-1", 1, lines));
        await("a notice", () -> order.notices().size() == 1);
        erpSays(order, shipment("LS-1", 2, ",\"withdrawn\":true"));
        await("its end", () -> order.notices().size() == 2);
        assertThat(order.notices().get(1).body())
                .contains("operation=\"delete\"", "shipmentID=\"LS-1\"")
                .contains("<DocumentReference payloadID=\""
                        + order.notices().get(0).payload() + "\"/>");
    }

    @ParameterizedTest
    @EnumSource(
            value = BuyerServer.Mood.class,
            names = {"ERROR", "SILENT", "CUT", "PAGE", "MOVED", "BUSY"})
    void whoeverDoesNotAnswerWellHasEachDocumentOnce(BuyerServer.Mood mood) {
        var order = order("acme", false);
        buyer.moods.add(mood);
        buyer.moods.add(mood);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        await("three attempts", () -> buyer.requests(order.number()).size() == 3);
        await("its arrival", () -> timeline(order).contains("the answer arrived"));
        erpSays(order, shipment("LS-1", 1, ""));
        await("a notice", () -> order.notices().size() == 1);

        assertThat(order.confirmations()).as("one effect").hasSize(1);
        assertThat(buyer.requests(order.number()).stream()
                        .filter(one -> one.kind().equals("ConfirmationRequest"))
                        .map(BuyerServer.Came::payload)
                        .distinct())
                .as("one payloadID at every attempt")
                .hasSize(1);
        assertThat(timeline(order)).contains("the answer is unknown").doesNotContain("sandbox-acme");
        assertThat(hub.part(Happenings.class).troubles(Long.MAX_VALUE, 200).stream()
                        .filter(trouble -> trouble.text().contains(order.number())))
                .as("a page and another address do not mend themselves; whatever else may")
                .hasSize(mood == BuyerServer.Mood.PAGE || mood == BuyerServer.Mood.MOVED ? 1 : 0);
        assertThat(buyer.came())
                .as("nobody follows to another address")
                .noneMatch(one -> one.path().contains("elsewhere"));
    }

    @Test
    void whatTheBuyerRefusesIsSeenAndCanBeToldAgain() {
        var order = order("acme", false);
        buyer.moods.add(BuyerServer.Mood.REFUSE);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        await("somebody sees it", () -> timeline(order).contains("ORDER-035"));
        assertThat(order.confirmations()).isEmpty();
        assertThat(timeline(order))
                .contains("status-450", "Not Implemented")
                .as("the buyer sent our secret back")
                .doesNotContain("sandbox-acme");
        assertThat(buyer.requests(order.number())).hasSize(1);

        var told = hub.send(
                HttpRequest.newBuilder(hub.main("/api/v1/orders/" + order.head().key() + "/tell-again"))
                        .header("Authorization", RunningHub.admin())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        await("it is there", () -> order.confirmations().size() == 1);
    }

    @Test
    void aTestIsAnsweredInFullAndAtTheTestSystemOnly() {
        var order = order("acme", true);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        erpSays(order, shipment("LS-1", 1, ""));
        await("both", () -> order.confirmations().size() == 1 && order.notices().size() == 1);
        assertThat(buyer.requests(order.number())).hasSize(2).allSatisfy(one -> {
            assertThat(one.path()).isEqualTo("/test");
            assertThat(one.body())
                    .contains("deploymentMode=\"test\"", "<Identity>acme-t</Identity>", "<Identity>us-t</Identity>")
                    .contains("<SharedSecret>sandbox-acme-out</SharedSecret>");
        });
    }

    @Test
    void aTestOfWhoNamesNoTestSystemIsToldNobody() {
        var number = "PO-" + UUID.randomUUID();
        var answer = post(envelope(
                UUID.randomUUID() + "@x",
                "quiet",
                "us",
                "sandbox-quiet",
                "test",
                "<OrderRequest><OrderRequestHeader orderID=\"" + number + "\" orderDate=\"2026-11-22T10:00:00+01:00\"/>"
                        + item(1, "A-1", "EA") + "</OrderRequest>"));
        assertThat(answer).contains("code=\"200\"");
        var order = new Ordered("quiet", true, number, null);
        state(order, "accepted");
        erpSays(order, shipment("LS-1", 1, ""));
        assertThat(order.head().reply()).isNull();
        assertThat(buyer.requests(number)).isEmpty();
    }

    @Test
    void whoTakesConfirmationsOnlyIsSentNothingElse() {
        var order = order("quiet", false);
        erpSays(order, shipment("LS-1", 1, ""));
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        await("a confirmation", () -> order.confirmations().size() == 1);
        assertThat(order.confirmations().get(0).body()).contains("<UnitOfMeasure>EA</UnitOfMeasure>");
        assertThat(buyer.requests(order.number())).hasSize(1);
        assertThat(timeline(order)).doesNotContain("ORDER-035");
    }

    @Test
    void whoNamesAMailBoxGetsOneLetterEach() throws Exception {
        var order = order("letters", false);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        erpSays(order, shipment("LS-1", 1, ""));
        await("both", () -> letters(order.number()).size() == 2);
        await("it is noted", () -> timeline(order).split("the answer arrived").length == 3);
        var subjects = new TreeSet<String>();
        for (var message : letters(order.number())) {
            assertThat(message.getAllRecipients()).hasSize(1);
            assertThat(message.getMessageID())
                    .startsWith("<" + order.head().key() + "-")
                    .endsWith("@morvan.example>");
            subjects.add(message.getSubject());
        }
        assertThat(subjects)
                .containsExactly(
                        "Bestätigung Ihrer Bestellung " + order.number(),
                        "Lieferung zu Ihrer Bestellung " + order.number());
        assertThat(buyer.requests(order.number())).isEmpty();
    }

    @Test
    void whatTheBuyerSaysLaterStandsInTheTimeLine() {
        var order = order("acme", false);
        buyer.moods.add(BuyerServer.Mood.LATER);
        erpSays(order, confirmation("AB-1", 1, "\"whole\":\"accepted\""));
        await("a confirmation", () -> order.confirmations().size() == 1);
        var payload = order.confirmations().get(0).payload();

        assertThat(update(payload, "quiet", "sandbox-quiet", 200)).contains("code=\"417\"");
        assertThat(update("nobody@x", "acme", "sandbox-acme-2027", 200)).contains("code=\"417\"");
        assertThat(timeline(order)).doesNotContain("confirmation 'AB-1': 200");
        assertThat(update(payload, "acme", "sandbox-acme-2027", 200)).contains("code=\"200\"");
        assertThat(timeline(order))
                .contains("heard", "confirmation 'AB-1': 200 OK")
                .doesNotContain("ORDER-035");
        assertThat(update(payload, "acme", "sandbox-acme-2027", 406)).contains("code=\"200\"");
        assertThat(timeline(order)).contains("confirmation 'AB-1': 406 OK", "ORDER-035");
    }

    private static String update(String payload, String account, String secret, int code) {
        return post(envelope(
                UUID.randomUUID() + "@" + account,
                account,
                "us",
                secret,
                "production",
                "<StatusUpdateRequest><DocumentReference payloadID=\"" + payload + "\"/><Status code=\"" + code
                        + "\" text=\"OK\"/></StatusUpdateRequest>"));
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/api/" + entity))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
