package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.caravanserai.OrderHome;
import org.caravanserai.RunningHub;
import org.caravanserai.crash.CommitProxy.Cut;
import org.caravanserai.crash.FaultProxy.Kind;
import org.caravanserai.crash.FaultProxy.Step;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.SandboxServer;
import org.caravanserai.sandbox.StandIn;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * F07, F13, F14, F22 from end to end: a whole hub on PostgreSQL with a {@link CommitProxy} before the database and a {@link FaultProxy} before an ERP by SOAP
 * whose word counts only once it has been seen. What the ERP has is read from its own ledger. Budget: IT, 25 s.
 */
class OrderFaultsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path HOME = TestDatabases.folder();
    private static final int ROUNDS = 20;
    /** How much faster than ours the time of the ERP runs. */
    private static final int SPEED = 60;

    private static SandboxServer sandbox;
    private static FaultProxy line;
    private static CommitProxy commits;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws IOException {
        var database = TestDatabases.settings(Dialect.POSTGRESQL);
        commits = CommitProxy.before(database.url());
        sandbox = SandboxServer.start(TestDatabases.folder(), 0, Clock.systemUTC(), SPEED);
        line = new FaultProxy(URI.create(sandbox.address()).getPort(), 1);
        OrderHome.file(HOME, "password", database.password() + "\n");
        OrderHome.write(HOME, """
                orders: { to: erp, price: hold }
                database: { url: "%s", user: %s, password: "file:password" }
                """.formatted(commits.url(database.url()), database.user()));
        OrderHome.file(HOME, "config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "%s/sandbox/erp-soap/main", user: hub, password: secret:main }
                streams: { orders: { can: queryable, settle: 3s } } # longer than an ERP of these tests takes to show an order
                """.formatted(line.address()));
        var descriptor = Files.readString(Path.of("connectors/erp-soap/connector.yaml"));
        OrderHome.file(
                HOME,
                "connectors/erp-soap/connector.yaml",
                descriptor.replace("settle: 60s", "settle: 60s\n      sees: true"));
        hub = RunningHub.start(HOME);
        hub.ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
        hub.ingest("products", "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}}]");
        hub.ingest(
                "offers",
                "[{\"sku\":\"A-1\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}]");
    }

    @AfterAll
    static void stop() throws IOException {
        if (hub != null) {
            hub.close();
        }
        if (line != null) {
            line.close();
            sandbox.close();
            commits.close();
        }
    }

    @AfterEach
    void calm() {
        mode("{\"keyed\":false,\"lag\":0}");
        erp().disarm();
        line.always(null);
        line.straighten();
        assertThat(line.left()).as("every fault befell somebody").isZero();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void f07WhoAsksAgainAfterALostCommitGetsTheOneOrder(Cut cut) {
        int before = commits.lost();
        commits.next(cut, "insert into order_head");
        var doubtful = order("F07-" + cut);
        assertThat(commits.lost()).isEqualTo(before + 1);
        assertThat(doubtful.statusCode()).as(doubtful.body()).isEqualTo(503);
        assertThat(doubtful.headers().firstValue("Retry-After")).isPresent();
        assertThat(doubtful.body()).contains("STORE-003", "is not known");

        var again = order("F07-" + cut);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(cut == Cut.AFTER ? 200 : 201);
        var key = key(again);
        assertThat(key(order("F07-" + cut))).isEqualTo(key);
        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOSE_ANSWER", "CUT_HALF", "ANSWER_TWICE", "CUT_BEFORE", "RESET"})
    void f13WhateverBecomesOfTheAnswerThereIsOneOrder(Kind kind) {
        line.next(new Step(kind, Duration.ZERO));
        var one = taken("F13-" + kind + "-1");
        state(one, "accepted");
        var other = taken("F13-" + kind + "-2");
        state(other, "accepted");

        assertThat(at(one)).hasSize(1);
        assertThat(at(other)).hasSize(1);
        assertThat(numbers(one)).hasSize(1).doesNotContainAnyElementsOf(numbers(other));
        assertThat(calls("submitOrder", one))
                .as("sent again only where it had not arrived")
                .isEqualTo(1);
    }

    @Test
    void f13AnAnswerToAnotherRequestIsNotBelieved() {
        var before = taken("F13-BEFORE");
        state(before, "accepted");
        erp().arm(Fault.of(Fault.Kind.REPEAT_PAGE).on("submitOrder"));
        var key = taken("F13-REPEATED");
        state(key, "accepted");

        // The page before was an answer about another order, or to another question.
        assertThat(show(key).path("timeline").toString())
                .containsAnyOf("speaks of another order", "the answer has nothing at");
        assertThat(at(key)).hasSize(1);
        assertThat(numbers(key)).hasSize(1).doesNotContainAnyElementsOf(numbers(before));
    }

    @Test
    void f14AnErpThatTakesAndKeepsNothingIsADoubtUntilAHumanDecides() {
        mode("{\"forgets\":true}");
        var key = taken("F14-FORGOTTEN");
        state(key, "unknown");
        await("it was looked for several times", () -> calls("findOrder", key) >= 3);

        assertThat(show(key).path("state").asString()).isEqualTo("unknown");
        assertThat(calls("submitOrder", key))
                .as("never sent again by itself: %s", show(key).path("timeline"))
                .isEqualTo(1);
        assertThat(hub.send(hub.get("/api/v1/orders?state=unknown")).body()).contains(key);
        mode("{\"keyed\":false}");
        var decided = hub.send(hub.post("/api/v1/orders/" + key + "/send-again", "{}"));
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        state(key, "accepted");
        assertThat(at(key)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 120})
    void f14WhatIsStoredLaterCountsOnceItIsSeen(int lag) {
        mode("{\"lag\":" + lag + "}");
        var key = taken("F14-LATER-" + lag);
        state(key, "accepted");

        assertThat(at(key)).hasSize(1);
        assertThat(calls("submitOrder", key)).isEqualTo(1);
        assertThat(calls("findOrder", key)).as("it was looked for").isPositive();
        if (lag == 120) {
            assertThat(show(key).path("timeline").toString()).contains("unknown");
        }
    }

    @Test
    void f22OneOrderOverTwoInterfacesAtTheSameInstant() throws Exception {
        race("F22-", ROUNDS);
    }

    @Test
    @Tag("long")
    void f22AThousandTimes() throws Exception {
        race("F22-LONG-", 1000);
    }

    /** Two connections in one round, two interfaces in the next. */
    private static void race(String name, int rounds) throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        var route = hub.part(CamelContext.class).createProducerTemplate();
        var keys = new TreeSet<String>();
        try {
            for (int round = 0; round < rounds; round++) {
                var number = name + round;
                var barrier = new CyclicBarrier(2);
                Callable<String> api = () -> {
                    barrier.await();
                    var answer = order(number);
                    return answer.statusCode() + " " + key(answer);
                };
                Callable<String> camel = () -> {
                    barrier.await();
                    var answer = route.request(
                                    "hub:order?source=api",
                                    one -> one.getMessage().setBody(json(number)))
                            .getMessage();
                    return answer.getHeader("CamelHttpResponseCode") + " "
                            + read(answer.getBody(String.class)).path("key").asString();
                };
                var answers = new ArrayList<String>();
                for (var answer : pool.invokeAll(List.of(api, round % 2 == 0 ? api : camel))) {
                    answers.add(answer.get());
                }
                answers.sort(null);
                assertThat(answers.get(0)).startsWith("200 CV");
                assertThat(answers.get(1))
                        .as("both hear of the same order")
                        .isEqualTo(answers.get(0).replaceFirst("200", "201"));
                keys.add(answers.get(0).substring(4));
            }
        } finally {
            pool.shutdown();
        }
        assertThat(keys).hasSize(rounds);
        await("all are at the ERP", () -> all(name).size() >= rounds);
        assertThat(all(name)).as("each once").hasSize(rounds).containsExactlyInAnyOrderElementsOf(keys);
    }

    private static StandIn erp() {
        return sandbox.sandbox().standIn("erp-soap", "main").orElseThrow();
    }

    private static void mode(String record) {
        erp().edit("settings", "mode", (tools.jackson.databind.node.ObjectNode) JSON.readTree(record));
    }

    /** Keys of the orders the ERP has of buyers' numbers that begin so. */
    private static List<String> all(String name) {
        return orders().stream()
                .filter(order -> order.path("buyer").asString().startsWith(name))
                .map(order -> order.path("key").asString())
                .toList();
    }

    private static List<JsonNode> orders() {
        return List.copyOf(
                erp().records().getOrDefault("orders", java.util.Map.of()).values());
    }

    private static List<JsonNode> at(String key) {
        return orders().stream()
                .filter(order -> order.path("key").asString().equals(key))
                .toList();
    }

    /** What the hub knows an order by at the ERP. */
    private static List<String> numbers(String key) {
        return show(key)
                .path("references")
                .valueStream()
                .filter(reference -> reference.path("system").asString().equals("erp"))
                .map(reference -> reference.path("id").asString())
                .toList();
    }

    private static int calls(String operation, String key) {
        int[] calls = {0};
        erp().journal(entry -> {
            if (entry.path("event").asString("").equals("call")
                    && entry.path("operation").asString("").equals(operation)
                    && entry.toString().contains(key)) {
                calls[0]++;
            }
            return true;
        });
        return calls[0];
    }

    private static String taken(String number) {
        var answer = order(number);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return key(answer);
    }

    private static HttpResponse<String> order(String number) {
        return hub.send(hub.post("/api/v1/orders", json(number)));
    }

    private static String key(HttpResponse<String> answer) {
        return read(answer.body()).path("key").asString();
    }

    private static String json(String number) {
        return """
                {"number":"%s","customer":"C-1","currency":"EUR",
                 "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}]}
                """.formatted(number);
    }

    private static JsonNode show(String key) {
        return read(hub.send(hub.get("/api/v1/orders/" + key)).body());
    }

    private static void state(String key, String wanted) {
        await(key + " is " + wanted, () -> show(key).path("state").asString().equals(wanted));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 90_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static JsonNode read(String body) {
        return JSON.readTree(body);
    }
}
