package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.caravanserai.Hub;
import org.caravanserai.RunningHub;
import org.caravanserai.sandbox.SandboxServer;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * F02 with the program as it is delivered: four clients send five orders a second to its API, it hands them over by SOAP to an ERP in another process, and is
 * killed while they arrive; F03 in the middle of taking changed files. Clients send again what was not acknowledged, under the same number. What
 * {@link OrderKillIT} does often, this does slowly: long form only, half a minute a kill. {@code -Dcrash.hubkills=N} for more than four.
 */
@Tag("long")
class OrderHubKillIT {
    private static final int CLIENTS = 4;
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(CLIENTS * 200);
    private static final Duration DEADLINE = Duration.ofMinutes(6);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> POINTS = List.of("reload.drained", "reload.changed", "reload.begun");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path folder = TestDatabases.folder();
    private final Path home = folder.resolve("home");
    private final Evidence evidence = Evidence.begin(folder.resolve("evidence"), 0, 0, 0);
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<String> doubtful = new ConcurrentLinkedQueue<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private Path classes;
    private Process process;
    private volatile String address;
    private volatile boolean arriving;

    /** The places in the product at which it dies. */
    static List<Variant> variants() {
        var reload = "home/reload/Reload.java";
        return List.of(
                Variant.before("reload.drained", reload, "current.become(next);"),
                Variant.before("reload.changed", reload, "steps.forEach(Step::over);"),
                Variant.before("reload.begun", reload, "var old = state.version();"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyAcknowledgedOrderIsAtTheErpOnce(Dialect dialect) throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        var random = new Random(seed);
        int kills = Integer.getInteger("crash.hubkills", 4);
        classes = Variant.compile(folder.resolve("variants"), variants());
        long began = System.nanoTime();
        try (var partners = Processes.start(
                folder.resolve("partners.log"),
                List.of(),
                List.of(),
                SandboxServer.class,
                folder.resolve("partners").toString(),
                "0",
                "60",
                "quick")) {
            var base = partners.expect("SANDBOX ").substring("SANDBOX ".length()) + "/erp-soap/main";
            home(base, dialect);
            start("");
            ingest("companies", "[{\"number\":\"C-1\",\"name\":\"ACME\",\"priceList\":\"public\"}]");
            ingest("products", "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"fr_FR\":\"Gant\"}}]");
            ingest(
                    "offers",
                    "[{\"sku\":\"A-1\",\"prices\":[{\"list\":\"public\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}]");
            for (int kill = 0; kill < kills; kill++) {
                var point = kill % 2 == 0 ? "" : POINTS.get((kill / 2 + random.nextInt(3)) % POINTS.size());
                if (kill > 0) {
                    start(point);
                }
                var clients = clients();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_000 + random.nextInt(5_000)));
                if (point.isEmpty()) {
                    process.toHandle().destroyForcibly();
                } else {
                    write(
                            "config/hub.yaml",
                            Files.readString(home.resolve("config/hub.yaml"))
                                    .replaceFirst("title: .*", "title: Company " + kill));
                    write(
                            "config/channels/erp.yaml",
                            Files.readString(home.resolve("config/channels/erp.yaml"))
                                    .replaceFirst("title: .*", "title: ERP " + kill));
                    reload();
                }
                assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(point).isTrue();
                assertThat(process.exitValue()).as(point).isEqualTo(137);
                evidence.killed(kill + 1, point);
                arriving = false;
                for (var client : clients) {
                    client.join();
                }
            }
            start("");
            for (var order = doubtful.poll(); order != null; order = doubtful.poll()) {
                send(order);
            }
            assertThat(keys).hasSize(number.get());
            await(
                    "all are accepted",
                    () -> keys.values().stream()
                            .allMatch(key -> show(key).path("state").asString().equals("accepted")));
            gather(base);
            assertThat(new OrderChecker(evidence).check())
                    .as(dialect + " seed " + seed)
                    .isEmpty();
            System.out.println("whole hubs, orders: " + dialect + ", seed " + seed + ", " + kills + " kills in "
                    + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s, " + keys.size()
                    + " orders, 0 lost, 0 twice, 0 phantom");
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private void home(String erp, Dialect dialect) throws IOException {
        var database = "";
        if (dialect == Dialect.POSTGRESQL) {
            var server = TestDatabases.settings(dialect);
            write("password", server.password() + "\n");
            database = "database: { url: \"" + server.url() + "\", user: " + server.user()
                    + ", password: \"file:password\" }\n";
        }
        write("routes/.gitkeep", "");
        write("config/hub.yaml", """
                title: Small company
                type: sandbox
                locales: [fr_FR]
                currency: EUR
                timeZone: Europe/Paris
                reload: manual
                orders: { to: erp, price: hold }
                """ + database);
        write("config/sources/api.yaml", "system: api\nentities: { products: {}, offers: {}, companies: {} }\n");
        write("config/model/prices.yaml", "priceLists: { public: { source: api, currency: EUR, vat: excluded } }\n");
        write("config/channels/erp.yaml", """
                title: ERP
                system: erp-soap
                mode: auto
                connection: { baseUrl: "%s", user: hub, password: secret:main }
                streams: { orders: { can: queryable, settle: 1s } }
                """.formatted(erp));
    }

    private void write(String path, String text) throws IOException {
        var file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void start(String point) throws IOException {
        var log = folder.resolve("hub-" + System.nanoTime() + ".log");
        var builder = new ProcessBuilder(ChildJvm.command(
                        400,
                        List.of("-Dcrash.at=" + point),
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        Hub.class,
                        "run",
                        "--home",
                        home.toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--server.port=0",
                        "--management.server.port=0"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("HUB_ADMIN_PASSWORD", RunningHub.PASSWORD);
        process = builder.start();
        await("the hub serves, see " + log, () -> {
            assertThat(process.isAlive()).as(text(log)).isTrue();
            return text(log).contains("Operators ");
        });
        var found = ADDRESS.matcher(Files.readString(folder.resolve("data").resolve(DataFolder.LOCK_FILE)));
        assertThat(found.find()).isTrue();
        address = found.group();
    }

    /** They send until nobody answers any more; then what is not known stays in doubt. */
    private List<Thread> clients() {
        arriving = true;
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            var client = new Thread(() -> {
                while (arriving) {
                    var again = doubtful.poll();
                    send(again == null ? "PO-" + number.getAndIncrement() : again);
                    LockSupport.parkNanos(PACE);
                }
            });
            client.start();
            clients.add(client);
        }
        return clients;
    }

    private void send(String order) {
        synchronized (evidence) {
            evidence.add("client.jsonl", CoreHub.json("what", "sent", "order", order));
        }
        try {
            var answer = post("/api/v1/orders", """
                    {"number":"%s","customer":"C-1","currency":"EUR",
                     "lines":[{"number":"1","sku":"A-1","quantity":{"value":"2","unit":"EA"},"price":{"amount":{"amount":"10.00","currency":"EUR"}}}]}
                    """.formatted(order));
            if (answer.statusCode() / 100 == 2) {
                var key = JSON.readTree(answer.body()).path("key").asString();
                assertThat(keys.putIfAbsent(order, key)).isIn(null, key);
                synchronized (evidence) {
                    evidence.add("client.jsonl", CoreHub.json("what", "taken", "order", order));
                }
                return;
            }
        } catch (IOException unknown) {
            // Nobody knows: it is sent again.
        }
        doubtful.add(order);
    }

    private void gather(String erp) throws IOException {
        for (var order : get(erp + "/_state/orders")) {
            evidence.add(
                    "erp.jsonl",
                    CoreHub.json(
                            "key",
                            order.path("key").asString(),
                            "order",
                            order.path("buyer").asString()));
        }
        keys.forEach((order, key) -> {
            var state = show(key).path("state").asString();
            evidence.add(
                    "hub.jsonl",
                    CoreHub.json("kind", "order", "order", order, "key", key, "state", state, "visible", false));
        });
        Files.createFile(evidence.file("buyer.jsonl"));
    }

    private void ingest(String entity, String body) throws IOException {
        var answer = post("/api/v1/ingest/api/" + entity, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> post(String path, String body) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", RunningHub.admin())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Asked and not waited for: the hub is to die over it. */
    private void reload() {
        try {
            var answer = post("/api/v1/reload", "{}");
            throw new AssertionError("the files were to be changed over, and it lives: " + answer.body());
        } catch (IOException dead) {
            // As it should be.
        }
    }

    private JsonNode show(String key) {
        try {
            return get(address + "/api/v1/orders/" + key);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private JsonNode get(String url) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", RunningHub.admin())
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(200_000_000);
        }
    }
}
