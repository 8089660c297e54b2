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
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.caravanserai.connector.Recordings;
import org.caravanserai.order.OrderHead;
import org.caravanserai.order.Orders;
import org.caravanserai.punchout.answer.SentAnswers;
import org.caravanserai.punchout.session.Happenings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    static void start() throws IOException {
        buyer = new BuyerServer();
        write("routes/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                orders: { to: erp, price: hold }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
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
        var said = hub.part(CamelContext.class)
                .createProducerTemplate()
                .request(
                        "hub:progress?source=erp",
                        exchange -> exchange.getMessage()
                                .setBody("{\"order\":{\"source\":\"punchout\",\"account\":\"" + order.account()
                                        + "\",\"number\":\"" + order.number() + "\",\"test\":" + order.test() + "},"
                                        + event + "}"));
        assertThat(said.getException()).isNull();
        assertThat(said.getMessage().getHeader("CamelHttpResponseCode"))
                .as(said.getMessage().getBody(String.class))
                .isEqualTo(200);
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
            names = {"ERROR", "SILENT", "CUT", "PAGE", "BUSY"})
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
                .as("a page does not mend itself; whatever else may")
                .hasSize(mood == BuyerServer.Mood.PAGE ? 1 : 0);
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
        await("both", () -> post.getReceivedMessages().length == 2);
        await("it is noted", () -> timeline(order).split("the answer arrived").length == 3);
        var subjects = new TreeSet<String>();
        for (var message : post.getReceivedMessages()) {
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
