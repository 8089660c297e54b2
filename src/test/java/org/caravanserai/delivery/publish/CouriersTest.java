package org.caravanserai.delivery.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.depot.Stored;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Switches;
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

/** Which target is tried when, what it is told, and when rows count as confirmed. */
class CouriersTest {
    private static final String SFTP = "sftp sftp.shop.example:22/in";
    private static final String S3 = "s3 shop-feeds";
    private static final String MAIL = "mail data@shop.example";

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private final Map<String, Stored> answers = new ConcurrentHashMap<>();
    private final List<String> carried = new CopyOnWriteArrayList<>();
    private volatile boolean diesAfterCarrying;
    private Database database;
    private Master master;
    private Ledger ledger;
    private Publishing publishing;
    private Switches switches;
    private Couriers couriers;

    @BeforeEach
    void open() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/products.yaml", "families:\n  gloves: { attributes: [name] }\n");
        write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
        write("config/channels/shop.yaml", """
                title: Shop
                system: feed
                mode: auto
                assortment: active
                streams:
                  products: { map: shop/product-out, file: articles.csv, format: { type: csv } }
                deliver:
                  - { to: https }
                  - { to: sftp, connection: { host: sftp.shop.example, user: hub, password: secret:x, directory: in } }
                  - { to: s3, connection: { bucket: shop-feeds, region: eu-west-3, accessKey: secret:a, secretKey: secret:b } }
                  - { to: mail, confirms: false, connection: { host: smtp.shop.example, from: hub@shop.example, to: [data@shop.example] } }
                """);
        write("mappings/shop/product-out.map.yaml", "fields:\n  id: sku\n  title: name\n");
        database = TestDatabases.h2();
        start();
    }

    /** A new process over the same database and files. */
    private void start() {
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream().filter(problem -> !problem.warning()))
                .isEmpty();
        ledger = new Ledger(database);
        var feeds = new FeedFolder(folder.resolve("data/feeds"));
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        publishing = new Publishing(home, master, ledger, feeds, database, clock, () -> false, channel -> Map.of());
        assertThat(publishing.broken()).isEmpty();
        switches = new Switches(database);
        couriers = new Couriers(
                feeds,
                publishing,
                switches,
                (system, connection, parcel) -> {
                    carried.add(system + " " + parcel.version());
                    if (diesAfterCarrying && system.equals("sftp")) {
                        throw new IllegalStateException("killed between upload and receipt");
                    }
                    return answers.getOrDefault(system, new Stored.Done(parcel.bytes()));
                },
                clock);
    }

    @AfterEach
    void close() {
        couriers.close();
        database.close();
    }

    @Test
    void rowsAreConfirmedWhenEveryTargetThatCountsHasThem() {
        answers.put("s3", new Stored.Failed(Fault.TRANSIENT, "line", "the line broke"));
        answers.put("mail", new Stored.Failed(Fault.CHANNEL, "sign-in", "refused"));
        product("A-1", "Gant");
        publish();
        assertThat(count(State.PENDING)).isEqualTo(1);

        look(3);
        assertThat(state(SFTP)).isEqualTo(Receipt.State.SENT);
        assertThat(state(S3)).isEqualTo(Receipt.State.FAILED);
        assertThat(count(State.CONFIRMED)).isZero();

        answers.remove("s3");
        clock.pass(Duration.ofSeconds(3));
        look(4);
        until(() -> state(S3) == Receipt.State.SENT);
        assertThat(state(MAIL)).isEqualTo(Receipt.State.FAILED);
        until(() -> count(State.CONFIRMED) == 1);
    }

    @Test
    void aFailureRetriesOnlyThatTarget() {
        answers.put("s3", new Stored.Failed(Fault.TRANSIENT, "line", "the line broke"));
        product("A-1", "Gant");
        publish();
        look(3);
        look(3);
        assertThat(carried).containsExactlyInAnyOrder("sftp 1", "s3 1", "mail 1");

        clock.pass(Duration.ofSeconds(3));
        look(4);
        assertThat(carried.get(3)).isEqualTo("s3 1");
        until(() -> receipt(S3).attempts() == 2);
        assertThat(receipt(S3).failingSince()).isEqualTo(Instant.parse("2026-11-21T09:00:02Z"));
    }

    @Test
    void whatIsUnderWayIsNoReasonToPublishAgain() {
        answers.put("s3", new Stored.Failed(Fault.TRANSIENT, "line", "the line broke"));
        product("A-1", "Gant");
        publish();
        look(3);

        assertThat(due()).isEmpty();
        clock.pass(Duration.ofHours(1));
        assertThat(due()).isEmpty();
    }

    @Test
    void aNewerVersionTakesThePlaceOfAnUnsentOne() {
        answers.put("sftp", new Stored.Failed(Fault.CHANNEL, "host-key", "the host key is not known"));
        product("A-1", "Gant");
        publish();
        look(3);
        product("A-2", "Botte");
        publish();
        look(5);
        assertThat(receipt(SFTP).version()).isEqualTo(2);
        assertThat(receipt(SFTP).reason()).contains("host key");
        assertThat(carried).doesNotContain("sftp 2");

        answers.remove("sftp");
        assertThat(couriers.again("shop")).isEqualTo(1);
        look(6);
        until(() -> carried.contains("sftp 2"));
        until(() -> count(State.CONFIRMED) == 2);
    }

    @Test
    void whatTheBrakeHoldsIsNotConfirmedByAnOlderVersion() {
        for (int i = 0; i < 30; i++) {
            product("A-" + i, "Gant");
        }
        answers.put("s3", new Stored.Failed(Fault.TRANSIENT, "line", "the line broke"));
        publish();
        look(3);
        for (int i = 0; i < 25; i++) {
            take("A-" + i, Map.of("status", "discontinued"));
        }
        assertThat(due()).isEmpty();
        assertThat(publishing.holds("shop")).isNotEmpty();

        answers.remove("s3");
        clock.pass(Duration.ofSeconds(3));
        look(4);
        until(() -> receipt(S3).state() == Receipt.State.SENT);
        couriers.look();
        assertThat(count(State.CONFIRMED)).isZero();
    }

    @Test
    void anotherProcessGoesOnWhereThisOneStopped() {
        answers.put("s3", new Stored.Failed(Fault.TRANSIENT, "line", "the line broke"));
        product("A-1", "Gant");
        publish();
        look(3);
        couriers.close();
        answers.remove("s3");
        clock.pass(Duration.ofSeconds(3));

        start();
        look(4);

        assertThat(carried.get(3)).isEqualTo("s3 1");
        until(() -> count(State.CONFIRMED) == 1);
    }

    @Test
    void whatWasCarriedWithoutAReceiptIsCarriedAgain() {
        answers.put("s3", new Stored.Failed(Fault.CHANNEL, "sign-in", "refused"));
        diesAfterCarrying = true;
        product("A-1", "Gant");
        publish();
        couriers.look();
        until(() -> carried.contains("sftp 1"));
        couriers.close();
        assertThat(state(SFTP)).isEqualTo(Receipt.State.PENDING);
        diesAfterCarrying = false;
        carried.clear();

        start();
        look(1);

        assertThat(carried).contains("sftp 1");
        until(() -> state(SFTP) == Receipt.State.SENT);
    }

    @Test
    void aPausedChannelSendsNothing() {
        product("A-1", "Gant");
        publish();
        switches.pause("shop", "ann", "moving house", clock.instant());

        couriers.look();

        assertThat(carried).isEmpty();
    }

    @Test
    void everyTargetIsShown() {
        answers.put("s3", new Stored.Failed(Fault.CHANNEL, "sign-in", "SignatureDoesNotMatch"));
        product("A-1", "Gant");
        publish();
        look(3);

        assertThat(couriers.of("shop"))
                .extracting(one -> one.to() + " " + one.address() + " " + one.state())
                .containsExactly(
                        "https  served",
                        "sftp sftp.shop.example:22/in sent",
                        "s3 shop-feeds failed",
                        "mail data@shop.example sent");
    }

    private java.util.Optional<Publishing.Published> due() {
        publishing.publish("shop", "products");
        clock.pass(Duration.ofSeconds(2));
        return publishing.publish("shop", "products");
    }

    private void publish() {
        var published = due();
        assertThat(published).isPresent();
        published.get().confirm();
    }

    /** Looks until so many parcels were carried in all and their receipts are written. */
    private void look(int parcels) {
        couriers.look();
        until(() ->
                carried.size() >= parcels && List.of(SFTP, S3, MAIL).stream().noneMatch(this::unanswered));
    }

    private boolean unanswered(String target) {
        var receipt = receipt(target);
        return receipt.state() == Receipt.State.PENDING;
    }

    private Receipt receipt(String target) {
        return publishing.receipts().newest("shop", "products", target).orElseThrow();
    }

    private Receipt.State state(String target) {
        return receipt(target).state();
    }

    private long count(State state) {
        return ledger.lanes().stream()
                .mapToLong(lane -> ledger.counts(lane).of(state))
                .sum();
    }

    private void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited for too long; carried " + carried)
                    .isLessThan(end);
            couriers.look();
            Thread.onSpinWait();
        }
    }

    private void product(String sku, String name) {
        take(sku, Map.of("status", "active", "family", "gloves", "name", Map.of("fr_FR", name)));
    }

    private void take(String sku, Map<String, Object> values) {
        var rows = new ArrayList<Incoming>();
        rows.add(Incoming.of(new Document(Kind.PRODUCTS, sku, new LinkedHashMap<>(values))));
        assertThat(master.intake()
                        .take(Delivery.byKey("pim", Kind.PRODUCTS, 1), rows)
                        .toString())
                .doesNotContain("Refused");
    }

    private void write(String path, String text) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
