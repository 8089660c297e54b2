package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the API to an ERP over SOAP: what the ERP has is read from its own ledger. */
class ErpOrdersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ERP = "/sandbox/erp-soap/main";
    private static final String CONTROL = "/sandbox/control/erp-soap/main/";

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
                orders: { to: erp, price: hold }
                """);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        channel("queryable");
        hub = RunningHub.start(folder);
        ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
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
    void calm() throws IOException {
        hub.send(HttpRequest.newBuilder(hub.main(CONTROL + "faults"))
                .header("Authorization", RunningHub.admin())
                .DELETE());
        mode("{\"keyed\":false,\"lag\":0}");
        channel("queryable");
        reload();
    }

    private static void channel(String can) throws IOException {
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "sandbox:erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: %s, settle: 1s } }
                """.formatted(can));
    }

    @Test
    void anOrderOfTheApiIsAtTheErpOnceAndItsBytesAreOfTheContract() {
        var taken = order("PO-1", "10.00");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        var key = read(taken.body()).path("key").asString();

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(at(key).get(0).path("buyer").asString()).isEqualTo("PO-1");
        assertThat(at(key).get(0).path("lines").asInt()).isEqualTo(2);
        assertThat(at(key).get(0).path("total").asString()).isEqualTo("30.00");

        var again = order("PO-1", "10.00");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(read(again.body()).path("key").asString()).isEqualTo(key);
        var other = order("PO-1", "11.00");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(read(other.body()).path("code").asString()).isEqualTo("ORDER-020");
        assertThat(at(key)).hasSize(1);
        var shown = show(key);
        assertThat(shown.path("references").toString()).contains("SO-");
        assertThat(shown.path("timeline").toString()).contains("received", "sending", "erp has it");
        assertThat(read(hub.send(get("/api/v1/orders/PO-1")).body()).path("key").asString())
                .as("by the buyer's number")
                .isEqualTo(key);
        assertThat(hub.send(get("/api/v1/orders/NOBODY")).statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsPlaceAndNothingIsCreated() {
        var broken = hub.send(post("/api/v1/orders", "{\"number\":\"B-1\",\"customer\":"));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(read(broken.body()).path("code").asString()).isEqualTo("ORDER-001");
        var lacking = hub.send(post("/api/v1/orders", "{\"number\":\"B-2\",\"customer\":\"C-1\",\"curency\":\"EUR\"}"));
        assertThat(lacking.statusCode()).isEqualTo(400);
        assertThat(lacking.body()).contains("currency");
        var unknown = hub.send(post("/api/v1/orders", json("B-3", "10.00").replace("A-2", "NONE")));
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("ORDER-004", "lines[2]");
        for (var number : List.of("B-1", "B-2", "B-3")) {
            assertThat(hub.send(get("/api/v1/orders/" + number)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aLostAnswerIsDoubtAndALookFindsTheOneOrder() {
        fault("{\"fault\":\"lose-answer\",\"operation\":\"submitOrder\"}");
        var key = taken("LOST-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(calls("submitOrder", key)).hasSize(1);
        assertThat(show(key).path("timeline").toString()).contains("unknown");
    }

    @Test
    void aCallThatIsCutBeforeAnythingWasDoneIsSentAgainAfterALook() {
        fault("{\"fault\":\"cut-before\",\"operation\":\"submitOrder\"}");
        var key = taken("CUT-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
    }

    @Test
    void aServerErrorAfterTheOrderWasTakenMakesNoSecondOne() {
        fault("{\"fault\":\"status\",\"status\":\"500\",\"processed\":\"true\",\"operation\":\"submitOrder\"}");
        var key = taken("FIVE-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
    }

    @Test
    void aServerErrorBeforeTheOrderWasTakenEndsInOneOrder() {
        fault("{\"fault\":\"status\",\"status\":\"503\",\"operation\":\"submitOrder\"}");
        var key = taken("FIVE-2");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
    }

    /** The ERP says so in a fault, with status 401: that is about us, not about the order. */
    @Test
    void aPasswordThatIsRefusedParksNoOrder() {
        fault("{\"fault\":\"expire-token\",\"operation\":\"submitOrder\"}");
        var key = taken("PASS-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(show(key).path("timeline").toString()).contains("status 401").doesNotContain("parked");
    }

    @Test
    void anAnswerOfTwoHundredThatIsAPageIsNoConfirmation() {
        fault("{\"fault\":\"html\",\"operation\":\"submitOrder\"}");
        var key = taken("PAGE-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(show(key).path("timeline").toString()).contains("unknown");
    }

    @Test
    void anAnswerAboutAnotherOrderIsNotBelieved() throws IOException {
        mode("{\"foreign\":true}");
        var key = taken("FOREIGN-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(show(key).path("timeline").toString()).contains("speaks of another order");
    }

    @Test
    void aRefusedLineParksTheOrderForAHumanWhoMayRefuseIt() {
        fault("{\"fault\":\"refuse-part\",\"keys\":\"A-2\",\"operation\":\"submitOrder\"}");
        var key = taken("BLOCK-1");

        state(key, "parked");
        assertThat(at(key)).isEmpty();
        assertThat(read(hub.send(get("/api/v1/orders?state=parked")).body()).toString())
                .contains(key);
        var silent = hub.send(post("/api/v1/orders/" + key + "/refuse", "{}"));
        assertThat(silent.statusCode()).isEqualTo(400);
        assertThat(read(silent.body()).path("code").asString()).isEqualTo("API-003");
        var refused = hub.send(post("/api/v1/orders/" + key + "/refuse", "{\"reason\":\"article is blocked\"}"));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(200);
        state(key, "rejected");
        assertThat(hub.send(post("/api/v1/orders/" + key + "/send-again", "{}")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whoeverRecognisesKeysIsSentAgainAtOnce() throws IOException {
        mode("{\"keyed\":true}");
        channel("keyed");
        reload();
        fault("{\"fault\":\"lose-answer\",\"operation\":\"submitOrder\"}");
        var key = taken("KEYED-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(calls("submitOrder", key)).hasSize(2);
        assertThat(calls("findOrder", key)).isEmpty();
    }

    @Test
    void whoeverCannotBeAskedWaitsForAHumanWithThreeChoices() throws IOException {
        channel("blind");
        reload();
        fault("{\"fault\":\"lose-answer\",\"count\":3,\"operation\":\"submitOrder\"}");
        var arrived = taken("BLIND-1");
        var again = taken("BLIND-2");
        var given = taken("BLIND-3");

        for (var key : List.of(arrived, again, given)) {
            state(key, "unknown");
            assertThat(calls("submitOrder", key)).hasSize(1);
            assertThat(calls("findOrder", key)).isEmpty();
        }
        assertThat(read(hub.send(get("/api/v1/order-troubles")).body()).toString())
                .contains("ORDER-034");
        decide(arrived, "arrived", "{\"number\":\"SO-SEEN\"}");
        decide(given, "cancel", "{\"reason\":\"nobody knows\"}");
        decide(again, "send-again", "{}");
        state(arrived, "accepted");
        state(given, "cancelled");
        state(again, "accepted");
        assertThat(calls("submitOrder", arrived)).hasSize(1);
        assertThat(calls("submitOrder", given)).hasSize(1);
        assertThat(calls("submitOrder", again)).as("because a human said so").hasSize(2);
    }

    @Test
    void whatTheErpShowsOnlyLaterIsNotSentTwice() throws IOException {
        // The stand-in's time runs sixty times faster: 30 s there are half a second here, below the time to settle.
        mode("{\"lag\":30}");
        fault("{\"fault\":\"lose-answer\",\"operation\":\"submitOrder\"}");
        var key = taken("LAG-1");

        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
        assertThat(calls("submitOrder", key)).hasSize(1);
    }

    @Test
    void theSameOrderFromManyCallersAtOneInstantIsOneOrder() throws Exception {
        var callers = 8;
        var barrier = new CyclicBarrier(callers);
        var pool = Executors.newFixedThreadPool(callers);
        try {
            var answers = IntStream.range(0, callers)
                    .mapToObj(caller -> pool.submit(() -> {
                        barrier.await();
                        return order("SAME-1", "10.00");
                    }))
                    .toList();
            var keys = new java.util.TreeSet<String>();
            int created = 0;
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isIn(200, 201);
                created += answer.get().statusCode() == 201 ? 1 : 0;
                keys.add(read(answer.get().body()).path("key").asString());
            }
            assertThat(keys).hasSize(1);
            assertThat(created).isEqualTo(1);
            state(keys.first(), "accepted");
            assertThat(at(keys.first())).hasSize(1);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void decisionsAreAuditedAndOnlyForOperators() {
        var held = order("HELD-1", "12.00");
        assertThat(held.statusCode()).isEqualTo(201);
        var key = read(held.body()).path("key").asString();
        assertThat(read(held.body()).path("held").toString()).contains("ORDER-008");

        assertThat(hub.send(HttpRequest.newBuilder(hub.main("/api/v1/orders/" + key + "/release"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        decide(key, "release", "{\"reason\":\"agreed\"}");
        state(key, "accepted");
        assertThat(hub.send(post("/api/v1/orders/" + key + "/wave", "{}")).statusCode())
                .isEqualTo(404);
        assertThat(show(key).path("timeline").toString()).contains("admin");
    }

    @Test
    void aRouteHandsOrdersAndProgressInAndNoHeaderGoesOn() {
        var route = hub.part(CamelContext.class).createProducerTemplate();
        var order = route.request("hub:order?source=edi", exchange -> {
            exchange.getMessage().setBody(json("R-1", "10.00"));
            exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.example");
            exchange.getMessage().setHeader("X-Anything", "1");
        });
        assertThat(order.getException()).isNull();
        assertThat(order.getMessage().getHeaders())
                .containsOnlyKeys("CamelHttpResponseCode", "Content-Type")
                .containsEntry("CamelHttpResponseCode", 201);
        var key = read(order.getMessage().getBody(String.class)).path("key").asString();
        assertThat(show(key).path("source").asString()).isEqualTo("edi");
        state(key, "accepted");

        var said = route.request(
                "hub:progress?source=erp",
                exchange -> exchange.getMessage()
                        .setBody("{\"order\":{\"source\":\"edi\",\"number\":\"R-1\"},\"shipment\":"
                                + "{\"id\":\"LS-R\",\"issuedAt\":\"2026-11-22T12:00:00Z\"}}"));
        assertThat(said.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(200);
        state(key, "shipped");
        var nonsense = route.request(
                "hub:progress?source=erp", exchange -> exchange.getMessage().setBody("{\"order\":{}}"));
        assertThat(nonsense.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(400);
        assertThat(nonsense.getMessage().getBody(String.class)).contains("ORDER-023");
    }

    private static String taken(String number) {
        var answer = order(number, "10.00");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(read(answer.body()).path("held")).isEmpty();
        return read(answer.body()).path("key").asString();
    }

    private static HttpResponse<String> order(String number, String price) {
        return hub.send(post("/api/v1/orders", json(number, price)));
    }

    private static String json(String number, String price) {
        return """
                {"number":"%s","customer":"C-1","currency":"EUR",
                 "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"%s","currency":"EUR"}}},
                          {"number":"2","sku":"A-2","quantity":{"value":"1","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}],
                 "totals":{"grand":{"amount":"%s","currency":"EUR"}},
                 "parties":[{"role":"ship-to","name":"ACME Nantes","address":{"street":"1 quai <A> & B","city":"Nantes","country":"FR"}}],
                 "extras":{"CostCenter":"4711"}}
                """.formatted(
                        number,
                        price,
                        new java.math.BigDecimal(price)
                                .multiply(new java.math.BigDecimal("2"))
                                .add(new java.math.BigDecimal("10.00"))
                                .toPlainString());
    }

    private static String offer(String sku) {
        return "{\"sku\":\"" + sku + "\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
    }

    private static void decide(String key, String decision, String why) {
        var done = hub.send(post("/api/v1/orders/" + key + "/" + decision, why));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    private static JsonNode show(String key) {
        return read(hub.send(get("/api/v1/orders/" + key)).body());
    }

    private static void state(String key, String wanted) {
        try {
            ShippedHub.await(
                    LONG,
                    key + " " + wanted,
                    () -> show(key).path("state").asString().equals(wanted));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "\n" + show(key).toPrettyString(), late);
        }
    }

    /** Orders the ERP has under a key. */
    private static List<JsonNode> at(String key) {
        return read(hub.send(get(ERP + "/_state/orders")).body())
                .valueStream()
                .filter(order -> order.path("key").asString().equals(key))
                .toList();
    }

    private static List<JsonNode> calls(String operation, String key) {
        return read(hub.send(get(ERP + "/_calls?limit=10000&operation=" + operation))
                        .body())
                .valueStream()
                .filter(call -> call.toString().contains(key))
                .toList();
    }

    private static void fault(String fault) {
        assertThat(hub.send(post(CONTROL + "faults", fault)).statusCode()).isEqualTo(201);
    }

    private static void mode(String record) {
        var done = hub.send(
                post(CONTROL + "records", "{\"kind\":\"settings\",\"key\":\"mode\",\"record\":" + record + "}"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    }

    private static void reload() {
        var done = hub.send(post("/api/v1/reload", "{}"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    private static void ingest(String entity, String body) {
        var answer = hub.send(post("/api/v1/ingest/api/" + entity, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hub.main(path)).header("Authorization", RunningHub.admin());
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
