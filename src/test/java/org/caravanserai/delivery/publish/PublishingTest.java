package org.caravanserai.delivery.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.Explain;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.plan.Plan;
import org.caravanserai.delivery.plan.Planning;
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

class PublishingTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private Database database;
    private Master master;
    private Ledger ledger;
    private FeedFolder feeds;
    private Publishing publishing;
    private Channels channels;
    private final Map<String, String> over = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Test
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                """);
        write("config/model/products.yaml", """
                families:
                  gloves: { attributes: [name, weight], variants: { by-size: { axes: [[size]] } }, required: { "*": [name], shop: [weight] } }
                """);
        write("config/model/assortments.yaml", """
                active: { where: "status = 'active'" }
                """);
        write("config/channels/shop.yaml", """
                title: Shop
                system: feed
                mode: auto
                locales: [fr_FR, en_GB]
                assortment: active
                streams:
                  products:
                    map: shop/product-out
                    gate: shop/product-out
                    perLocale: true
                    files:
                      - { file: "articles-{locale}.csv", format: { type: csv, separator: ";" } }
                      - { file: "articles-{locale}.jsonl", format: { type: jsonl } }
                """);
        write("mappings/shop/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 20 characters }
                  group: parent.sku
                """);
        write("mappings/shop/product-out.gate.yaml", """
                rules:
                  has-name: { require: "has(name)", owner: catalogue, fix: Translate the name }
                """);
        database = TestDatabases.h2();
        ledger = new Ledger(database);
        feeds = new FeedFolder(folder.resolve("data/feeds"));
        start();
    }

    private void start() {
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream().filter(problem -> !problem.warning()))
                .isEmpty();
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        publishing = new Publishing(home, master, ledger, feeds, database, clock, () -> false, channel -> over);
        assertThat(publishing.broken()).isEmpty();
        channels = new Channels(ledger, feeds, publishing);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void publishesWhatIsSelectedAndSaysWhyTheRestIsHeld() {
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        product("A-2", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "=SUM(A1)"));
        product("A-3", "status", "draft", "family", "gloves", "name", Map.of("fr_FR", "Brouillon"));

        var published = publish();

        assertThat(published.manifest().files())
                .extracting("name", "count")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("articles-fr_FR.csv", 2L),
                        org.assertj.core.groups.Tuple.tuple("articles-fr_FR.jsonl", 2L),
                        org.assertj.core.groups.Tuple.tuple("articles-en_GB.csv", 1L),
                        org.assertj.core.groups.Tuple.tuple("articles-en_GB.jsonl", 1L));
        assertThat(lines("articles-fr_FR.csv")).containsExactly("id;title;group", "A-1;Gant;", "A-2;'=SUM(A1);");
        assertThat(lines("articles-en_GB.jsonl")).containsExactly("{\"id\":\"A-1\",\"title\":\"Glove\"}");
        published.confirm();
        var stream = channels.of("shop").orElseThrow().streams().get(0);
        assertThat(stream.counts().byState()).isEqualTo(Map.of(State.CONFIRMED, 3L, State.HELD, 1L));
        assertThat(stream.counts().selected()).isEqualTo(4);
        assertThat(stream.reasons()).isEqualTo(Map.of("has-name", 1L));
    }

    @Test
    void anUnchangedMasterPublishesNothingAgain() {
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        publish().confirm();
        assertThat(due()).isEmpty();
        product("A-9", "status", "draft", "family", "gloves");
        assertThat(due()).isEmpty();
        product("A-1", "name", Map.of("fr_FR", "Gants"));
        assertThat(publish().manifest().version()).isEqualTo(2);
        assertThat(lines("articles-fr_FR.csv")).contains("A-1;Gants;");
    }

    @Test
    void aHeldItemStaysAsItWasAndARetiredOneGoes() {
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        product("A-2", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Pince", "en_GB", "Pliers"));
        publish().confirm();
        product("A-1", "name", clear("fr_FR"));
        product("A-2", "status", "retired");

        publish().confirm();

        assertThat(lines("articles-fr_FR.csv")).containsExactly("id;title;group", "A-1;Gant;");
        assertThat(lines("articles-en_GB.csv")).containsExactly("id;title;group", "A-1;Glove;");
        var counts = channels.of("shop").orElseThrow().streams().get(0).counts();
        assertThat(counts.byState()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.HELD, 1L, State.RETIRED, 2L));
    }

    @Test
    void onlyVariantsOfAModelAreSoldAndTheyInherit() {
        product(
                "M",
                "status",
                "active",
                "family",
                "gloves",
                "variants",
                "by-size",
                "name",
                Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        product("M-9", "parent", "M", "size", "9");
        publish();
        assertThat(lines("articles-fr_FR.csv")).containsExactly("id;title;group", "M-9;Gant;M");

        product("M", "name", Map.of("fr_FR", "Gant chaud"));
        publish();
        assertThat(lines("articles-fr_FR.csv")).contains("M-9;Gant chaud;M");
    }

    @Test
    void nothingToPublishKeepsTheLastVersion() {
        assertThat(due()).isEmpty();
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        publish().confirm();
        product("A-1", "status", "retired");
        assertThat(due()).isEmpty();
        assertThat(lines("articles-fr_FR.csv")).contains("A-1;Gant;");
        assertThat(held()).containsExactly("DELIVERY-002 nothing is left to publish");
    }

    @Test
    void aShrunkenFeedIsHeldUntilSomebodyReleasesIt() {
        products(20, "active");
        publish().confirm();
        products(6, "retired");
        assertThat(due()).isEmpty();
        assertThat(lines("articles-fr_FR.csv")).hasSize(21);
        assertThat(held()).containsExactly("DELIVERY-003 12 of 40 rows would leave, more than 5 %");
        assertThat(due()).as("nothing new, nobody released it").isEmpty();

        start();
        assertThat(held()).as("known after a restart").hasSize(1);
        assertThat(publishing.release("shop", "anna", "the range was cut")).hasSize(1);
        assertThat(publish().manifest().rows()).isEqualTo(28);
        assertThat(publishing.holds("shop")).isEmpty();
        assertThat(publishing.release("shop", "anna", "again")).isEmpty();
    }

    @Test
    void aReleaseCoversWhatWasSeenAndNoMore() {
        products(20, "active");
        publish().confirm();
        products(6, "retired");
        assertThat(due()).isEmpty();
        publishing.release("shop", "anna", "six are right");
        products(12, "retired");
        assertThat(due()).isEmpty();
        assertThat(held()).containsExactly("DELIVERY-003 24 of 40 rows would leave, more than 5 %");
        products(20, "active");
        assertThat(due()).as("they came back: nothing is left to hold").isPresent();
        assertThat(held()).isEmpty();
    }

    @Test
    void aFewItemsMayAlwaysLeave() {
        products(20, "active");
        publish().confirm();
        products(2, "retired");
        assertThat(publish().manifest().rows()).isEqualTo(36);
    }

    @Test
    void aCounterHoldsItsChannelsUntilItFalls() {
        over.put("too-many", "counter too-many is at its error limit: 3 of 10");
        products(3, "active");
        assertThat(due()).isEmpty();
        assertThat(held()).containsExactly("DELIVERY-005 counter too-many is at its error limit: 3 of 10");
        over.clear();
        publish().confirm();
        assertThat(held()).isEmpty();

        over.put("too-many", "counter too-many is at its error limit: 3 of 10");
        products(4, "active");
        assertThat(due()).isEmpty();
        publishing.release("shop", "anna", "known");
        publish().confirm();
        products(5, "active");
        publish().confirm();
        over.clear();
        products(6, "active");
        publish().confirm();
        over.put("too-many", "counter too-many is at its error limit: 4 of 10");
        products(7, "active");
        assertThat(due()).as("the release ended when the counter fell").isEmpty();
    }

    @Test
    void pricesThatJumpAreHeld() {
        write("config/model/prices.yaml", "priceLists: { public: { source: steward } }\n");
        write("mappings/shop/product-out.map.yaml", """
                fields:
                  id: sku
                  title: { from: name, max: 20 characters }
                  price: { price: public, round: 0.01 }
                """);
        start();
        products(2, "active");
        price("A-1", "10.00");
        price("A-2", "10.00");
        publish().confirm();
        price("A-1", "11.90");
        publish().confirm();
        price("A-1", "18.00");
        assertThat(due()).isEmpty();
        assertThat(held())
                .containsExactly(
                        "DELIVERY-004 2 prices move by more than 20 %: A-1 price 11.90 to 18.00; A-1 price 11.90 to"
                                + " 18.00");
        products(3, "active");
        assertThat(due()).as("another change does not open it").isEmpty();
        assertThat(lines("articles-fr_FR.csv")).contains("A-1;Gant;11.90");
        publishing.release("shop", "anna", "a new supplier");
        publish().confirm();
        assertThat(lines("articles-fr_FR.csv")).contains("A-1;Gant;18.00");
    }

    @Test
    void aCalendarClosesAChannelAndAPromiseOfFreshnessRenewsIt() {
        write("config/hub.yaml", """
                title: Test
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                calendars:
                  black-week: { closed: 2026-11-23/2026-12-01, except: [offers] }
                  stocktaking: { closed: 2026-12-01/2026-12-02 }
                """);
        write(
                "config/channels/shop.yaml",
                text("config/channels/shop.yaml") + "contract: { version: 1.2.0, freshness: 24h }\n");
        start();
        products(1, "active");
        publish().confirm();
        assertThat(due()).isEmpty();
        clock.set(Instant.parse("2026-11-21T21:01:00Z"));
        var renewed = publishing.publish("shop", "products").orElseThrow();
        assertThat(renewed.manifest().version()).isEqualTo(2);
        assertThat(renewed.manifest().contract()).isEqualTo("1.2.0");
        clock.set(Instant.parse("2026-11-22T23:00:00Z"));
        products(2, "active");
        assertThat(due()).isEmpty();
        assertThat(channels.of("shop").orElseThrow().streams().get(0).next())
                .isEqualTo(Instant.parse("2026-12-01T23:00:00Z"));
        clock.set(Instant.parse("2026-12-01T23:00:00Z"));
        assertThat(publishing
                        .publish("shop", "products")
                        .orElseThrow()
                        .manifest()
                        .version())
                .isEqualTo(3);
    }

    private List<String> held() {
        return channels.of("shop").orElseThrow().holds().stream()
                .map(Hold::reason)
                .toList();
    }

    private void products(int count, String status) {
        for (int i = 1; i <= count; i++) {
            product("A-" + i, "status", status, "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        }
    }

    private void price(String sku, String amount) {
        var price = Map.of("list", "public", "minQuantity", "1", "basis", "1", "amount", amount, "currency", "EUR");
        take(Kind.OFFERS, sku, Map.of("prices", List.of(price)));
    }

    private String text(String path) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aChannelInApproveShowsItsCountsAndPublishesNothing() throws IOException {
        Files.writeString(
                folder.resolve("config/channels/shop.yaml"),
                Files.readString(folder.resolve("config/channels/shop.yaml")).replace("mode: auto", "mode: approve"));
        start();
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        assertThat(due()).isEmpty();
        assertThat(feeds.find("shop", "articles-fr_FR.csv")).isEmpty();
        assertThat(channels.of("shop").orElseThrow().streams().get(0).counts().of(State.PENDING))
                .isEqualTo(2);
    }

    @Test
    void aPlanSaysFieldByFieldWhatTheFilesSaySoFar() throws IOException {
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant"));
        publish().confirm();
        Files.writeString(
                folder.resolve("config/channels/shop.yaml"),
                Files.readString(folder.resolve("config/channels/shop.yaml")).replace("mode: auto", "mode: approve"));
        start();
        try (var reconciler = new Reconciler(master, ledger, publishing, clock, () -> false)) {
            var planning = new Planning(master, ledger, publishing, reconciler, database, clock);
            for (var name : List.of("Gant fin", "Gant très fin")) {
                product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", name));
                assertThat(due()).as("nothing is published").isEmpty();
                var line = planning.plan("shop", "anna").orElseThrow().items().get(0);
                assertThat(line.action()).isEqualTo(Plan.Action.UPDATE);
                assertThat(line.changes())
                        .extracting("field", "before", "after")
                        .containsExactly(tuple("title", "Gant", name));
            }
        }
    }

    @Test
    void aChangedMapIsPublishedWithoutAChangeOfTheMaster() {
        product("A-1", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant", "en_GB", "Glove"));
        publish().confirm();
        write("mappings/shop/product-out.map.yaml", """
                fields:
                  id: sku
                  name: name
                """);
        start();
        publish().confirm();
        assertThat(lines("articles-fr_FR.csv")).containsExactly("id;name", "A-1;Gant");
    }

    /** Labels are no part of a map and stand in what it makes. */
    @Test
    void aChangedLabelIsPublishedWithoutAChangeOfTheMaster() {
        write("mappings/shop/product-out.map.yaml", """
                fields:
                  id: sku
                  family: { from: family, table: families }
                  group: { template: "{axes}" }
                """);
        start();
        product("M", "status", "active", "family", "gloves", "variants", "by-size", "name", Map.of("fr_FR", "Gant"));
        product("M-9", "parent", "M", "size", "9");
        publish().confirm();
        assertThat(lines("articles-fr_FR.csv")).containsExactly("id;family;group", "M-9;;Taille 9");
        assertThat(due()).isEmpty();

        write("config/model/products.yaml", """
                attributes:
                  size: { type: option, label: { fr_FR: Pointure } }
                families:
                  gloves: { label: { fr_FR: Gants }, attributes: [name, weight], variants: { by-size: { axes: [[size]] } } }
                """);
        start();

        publish().confirm();
        assertThat(lines("articles-fr_FR.csv")).containsExactly("id;family;group", "M-9;Gants;Pointure 9");
    }

    @Test
    void explainSaysWhyForEveryLane() {
        product("A-2", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant"));
        publish().confirm();
        var home = Home.read(folder, null, Library.ofClassPath());
        var golden = master.goldens().byKey(Kind.PRODUCTS, "A-2").orElseThrow();
        var answers = new Explain(master, ledger, publishing, clock).explain(golden, "shop");
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).held()).isFalse();
        assertThat(answers.get(0).missing()).containsExactly("weight");
        assertThat(answers.get(0).fields()).extracting("field").containsExactly("id", "title", "group");
        assertThat(answers.get(1).held()).isTrue();
        assertThat(answers.get(1).missing()).containsExactly("name", "weight");
        assertThat(answers.get(1).findings().get(0).message()).startsWith("Translate the name");
        assertThat(channels.of(golden.id())).hasSize(2);
    }

    private java.util.Optional<Publishing.Published> due() {
        publishing.publish("shop", "products");
        clock.pass(Duration.ofSeconds(2));
        return publishing.publish("shop", "products");
    }

    private Publishing.Published publish() {
        return due().orElseThrow();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(feeds.find("shop", file).orElseThrow().path());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, Object> clear(String locale) {
        var map = new LinkedHashMap<String, Object>();
        map.put(locale, null);
        return map;
    }

    private void product(String sku, Object... values) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < values.length; i += 2) {
            map.put((String) values[i], values[i + 1]);
        }
        take(Kind.PRODUCTS, sku, map);
    }

    private void take(Kind kind, String sku, Map<String, Object> map) {
        var rows = new ArrayList<Incoming>();
        rows.add(Incoming.of(new Document(kind, sku, map)));
        assertThat(master.intake().take(Delivery.byKey("pim", kind, 1), rows).toString())
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
