package org.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Rejection;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two partners side by side: each is told about its own items, in words that are its to know. */
class OwnItemsTest {
    private static final String GTIN = "9520410000076";

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private Database database;
    private Master master;
    private FeedFolder feeds;
    private Publishing publishing;
    private OwnItems items;

    @BeforeEach
    void open() {
        write("routes/.gitkeep", "");
        write("config/hub.yaml", "title: Test\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
        write("config/model/assortments.yaml", """
                north: { where: "status = 'active' and brand = 'N'" }
                south: { where: "status = 'active' and brand = 'S'" }
                """);
        write(
                "config/model/products.yaml",
                "families: { gloves: { attributes: [orderUnit], required: { \"*\": [orderUnit] } } }\n");
        write("mappings/shop/product-out.map.yaml", "fields:\n  id: sku\n  title: { from: name, required: true }\n");
        write("mappings/shop/product-out.gate.yaml", """
                rules:
                  complete: { require: "missingRequired(channel, locale).size() = 0", owner: otters, fix: Ask Bertrand }
                  code: { title: The item code is checked, require: "gtin.gtin()", owner: otters, fix: Ask Bertrand }
                  origin: { require: "has(countryOfOrigin)", owner: otters, fix: Ask Bertrand }
                """);
        for (var side : List.of("north", "south")) {
            write("config/channels/shop-" + side + ".yaml", """
                    system: feed
                    mode: auto
                    assortment: %s
                    brake: { retirements: 100%% }
                    streams:
                      products: { map: shop/product-out, gate: shop/product-out, file: articles.csv, format: { type: csv } }
                    """.formatted(side));
        }
        database = TestDatabases.h2();
        var home = Home.read(folder, null, Library.ofClassPath());
        assertThat(home.problems().stream().filter(problem -> !problem.warning()))
                .isEmpty();
        feeds = new FeedFolder(folder.resolve("data/feeds"));
        master = Master.open(
                database,
                new Rules(home.model(), Map.of(), Map.of(), home.company().timeZone()));
        var ledger = new Ledger(database);
        publishing = new Publishing(home, master, ledger, feeds, database, clock, () -> false, channel -> Map.of());
        assertThat(publishing.broken()).isEmpty();
        items = new OwnItems(master, ledger, publishing, feeds);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anItemOfItsOwnIsThereAsOfAVersion() {
        product("A-1", Map.of());
        publish();
        var own = one("A-1");
        assertThat(own.name()).isEqualTo("Gant A-1");
        assertThat(own.gtin()).isEqualTo(GTIN);
        assertThat(own.standings()).singleElement().satisfies(standing -> {
            assertThat(standing.place()).isEqualTo(OwnItems.Place.THERE);
            assertThat(standing.state()).isEqualTo(State.CONFIRMED);
            assertThat(standing.served().version()).isEqualTo(1);
            assertThat(standing.whys()).isEmpty();
        });
        assertThat(find("shop-north", " a-1 ")).as("as people type it").isEqualTo(find("shop-north", "A-1"));
        assertThat(find("shop-north", GTIN)).isEqualTo(find("shop-north", "A-1"));
        assertThat(find("shop-north", "0" + GTIN)).as("fourteen digits").isEqualTo(find("shop-north", "A-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"S-1", "B-404", "", " ", "%", "A-1' or 1=1", "4006381333931", "../S-1", "S-1\u0000", "S\n1"})
    void whatIsNotItsOwnLooksLikeWhatDoesNotExist(String asked) {
        product("A-1", Map.of());
        product("S-1", Map.of("brand", "S", "gtin", "4006381333931"));
        publish();
        assertThat(items.find("shop-south", "S-1").items()).as("it exists").hasSize(1);
        assertThat(items.find("shop-north", asked)).isEqualTo(new OwnItems.Found(List.of(), true));
        assertThat(items.find("no-such", "A-1")).isEqualTo(new OwnItems.Found(List.of(), true));
        assertThat(items.find("shop-north", null)).isEqualTo(new OwnItems.Found(List.of(), true));
        assertThat(items.find("shop-north", "9".repeat(5_000)).items()).isEmpty();
    }

    @Test
    void whatAGateHoldsIsMissingForReasonsThatNameTheAttributeAndNothingOfTheHouse() {
        product("A-1", values("gtin", "123", "countryOfOrigin", null));
        product("A-2", values("orderUnit", null));
        publish();
        var whys = place("A-1", OwnItems.Place.HELD);
        assertThat(whys).extracting(Why::cause).containsExactlyInAnyOrder(Why.Cause.RULE, Why.Cause.RULE);
        assertThat(whys).extracting(Why::name).containsExactlyInAnyOrder("code", "origin");
        assertThat(whys).extracting(Why::title).containsExactlyInAnyOrder("The item code is checked", null);
        assertThat(whys)
                .flatExtracting(Why::attributes)
                .extracting(Why.Named::code)
                .containsExactlyInAnyOrder("gtin", "countryOfOrigin");
        assertThat(place("A-2", OwnItems.Place.HELD)).singleElement().satisfies(why -> {
            assertThat(why.cause()).isEqualTo(Why.Cause.REQUIRED);
            assertThat(why.attributes()).extracting(Why.Named::code).containsExactly("orderUnit");
        });
        assertThat(whys.toString()
                        + items.reasons("shop-north", "products", Map.of("complete", 1L, "code", 1L, "origin", 1L)))
                .doesNotContain("Bertrand", "otters", "missingRequired", "has(", "123");
        assertThat(items.missing("shop-north", "products", "code", 0, 10))
                .extracting(OwnItems.Line::key)
                .containsExactly("A-1");
        assertThat(items.missing("shop-south", "products", "code", 0, 10)).isEmpty();
    }

    @Test
    void aFieldThatCannotBeFilledIsNamed() {
        product("A-1", values("name", null));
        publish();
        assertThat(place("A-1", OwnItems.Place.HELD)).singleElement().satisfies(why -> {
            assertThat(why.cause()).isEqualTo(Why.Cause.FIELD);
            assertThat(why.field()).isEqualTo("title");
        });
    }

    @Test
    void whatStoodThereBeforeStaysOrGoesAndSaysWhy() {
        for (var key : List.of("A-1", "A-2", "A-3", "A-4", "A-5")) {
            product(key, Map.of());
        }
        publish();
        product("A-1", Map.of("gtin", "123"));
        product("A-2", Map.of("status", "retired"));
        product("A-3", Map.of("brand", "S"));
        remove("A-4");
        assertThat(place("A-2", OwnItems.Place.THERE))
                .as("nothing was computed yet")
                .isEmpty();
        publish();
        assertThat(place("A-1", OwnItems.Place.STAYS)).extracting(Why::name).containsExactly("code");
        assertThat(place("A-2", OwnItems.Place.GONE)).containsExactly(Why.of(Why.Cause.RETIRED));
        assertThat(place("A-3", OwnItems.Place.GONE)).containsExactly(Why.of(Why.Cause.NOT_SELECTED));
        assertThat(place("A-4", OwnItems.Place.GONE)).containsExactly(Why.of(Why.Cause.RETIRED));
        assertThat(one("A-3").name())
                .as("what it is called now is the other partner's")
                .isEmpty();
        assertThat(one("A-3").gtin()).isNull();
        assertThat(find("shop-north", GTIN))
                .extracting(OwnItems.Own::key)
                .as("those that are still its own")
                .containsExactly("A-5");
        assertThat(items.lines("shop-north", "products", List.of()))
                .as("none asked for")
                .isEmpty();
    }

    @Test
    void anEditionNamesItsItemsAlsoThoseThatAreDeleted() {
        product("A-1", Map.of());
        product("A-2", Map.of());
        publish();
        remove("A-2");
        product("A-3", Map.of());
        publish();
        var part = feeds.editions("shop-north", "products").get(0).parts().get(0);
        assertThat(items.lines("shop-north", "products", part.gone().ids()))
                .extracting(OwnItems.Line::key)
                .containsExactly("A-2");
        assertThat(items.lines("shop-north", "products", part.created().ids()))
                .extracting(OwnItems.Line::name)
                .containsExactly("Gant A-3");
        product("A-3", Map.of("brand", "S", "name", Map.of("fr_FR", "Gant du Sud")));
        publish();
        assertThat(items.lines("shop-north", "products", part.created().ids()))
                .as("what it is called by now is the other partner's")
                .extracting(OwnItems.Line::name)
                .containsExactly("");
        assertThat(items.lines("shop-north", "contacts", part.created().ids()))
                .as("people are not listed")
                .isEmpty();
    }

    @Test
    void whatItsOwnSystemRefusedIsToldInThatSystemsWordsAndNotInThoseOfTheHouse() {
        product("A-1", Map.of());
        product("A-2", Map.of());
        publish();
        var ledger = new Ledger(database);
        var lane = ledger.lanes().stream()
                .filter(one -> one.channel().equals("shop-north"))
                .findFirst()
                .orElseThrow();
        long id = master.goldens().byKey(Kind.PRODUCTS, "A-1").orElseThrow().id();
        var rejection = new Rejection("E-17", "title", "product-out.map.yaml:3", "otters", "name", "Titre refusé", 0);
        ledger.complaints().late(lane, id, List.of(rejection), clock.instant());
        var refused = new Why(Why.Cause.REFUSED, "E-17", null, List.of(), "title", "Titre refusé");
        assertThat(place("A-1", OwnItems.Place.REFUSED)).containsExactly(refused);
        var reasons = items.reasons("shop-north", "products", Map.of());
        assertThat(reasons).singleElement().satisfies(missing -> {
            assertThat(missing.why()).isEqualTo(refused);
            assertThat(missing.items()).isEqualTo(1);
            assertThat(items.missing("shop-north", "products", missing.reason(), 0, 10))
                    .extracting(OwnItems.Line::key)
                    .containsExactly("A-1");
            assertThat(items.missing("shop-south", "products", missing.reason(), 0, 10))
                    .isEmpty();
        });
        assertThat(items.reasons("shop-south", "products", Map.of())).isEmpty();
        ledger.complaints().discard(lane, List.of(id), "Bertrand says never mind", clock.instant());
        assertThat(place("A-1", OwnItems.Place.REFUSED)).containsExactly(Why.of(Why.Cause.GIVEN_UP));
        assertThat(items.reasons("shop-north", "products", Map.of()).toString()).doesNotContain("Bertrand");
    }

    private List<OwnItems.Own> find(String channel, String asked) {
        return items.find(channel, asked).items();
    }

    private OwnItems.Own one(String key) {
        var found = find("shop-north", key);
        assertThat(found).as(key).hasSize(1);
        return found.get(0);
    }

    private List<Why> place(String key, OwnItems.Place place) {
        var standings = one(key).standings();
        assertThat(standings).as(key).hasSize(1);
        assertThat(standings.get(0).place()).as(key).isEqualTo(place);
        return standings.get(0).whys();
    }

    private void publish() {
        for (var channel : List.of("shop-north", "shop-south")) {
            clock.pass(Duration.ofSeconds(2));
            publishing.publish(channel, "products").ifPresent(Publishing.Published::confirm);
            clock.pass(Duration.ofSeconds(120));
            publishing.publish(channel, "products").ifPresent(Publishing.Published::confirm);
        }
    }

    private static Map<String, Object> values(Object... pairs) {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    private void product(String sku, Map<String, Object> more) {
        var values = values(
                "status", "active",
                "brand", "N",
                "family", "gloves",
                "orderUnit", "EA",
                "gtin", GTIN,
                "countryOfOrigin", "FR",
                "name", Map.of("fr_FR", "Gant " + sku));
        values.putAll(more);
        values.values().removeIf(value -> value == null);
        master.intake()
                .take(
                        Delivery.byKey("pim", Kind.PRODUCTS, 1),
                        List.of(Incoming.of(new Document(Kind.PRODUCTS, sku, values))));
    }

    private void remove(String sku) {
        master.intake().remove(Delivery.byKey("pim", Kind.PRODUCTS, 1), List.of(sku));
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
