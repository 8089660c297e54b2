package org.caravanserai.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Wish;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each counter over a handful of documents, right ones beside wrong ones. */
class HealthTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private Database database;
    private Home home;
    private Master master;
    private Ledger ledger;
    private Health health;

    @BeforeEach
    void files() {
        write("routes/inbound/.gitkeep", "");
        write("config/hub.yaml", """
                title: Test
                locales: [fr_FR, en_GB]
                currency: EUR
                timeZone: Europe/Paris
                teams: { catalogue: { mail: c@x.example } }
                """);
        write("config/model/products.yaml", """
                attributes: { waterproof: { type: boolean }, pieces: { type: integer } }
                families:
                  gloves:
                    attributes: [name, weight, waterproof, pieces]
                    variants: { by-size: { axes: [[size]] } }
                    required: { "*": [name], shop: [weight, waterproof, pieces] }
                """);
        write("config/model/assortments.yaml", """
                active: { where: "status = 'active'" }
                """);
        write("config/sources/pim.yaml", """
                system: api
                entities: { products: {}, media: {}, categories: {}, companies: {}, contacts: {} }
                """);
        write("config/channels/shop.yaml", """
                title: Shop
                system: feed
                mode: auto
                locales: [fr_FR, en_GB]
                assortment: active
                streams: { products: { map: shop/product-out, file: a.csv, format: { type: csv } } }
                """);
        write("mappings/shop/product-out.map.yaml", "fields: { id: sku }\n");
        open(Dialect.H2);
    }

    private void open(Dialect dialect) {
        if (database != null) {
            database.close();
        }
        home = Home.read(folder, null, Library.ofClassPath());
        var errors =
                home.problems().stream().filter(problem -> !problem.warning()).toList();
        assertThat(errors).isEmpty();
        database = Database.open(TestDatabases.settings(dialect), clock);
        master = Master.open(database, Rules.of(home));
        ledger = new Ledger(database);
        health = new Health(home, master, ledger, database, clock, Duration.ZERO);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_empty_hub_has_figures_and_no_light() {
        health.recount();
        assertThat(health.figures()).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.value()).as(figure.toString()).isZero();
            assertThat(figure.light()).as(figure.toString()).isEqualTo(Counter.Light.NONE);
        });
    }

    @Test
    void completeness_knows_inheritance_languages_and_placeholders() {
        take(
                Kind.PRODUCTS,
                "M",
                "family",
                "gloves",
                "variants",
                "by-size",
                "status",
                "active",
                "name",
                Map.of("fr_FR", "Gant", "en_GB", "Glove"),
                "weight",
                kilo("0.1"),
                "waterproof",
                false,
                "pieces",
                0L);
        take(Kind.PRODUCTS, "M-8", "parent", "M", "status", "active", "size", "8");
        take(Kind.PRODUCTS, "M-9", "parent", "M", "status", "active", "name", Map.of("en_GB", " n/a "));
        take(
                Kind.PRODUCTS,
                "FR",
                "family",
                "gloves",
                "status",
                "active",
                "name",
                Map.of("fr_FR", "Gant"),
                "weight",
                kilo("1"),
                "waterproof",
                true,
                "pieces",
                1L);
        take(Kind.PRODUCTS, "EMPTY", "family", "gloves", "status", "active");
        take(Kind.PRODUCTS, "DRAFT", "family", "gloves", "status", "draft");
        take(Kind.PRODUCTS, "LOST", "status", "active", "name", Map.of("fr_FR", "Rien"));
        health.recount();
        assertThat(list("incomplete-products", "channel:shop,locale:fr_FR"))
                .containsExactly("EMPTY name.fr_FR, pieces, waterproof, weight", "LOST family");
        assertThat(list("incomplete-products", "channel:shop,locale:en_GB"))
                .containsExactly(
                        "EMPTY name.en_GB, pieces, waterproof, weight",
                        "FR name.en_GB",
                        "LOST family",
                        "M-9 name.en_GB");
        // Models are not sold and drafts not selected; the four of five that are incomplete somewhere count once.
        assertThat(figure("incomplete-products", "").value()).isEqualTo(4);
        assertThat(figure("incomplete-products", "").population()).isEqualTo(5);
        assertThat(figure("incomplete-products", "").light()).isEqualTo(Counter.Light.BAD);
        assertThat(list("missing-translations", ""))
                .containsExactly(
                        "DRAFT name.en_GB",
                        "DRAFT name.fr_FR",
                        "EMPTY name.en_GB",
                        "EMPTY name.fr_FR",
                        "FR name.en_GB",
                        "M-9 name.en_GB");
        assertThat(list("missing-translations-products", "locale:fr_FR"))
                .containsExactly("DRAFT name.fr_FR", "EMPTY name.fr_FR");
    }

    @Test
    void trade_item_numbers_are_compared_over_products_and_packaging() {
        take(Kind.PRODUCTS, "A", "gtin", "9520410000014");
        take(Kind.PRODUCTS, "B", "gtin", "09520410000014");
        take(Kind.PRODUCTS, "C", "packaging", Map.of("BX", Map.of("gtin", "9520410000014", "quantity", "10")));
        take(Kind.PRODUCTS, "D", "gtin", "9520410000021", "packaging", Map.of("EA", Map.of("gtin", "9520410000021")));
        take(Kind.PRODUCTS, "E", "gtin", "n/a");
        take(Kind.PRODUCTS, "F", "gtin", "n/a");
        take(
                Kind.PRODUCTS,
                "M",
                "family",
                "gloves",
                "variants",
                "by-size",
                "packaging",
                Map.of("BX", Map.of("gtin", "9520410000038")));
        take(Kind.PRODUCTS, "M-1", "parent", "M");
        take(Kind.PRODUCTS, "M-2", "parent", "M");
        health.recount();
        assertThat(list("duplicate-products", "")).containsExactly("B gtin = A", "C gtin = A");
    }

    @Test
    void companies_are_joined_over_any_strong_key() {
        company("C-1", "name", "Forge du Lac SARL", "siren", "123456782", "email", "a@x.example");
        company("C-2", "name", "Autre", "siren", "123 456 782", "vatId", "FR11123456782", "phone", "1");
        company("C-3", "name", "Encore", "vatId", "FR 11 123456782", "phone", "à compléter");
        company(
                "C-4",
                "name",
                "FORGE DU LAC et Fils",
                "addresses",
                List.of(Map.of("role", "billing", "postcode", "58000")),
                "phone",
                "1");
        company(
                "C-5",
                "name",
                "Forge du Lac",
                "addresses",
                List.of(Map.of("role", "delivery", "postcode", "58 000", "city", "Nevers")),
                "phone",
                "2");
        company("C-6", "name", "Forge du Lac", "addresses", List.of(Map.of("role", "delivery", "postcode", "44000")));
        health.recount();
        assertThat(list("duplicate-companies", ""))
                .containsExactly("C-2 siren = C-1", "C-3 vatId = C-1", "C-5 name, postcode = C-4");
        assertThat(list("anonymous-companies", "")).containsExactly("C-6 ");
        assertThat(list("incomplete-companies", "purpose:billing"))
                .containsExactly(
                        "C-1 addresses, vatId",
                        "C-2 addresses",
                        "C-3 addresses",
                        "C-4 vatId",
                        "C-5 addresses, vatId",
                        "C-6 addresses, vatId");
        assertThat(list("incomplete-companies", "purpose:delivery"))
                .containsExactly("C-1 addresses", "C-2 addresses", "C-3 addresses", "C-4 addresses");
    }

    /** Two clusters that a later record joins are one. */
    @Test
    void clusters_grow_together() {
        var clusters = new Clusters();
        clusters.add(1, "siren", "a");
        clusters.add(2, "vatId", "b");
        clusters.add(3, "siren", null);
        clusters.add(4, "siren", "a");
        clusters.add(4, "vatId", "b");
        clusters.add(5, "vatId", "a");
        assertThat(clusters.surplus())
                .isEqualTo(Map.of(2L, new Clusters.Surplus(1, "vatId"), 4L, new Clusters.Surplus(1, "siren")));
        var hashes = new Hashes();
        for (int i = 0; i < 5_000; i++) {
            assertThat(hashes.putIfAbsent(Hashes.of("key " + i), i)).isEqualTo(Hashes.ABSENT);
        }
        assertThat(hashes.putIfAbsent(Hashes.of("key 77"), 9)).isEqualTo(77);
        assertThat(hashes.contains("key 5000")).isFalse();
        assertThat(hashes.size()).isEqualTo(5_000);
    }

    @Test
    void contacts_are_listed_by_id_without_what_is_theirs() {
        take(Kind.COMPANIES, "C-1", "name", "Fictive");
        take(Kind.CONTACTS, "P-1", "company", "C-1", "name", "Ada Fictive", "email", "ada@x.example");
        take(Kind.CONTACTS, "P-2", "company", "C-1", "name", "Ada F.", "email", " ADA@x.example ");
        take(Kind.CONTACTS, "P-3", "name", "Bob Fictif", "email", "N/A", "mobile", "06");
        take(Kind.CONTACTS, "P-4", "company", "C-1", "name", "--");
        health.recount();
        assertThat(list("duplicate-contacts", "")).containsExactly("P-2 email = P-1");
        assertThat(list("anonymous-contacts", "")).containsExactly("P-4 ");
        assertThat(list("incomplete-contacts", "purpose:*")).containsExactly("P-3 company", "P-4 name");
        assertThat(list("incomplete-contacts", ""))
                .containsExactly(
                        "P-3 *:company, ordering:company, ordering:email", "P-4 *:name, ordering:email, ordering:name");
        assertThat(list("dangling-references", "")).isEmpty();
        master.intake().remove(Delivery.byKey("pim", Kind.COMPANIES, 1), List.of("C-1"));
        health.recount();
        assertThat(list("dangling-references", ""))
                .as("its company went after it")
                .containsExactly("C-1 companies", "C-1 companies", "C-1 companies");
    }

    @Test
    void media_rights_follow_the_day() {
        take(Kind.PRODUCTS, "A", "status", "active", "media", List.of("TODAY", "GONE", "TOMORROW"));
        take(Kind.PRODUCTS, "B", "status", "retired", "media", List.of("OLD"));
        medium("TODAY", "rightsTo", "2026-11-21", "tags", List.of("gloves"));
        medium("TOMORROW", "rightsTo", "2026-11-22", "tags", List.of("gloves"));
        medium("OLD", "rightsTo", "2020-01-01", "tags", List.of("Glove", "winter"));
        medium("WEEK", "rightsTo", "2026-11-28", "sha256", "ab", "tags", List.of("gloves"));
        medium("LATE", "rightsTo", "2027-02-20", "sha256", "AB", "tags", List.of("été"));
        medium("NEVER", "sha256", "cd");
        health.recount();
        assertThat(list("expired-media", "")).containsExactly("TODAY rightsTo = 2026-11-21");
        assertThat(list("expired-media-total", ""))
                .containsExactly("OLD rightsTo = 2020-01-01", "TODAY rightsTo = 2026-11-21");
        assertThat(list("expiring-media", "within:7d"))
                .containsExactly("TOMORROW rightsTo = 2026-11-22", "WEEK rightsTo = 2026-11-28");
        assertThat(figure("expiring-media", "").value()).isEqualTo(2);
        assertThat(list("media-unknown-expiry", "")).containsExactly("NEVER ");
        assertThat(list("unused-media", "")).containsExactly("LATE ", "NEVER ", "WEEK ");
        assertThat(list("duplicate-media", "")).containsExactly("LATE sha256 = WEEK");
        assertThat(list("media-tag-quality", "")).containsExactly("NEVER tags = –", "OLD Glove ≠ gloves");
        assertThat(list("inactive-products", "")).containsExactly("B status = retired");
        assertThat(list("dangling-references", "entity:media")).containsExactly("GONE media");

        clock.pass(Duration.ofDays(1));
        assertThat(health.pending()).isTrue();
        health.recount();
        assertThat(list("expired-media", ""))
                .containsExactly("TODAY rightsTo = 2026-11-21", "TOMORROW rightsTo = 2026-11-22");
        assertThat(list("expiring-media", "within:90d"))
                .containsExactly("LATE rightsTo = 2027-02-20", "WEEK rightsTo = 2026-11-28");
    }

    @Test
    void categories_count_what_is_sold_below_them() {
        take(Kind.CATEGORIES, "root", "name", Map.of("fr_FR", "Tout", "en_GB", "All"), "active", true);
        take(Kind.CATEGORIES, "full", "parent", "root", "name", Map.of("fr_FR", "Plein"), "active", true);
        take(
                Kind.CATEGORIES,
                "empty",
                "parent",
                "root",
                "name",
                Map.of("fr_FR", "Vide", "en_GB", "Empty"),
                "active",
                true);
        take(Kind.CATEGORIES, "off", "parent", "root", "active", false);
        take(Kind.PRODUCTS, "A", "status", "active", "categories", List.of("full"));
        take(Kind.PRODUCTS, "B", "status", "retired", "categories", List.of("empty"));
        health.recount();
        assertThat(list("inactive-categories", "")).containsExactly("empty products = 0", "off active = false");
        assertThat(list("missing-translations", "")).containsExactly("full name.en_GB");
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void a_recount_writes_what_differs(Dialect dialect) {
        open(dialect);
        var many = new ArrayList<Incoming>();
        for (int i = 0; i < 1_203; i++) {
            var values =
                    Map.<String, Object>of("tags", List.of("a"), "rightsTo", i % 2 == 0 ? "2020-01-01" : "2030-01-01");
            many.add(Incoming.of(new Document(Kind.MEDIA, "M-%04d".formatted(i), values)));
        }
        master.intake().take(Delivery.byKey("pim", Kind.MEDIA, 1), many);
        health.recount();
        assertThat(figure("expired-media-total", "").value()).isEqualTo(602);
        assertThat(list("expired-media-total", "")).hasSize(602).first().isEqualTo("M-0000 rightsTo = 2020-01-01");
        medium("M-0000", "rightsTo", "2030-01-01");
        medium("M-0001", "rightsTo", "2021-01-01");
        medium("M-1202", "rightsTo", "2030-01-01");
        assertThat(health.pending()).isTrue();
        health.recount();
        assertThat(health.pending()).isFalse();
        assertThat(figure("expired-media-total", "").value()).isEqualTo(601);
        assertThat(list("expired-media-total", ""))
                .hasSize(601)
                .startsWith("M-0001 rightsTo = 2021-01-01", "M-0002 rightsTo = 2020-01-01");
        // Another process finds what this one left, and what it has not counted itself.
        var next = new Health(home, master, ledger, database, clock, Duration.ZERO);
        assertThat(next.figures()).isEqualTo(health.figures());
        assertThat(next.pending()).isTrue();
        assertThat(next.board().asOf()).isNull();
    }

    @Test
    void findings_and_held_items_have_their_reasons() {
        var bad = new Finding("VAL-003", Finding.Severity.WARN, "gtin", "123", "check digit", null);
        var row = new Incoming(
                new Document(Kind.PRODUCTS, "A", Map.of("status", "active")),
                List.of(bad),
                Incoming.Sections.AS_WRITTEN,
                Map.of());
        assertThat(master.intake()
                        .take(Delivery.byKey("pim", Kind.PRODUCTS, 1), List.of(row))
                        .toString())
                .doesNotContain("Refused");
        take(Kind.PRODUCTS, "B", "status", "active");
        long a = master.goldens().byKey(Kind.PRODUCTS, "A").orElseThrow().id();
        long b = master.goldens().byKey(Kind.PRODUCTS, "B").orElseThrow().id();
        var lane = ledger.lane("shop", "products", null);
        ledger.settle(
                lane,
                0,
                Ledger.LAST,
                List.of(
                        new Wish.Held(a, List.of("price", "main-image"), false),
                        new Wish.Held(b, List.of("price"), false)));
        health.recount();
        assertThat(list("open-findings", "")).containsExactly("A pim: VAL-003 gtin");
        assertThat(list("open-findings", "source:pim,entity:products,rule:VAL-003"))
                .containsExactly("A gtin");
        assertThat(list("held-items", "channel:shop,stream:products,reason:price"))
                .containsExactly("A ", "B ");
        assertThat(list("held-items", "channel:shop,stream:products,reason:main-image"))
                .containsExactly("A ");
        assertThat(list("held-items", "")).containsExactly("A shop products", "B shop products");
        assertThat(figure("held-items", "").population()).isEqualTo(2);

        ledger.settle(lane, 0, Ledger.LAST, List.of(new Wish.Held(b, List.of("price"), false)));
        health.recount();
        assertThat(list("held-items", "channel:shop,stream:products,reason:price"))
                .containsExactly("B ");
        assertThat(health.figure("held-items", new Scope("channel:shop,stream:products,reason:main-image")))
                .isEmpty();
        assertThat(list("held-items", "")).containsExactly("B shop products");
    }

    @Test
    void declared_counters_are_compiled_for_each_channel_and_language() {
        write("config/quality/shop.yaml", """
                short-names:
                  title: { fr_FR: Noms courts, en_GB: Short names }
                  of: products
                  where: "status = 'active' and inAssortment(channel)"
                  require: "size(name) >= 5"
                  by: [channel, locale, family]
                  limits: { warn: 10%, error: 60% }
                  owner: catalogue
                  version: 3
                silent-companies:
                  of: companies
                  require: "has(phone) or has(website)"
                """);
        open(Dialect.H2);
        take(
                Kind.PRODUCTS,
                "A",
                "family",
                "gloves",
                "status",
                "active",
                "name",
                Map.of("fr_FR", "Gants longs", "en_GB", "Mitt"));
        take(
                Kind.PRODUCTS,
                "B",
                "family",
                "gloves",
                "status",
                "active",
                "name",
                Map.of("fr_FR", "Gants", "en_GB", "Gloves"));
        take(Kind.PRODUCTS, "C", "family", "gloves", "status", "draft");
        company("C-1", "phone", "1", "website", "x.example");
        company("C-2", "name", "Muette");
        health.recount();
        assertThat(list("short-names", "channel:shop,locale:fr_FR,family:gloves"))
                .isEmpty();
        assertThat(list("short-names", "channel:shop,locale:en_GB,family:gloves"))
                .containsExactly("A ");
        assertThat(figure("short-names", "").population()).isEqualTo(2);
        assertThat(figure("short-names", "").light()).isEqualTo(Counter.Light.LATE);
        assertThat(figure("short-names", "").counter().version()).isEqualTo(3);
        // What is personal is not shown beside the key.
        assertThat(list("silent-companies", "")).containsExactly("C-2 website = –");
    }

    @Test
    void a_red_counter_holds_the_channels_it_names() {
        write("config/quality/shop.yaml", """
                short-names:
                  of: products
                  where: "status = 'active' and inAssortment(channel)"
                  require: "size(name) >= 5"
                  by: [channel, locale]
                  limits: { error: 50%, holds: [shop] }
                silent-companies:
                  of: companies
                  require: "has(phone)"
                  limits: { error: 1%, holds: [shop] }
                not-holding:
                  of: companies
                  require: "has(website)"
                  limits: { error: 1% }
                """);
        open(Dialect.H2);
        assertThat(health.holding("shop")).as("nothing is counted yet").isEmpty();
        take(Kind.PRODUCTS, "A", "status", "active", "name", Map.of("fr_FR", "Gants longs", "en_GB", "Mitt"));
        take(Kind.PRODUCTS, "B", "status", "active", "name", Map.of("fr_FR", "Gants", "en_GB", "Gloves"));
        company("C-1", "phone", "1");
        health.recount();
        assertThat(health.holding("shop")).as("a quarter of the names is short").isEmpty();

        take(Kind.PRODUCTS, "B", "name", Map.of("fr_FR", "Gan", "en_GB", "Glo"));
        company("C-2", "name", "Muette");
        health.recount();
        assertThat(health.holding("shop"))
                .containsOnly(
                        Map.entry("short-names", "counter short-names is at its error limit: 3 of 4"),
                        Map.entry("silent-companies", "counter silent-companies is at its error limit: 1 of 2"));
        assertThat(health.holding("other")).isEmpty();
    }

    @Test
    void wrong_counters_are_left_out_with_their_place() {
        write("config/quality/wrong.yaml", """
                incomplete-products:
                  of: products
                  require: "has(name.fr_FR)"
                family-of-contacts:
                  of: contacts
                  require: "has(name)"
                  by: [family]
                typo:
                  of: products
                  require: "has(gtim)"
                fine:
                  of: products
                  require: "has(gtin)"
                """);
        open(Dialect.H2);
        var problems =
                new CounterRules().check(home).stream().map(Object::toString).toList();
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0))
                .startsWith("config/quality/wrong.yaml:")
                .contains("HEALTH-001", "'incomplete-products' already");
        assertThat(problems.get(1)).contains("HEALTH-002", "contacts, which have no family");
        assertThat(problems.get(2)).contains("gtim", "gtin");
        assertThat(health.board().problems()).hasSize(3);
        health.recount();
        assertThat(health.figure("fine", Scope.ALL)).isPresent();
        assertThat(health.figure("typo", Scope.ALL)).isEmpty();
    }

    @Test
    void scopes_keep_any_value() {
        var scope = Scope.of("channel", "a,b", "locale", null, "reason", "MAP:1 100%");
        assertThat(scope.text()).isEqualTo("channel:a%2Cb,reason:MAP%3A1 100%25");
        assertThat(scope.dimensions()).containsExactly(Map.entry("channel", "a,b"), Map.entry("reason", "MAP:1 100%"));
        assertThat(Scope.ALL.dimensions()).isEmpty();
        assertThat(new Scope("nonsense").dimensions()).hasSize(1);
    }

    /** The thread counts once the log stands still, and ends when it is told to. */
    @Test
    void the_board_follows_by_itself() {
        take(Kind.PRODUCTS, "A", "status", "retired");
        var told = new java.util.concurrent.atomic.AtomicInteger();
        health.onRecount(told::incrementAndGet);
        health.start();
        TestDatabases.until(() -> {
            clock.pass(Duration.ofMillis(50));
            return told.get() > 0;
        });
        health.close();
        assertThat(list("inactive-products", "")).containsExactly("A status = retired");
        assertThat(health.board().asOf()).isNotNull();
    }

    private Figure figure(String counter, String scope) {
        return health.figure(counter, new Scope(scope))
                .orElseThrow(
                        () -> new AssertionError("no figure " + counter + " " + scope + " among " + health.figures()));
    }

    /** Key and detail of every line, read two at a time; as many as the value. */
    private List<String> list(String counter, String scope) {
        var figure = figure(counter, scope);
        var all = new ArrayList<String>();
        var after = Item.START;
        while (true) {
            var page = health.items(counter, figure.scope(), after, 2);
            page.forEach(item -> all.add(item.key() + " " + item.detail()));
            if (page.size() < 2) {
                assertThat(all).as("value of " + counter).hasSize((int) figure.value());
                return all;
            }
            after = page.get(1);
        }
    }

    private void company(String number, Object... values) {
        take(Kind.COMPANIES, number, values);
    }

    private void medium(String code, Object... values) {
        take(Kind.MEDIA, code, values);
    }

    private static Map<String, Object> kilo(String value) {
        return Map.of("value", value, "unit", "KGM");
    }

    private void take(Kind kind, String key, Object... values) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < values.length; i += 2) {
            map.put((String) values[i], values[i + 1]);
        }
        var rows = List.of(Incoming.of(new Document(kind, key, map)));
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
