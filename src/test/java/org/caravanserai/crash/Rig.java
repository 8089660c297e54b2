package org.caravanserai.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.caravanserai.sandbox.Fault;
import org.caravanserai.sandbox.SandboxServer;
import org.caravanserai.sandbox.StandIn;
import org.caravanserai.store.TestDatabases;

/** A {@link CoreHub} and its partners in one process, with one clock for both, for faults that need no kill. */
final class Rig implements AutoCloseable {
    final Path folder = TestDatabases.folder();
    final Path home;
    final ShiftedClock clock = new ShiftedClock(Duration.ZERO);
    final Map<Shop, FaultProxy> proxies = new LinkedHashMap<>();
    private final SandboxServer server;
    CoreHub hub;

    /**
     * @param items products the marketplace knows
     * @param brake of the channels, as in their files
     */
    Rig(int items, int batch, String brake, String timeout) {
        try {
            server = SandboxServer.start(folder.resolve("partners"), 0, clock, 1);
            var servers = new HashMap<String, String>();
            for (var shop : Shop.ALL) {
                var proxy = new FaultProxy(URI.create(server.address()).getPort(), 1);
                proxies.put(shop, proxy);
                servers.put(shop.channel(), proxy.address());
            }
            for (int i = 0; i < items; i++) {
                var product = new tools.jackson.databind.json.JsonMapper().createObjectNode();
                partner(Shop.MARKET).edit("products", Catalogue.sku(i), product.put("product_sku", Catalogue.sku(i)));
            }
            home = CrashHome.write(folder.resolve("home"), servers, batch, brake, timeout);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        restart();
    }

    Rig(int items, int batch) {
        this(items, batch, "{ retirements: 100% }", "20s");
    }

    /** Ends the hub in an orderly way, if there is one, and starts it again with the files as they are now. */
    void restart() {
        if (hub != null) {
            hub.close();
        }
        hub = new CoreHub(home, folder.resolve("data"), clock, 1);
    }

    StandIn partner(Shop shop) {
        return server.sandbox().standIn(shop.system(), shop.channel()).orElseThrow();
    }

    void arm(Shop shop, Fault fault) {
        partner(shop).arm(fault);
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** What a partner shows, by SKU. */
    Map<String, String> shown(Shop shop) {
        var shown = new HashMap<String, String>();
        partner(shop).records().getOrDefault(shop.kind(), Map.of()).forEach((key, record) -> {
            var sku = shop.key().of(key, record);
            if (shown.put(sku, shop.text().of(key, record)) != null) {
                throw new AssertionError(shop.channel() + " has " + sku + " twice");
            }
        });
        return shown;
    }

    /** What it should show. */
    static Map<String, String> wanted(int count, int version) {
        var wanted = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            if (Catalogue.active(i, version)) {
                wanted.put(Catalogue.sku(i), Catalogue.text(i, version));
            }
        }
        return wanted;
    }

    /** The operations a partner was called for, oldest first. */
    List<String> calls(Shop shop) {
        var calls = new ArrayList<String>();
        partner(shop).journal(line -> {
            if (line.path("event").asString("").equals("call")) {
                calls.add(line.path("operation").asString(""));
            }
            return true;
        });
        return calls;
    }

    @Override
    public void close() throws IOException {
        hub.close();
        server.close();
        for (var proxy : proxies.values()) {
            proxy.close();
        }
    }
}
