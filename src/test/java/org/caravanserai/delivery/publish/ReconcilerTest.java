package org.caravanserai.delivery.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
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

/** Files of a first start come before its pushes; afterwards neither waits for the other. */
class ReconcilerTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private Database database;
    private Master master;
    private Ledger ledger;
    private Publishing publishing;
    private Reconciler reconciler;

    @BeforeEach
    void open() throws IOException {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
        write("mappings/shop/product-out.map.yaml", "fields: { id: sku, title: name }\n");
        channel("place", "mirakl", "connection: { baseUrl: \"https://place.example\", apiKey: secret:place }", "");
        channel("shop", "feed", "deliver: [{ to: https }]", ", file: articles.csv, format: { type: csv }");
        database = TestDatabases.h2();
        ledger = new Ledger(database);
        start();
    }

    private void channel(String name, String system, String more, String stream) throws IOException {
        write(
                "config/channels/" + name + ".yaml",
                "title: A\nsystem: " + system + "\nmode: auto\nlocales: [fr_FR]\nassortment: active\n" + more
                        + "\nstreams: { products: { map: shop/product-out" + stream + " } }\n");
    }

    private void start() {
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream().filter(problem -> !problem.warning()))
                .isEmpty();
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        var feeds = new FeedFolder(folder.resolve("data/feeds"));
        publishing = new Publishing(
                home, master, ledger, feeds, database, clock, () -> false, channel -> Map.<String, String>of());
        reconciler = new Reconciler(master, ledger, publishing, clock, () -> false);
    }

    @AfterEach
    void close() {
        reconciler.close();
        database.close();
    }

    @Test
    void pushesOfAFirstStartWaitForItsFiles() {
        product("A-1");
        tick();
        assertThat(pushed()).isZero();

        publish();
        tick();
        assertThat(pushed()).isEqualTo(1);

        product("A-2");
        tick();
        assertThat(pushed()).as("later nobody waits").isEqualTo(2);
    }

    @Test
    void aFileThatDoesNotComeIsWaitedForAMinute() {
        tick();
        clock.pass(Duration.ofDays(1));
        product("A-1");
        tick();
        clock.pass(Duration.ofSeconds(59));
        tick();
        assertThat(pushed()).isZero();

        clock.pass(Duration.ofSeconds(1));
        tick();
        assertThat(pushed()).isEqualTo(1);
    }

    @Test
    void aFileThatHasNothingToSayIsNotWaitedFor() {
        product("A-1", "draft");
        tick();
        assertThat(looked()).isZero();

        publish();
        tick();
        assertThat(looked()).isEqualTo(master.changes().head());
    }

    @Test
    void nobodyWaitsForAChannelThatPublishesNothingByItself() throws IOException {
        Files.writeString(
                folder.resolve("config/channels/shop.yaml"),
                Files.readString(folder.resolve("config/channels/shop.yaml")).replace("auto", "approve"));
        reconciler.close();
        start();
        product("A-1");
        tick();
        assertThat(pushed()).isEqualTo(1);
    }

    private void tick() {
        publishing.plans().pushed().values().forEach(channel -> channel.forEach(reconciler::tick));
    }

    /** The log has to stand still before a file is written. */
    private void publish() {
        publishing.publish("shop", "products");
        clock.pass(Quiet.STILL);
        publishing.publish("shop", "products").ifPresent(Publishing.Published::confirm);
    }

    private long pushed() {
        return ledger.lanes().stream()
                .filter(lane -> lane.channel().equals("place"))
                .mapToLong(lane -> ledger.counts(lane).of(State.PENDING))
                .sum();
    }

    /** How far the pushed stream has been evaluated. */
    private long looked() {
        return ledger.lanes().stream()
                .filter(lane -> lane.channel().equals("place"))
                .mapToLong(lane -> ledger.progress(lane).seq())
                .sum();
    }

    private void product(String sku) {
        product(sku, "active");
    }

    private void product(String sku, String status) {
        var values = Map.<String, Object>of("status", status, "name", Map.of("fr_FR", "Gant " + sku));
        var document = new Document(Kind.PRODUCTS, sku, values);
        master.intake().take(Delivery.byKey("pim", Kind.PRODUCTS, 1), List.of(Incoming.of(document)));
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
