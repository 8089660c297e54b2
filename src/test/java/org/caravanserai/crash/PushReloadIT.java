package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.caravanserai.RunningHub;
import org.caravanserai.access.Audit;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.sandbox.SandboxServer;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * F25 and F26 in the whole hub, with Camel, while products go out: broken, forbidden and conflicting routes and broken maps are refused, the old files go
 * on working, not one item is lost or left in doubt by it, and a map that is right is swapped in under the traffic. Long: about 65 s;
 * {@code ReloadIT} is the form of every build.
 */
@Tag("long")
class PushReloadIT {
    private static final int ITEMS = 15;
    private static final String MAP = "mappings/woo/product-out.map.yaml";
    private static final String ROUTE = "routes/outbound/woo-product-out.camel.yaml";

    @Test
    void whatIsWrongIsRefusedWhileTheTrafficGoesOn() throws Exception {
        var folder = TestDatabases.folder();
        try (var server = SandboxServer.start(folder.resolve("partners"), 0, Clock.systemUTC(), 60)) {
            var servers = new HashMap<String, String>();
            var base = server.address().replaceFirst("/sandbox$", "");
            Shop.ALL.forEach(shop -> servers.put(shop.channel(), base));
            var home = CrashHome.write(folder.resolve("home"), servers, 5);
            var json = JsonMapper.builder().build();
            for (int i = 0; i < ITEMS; i++) {
                server.sandbox()
                        .standIn("mirakl", "market")
                        .orElseThrow()
                        .edit(
                                "products",
                                Catalogue.sku(i),
                                json.createObjectNode().put("product_sku", Catalogue.sku(i)));
            }
            try (var hub = RunningHub.start(home)) {
                traffic(hub, server, home);
            }
        }
    }

    private static void traffic(RunningHub hub, SandboxServer server, Path home) throws Exception {
        var stop = new AtomicBoolean();
        var version = new AtomicInteger();
        var client = new Thread(() -> {
            while (!stop.get()) {
                put(hub, version.incrementAndGet());
                // Longer than the hub waits for a load to end.
                LockSupport.parkNanos(2_500_000_000L);
            }
        });
        client.start();
        await(
                hub,
                () -> server.sandbox()
                                .standIn("woocommerce", "woo")
                                .orElseThrow()
                                .calls()
                        > 10);
        try {
            refused(hub, home, MAP, text -> text.replace("name: name", "name: nam"), MAP + ":");
            refused(hub, home, ROUTE, text -> text.replace("kamelet:woo-product-sink", "exec:rm"), "RTE-003");
            refused(hub, home, ROUTE, text -> text + "      - to: [", ROUTE);
            refused(hub, home, ROUTE, text -> text.replace("id: woo-product-out", "id: presta-product-out"), ROUTE);
            refused(
                    hub,
                    home,
                    "connectors/woo/connector.yaml",
                    text -> text.replace("takes: [create]", "takes: [creat]"),
                    "connectors/woo/connector.yaml");
            var right = Files.readString(home.resolve(MAP));
            Files.writeString(home.resolve(MAP), right.replace("9.90", "9.80"));
            assertThat(reload(hub).body()).contains("\"outcome\":\"done\"");
        } finally {
            stop.set(true);
            client.join(60_000);
        }
        int last = version.get();
        await(
                hub,
                () -> Shop.ALL.stream()
                        .allMatch(
                                shop -> atRest(hub, shop) && shown(server, shop).equals(Rig.wanted(ITEMS, last))));
        server.sandbox()
                .standIn("woocommerce", "woo")
                .orElseThrow()
                .records()
                .get("products")
                .values()
                .forEach(record ->
                        assertThat(record.path("regular_price").asString()).isEqualTo("9.80"));
        noDoubt(hub);
        var audit = hub.part(Audit.class).after(0).stream()
                .filter(entry -> entry.what().equals("home.reload"))
                .toList();
        assertThat(audit)
                .filteredOn(entry -> entry.result().startsWith("refused"))
                .hasSizeGreaterThanOrEqualTo(5);
    }

    private interface Edit {
        String of(String text);
    }

    private static void refused(RunningHub hub, Path home, String file, Edit edit, String reason) throws IOException {
        var path = home.resolve(file);
        var right = Files.readString(path);
        Files.writeString(path, edit.of(right));
        var answer = reload(hub);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"outcome\":\"refused\"", reason);
        Files.writeString(path, right);
        assertThat(reload(hub).body()).contains("\"outcome\":\"same\"");
    }

    /** Nobody was left to guess: no attempt of any item ended unknown. */
    private static void noDoubt(RunningHub hub) {
        var ledger = hub.part(Ledger.class);
        for (var lane : ledger.lanes()) {
            assertThat(ledger.counts(lane).of(State.PARKED)).as(lane.channel()).isZero();
            ledger.range(lane, 0, Ledger.LAST)
                    .keySet()
                    .forEach(id -> assertThat(ledger.duties().attempts(lane, id, 100))
                            .as("attempts of %s at %s", id, lane.channel())
                            .noneMatch(attempt -> attempt.outcome().equals("unknown")));
        }
    }

    private static boolean atRest(RunningHub hub, Shop shop) {
        var ledger = hub.part(Ledger.class);
        return ledger.lanes().stream()
                .filter(lane -> lane.channel().equals(shop.channel()))
                .map(ledger::counts)
                .allMatch(
                        counts -> counts.of(State.PENDING) + counts.of(State.UNKNOWN) + counts.of(State.LEAVING) == 0);
    }

    private static Map<String, String> shown(SandboxServer server, Shop shop) {
        var shown = new HashMap<String, String>();
        server.sandbox()
                .standIn(shop.system(), shop.channel())
                .orElseThrow()
                .records()
                .getOrDefault(shop.kind(), Map.of())
                .forEach((key, record) ->
                        shown.put(shop.key().of(key, record), shop.text().of(key, record)));
        return shown;
    }

    private static void put(RunningHub hub, int version) {
        var lines = Rig.numbers(ITEMS).stream()
                .map(i -> CoreHub.json(
                        "sku",
                        Catalogue.sku(i),
                        "status",
                        Catalogue.active(i, version) ? "active" : "draft",
                        "name",
                        Map.of("fr_FR", Catalogue.text(i, version))))
                .toList();
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/api/products"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines))));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    private static HttpResponse<String> reload(RunningHub hub) {
        return hub.send(HttpRequest.newBuilder(hub.main("/api/v1/reload"))
                .header("Authorization", RunningHub.admin())
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static void await(RunningHub hub, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> hub.send(HttpRequest.newBuilder(hub.main("/api/v1/channels"))
                                    .header("Authorization", RunningHub.admin()))
                            .body())
                    .isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
