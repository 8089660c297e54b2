package org.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private Database database;
    private Master master;
    private Ledger ledger;
    private FeedFolder feeds;
    private Publishing publishing;
    private Channels channels;

    /** A clock moved by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-21T09:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

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
        publishing = new Publishing(home, master, ledger, feeds, clock, () -> false);
        assertThat(publishing.broken()).isEmpty();
        channels = new Channels(home, ledger, feeds, publishing);
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
        assertThat(publishing.fault("shop").orElseThrow().text()).contains("DELIVERY-002");
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

    @Test
    void explainSaysWhyForEveryLane() {
        product("A-2", "status", "active", "family", "gloves", "name", Map.of("fr_FR", "Gant"));
        publish().confirm();
        var home = Home.read(folder, null, Library.ofClassPath());
        var golden = master.goldens().byKey(Kind.PRODUCTS, "A-2").orElseThrow();
        var answers = new Explain(home, master, ledger, publishing, clock).explain(golden, "shop");
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
        clock.now = clock.now.plus(Duration.ofSeconds(2));
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
        var rows = new ArrayList<Incoming>();
        rows.add(Incoming.of(new Document(Kind.PRODUCTS, sku, map)));
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
