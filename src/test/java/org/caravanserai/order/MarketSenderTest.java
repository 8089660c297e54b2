package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.PlayedPartner;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.home.Secrets;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a marketplace, and what is believed of what it says: the library's Mirakl, played. */
class MarketSenderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final HandClock clock = new HandClock("2026-11-22T12:00:00Z");
    /** What the order is there, and how the writing operations are answered. */
    private String state = "WAITING_ACCEPTANCE";

    private String second = "";
    private String tracking = "";
    private int status = 204;
    /** How the last step of a shipment is answered, -1 = like all others. */
    private int shipStatus = -1;

    /** What was said of the order by now; empty = only what is told. */
    private List<OrderEvent> before = List.of();

    /** Our number of a shipment that stands there, and why one is refused. */
    private String part = "";

    private String refusal = "";
    private Client client;
    private MarketSender sender;

    @BeforeEach
    void open() throws IOException {
        open("customer: C-9");
    }

    private void open(String connection) throws IOException {
        write("config/hub.yaml", "title: T\ntype: test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("routes/.gitkeep", "");
        write("config/channels/place.yaml", """
                system: mirakl
                mode: auto
                connection: { baseUrl: "https://place.example", apiKey: env:KEY, %s }
                streams: { orders: {}, order-status: {}, shipments: {} }
                """.formatted(connection));
        var home = Home.read(folder, null, Library.ofClassPath());
        client = Client.rehearsing(() -> home, Secrets.of(folder, Map.of("KEY", "k")), this::answer, clock);
        var market = home.connectors().get("mirakl").streams().get("orders").market();
        sender = new MarketSender(client, () -> home, market);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private PlayedPartner.Said answer(PlayedPartner.Asked request) {
        var body = new String(request.body(), StandardCharsets.UTF_8);
        asked.add(request.method() + " " + request.path().replaceAll("\\?.*", "") + " " + body);
        if (request.path().contains("/api/shipments")) {
            return request.method().equals("GET")
                    ? said(
                            200,
                            part.isEmpty()
                                    ? "{\"data\":[]}"
                                    : "{\"data\":[{\"id\":\"S\",\"status\":\"SHIPPED\",\"shipment_lines\":[{\"order_line_id\":\"1\",\"package_reference\":\""
                                            + part + "\"}]}]}")
                    : shipStatus == 0
                            ? null
                            : said(
                                    shipStatus < 0 ? 201 : shipStatus,
                                    "{\"shipment_success\":[],\"shipment_errors\":["
                                            + (refusal.isEmpty() ? "" : "{\"message\":\"" + refusal + "\"}") + "]}");
        }
        if (request.method().equals("PUT")) {
            int now = shipStatus >= 0 && request.path().contains("/ship") ? shipStatus : status;
            return now == 0 ? null : said(now, now < 300 ? "" : "{\"status\":" + now + ",\"message\":\"not now\"}");
        }
        var order = state.isEmpty() ? "" : """
                {"order_id":"MK-1","order_state":"%s","shipping_tracking":"%s","order_lines":[
                 {"order_line_id":"1","order_line_state":"%s"},{"order_line_id":"2","order_line_state":"%s"}]}""".formatted(state, tracking, state, second.isEmpty() ? state : second);
        return said(200, "{\"orders\":[" + order + "],\"total_count\":1}");
    }

    private static PlayedPartner.Said said(int status, String body) {
        return new PlayedPartner.Said(
                status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    private Consignment of(OrderEvent event, int attempt) {
        var lines = List.of(
                OrderLine.of("1", "A-1", new Quantity(new BigDecimal("2"), "EA"), null),
                OrderLine.of("2", "A-2", new Quantity(BigDecimal.ONE, "EA"), null));
        var order = Order.of("MK-1", "C-9", "EUR", lines, null);
        var head = new OrderHead(
                7,
                "K-1",
                "place",
                "",
                "MK-1",
                1,
                false,
                "C-9",
                "place",
                "erp",
                OrderState.ACCEPTED,
                null,
                NOON,
                NOON,
                NOON,
                0);
        return new Consignment(
                "place",
                event instanceof Confirmation ? Target.ORDER_STATUS : Target.SHIPMENTS,
                "K-1-1",
                head,
                order,
                null,
                Map.of(),
                event,
                before.isEmpty() ? List.of(event) : before,
                attempt,
                attempt > 1);
    }

    private static Confirmation confirmed(Confirmation.Part... parts) {
        var lines =
                parts.length == 0 ? List.<Confirmation.Line>of() : List.of(new Confirmation.Line("2", List.of(parts)));
        return new Confirmation("AB-1", 1, NOON, "SO-1", Confirmation.Verdict.ACCEPTED, lines, null);
    }

    private static Confirmation.Part part(Confirmation.Verdict verdict, String quantity) {
        return new Confirmation.Part(verdict, new Quantity(new BigDecimal(quantity), "EA"), null, null, null);
    }

    private static Shipment shipped(String carrier, Shipment.Line... lines) {
        return new Shipment(
                "LS-1",
                1,
                NOON,
                NOON,
                null,
                List.of(lines),
                List.of(new Shipment.Parcel(carrier, "T-1", "https://c.example/T-1", null)),
                false);
    }

    @Test
    void eachLineIsAcceptedOrRefusedAndNothingElseIsAsked() {
        assertThat(sender.send(of(confirmed(part(Confirmation.Verdict.REJECTED, "1")), 1))
                        .toString())
                .startsWith("Accepted");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .startsWith("PUT /api/orders/MK-1/accept")
                .contains("\"accepted\":true", "\"id\":\"1\"", "\"accepted\":false", "\"id\":\"2\"");
    }

    @Test
    void aPartOfALineIsForAHumanAndNothingIsSent() {
        var answer = sender.send(of(
                confirmed(part(Confirmation.Verdict.ACCEPTED, "0.5"), part(Confirmation.Verdict.REJECTED, "0.5")), 1));
        assertThat(answer.toString()).startsWith("Rejected").contains("as a whole");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "204, WAITING_ACCEPTANCE, '', Accepted",
        "400, SHIPPING, '', Accepted",
        "400, WAITING_DEBIT_PAYMENT, '', Accepted",
        "400, WAITING_ACCEPTANCE, '', Rejected",
        "400, SHIPPING, REFUSED, Rejected",
        "400, CANCELED, '', Rejected",
        "404, '', '', Rejected",
        "500, WAITING_ACCEPTANCE, '', Unknown",
        "0, WAITING_ACCEPTANCE, '', Unknown",
        "429, WAITING_ACCEPTANCE, '', Deferred",
        "403, WAITING_ACCEPTANCE, '', Deferred"
    })
    void aRefusedDecisionMeansWhatTheOrderSays(int answered, String is, String other, String expected) {
        status = answered;
        state = is;
        second = other;
        assertThat(sender.send(of(confirmed(), 1)).toString()).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SHIPPING, '', There",
        "WAITING_ACCEPTANCE, '', Absent",
        "SHIPPING, REFUSED, Absent",
        "CANCELED, '', Absent",
        "'', '', Absent"
    })
    void aLookAtADecision(String is, String other, String expected) {
        state = is;
        second = other;
        assertThat(sender.look(of(confirmed(), 2)).toString()).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SHIPPED, There",
        "CLOSED, There",
        "SHIPPING, Absent",
        "CANCELED, Absent",
        "WAITING_DEBIT_PAYMENT, Unclear",
        "WAITING_ACCEPTANCE, Unclear",
        "'', Absent"
    })
    void aLookAtAShipment(String is, String expected) {
        state = is;
        assertThat(sender.look(of(shipped("DHL"), 2)).toString()).startsWith(expected);
    }

    @Test
    void theNumberIsToldBeforeTheOrderIsShipped() {
        assertThat(sender.send(of(shipped("DHL"), 1)).toString()).startsWith("Accepted");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0))
                .startsWith("PUT /api/orders/MK-1/tracking")
                .contains("\"carrier_code\":\"dhl\"", "T-1")
                .doesNotContain("carrier_name");
        assertThat(asked.get(1)).startsWith("PUT /api/orders/MK-1/ship");
    }

    @Test
    void aCarrierNobodyHasACodeForIsToldByName() {
        sender.send(of(shipped("Camion Roux"), 1));
        assertThat(asked.get(0))
                .contains("\"carrier_name\":\"Camion Roux\"", "https://c.example/T-1")
                .doesNotContain("carrier_code");
    }

    @Test
    void whatWasToldIsNotToldAgainAndWhatWasShippedIsNotShippedAgain() {
        state = "SHIPPING";
        tracking = "T-1";
        sender.send(of(shipped("DHL"), 2));
        assertThat(asked).hasSize(2).last().asString().contains("/ship");
        asked.clear();
        state = "SHIPPED";
        assertThat(sender.send(of(shipped("DHL"), 3)).toString()).startsWith("Accepted");
        assertThat(asked).hasSize(1).first().asString().startsWith("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "400, WAITING_DEBIT_PAYMENT, Unknown",
        "400, SHIPPED, Accepted",
        "400, SHIPPING, Rejected",
        "400, CANCELED, Rejected",
        "404, '', Rejected",
        "503, SHIPPING, Unknown",
        "0, SHIPPING, Unknown"
    })
    void aRefusedShipmentMeansWhatTheOrderSays(int answered, String is, String expected) {
        status = answered;
        state = is;
        assertThat(sender.send(of(shipped("DHL"), 1)).toString()).startsWith(expected);
        assertThat(asked).noneMatch(one -> one.contains("/ship "));
    }

    @ParameterizedTest
    @CsvSource({"0, SHIPPING, Absent", "0, SHIPPED, There", "502, SHIPPING, Absent", "504, SHIPPED, There"})
    void aLineCutWhileItIsShippedIsDoubtAndTheOrderIsLookedAtBeforeAnythingIsRepeated(
            int answered, String is, String seen) {
        shipStatus = answered;
        assertThat(sender.send(of(shipped("DHL"), 1)).toString()).startsWith("Unknown");
        assertThat(asked).hasSize(2).last().asString().startsWith("PUT /api/orders/MK-1/ship");

        state = is;
        tracking = "T-1";
        shipStatus = 204;
        assertThat(sender.look(of(shipped("DHL"), 1)).toString()).startsWith(seen);
        asked.clear();
        assertThat(sender.send(of(shipped("DHL"), 2)).toString()).startsWith("Accepted");
        assertThat(asked.get(0)).startsWith("GET");
        assertThat(asked.stream().filter(one -> one.startsWith("PUT")).toList())
                .hasSize(is.equals("SHIPPED") ? 0 : 1)
                .allMatch(one -> one.contains("/ship"));
    }

    @Test
    void aPartIsToldAsAPartUnderOurNumber() {
        state = "SHIPPING";
        var one = new Shipment.Line("1", new Quantity(new BigDecimal("2"), "EA"));
        assertThat(sender.send(of(shipped("DHL", one), 1)).toString()).startsWith("Accepted");
        assertThat(asked.stream().filter(call -> call.startsWith("P")).toList())
                .singleElement()
                .asString()
                .startsWith("POST /api/shipments")
                .contains(
                        "\"order_id\":\"MK-1\"",
                        "\"shipped\":true",
                        "\"order_line_id\":\"1\"",
                        "\"quantity\":2",
                        "\"package_reference\":\"LS-1\"",
                        "\"carrier_code\":\"dhl\"",
                        "\"tracking_number\":\"T-1\"");
        assertThat(sender.told(of(shipped("DHL", one), 1))).contains("LS-1", "as a part: 2 of line 1");
    }

    @Test
    void aPartThatIsAllThatIsLeftIsTheWhole() {
        state = "SHIPPING";
        second = "REFUSED";
        var one = new Shipment.Line("1", new Quantity(new BigDecimal("2"), "EA"));
        assertThat(sender.send(of(shipped("DHL", one), 1)).toString()).startsWith("Accepted");
        assertThat(asked).last().asString().startsWith("PUT /api/orders/MK-1/ship");
    }

    @Test
    void theRestIsWhatNoOtherShipmentHas() {
        state = "SHIPPING";
        var first = shipped("DHL", new Shipment.Line("1", new Quantity(BigDecimal.ONE, "EA")));
        var rest = new Shipment("LS-2", 1, NOON, NOON, null, List.of(), List.of(), false);
        before = List.of(first, rest);
        assertThat(sender.send(of(rest, 1)).toString()).startsWith("Accepted");
        assertThat(asked)
                .last()
                .asString()
                .contains("\"order_line_id\":\"1\"", "\"order_line_id\":\"2\"", "\"quantity\":1", "LS-2")
                .doesNotContain("\"quantity\":2", "carrier");
    }

    @ParameterizedTest
    @CsvSource({"'', Absent", "LS-1, There", "LS-9, Absent"})
    void aPartInDoubtIsLookedForByOurNumber(String there, String seen) {
        state = "SHIPPING";
        part = there;
        var one = new Shipment.Line("1", new Quantity(BigDecimal.ONE, "EA"));
        assertThat(sender.look(of(shipped("DHL", one), 1)).toString()).startsWith(seen);
        asked.clear();
        assertThat(sender.send(of(shipped("DHL", one), 2)).toString()).startsWith("Accepted");
        assertThat(asked.stream().filter(call -> call.startsWith("POST")).count())
                .isEqualTo(there.equals("LS-1") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "201, more than is left, Rejected",
        "400, '', Rejected",
        "503, '', Unknown",
        "0, '', Unknown",
        "429, '', Deferred"
    })
    void aPartThatIsRefusedSaysWhy(int answered, String wrong, String expected) {
        state = "SHIPPING";
        shipStatus = answered;
        refusal = wrong;
        var one = new Shipment.Line("1", new Quantity(BigDecimal.ONE, "EA"));
        assertThat(sender.send(of(shipped("DHL", one), 1)).toString())
                .startsWith(expected)
                .contains(wrong);
    }

    @Test
    void halfAPieceIsForAHuman() {
        state = "SHIPPING";
        var half = new Shipment.Line("1", new Quantity(new BigDecimal("0.5"), "EA"));
        assertThat(sender.send(of(shipped("DHL", half), 1)).toString())
                .startsWith("Rejected")
                .contains("whole pieces");
        assertThat(asked).noneMatch(call -> call.startsWith("P"));
    }

    @Test
    void whereNoPartsAreTakenTheOrderIsToldWhenTheLastHasLeft() throws IOException {
        client.close();
        open("customer: C-9, shipments: whole");
        state = "SHIPPING";
        var first = shipped("DHL", new Shipment.Line("1", new Quantity(new BigDecimal("2"), "EA")));
        before = List.of(first);
        assertThat(sender.send(of(first, 1)).toString()).startsWith("Accepted");
        assertThat(asked).noneMatch(call -> call.startsWith("P"));
        assertThat(sender.told(of(first, 1))).contains("LS-1 is a part", "when the last part has left");

        var last = new Shipment(
                "LS-2",
                1,
                NOON,
                NOON,
                null,
                List.of(new Shipment.Line("2", new Quantity(BigDecimal.ONE, "EA"))),
                List.of(new Shipment.Parcel("DHL", "T-2", null, null)),
                false);
        before = List.of(first, last);
        assertThat(sender.send(of(last, 1)).toString()).startsWith("Accepted");
        assertThat(asked.stream().filter(call -> call.startsWith("P")).toList())
                .hasSize(2)
                .first()
                .asString()
                .contains("T-2");
        assertThat(asked).last().asString().startsWith("PUT /api/orders/MK-1/ship");
    }

    @Test
    void linesThatNeverComeAndStandThereAreForAHumanWhereNoPartsAreTaken() throws IOException {
        client.close();
        open("customer: C-9, shipments: whole");
        state = "SHIPPING";
        var shipment = shipped("DHL", new Shipment.Line("1", new Quantity(new BigDecimal("2"), "EA")));
        before = List.of(confirmed(part(Confirmation.Verdict.REJECTED, "1")), shipment);
        assertThat(sender.send(of(shipment, 1)).toString())
                .startsWith("Rejected")
                .contains("not cancelled there");
        assertThat(asked).noneMatch(call -> call.startsWith("P"));
    }

    @ParameterizedTest
    @CsvSource({"WAITING_ACCEPTANCE, 1", "SHIPPING, 0", "CANCELED, 0"})
    void aSecondConfirmationLooksBeforeItSaysAnything(String is, int said) {
        state = is;
        var earlier = new Confirmation("HUB-1", 1, NOON, null, Confirmation.Verdict.ACCEPTED, List.of(), null);
        before = List.of(earlier, confirmed());
        sender.send(of(confirmed(), 1));
        assertThat(asked.get(0)).startsWith("GET");
        assertThat(asked.stream().filter(call -> call.startsWith("PUT")).count())
                .isEqualTo(said);
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
