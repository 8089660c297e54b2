package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.caravanserai.sandbox.SandboxServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hub that is killed and started again, its three partners in a process that lives on, a {@link FaultProxy} in the line to each of them, and the
 * evidence of what happened. The client behaves as a client should: what was not acknowledged is sent again after the restart.
 */
final class CrashRun implements AutoCloseable {
    /** Minutes; longer than what a dead hub had in its hands is left alone. */
    private static final int LATER = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final Evidence evidence;
    final Map<String, FaultProxy> proxies = new LinkedHashMap<>();
    final int items;
    private final Path folder;
    private final Path home;
    private final Path classes;
    private final Processes partners;
    private final URI address;
    private Processes hub;
    private int minutes;
    private int puts;
    private int kills;
    /** Sent to the hub that runs now. */
    private final Map<Integer, Put> pending = new LinkedHashMap<>();
    /** Sent to one that died without a word about them. */
    private final Map<Integer, Put> unanswered = new LinkedHashMap<>();

    private record Put(int version, List<Integer> numbers) {}

    /**
     * @param items how many products there will be
     * @param variants of classes of the hub, none = as it is
     */
    CrashRun(Path folder, int items, long seed, List<Variant> variants) throws IOException {
        this.folder = folder;
        this.items = items;
        int batch = Math.max(1, Math.min(100, items / 200));
        evidence = Evidence.begin(folder.resolve("evidence"), items, batch, seed);
        classes = variants.isEmpty() ? null : Variant.compile(folder.resolve("variant"), variants);
        partners = Processes.start(
                folder.resolve("partners.log"),
                List.of(),
                List.of(),
                SandboxServer.class,
                folder.resolve("partners").toString(),
                "0",
                String.valueOf(CoreHub.SPEED),
                "quick");
        address = URI.create(partners.expect("SANDBOX ").substring("SANDBOX ".length()));
        var servers = new LinkedHashMap<String, String>();
        for (var shop : Shop.ALL) {
            var proxy = new FaultProxy(address.getPort(), seed + shop.channel().hashCode());
            proxies.put(shop.channel(), proxy);
            servers.put(shop.channel(), proxy.address());
        }
        home = CrashHome.write(folder.resolve("home"), servers, batch);
        // The marketplace has the products already; what the hub sends are offers for them.
        for (int i = 0; i < items; i++) {
            control(
                    Shop.MARKET,
                    "records",
                    CoreHub.json(
                            "kind",
                            "products",
                            "key",
                            Catalogue.sku(i),
                            "record",
                            Map.of("product_sku", Catalogue.sku(i))));
        }
    }

    /** Turns a switch of a stand-in. */
    void control(Shop shop, String what, String body) throws IOException {
        var request = HttpRequest.newBuilder(
                        address.resolve("/sandbox/control/" + shop.system() + "/" + shop.channel() + "/" + what))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isLessThan(300);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** All products. */
    List<Integer> all() {
        return IntStream.range(0, items).boxed().toList();
    }

    /** Starts the hub; what was not acknowledged before is sent again. */
    CrashRun start(String... options) throws IOException {
        begin(options);
        if (hub.hear("ready").isPresent()) {
            again();
        }
        return this;
    }

    /** The same without waiting for anything. */
    void begin(String... options) throws IOException {
        hub = Processes.start(
                folder.resolve("hub.log"),
                classes == null ? List.of() : List.of(classes),
                List.of(options),
                CoreMain.class,
                home.toString(),
                folder.resolve("data").toString(),
                String.valueOf(minutes));
    }

    private void again() {
        var puts = new ArrayList<>(unanswered.values());
        unanswered.clear();
        for (var put : puts) {
            this.puts++;
            send(this.puts, put);
        }
        answered();
    }

    private void send(int n, Put put) {
        evidence.sent(n, put.version(), put.numbers());
        pending.put(n, put);
        hub.tell("put " + n + " " + put.version() + " "
                + String.join(",", put.numbers().stream().map(String::valueOf).toList()));
    }

    /** Waits for the acknowledgement of everything that was sent. @return false when the hub died before */
    boolean answered() {
        for (var n : new ArrayList<>(pending.keySet())) {
            if (hub.hear("done " + n).isEmpty()) {
                unanswered.putAll(pending);
                pending.clear();
                return false;
            }
            evidence.done(n);
            pending.remove(n);
        }
        return true;
    }

    /** Sends products in a new version and waits for the acknowledgement. @return false when the hub died before */
    boolean put(int version, List<Integer> numbers) {
        tell(version, numbers);
        return answered();
    }

    /** The same without waiting. */
    void tell(int version, List<Integer> numbers) {
        for (int from = 0; from < numbers.size(); from += 250) {
            puts++;
            send(puts, new Put(version, List.copyOf(numbers.subList(from, Math.min(numbers.size(), from + 250)))));
        }
    }

    /** Kill -9. */
    void kill(String how) {
        hub.kill();
        died(how);
    }

    /** It was killed, or has killed itself at a crash point. */
    void died(String how) {
        assertThat(hub.ended())
                .as("killed, not ended by itself: %s", hub.tail())
                .isEqualTo(137);
        // Acknowledgements that were said and not heard yet.
        answered();
        kills++;
        evidence.killed(kills, how);
        // The next one may take over what this one had in its hands.
        minutes += LATER;
    }

    boolean alive() {
        return hub.alive();
    }

    /** Waits for its death; its clock is put forward when nothing happens. */
    boolean dies(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (hub.alive() && System.nanoTime() < end) {
            if (hub.tell("state")) {
                var said = hub.hear("state ");
                if (said.isPresent()
                        && JSON.readTree(said.get().substring("state ".length()))
                                        .path("all")
                                        .path("idle")
                                        .asLong()
                                > 400
                        && hub.tell("later " + LATER)
                        && hub.hear("later").isPresent()) {
                    minutes += LATER;
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        return !hub.alive();
    }

    Path home() {
        return home;
    }

    int kills() {
        return kills;
    }

    Processes hub() {
        return hub;
    }

    /** Bytes of a partner's journal: grows with every call. */
    long journal(Shop shop) {
        try {
            var file = journalOf(shop);
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failed) {
            return 0;
        }
    }

    private Path journalOf(Shop shop) {
        return folder.resolve("partners")
                .resolve(shop.system() + "-" + shop.channel())
                .resolve("calls.jsonl");
    }

    JsonNode state() {
        hub.tell("state");
        return JSON.readTree(hub.expect("state ").substring("state ".length())).path("all");
    }

    /** The hub's clock is so much later from now on. */
    void later(int by) {
        hub.tell("later " + by);
        hub.expect("later");
        minutes += by;
    }

    /** Lets the hub work until nothing is left to do; whenever nothing happens for a while its clock is put forward. */
    void converge(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            var state = state();
            if (state.path("done").asBoolean() && state.path("idle").asLong() > 100) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not at rest after " + most + ": " + state + "\n" + hub.tail());
            }
            if (state.path("idle").asLong() > 400) {
                later(LATER);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Gathers what partners and lines have written, and the hub's export. */
    Checker gather() {
        hub.tell("export " + evidence.file("hub.jsonl"));
        hub.expect("exported");
        for (var shop : Shop.ALL) {
            evidence.journal(shop.channel(), journalOf(shop));
        }
        try {
            Files.deleteIfExists(evidence.file("faults.jsonl"));
            Files.createFile(evidence.file("faults.jsonl"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        proxies.forEach((channel, proxy) -> proxy.spoilt().forEach(fault -> evidence.spoilt(channel, fault)));
        return new Checker(evidence);
    }

    /** Copies what was written down, and what the hub said, to where it outlives the run. */
    void keep(Path target) {
        evidence.keep(target);
        try {
            Files.copy(folder.resolve("hub.log"), target.resolve("hub.log"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Waits for something, looking every millisecond. @return false when the hub died or it took too long */
    boolean waitFor(BooleanSupplier condition, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (!hub.alive() || System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    FaultProxy proxy(Shop shop) {
        return proxies.get(shop.channel());
    }

    @Override
    public void close() throws IOException {
        if (hub != null) {
            hub.close();
        }
        partners.close();
        for (var proxy : proxies.values()) {
            proxy.close();
        }
    }
}
