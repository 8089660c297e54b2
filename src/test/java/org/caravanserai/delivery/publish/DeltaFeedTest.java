package org.caravanserai.delivery.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.depot.Parcel;
import org.caravanserai.connector.depot.Stored;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.wanted.ChannelRules;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that applies files of changes has what a receiver of whole files has. */
class DeltaFeedTest {
    private static final String FETCHED = "deliver: [{ to: https }]";
    private static final String PUSHED = """
            deliver:
              - { to: sftp, load: delta, connection: { host: a.example, user: hub, password: secret:x } }
              - { to: ftps, load: delta, connection: { host: b.example, user: hub, password: secret:x } }
            """;

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private final Map<String, Shop> shops = new ConcurrentHashMap<>();
    private Database database;
    private Master master;
    private FeedFolder feeds;
    private Publishing publishing;
    private Couriers couriers;

    /** A receiver: the manifest decides whether a file of changes fits what it has. */
    private static final class Shop {
        private final Map<String, String> rows = new TreeMap<>();
        private volatile long version;
        private volatile boolean open = true;
        private volatile List<String> got = List.of();

        /** @return false when the changes begin after what it has */
        synchronized boolean takes(long to, Long base, List<String> lines) {
            if (base == null) {
                rows.clear();
            } else if (base > version) {
                return false;
            }
            for (var line : lines.subList(1, lines.size())) {
                var cells = line.split(";", -1);
                if (cells[2].equals("delete")) {
                    rows.remove(cells[0]);
                } else {
                    rows.put(cells[0], cells[1]);
                }
            }
            version = to;
            return true;
        }
    }

    @BeforeEach
    void open() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
        write("mappings/shop/product-out.map.yaml", "fields:\n  id: sku\n  title: name\n");
        database = TestDatabases.h2();
        start(FETCHED);
    }

    private void start(String deliver) {
        write("config/channels/shop.yaml", """
                title: Shop
                system: feed
                mode: auto
                assortment: active
                brake: { retirements: 100% }
                streams:
                  products:
                    map: shop/product-out
                    files:
                      - { file: articles.csv, format: { type: csv } }
                      - { file: changes.csv, load: delta, format: { type: csv } }
                """ + deliver);
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream().filter(problem -> !problem.warning()))
                .isEmpty();
        feeds = new FeedFolder(folder.resolve("data/feeds"));
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        publishing = new Publishing(
                home, master, new Ledger(database), feeds, database, clock, () -> false, channel -> Map.of());
        assertThat(publishing.broken()).isEmpty();
        if (couriers != null) {
            couriers.close();
        }
        couriers = new Couriers(
                feeds,
                publishing,
                new Switches(database),
                (system, connection, parcel) -> store(system, parcel),
                clock);
    }

    private Stored store(String system, Parcel parcel) {
        var shop = shop(system);
        if (!shop.open) {
            return new Stored.Failed(Fault.TRANSIENT, "line", "the line broke");
        }
        shop.got = parcel.items().stream().map(Parcel.Item::name).toList();
        var base = feeds.manifest("shop", "products")
                .orElseThrow()
                .file("changes.csv")
                .orElseThrow()
                .base();
        var took =
                shop.takes(parcel.version(), base, lines(parcel.items().get(0).path()));
        assertThat(took).as("what is pushed always fits").isTrue();
        return new Stored.Done(parcel.bytes());
    }

    private Shop shop(String system) {
        return shops.computeIfAbsent(system, none -> new Shop());
    }

    @AfterEach
    void close() {
        couriers.close();
        database.close();
    }

    @Test
    void onlyWhatHasChangedIsInTheFileOfChangesAndTheManifestSaysSinceWhen() {
        product("A-1", "Gant");
        product("A-2", "Pince");
        assertThat(entry(publish()).base()).as("the first one holds everything").isNull();
        assertThat(changes()).containsExactly("id;title;change", "A-1;Gant;update", "A-2;Pince;update");

        product("A-2", "Pinces");
        product("A-3", "Masque");
        remove("A-1");
        var manifest = publish();

        assertThat(entry(manifest)).satisfies(entry -> {
            assertThat(entry.delta()).isTrue();
            assertThat(entry.base()).isEqualTo(1);
            assertThat(entry.count()).isEqualTo(3);
        });
        assertThat(changes())
                .containsExactly("id;title;change", "A-2;Pinces;update", "A-3;Masque;update", "A-1;;delete");
        assertThat(lines("articles.csv")).containsExactly("id;title", "A-2;Pinces", "A-3;Masque");
        assertThat(text("data/feeds/shop/products.json")).contains("\"load\":\"delta\"", "\"base\":1");

        start(FETCHED);
        product("A-3", "Masques");
        assertThat(entry(publish()).base()).as("a restart loses nothing").isEqualTo(2);
        assertThat(changes()).containsExactly("id;title;change", "A-3;Masques;update");
    }

    @Test
    void whatComesBackIsNoLongerGone() {
        product("A-1", "Gant");
        product("A-2", "Pince");
        publish();
        remove("A-1");
        publish();
        product("A-1", "Gant");
        publish();
        assertThat(changes()).containsExactly("id;title;change", "A-1;Gant;update");
    }

    @Test
    void otherFieldsAreEverythingAnew() {
        product("A-1", "Gant");
        publish();
        write("mappings/shop/product-out.map.yaml", "fields:\n  id: sku\n  name: name\n");
        start(FETCHED);
        var manifest = publish();
        assertThat(entry(manifest).base()).isNull();
        assertThat(changes()).containsExactly("id;name;change", "A-1;Gant;update");
    }

    @Test
    void aMapWithAFieldOfThatNameIsRefused() {
        write("mappings/shop/product-out.map.yaml", "fields:\n  id: sku\n  change: name\n");
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(new ChannelRules().check(home))
                .singleElement()
                .asString()
                .startsWith("mappings/shop/product-out.map.yaml:3:3 HOM-024");
    }

    @Test
    void onRequestTheFileOfChangesHoldsEverythingOnce() {
        product("A-1", "Gant");
        product("A-2", "Pince");
        publish();
        assertThat(publishing.publish("shop", "products")).isEmpty();
        assertThat(publishing.whole("shop")).containsExactly("products");
        assertThat(entry(publish()).base()).isNull();
        assertThat(changes()).hasSize(3);
        product("A-1", "Gants");
        assertThat(entry(publish()).base()).isEqualTo(2);
        assertThat(changes()).hasSize(2);
    }

    @Test
    void aTargetThatMissedVersionsGetsAllOfThemAtOnce() {
        start(PUSHED);
        product("A-1", "Gant");
        product("A-2", "Pince");
        publish();
        carried();
        shop("ftps").open = false;
        product("A-1", "Gants");
        publish();
        carried("sftp");
        remove("A-2");
        product("A-3", "Masque");
        assertThat(entry(publish()).base())
                .as("the target that is behind decides")
                .isEqualTo(1);
        carried("sftp");

        shop("ftps").open = true;
        clock.pass(Duration.ofHours(2));
        carried();
        assertThat(shop("ftps").rows).isEqualTo(Map.of("A-1", "Gants", "A-3", "Masque"));
        assertThat(shop("sftp").rows).isEqualTo(shop("ftps").rows);
        assertThat(shop("sftp").got).as("load: delta").containsExactly("changes.csv");
    }

    @Test
    void whateverHappensAReceiverOfChangesHasWhatTheWholeFileHolds() {
        start(PUSHED);
        var random = new Random(42);
        for (int round = 0; round < 40; round++) {
            for (int n = 0; n < 4; n++) {
                var key = "A-" + random.nextInt(12);
                if (random.nextInt(3) == 0) {
                    remove(key);
                } else {
                    product(key, "T" + random.nextInt(5));
                }
            }
            product("Z", "round " + round);
            publish();
            for (var system : List.of("sftp", "ftps")) {
                shop(system).open = random.nextInt(3) > 0;
            }
            clock.pass(Duration.ofHours(2));
            carried(List.of("sftp", "ftps").stream()
                    .filter(system -> shop(system).open)
                    .toArray(String[]::new));
            if (random.nextInt(10) == 0) {
                start(PUSHED);
            }
        }
        shops.values().forEach(shop -> shop.open = true);
        clock.pass(Duration.ofHours(2));
        carried();
        var whole = new TreeMap<String, String>();
        lines("articles.csv").stream().skip(1).forEach(line -> whole.put(line.split(";")[0], line.split(";")[1]));
        assertThat(shop("sftp").rows).isEqualTo(whole);
        assertThat(shop("ftps").rows).isEqualTo(whole);
    }

    private static Manifest.Entry entry(Manifest manifest) {
        return manifest.file("changes.csv").orElseThrow();
    }

    private List<String> changes() {
        return lines("changes.csv");
    }

    private Manifest publish() {
        clock.pass(Duration.ofSeconds(2));
        publishing.publish("shop", "products").ifPresent(Publishing.Published::confirm);
        clock.pass(Duration.ofSeconds(120));
        publishing.publish("shop", "products").ifPresent(Publishing.Published::confirm);
        return feeds.manifest("shop", "products").orElseThrow();
    }

    /** Waits until the targets that are reachable have the current version and nobody is at work on it: a publication in work is not begun twice. */
    private void carried(String... systems) {
        var all = systems.length == 0 && shops.values().stream().allMatch(shop -> shop.open)
                ? List.of("sftp", "ftps")
                : List.of(systems);
        long version = feeds.manifest("shop", "products").orElseThrow().version();
        until(() -> {
            couriers.look();
            return couriers.idle() && all.stream().allMatch(system -> received(system) == version);
        });
    }

    private long received(String system) {
        return couriers.of("shop").stream()
                .filter(standing -> standing.to().equals(system) && standing.sent() != null)
                .mapToLong(standing -> standing.sent().version())
                .findFirst()
                .orElse(0);
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void product(String sku, String name) {
        var values = Map.<String, Object>of("status", "active", "name", Map.of("fr_FR", name));
        master.intake()
                .take(
                        Delivery.byKey("pim", Kind.PRODUCTS, 1),
                        List.of(Incoming.of(new Document(Kind.PRODUCTS, sku, values))));
    }

    private void remove(String sku) {
        master.intake().remove(Delivery.byKey("pim", Kind.PRODUCTS, 1), List.of(sku));
    }

    private List<String> lines(String file) {
        return lines(feeds.find("shop", file).orElseThrow().path());
    }

    private static List<String> lines(Path path) {
        try {
            return new ArrayList<>(Files.readAllLines(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String text(String path) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
