package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.caravanserai.Hub;
import org.caravanserai.RunningHub;
import org.caravanserai.sandbox.SandboxServer;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * F01 with the program as it is delivered: web server, Camel, Kamelets and the clock of the machine. It is killed while products come in through its API
 * and go out to the partners; then every partner shows the last version. What {@link CrashIT} does often, this does slowly: long form only, one minute a
 * kill, because what a dead hub had in its hands is left alone for that long. {@code -Dcrash.hubkills=N} for more than three.
 */
@Tag("long")
class HubKillIT {
    private static final int ITEMS = 300;
    private static final Duration DEADLINE = Duration.ofMinutes(6);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Path folder = TestDatabases.folder();
    private Process process;
    private String address;

    @Test
    void everyPartnerShowsTheLastVersionAfterKills() throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash seed " + seed);
        var random = new Random(seed);
        int kills = Integer.getInteger("crash.hubkills", 3);
        try (var partners = Processes.start(
                folder.resolve("partners.log"),
                List.of(),
                List.of(),
                SandboxServer.class,
                folder.resolve("partners").toString(),
                "0",
                "60",
                "quick")) {
            var base =
                    partners.expect("SANDBOX ").substring("SANDBOX ".length()).replaceFirst("/sandbox$", "");
            var servers = new HashMap<String, String>();
            Shop.ALL.forEach(shop -> servers.put(shop.channel(), base));
            var home = CrashHome.write(folder.resolve("home"), servers, 10);
            for (int i = 0; i < ITEMS; i++) {
                products(base, i);
            }
            for (int kill = 1; kill <= kills; kill++) {
                start(home);
                // The first sends all; the others find the rest of what was before them, too.
                put(kill);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500 + random.nextInt(5_000)));
                process.toHandle().destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(137);
            }
            start(home);
            put(kills + 1);
            for (var shop : Shop.ALL) {
                await(shop.channel(), () -> shown(base, shop).equals(Rig.wanted(ITEMS, kills + 1)));
            }
            await("the ledger", this::allConfirmed);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private void products(String base, int i) throws Exception {
        var body = CoreHub.json(
                "kind", "products", "key", Catalogue.sku(i), "record", Map.of("product_sku", Catalogue.sku(i)));
        var request = HttpRequest.newBuilder(URI.create(base + "/sandbox/control/mirakl/market/records"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);
    }

    private void start(Path home) throws IOException {
        var log = folder.resolve("hub-" + System.nanoTime() + ".log");
        var builder = new ProcessBuilder(ChildJvm.command(
                        400,
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

    private void put(int version) throws Exception {
        var lines = Rig.numbers(ITEMS).stream()
                .map(i -> CoreHub.json(
                        "sku",
                        Catalogue.sku(i),
                        "status",
                        Catalogue.active(i, version) ? "active" : "draft",
                        "name",
                        Map.of("fr_FR", Catalogue.text(i, version))))
                .toList();
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/ingest/api/products"))
                        .header("Authorization", RunningHub.admin())
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Map<String, String> shown(String base, Shop shop) {
        var shown = new HashMap<String, String>();
        var path = base + "/sandbox/" + shop.system() + "/" + shop.channel() + "/_state/" + shop.kind();
        get(path).properties().forEach(record -> {
            var key = shop.key().of(record.getKey(), record.getValue());
            assertThat(shown.put(key, shop.text().of(record.getKey(), record.getValue())))
                    .as("%s twice at %s", key, shop.channel())
                    .isNull();
        });
        return shown;
    }

    private boolean allConfirmed() {
        for (var channel : get(address + "/api/v1/channels")) {
            for (var stream : channel.path("streams")) {
                if (stream.path("confirmed").asInt() != stream.path("selected").asInt()
                        || stream.path("leaving").asInt() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private JsonNode get(String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", RunningHub.admin())
                    .build();
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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
