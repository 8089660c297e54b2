package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a customer of a marketplace to the ERP and back: what was decided and shipped is read from the marketplace's own side. */
class MiraklOrdersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String MARKET = "/sandbox/mirakl/place";
    private static final String ERP = "/sandbox/erp-soap/main";

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static ConsoleSession console;

    @BeforeAll
    static void start() throws IOException {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                orders: { to: erp, price: erp }
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
        write("config/channels/place.yaml", """
                title: Place
                system: mirakl
                mode: auto
                connection: { baseUrl: "sandbox:mirakl/place", apiKey: secret:place, customer: C-9000 }
                streams: { orders: { accept: erp }, order-status: {}, shipments: {} }
                """);
        // The usual way: the hub accepts, the ERP gets what is paid. Compared every second, as time runs there.
        write("config/channels/hall.yaml", """
                title: Hall
                system: mirakl
                mode: auto
                connection: { baseUrl: "sandbox:mirakl/hall", apiKey: secret:hall, customer: C-9000 }
                streams: { orders: { compare: { every: 1m, back: 3d } }, order-status: {}, shipments: {} }
                """);
        write("config/channels/stall.yaml", """
                title: Stall
                system: mirakl
                mode: auto
                connection: { baseUrl: "sandbox:mirakl/stall", apiKey: secret:stall, customer: C-9000, shipments: whole }
                streams: { orders: {}, order-status: {}, shipments: {} }
                """);
        hub = RunningHub.start(folder);
        console = ConsoleSession.of(hub, "admin", RunningHub.PASSWORD);
        ingest("companies", "[{\"number\":\"C-9000\",\"name\":\"Place\",\"priceList\":\"public\"}]");
        ingest(
                "products",
                "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}},{\"sku\":\"A-2\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Clou\"}}]");
        ingest("offers", "[" + offer("A-1") + "," + offer("A-2") + "]");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void calm() {
        for (var partner : List.of("mirakl/place", "mirakl/hall", "mirakl/stall", "erp-soap/main")) {
            hub.send(HttpRequest.newBuilder(hub.main("/sandbox/control/" + partner + "/faults"))
                    .header("Authorization", RunningHub.admin())
                    .DELETE());
        }
    }

    @Test
    void anOrderGoesAllTheWayOnceAlthoughAnswersAreLost() {
        fault("erp-soap/main", "lose-answer", "submitOrder");
        fault("mirakl/place", "lose-answer", "OR21");
        fault("mirakl/place", "lose-answer", "OR23");
        fault("mirakl/place", "lose-answer", "OR24");
        place("MK-1");
        await("the ERP has it", () -> state("MK-1").equals("accepted"));
        assertThat(atErp("MK-1")).isEqualTo(1);

        say("MK-1", "\"confirmation\":{\"id\":\"AB-1\",\"issuedAt\":\"2026-11-22T12:00:00Z\",\"whole\":\"accepted\"}");
        await("it is paid", () -> market("MK-1").equals("SHIPPING"));
        await(
                "its address is kept",
                () -> show("MK-1").path("timeline").toString().contains("names and addresses"));
        say(
                "MK-1",
                "\"shipment\":{\"id\":\"LS-1\",\"issuedAt\":\"2026-11-22T13:00:00Z\","
                        + "\"parcels\":[{\"carrier\":\"DHL\",\"tracking\":\"T-1\"}]}");
        await("it is shipped there", () -> market("MK-1").equals("SHIPPED"));

        assertThat(order("MK-1").path("shipping_tracking").asString()).isEqualTo("T-1");
        assertThat(order("MK-1").path("shipping_carrier_code").asString()).isEqualTo("dhl");
        assertThat(done("OR21", "decisions", "MK-1")).isEqualTo(1);
        assertThat(done("OR24", "shipments", "MK-1")).isEqualTo(1);
        assertThat(atErp("MK-1")).isEqualTo(1);
        var troubles = read(hub.send(get("/api/v1/order-troubles")).body()).path("troubles");
        assertThat(troubles.valueStream()
                        .filter(trouble -> trouble.path("number").asString("").equals("MK-1"))
                        .map(trouble -> trouble.path("code").asString()))
                .as("the ERP had the order before the marketplace said where it goes")
                .containsExactly("ORDER-053");
    }

    @Test
    void aLineTheErpDoesNotDeliverIsRefusedThereAndTheRestIsShipped() {
        place("MK-2");
        await("the ERP has it", () -> state("MK-2").equals("accepted"));
        say(
                "MK-2",
                "\"confirmation\":{\"id\":\"AB-2\",\"issuedAt\":\"2026-11-22T12:00:00Z\",\"whole\":\"accepted\","
                        + "\"lines\":[{\"line\":\"MK-2-2\",\"parts\":[{\"verdict\":\"rejected\",\"quantity\":{\"value\":\"1\",\"unit\":\"EA\"}}]}]}");
        await("it is paid", () -> market("MK-2").equals("SHIPPING"));
        assertThat(order("MK-2")
                        .path("order_lines")
                        .path(1)
                        .path("order_line_state")
                        .asString())
                .isEqualTo("REFUSED");
        say(
                "MK-2",
                "\"shipment\":{\"id\":\"LS-2\",\"issuedAt\":\"2026-11-22T13:00:00Z\","
                        + "\"lines\":[{\"line\":\"MK-2-1\",\"quantity\":{\"value\":\"2\",\"unit\":\"EA\"}}]}");
        await("it is shipped there", () -> market("MK-2").equals("SHIPPED"));
        assertThat(order("MK-2")
                        .path("order_lines")
                        .path(1)
                        .path("order_line_state")
                        .asString())
                .isEqualTo("REFUSED");
    }

    @Test
    void aShipmentBeforeThePaymentWaitsForIt() {
        place("MK-3");
        await("the ERP has it", () -> state("MK-3").equals("accepted"));
        say("MK-3", "\"shipment\":{\"id\":\"LS-3\",\"issuedAt\":\"2026-11-22T13:00:00Z\"}");
        say("MK-3", "\"confirmation\":{\"id\":\"AB-3\",\"issuedAt\":\"2026-11-22T12:00:00Z\",\"whole\":\"accepted\"}");
        await("it is shipped there", () -> market("MK-3").equals("SHIPPED"));
        assertThat(done("OR24", "shipments", "MK-3")).isEqualTo(1);
    }

    @Test
    void whatMakesNoOrderIsSeenAndTheNextOneFollows() {
        post(
                MARKET + "/customer/orders",
                "{\"order_id\":\"BAD-1\",\"lines\":[{\"offer_sku\":\"NONE\",\"quantity\":1}]}");
        post(
                MARKET + "/customer/orders",
                "{\"order_id\":\"BAD-2\",\"lines\":[{\"offer_sku\":\"A-1\",\"quantity\":0}]}");
        place("MK-4");
        await("the ERP has the good one", () -> state("MK-4").equals("accepted"));
        var troubles = read(hub.send(get("/api/v1/order-troubles")).body()).toString();
        assertThat(troubles).contains("BAD-1", "ORDER-004", "BAD-2", "must be above 0");
        assertThat(hub.send(get("/api/v1/orders/BAD-1")).statusCode()).isEqualTo(404);
        assertThat(market("BAD-1")).isEqualTo("WAITING_ACCEPTANCE");
    }

    @Test
    void aPartIsToldAsAPartOnceAndTheRestEndsTheOrder() {
        fault("mirakl/hall", "lose-answer", "ST01");
        place("hall", "MK-5");
        await("the ERP has it", () -> state("MK-5").equals("accepted"));
        say("hall", "MK-5", part("LS-5", "MK-5-1", "1", "T-5"));
        await("it is told", () -> timeline("MK-5").contains("LS-5 was told as a part: 1 of line MK-5-1"));
        assertThat(market("hall", "MK-5")).isEqualTo("SHIPPING");
        assertThat(show("MK-5").path("state").asString()).isEqualTo("partly-shipped");
        assertThat(page("/orders/" + show("MK-5").path("key").asString())).contains("told as a part: 1 of line MK-5-1");

        say(
                "hall",
                "MK-5",
                "\"shipment\":{\"id\":\"LS-6\",\"issuedAt\":\"2026-11-22T14:00:00Z\","
                        + "\"parcels\":[{\"carrier\":\"DHL\",\"tracking\":\"T-6\"}]}");
        await("all of it has left", () -> market("hall", "MK-5").equals("SHIPPED"));
        var parts = read(hub.send(get("/sandbox/mirakl/hall/_state/shipments")).body());
        assertThat(parts.valueStream()
                        .filter(part -> part.path("order_id").asString().equals("MK-5"))
                        .map(part ->
                                part.path("tracking").path("tracking_number").asString()))
                .as("each part once, although an answer was lost")
                .containsExactlyInAnyOrder("T-5", "T-6");
        assertThat(troubles("MK-5")).isEmpty();
    }

    @Test
    void whereNoPartsAreTakenTheOrderIsToldWithTheLast() {
        place("stall", "MK-7");
        await("the ERP has it", () -> state("MK-7").equals("accepted"));
        say("stall", "MK-7", part("LS-7", "MK-7-1", "2", "T-7"));
        await("it waits for the rest", () -> timeline("MK-7").contains("when the last part has left"));
        assertThat(market("stall", "MK-7")).isEqualTo("SHIPPING");
        say("stall", "MK-7", part("LS-8", "MK-7-2", "1", "T-8"));
        await("all of it has left", () -> market("stall", "MK-7").equals("SHIPPED"));
        assertThat(order("stall", "MK-7").path("shipping_tracking").asString()).isEqualTo("T-8");
        assertThat(troubles("MK-7")).isEmpty();
    }

    @Test
    void anOrdinaryOrderNeedsNobody() {
        fault("mirakl/hall", "lose-answer", "OR21");
        place("hall", "HA-1");
        await("the ERP has it once it is paid", () -> state("HA-1").equals("accepted"));
        var row = read(hub.send(get(ERP + "/_state/orders")).body())
                .valueStream()
                .filter(order -> order.path("buyer").asString().equals("HA-1"))
                .toList();
        assertThat(row).hasSize(1);
        assertThat(show("HA-1").toString()).contains("12 rue du Port");
        say(
                "hall",
                "HA-1",
                "\"confirmation\":{\"id\":\"AB-1\",\"issuedAt\":\"2026-11-22T12:00:00Z\",\"whole\":\"accepted\"}");
        say("hall", "HA-1", "\"shipment\":{\"id\":\"LS-1\",\"issuedAt\":\"2026-11-22T13:00:00Z\"}");
        await("it is shipped there", () -> market("hall", "HA-1").equals("SHIPPED"));
        assertThat(done("hall", "OR21", "decisions", "HA-1")).isEqualTo(1);
        assertThat(calls("hall", "OR21", "HA-1"))
                .as("a lost answer is looked up before anything is said again")
                .isEqualTo(1);
        assertThat(troubles("HA-1")).isEmpty();
        assertThat(show("HA-1").path("test").asBoolean())
                .as("who orders at a stand-in is invented")
                .isTrue();
    }

    @Test
    void aLineThatIsCancelledBeforeThePaymentDoesNotReachTheErp() {
        slow("HA-2");
        await("it is accepted", () -> market("hall", "HA-2").startsWith("WAITING_DEBIT"));
        cancel("hall", "HA-2", "{\"lines\":[\"HA-2-2\"]}");
        await("the ERP has it", () -> atErp("HA-2") == 1);
        var there = read(hub.send(get(ERP + "/_state/orders")).body())
                .valueStream()
                .filter(order -> order.path("buyer").asString().equals("HA-2"))
                .toList();
        assertThat(there).singleElement().asString().contains("\"lines\":1,");
        say("hall", "HA-2", "\"shipment\":{\"id\":\"LS-1\",\"issuedAt\":\"2026-11-22T13:00:00Z\"}");
        await("it is shipped there", () -> market("hall", "HA-2").equals("SHIPPED"));
        assertThat(troubles("HA-2")).isEmpty();
    }

    @Test
    void aLineThatIsCancelledAfterTheErpHasItIsSeenOnce() {
        place("hall", "HA-3");
        await("the ERP has it", () -> state("HA-3").equals("accepted"));
        cancel("hall", "HA-3", "{\"lines\":[\"HA-3-2\"]}");
        await("it is seen", () -> troubles("HA-3").contains("ORDER-055"));
        say("hall", "HA-3", part("LS-1", "HA-3-1", "2", "T-1"));
        await("the rest is shipped there", () -> market("hall", "HA-3").equals("SHIPPED"));
        assertThat(troubles("HA-3")).containsExactly("ORDER-055");
    }

    @Test
    void anOrderThatIsCancelledInTimeIsNobodysBusiness() {
        slow("HA-4");
        await("it is accepted", () -> market("hall", "HA-4").startsWith("WAITING_DEBIT"));
        cancel("hall", "HA-4", "{}");
        await("it is taken back", () -> state("HA-4").equals("cancelled"));
        assertThat(atErp("HA-4")).isZero();
        assertThat(troubles("HA-4")).isEmpty();

        // Before anybody has accepted it: it never was an order.
        fault("mirakl/hall", "status", "OR11");
        place("hall", "HA-5");
        cancel("hall", "HA-5", "{}");
        place("hall", "HA-6");
        await("the next one comes", () -> state("HA-6").equals("accepted"));
        assertThat(hub.send(get("/api/v1/orders/HA-5")).statusCode()).isEqualTo(404);
        assertThat(troubles("HA-5")).isEmpty();
    }

    @Test
    void anOrderThatIsCancelledAfterTheErpHasItIsSeen() {
        place("hall", "HA-7");
        await("the ERP has it", () -> state("HA-7").equals("accepted"));
        cancel("hall", "HA-7", "{}");
        await("it is seen", () -> troubles("HA-7").contains("ORDER-015"));
    }

    @Test
    void whatTheHubCannotPromiseIsNotAccepted() {
        customer(
                "hall",
                "{\"order_id\":\"HB-1\",\"lines\":[{\"offer_sku\":\"NONE\",\"quantity\":1},{\"offer_sku\":\"A-1\",\"quantity\":1}]}");
        customer(
                "hall",
                "{\"order_id\":\"HB-2\",\"currency\":\"XTS\",\"lines\":[{\"offer_sku\":\"A-1\",\"quantity\":1}]}");
        customer(
                "hall",
                "{\"order_id\":\"HB-3\",\"currency\":\"CHF\",\"lines\":[{\"offer_sku\":\"A-1\",\"quantity\":1,\"price_unit\":10.00}]}");
        place("hall", "HB-4");
        await("the good one", () -> state("HB-4").equals("accepted"));
        assertThat(troubles("HB-1")).containsExactly("ORDER-004");
        for (var number : List.of("HB-1", "HB-2", "HB-3")) {
            assertThat(market("hall", number)).as(number).isEqualTo("WAITING_ACCEPTANCE");
            assertThat(atErp(number)).as(number).isZero();
        }
        assertThat(troubles("HB-2")).containsExactly("ORDER-001");
        assertThat(troubles("HB-3")).containsExactly("ORDER-001");
    }

    @Test
    void whatEveryPageShowsAgainIsOneOrder() {
        for (int n = 1; n <= 120; n++) {
            place("hall", "HP-" + n);
        }
        await("all are at the ERP", () -> pages().size() >= 120);
        assertThat(pages()).hasSize(120).doesNotHaveDuplicates();
    }

    private static List<String> pages() {
        return read(hub.send(get(ERP + "/_state/orders")).body())
                .valueStream()
                .map(order -> order.path("buyer").asString())
                .filter(number -> number.startsWith("HP-"))
                .toList();
    }

    @Test
    void anOrderThatIsNotAmongWhatChangedIsFoundByTheComparison() {
        place("hall", "HC-0");
        await("the hub is connected", () -> state("HC-0").equals("accepted"));
        var old = Instant.now()
                .minus(Duration.ofHours(40))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        record("hall", order("hall", "HC-0"), "HC-1", "SHIPPING", old, old);
        record("hall", order("hall", "HC-0"), "HC-2", "SHIPPED", old, "2099-01-01T00:00:00Z");
        record("hall", order("hall", "HC-0"), "HC-3", "SHIPPED", old, old);
        await("it is taken", () -> state("HC-1").equals("accepted"));
        assertThat(timeline("HC-1")).contains("the comparison has found it");
        await("it is named", () -> troubles("HC-2").contains("ORDER-056"));
        await(
                "the round is over",
                () -> stream("hall", "orders").path("compared").path("orders").asLong() > 0);
        assertThat(page("/channels/hall")).contains("Compared with what the marketplace lists");
        assertThat(hub.send(HttpRequest.newBuilder(hub.management("/actuator/prometheus"))
                                .header("Authorization", RunningHub.admin()))
                        .body())
                .contains("hub_order_markets_missing ", "hub_order_markets_compared_age_seconds ");
        assertThat(troubles("HC-3")).as("shipped before this hub was connected").isEmpty();
        place("hall", "HC-4");
        await("the next round is over", () -> state("HC-4").equals("accepted"));
        assertThat(troubles("HC-2")).containsExactly("ORDER-056");
    }

    @Test
    void whatTheCustomerTakesBackLateIsSeen() {
        place("MK-6");
        await("the ERP has it", () -> state("MK-6").equals("accepted"));
        post(MARKET + "/customer/orders/MK-6/cancel", "{}");
        await("it is seen", () -> show("MK-6").path("timeline").toString().contains("has ended it: CANCELED"));
        say("MK-6", "\"confirmation\":{\"id\":\"AB-6\",\"issuedAt\":\"2026-11-22T12:00:00Z\",\"whole\":\"accepted\"}");
        await(
                "nobody believes it is accepted",
                () -> show("MK-6").path("timeline").toString().contains("refused or cancelled"));
    }

    /** Not readable, refused, away: each is seen at the channel, on the first page, and where orders are looked at, until it is over. */
    @ParameterizedTest
    @CsvSource({"html, ''", "expire-token, 401", "status, 503", "cut-before, ''"})
    void aMarketplaceThatCannotBeReadIsSeenWhereAnOperatorLooks(String kind, String said) {
        await("nothing is wrong", () -> trouble().isEmpty());
        place("MK-F-" + kind);
        assertThat(post(
                        "/sandbox/control/mirakl/place/faults",
                        "{\"fault\":\"" + kind + "\",\"operation\":\"OR11\",\"count\":100000}"))
                .isEqualTo(201);
        await("it is seen", () -> trouble().contains("ORDER-052 orders are not read since"));
        assertThat(trouble()).contains(said);
        assertThat(page("/orders")).contains("Orders of place are not read since");
        assertThat(page("/orders/waiting?show=troubles")).contains("Orders of place are not read since");
        assertThat(page("/channels/place")).contains("ORDER-052");
        assertThat(page("/")).containsPattern("light-bad[^>]*></span><span>Place");
        assertThat(hub.send(HttpRequest.newBuilder(hub.management("/actuator/prometheus"))
                                .header("Authorization", RunningHub.admin()))
                        .body())
                .contains("hub_order_markets_unread 1.0");
        calm();
        await("it is over", () -> trouble().isEmpty());
        assertThat(page("/orders")).doesNotContain("are not read since");
        await("what waited there comes", () -> state("MK-F-" + kind).equals("accepted"));
    }

    @Test
    void streamsOfOrdersShowWhatWentAndWhatWaitsAndNoProducts() {
        place("hall", "HS-1");
        await("the ERP has it", () -> state("HS-1").equals("accepted"));
        await(
                "its acceptance is told",
                () -> stream("hall", "order-status").path("went").asLong() > 0);

        var orders = stream("hall", "orders");
        assertThat(orders.path("carries").asString()).isEqualTo("orders");
        assertThat(orders.path("way").asString()).isEqualTo("in");
        assertThat(orders.path("went").isNull()).as("nobody counts what came").isTrue();
        assertThat(orders.path("page").asString()).isEqualTo("/orders?source=hall");
        assertThat(stream("hall", "order-status").path("carries").asString()).isEqualTo("answers");
        assertThat(stream("hall", "order-status").has("selected")).isFalse();
        var erp = stream("erp", "orders");
        assertThat(erp.path("way").asString()).isEqualTo("out");
        assertThat(erp.path("went").asLong()).isPositive();

        var page = page("/channels/hall");
        assertThat(page)
                .contains("/orders?source=hall", "come from there", "confirmations that go there", "/orders/waiting")
                .doesNotContain(">selected<", ">leaving<");
        assertThat(page("/channels")).contains("ship notices that go there");
        assertThat(page("/orders?source=hall")).contains("HS-1");
    }

    private static JsonNode stream(String channel, String stream) {
        return read(hub.send(get("/api/v1/channels")).body())
                .valueStream()
                .filter(one -> one.path("channel").asString().equals(channel))
                .flatMap(one -> one.path("streams").valueStream())
                .filter(one -> one.path("stream").asString().equals(stream))
                .findFirst()
                .orElseThrow();
    }

    private static String trouble() {
        return read(hub.send(get("/api/v1/channels")).body())
                .valueStream()
                .filter(channel -> channel.path("channel").asString().equals("place"))
                .map(channel -> channel.path("fault").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private static String page(String path) {
        var answer = console.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** As if it had been there all the time. */
    private static void record(
            String market, JsonNode like, String number, String state, String updated, String placed) {
        var order = (ObjectNode) JSON.readTree(like.toString().replace("HC-0", number));
        order.put("order_state", state).put("last_updated_date", updated).put("created_date", placed);
        order.withArray("/order_lines").forEach(line -> ((ObjectNode) line).put("order_line_state", state));
        var body = JSON.createObjectNode().put("kind", "orders").put("key", number);
        body.set("record", order);
        assertThat(post("/sandbox/control/mirakl/" + market + "/records", body.toString()))
                .isBetween(200, 204);
    }

    /** Paid a quarter of an hour after it was accepted, 15 seconds for us. */
    private static void slow(String number) {
        customer(
                "hall",
                "{\"order_id\":\"" + number
                        + "\",\"pays_after\":\"PT15M\",\"lines\":[{\"offer_sku\":\"A-1\",\"quantity\":2,\"price_unit\":10.00},"
                        + "{\"offer_sku\":\"A-2\",\"quantity\":1,\"price_unit\":10.00}]}");
    }

    private static void customer(String market, String order) {
        assertThat(post("/sandbox/mirakl/" + market + "/customer/orders", order))
                .isEqualTo(201);
    }

    private static void cancel(String market, String number, String what) {
        assertThat(post("/sandbox/mirakl/" + market + "/customer/orders/" + number + "/cancel", what))
                .isEqualTo(204);
    }

    private static String part(String id, String line, String quantity, String tracking) {
        return "\"shipment\":{\"id\":\"" + id + "\",\"issuedAt\":\"2026-11-22T13:00:00Z\",\"lines\":[{\"line\":\""
                + line
                + "\",\"quantity\":{\"value\":\"" + quantity + "\",\"unit\":\"EA\"}}],"
                + "\"parcels\":[{\"carrier\":\"DHL\",\"tracking\":\"" + tracking + "\"}]}";
    }

    private static List<String> troubles(String number) {
        return read(hub.send(get("/api/v1/order-troubles?limit=200")).body())
                .path("troubles")
                .valueStream()
                .filter(trouble -> trouble.path("number").asString("").equals(number))
                .map(trouble -> trouble.path("code").asString())
                .toList();
    }

    private static String timeline(String number) {
        return show(number).path("timeline").toString();
    }

    private static void place(String number) {
        place("place", number);
    }

    private static void place(String market, String number) {
        var placed = post(
                "/sandbox/mirakl/" + market + "/customer/orders",
                "{\"order_id\":\"" + number
                        + "\",\"lines\":[{\"offer_sku\":\"A-1\",\"quantity\":2,\"price_unit\":10.00},"
                        + "{\"offer_sku\":\"A-2\",\"quantity\":1,\"price_unit\":10.00}]}");
        assertThat(placed).isEqualTo(201);
    }

    /** The ERP says something about an order. */
    private static void say(String number, String what) {
        say("place", number, what);
    }

    private static void say(String market, String number, String what) {
        var said = hub.part(CamelContext.class)
                .createProducerTemplate()
                .request(
                        "hub:progress?source=erp",
                        exchange -> exchange.getMessage()
                                .setBody("{\"order\":{\"source\":\"" + market + "\",\"test\":true,\"number\":\""
                                        + number + "\"}," + what + "}"));
        assertThat(said.getMessage().getHeader("CamelHttpResponseCode"))
                .as(said.getMessage().getBody(String.class))
                .isEqualTo(200);
    }

    private static JsonNode show(String number) {
        return read(hub.send(get("/api/v1/orders/" + number)).body());
    }

    private static String state(String number) {
        return show(number).path("state").asString("");
    }

    private static JsonNode order(String number) {
        return order("place", number);
    }

    private static JsonNode order(String market, String number) {
        return read(hub.send(get("/sandbox/mirakl/" + market + "/_state/orders"))
                        .body())
                .path(number);
    }

    private static String market(String number) {
        return market("place", number);
    }

    private static String market(String market, String number) {
        return order(market, number).path("order_state").asString("");
    }

    private static long atErp(String number) {
        return read(hub.send(get(ERP + "/_state/orders")).body())
                .valueStream()
                .filter(order -> order.path("buyer").asString().equals(number))
                .count();
    }

    /** How often the marketplace has done something with an order. */
    private static long done(String operation, String entity, String number) {
        return done("place", operation, entity, number);
    }

    private static long calls(String market, String operation, String number) {
        return read(hub.send(get("/sandbox/mirakl/" + market + "/_calls?limit=10000&operation=" + operation))
                        .body())
                .valueStream()
                .filter(call -> call.path("path").asString("").contains("/" + number + "/"))
                .count();
    }

    private static long done(String market, String operation, String entity, String number) {
        return read(hub.send(get("/sandbox/mirakl/" + market + "/_calls?limit=10000&operation=" + operation))
                        .body())
                .valueStream()
                .map(JsonNode::toString)
                .filter(call -> call.contains("\"entity\":\"" + entity + "\"") && call.contains("\"" + number + "\""))
                .count();
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        ShippedHub.await(LONG, what, condition::getAsBoolean);
    }

    private static void fault(String partner, String fault, String operation) {
        assertThat(post(
                        "/sandbox/control/" + partner + "/faults",
                        "{\"fault\":\"" + fault + "\",\"operation\":\"" + operation + "\"}"))
                .isEqualTo(201);
    }

    private static String offer(String sku) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
    }

    private static void ingest(String entity, String body) {
        assertThat(post("/api/v1/ingest/api/" + entity, body)).isEqualTo(200);
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static int post(String path, String body) {
        return hub.send(HttpRequest.newBuilder(hub.main(path))
                        .header("Authorization", RunningHub.admin())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
