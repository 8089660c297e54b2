package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.store.DataFolder;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kill -9 of a whole hub while documents come in and while their file is published. Whatever the moment: what was acknowledged is there after the
 * restart, no partner ever fetches a torn file, and in the end the file holds exactly what was sent. Budget: kill harness, 60 s for three kills, four
 * starts of the program; the long form kills 30 times.
 */
class PublishKillIT {
    private static final int PRODUCTS = 2_000;
    private static final int BATCH = 200;
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final FeedCheck check = new FeedCheck(new OverHttp());
    /** What was acknowledged last for each product, and what was sent and perhaps never answered. */
    private final int[] acknowledged = new int[PRODUCTS];

    private final int[] sent = new int[PRODUCTS];

    private Path home;
    private Path data;
    private Process process;
    private volatile String address;

    @BeforeEach
    void write() throws IOException {
        home = SmallHome.write(TestDatabases.folder(), "");
        data = TestDatabases.folder().resolve("data");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void killedThreeTimes() throws Exception {
        killed(3);
    }

    @Test
    @Tag("long")
    void killedThirtyTimes() throws Exception {
        killed(30);
    }

    private void killed(int kills) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        // Something is published before the first kill, so that there is something to tear.
        start();
        send(1, 0, PRODUCTS);
        ShippedHub.await(DEADLINE, "the first file", () -> content().equals(expected(1)));
        for (int kill = 2; kill <= kills + 1; kill++) {
            if (kill > 2) {
                start();
                afterRestart();
            }
            var partner = new Thread(this::fetchAllTheTime, "partner");
            partner.start();
            if (kill % 2 == 0) {
                duringIngest(kill, random);
            } else {
                duringPublishing(kill, random);
            }
            process.waitFor(60, TimeUnit.SECONDS);
            partner.join(DEADLINE.toMillis());
            assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(137);
            assertThat(wrong).as("seed %s, kill %s", seed, kill).isEmpty();
        }
        start();
        afterRestart();
        send(kills + 2, 0, PRODUCTS);
        ShippedHub.await(
                DEADLINE, "the file of what was sent last", () -> content().equals(expected(kills + 2)));
        assertThat(check.look()).isEmpty();
        assertThat(check.looks()).as("looks at published files").isGreaterThan(kills);
    }

    /** In the middle of a call, some calls after the first. */
    private void duringIngest(int round, Random random) {
        int last = random.nextInt(PRODUCTS / BATCH);
        long delay = random.nextInt(60);
        send(round, 0, last * BATCH);
        var killer = new Thread(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
            process.destroyForcibly();
        });
        killer.start();
        send(round, last * BATCH, PRODUCTS);
    }

    /** As soon as the hub writes a new version, or a moment later. */
    private void duringPublishing(int round, Random random) {
        long delay = random.nextInt(80);
        send(round, 0, PRODUCTS);
        var draft = data.resolve("feeds").resolve(SmallHome.CHANNEL).resolve(".draft-products");
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!Files.exists(draft) && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
        process.destroyForcibly();
    }

    private void afterRestart() throws IOException {
        assertThat(check.look()).as("files right after the restart").isEmpty();
        var known = new HashSet<String>();
        for (var page = json("/api/v1/products?limit=500");
                !page.get("keys").isEmpty();
                page = json(
                        "/api/v1/products?limit=500&after=" + page.get("next").asString())) {
            page.get("keys").forEach(key -> known.add(key.asString()));
        }
        for (int i = 0; i < PRODUCTS; i++) {
            if (acknowledged[i] > 0) {
                assertThat(known).as("acknowledged documents").contains(sku(i));
            }
        }
        for (int i = 0; i < PRODUCTS; i += 97) {
            if (acknowledged[i] > 0) {
                var name = json("/api/v1/products/" + sku(i))
                        .get("golden")
                        .get("name")
                        .get("en_GB")
                        .asString();
                assertThat(Integer.parseInt(name.substring(name.lastIndexOf(' ') + 1)))
                        .as("%s is what was acknowledged last or sent after it", sku(i))
                        .isBetween(acknowledged[i], sent[i]);
            }
        }
    }

    /** Sends products of this range in calls of their own until the hub is gone. */
    private void send(int round, int from, int to) {
        for (int first = from; first < to; first += BATCH) {
            var body = new ArrayList<String>();
            for (int i = first; i < first + BATCH; i++) {
                sent[i] = round;
                body.add("{\"sku\":\"" + sku(i) + "\",\"status\":\"active\",\"name\":{\"en_GB\":\"" + name(i, round)
                        + "\"}}");
            }
            try {
                var answer = client.send(
                        request("/api/v1/ingest/api/products")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                for (int i = first; i < first + BATCH; i++) {
                    acknowledged[i] = round;
                }
            } catch (IOException gone) {
                assertThat(endsSoon())
                        .as("the hub is gone because it was killed: %s", gone)
                        .isTrue();
                return;
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private boolean endsSoon() {
        try {
            return process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void fetchAllTheTime() {
        while (process.isAlive()) {
            try {
                wrong.addAll(check.look());
            } catch (IOException gone) {
                LockSupport.parkNanos(20_000_000);
            } catch (RuntimeException fault) {
                wrong.add(fault.toString());
            }
        }
    }

    private void start() throws Exception {
        var log = Files.createTempFile(data.getParent(), "hub", ".log");
        var builder = new ProcessBuilder(ChildJvm.command(
                        400,
                        Hub.class,
                        "run",
                        "--home",
                        home.toString(),
                        "--data",
                        data.toString(),
                        "--server.port=0",
                        "--management.server.port=0"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("HUB_ADMIN_PASSWORD", RunningHub.PASSWORD);
        process = builder.start();
        long pid = process.pid();
        ShippedHub.await(DEADLINE, "the hub serves, see " + log, () -> {
            assertThat(process.isAlive())
                    .as("the hub (process %s) ended: %s", pid, text(log))
                    .isTrue();
            return text(log).contains("Operators ");
        });
        Files.delete(log);
        var found = ADDRESS.matcher(Files.readString(data.resolve(DataFolder.LOCK_FILE)));
        assertThat(found.find()).isTrue();
        address = found.group();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(DEADLINE)
                .header("Authorization", RunningHub.admin());
    }

    private HttpResponse<byte[]> fetch(String path) throws IOException {
        try {
            return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private JsonNode json(String path) throws IOException {
        var answer = fetch(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private Map<String, String> content() {
        try {
            var answer = fetch("/feeds/" + SmallHome.CHANNEL + "/" + SmallHome.FILE);
            return answer.statusCode() != 200
                    ? Map.of()
                    : new String(answer.body(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .map(line -> line.split(",", 2))
                            .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Map<String, String> expected(int round) {
        var all = new TreeMap<String, String>();
        for (int i = 0; i < PRODUCTS; i++) {
            all.put(sku(i), name(i, round));
        }
        return all;
    }

    private static String sku(int i) {
        return "P-" + (10_000 + i);
    }

    private static String name(int i, int round) {
        return "Glove number " + i + " of round " + round;
    }

    /** The shop as the partner sees it. */
    private final class OverHttp implements FeedCheck.Shop {
        @Override
        public Optional<JsonNode> manifests() throws IOException {
            var answer = PublishKillIT.this.fetch("/feeds/" + SmallHome.CHANNEL + "/manifest.json");
            assertThat(answer.statusCode()).isEqualTo(200);
            var manifests = JSON.readTree(answer.body());
            return manifests.isEmpty() ? Optional.empty() : Optional.of(manifests);
        }

        @Override
        public Optional<FeedCheck.Answer> fetch(String file) throws IOException {
            var answer = PublishKillIT.this.fetch("/feeds/" + SmallHome.CHANNEL + "/" + file);
            return answer.statusCode() == 404
                    ? Optional.empty()
                    : Optional.of(new FeedCheck.Answer(
                            answer.headers().firstValueAsLong("X-Feed-Version").orElse(-1), answer.body()));
        }
    }
}
