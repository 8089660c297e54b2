package org.caravanserai.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.caravanserai.master.Samples.document;
import static org.caravanserai.master.Samples.map;
import static org.caravanserai.master.Samples.product;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Trust;
import org.caravanserai.master.Change.Op;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The master on both databases. */
class MasterTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";

    private DatabaseSettings settings;
    private Database database;
    private Master master;

    private void open(Dialect dialect) {
        settings = TestDatabases.settings(dialect);
        database = Database.open(settings, NOW);
        master = Master.open(database, rules(Samples.TRUST));
    }

    private static Rules rules(Trust trust) {
        return new Rules(
                Samples.model(trust),
                Map.of(Kind.PRODUCTS, Set.of("sku", "gtin"), Kind.COMPANIES, Set.of("number", "siret")),
                Map.of(Kind.PRODUCTS, Set.of("launch")),
                ZoneId.of("Europe/Paris"));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void several_sources_become_one_document_with_lineage_and_losers(Dialect dialect) {
        open(dialect);
        var created = take("erp", 1, product("A", "name", map("fr_FR", "GANT"), "status", "active"));
        assertThat(created).hasSize(1).first().isInstanceOf(RowResult.Created.class);
        long id = ((RowResult.Created) created.get(0)).id();
        assertThat(take("pim", 2, product("A", "name", map("fr_FR", "Gant"))))
                .containsExactly(new RowResult.Created(id));
        var golden = golden("A");
        assertThat(golden.id()).isEqualTo(id);
        assertThat(new String(golden.json()))
                .isEqualTo("{\"sku\":\"A\",\"name\":{\"fr_FR\":\"Gant\"},\"status\":\"active\"}");
        assertThat(master.goldens().byId(id)).contains(golden);
        assertThat(master.goldens().lineage(id).orElseThrow().winners())
                .isEqualTo(Map.of(
                        "name.fr_FR", new Lineage.Winner("pim", 2, "*"),
                        "status", new Lineage.Winner("erp", 1, "*")));
        assertThat(master.goldens().candidates(id))
                .extracting(Candidate::address, Candidate::source, Candidate::value, Candidate::wins)
                .containsExactly(
                        tuple("name.fr_FR", "pim", "Gant", true),
                        tuple("name.fr_FR", "erp", "GANT", false),
                        tuple("status", "erp", "active", true));
        assertThat(master.sources().id("pim", Kind.PRODUCTS, "A")).contains(id);
        assertThat(ops()).containsExactly(Op.CREATED, Op.CHANGED);
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(1);
        assertThat(master.sources().count("erp", Kind.PRODUCTS)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void unchanged_writes_nothing(Dialect dialect) {
        open(dialect);
        var rows = new Document[] {product("A", "status", "active"), product("B", "gtin", null)};
        take("erp", 1, rows);
        assertThat(take("erp", 2, rows))
                .containsExactly(new RowResult.Unchanged(false), new RowResult.Unchanged(false));
        // Says the same in other words: the guard misses, the comparison does not.
        assertThat(take("erp", 3, product("A", "status", "active", "gtin", "")))
                .containsExactly(new RowResult.Unchanged(false));
        assertThat(master.changes().head()).isEqualTo(2);
        // A losing value changes the record, not the golden document.
        take("pim", 4, product("A", "status", "active"));
        assertThat(take("erp", 5, product("A", "status", "old"))).first().isInstanceOf(RowResult.Updated.class);
        assertThat(master.changes().head()).isEqualTo(2);
        assertThat(golden("A").document().values()).isEqualTo(map("status", "active"));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void the_same_key_twice_in_one_call_is_applied_in_order(Dialect dialect) {
        open(dialect);
        var results =
                take("api", 1, product("A", "status", "new"), product("A", "gtin", "1"), product("A", "gtin", "1"));
        assertThat(results)
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Created", "Updated", "Unchanged");
        assertThat(golden("A").document().values()).isEqualTo(map("gtin", "1", "status", "new"));
        assertThat(ops()).containsExactly(Op.CREATED);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void bad_keys_are_refused_and_named(Dialect dialect) {
        open(dialect);
        var results = take("erp", 1, product("x".repeat(201)), product("a\u0007b"), product(" "), product("ok"));
        assertThat(results.subList(0, 3)).allSatisfy(result -> {
            var refused = (RowResult.Refused) result;
            assertThat(refused.code()).isEqualTo(MasterCode.KEY);
            assertThat(refused.attribute()).isEqualTo("sku");
            assertThat(refused.message()).contains("1 to 200 characters").contains("mend sku");
        });
        assertThat(((RowResult.Refused) results.get(1)).value()).isEqualTo("a\\u0007b");
        assertThat(results.get(3)).isInstanceOf(RowResult.Created.class);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void a_match_attribute_binds_for_ever(Dialect dialect) {
        open(dialect);
        take("pim", 1, product("GL-200", "gtin", "4006381333931"));
        long id = golden("GL-200").id();
        var erp = new Delivery("erp", Kind.PRODUCTS, List.of("sku", "gtin"), true, 2);
        assertThat(master.intake().take(erp, incoming(product("X-9", "gtin", "4006381333931", "status", "active"))))
                .containsExactly(new RowResult.Created(id));
        assertThat(golden("GL-200").document().values()).containsEntry("status", "active");
        // The GTIN moves away; the binding stays.
        master.intake().take(erp, incoming(product("X-9", "gtin", "9002236311036", "status", "old")));
        assertThat(golden("GL-200").document().values()).containsEntry("status", "old");
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "X-9")).isEmpty();
        // The source's own key is understood in its references.
        var child = new Delivery("erp", Kind.PRODUCTS, List.of("sku"), true, 3);
        master.intake().take(child, incoming(product("X-9-1", "parent", "X-9")));
        assertThat(golden("X-9-1").document().values()).isEqualTo(map("parent", "GL-200"));
        var offer = new Delivery("erp", Kind.OFFERS, List.of("sku"), true, 4);
        master.intake()
                .take(
                        offer,
                        incoming(document(
                                Kind.OFFERS, "X-9", "stock", List.of(map("warehouse", "nevers", "quantity", "5")))));
        assertThat(master.goldens().byKey(Kind.OFFERS, "GL-200")).isPresent();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void two_hits_refuse_the_row_and_name_both(Dialect dialect) {
        open(dialect);
        take("pim", 1, product("A", "gtin", "1"), product("B", "gtin", "1"));
        var erp = new Delivery("erp", Kind.PRODUCTS, List.of("sku", "gtin"), true, 2);
        var result = (RowResult.Refused)
                master.intake().take(erp, incoming(product("X", "gtin", "1"))).get(0);
        assertThat(result.code()).isEqualTo(MasterCode.AMBIGUOUS);
        assertThat(result.attribute()).isEqualTo("gtin");
        assertThat(result.value()).isEqualTo("1");
        assertThat(result.message()).contains("A and B");
        assertThat(master.sources().record("erp", Kind.PRODUCTS, "X")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void two_keys_of_one_source_stay_two_things(Dialect dialect) {
        open(dialect);
        var erp = new Delivery("erp", Kind.PRODUCTS, List.of("sku", "gtin"), true, 1);
        master.intake().take(erp, incoming(product("A", "gtin", "1"), product("B", "gtin", "1")));
        master.intake().take(erp, incoming(product("C", "gtin", "1")));
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void a_taken_key_that_is_not_matched_is_refused(Dialect dialect) {
        open(dialect);
        take("pim", 1, product("A", "gtin", "1"));
        var erp = new Delivery("erp", Kind.PRODUCTS, List.of("gtin"), true, 2);
        var result = (RowResult.Refused)
                master.intake().take(erp, incoming(product("A", "gtin", "2"))).get(0);
        assertThat(result.code()).isEqualTo(MasterCode.KEY_TAKEN);
        assertThat(result.message()).contains("'A'").contains("add sku to the match list");
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void a_record_that_may_not_create_waits_and_is_bound_later(Dialect dialect) {
        open(dialect);
        var dam = new Delivery("dam", Kind.PRODUCTS, List.of("sku", "gtin"), false, 1);
        var rows =
                incoming(product("DAM-1", "gtin", "1", "media", List.of("M-1")), product("B", "media", List.of("M-2")));
        assertThat(master.intake().take(dam, rows)).containsExactly(new RowResult.Created(0), new RowResult.Created(0));
        assertThat(master.intake().take(dam, rows))
                .containsExactly(new RowResult.Unchanged(true), new RowResult.Unchanged(true));
        assertThat(master.sources().waiting("dam", Kind.PRODUCTS)).isEqualTo(2);
        assertThat(master.goldens().count(Kind.PRODUCTS)).isZero();
        take("erp", 2, product("A", "gtin", "1"), product("B"), product("C"));
        assertThat(golden("A").document().values()).isEqualTo(map("gtin", "1", "media", List.of("M-1")));
        assertThat(golden("B").document().values()).isEqualTo(map("media", List.of("M-2")));
        assertThat(master.sources().waiting("dam", Kind.PRODUCTS)).isZero();
        assertThat(ops()).containsExactly(Op.CREATED, Op.CREATED, Op.CREATED);
        assertThat(master.sources().id("dam", Kind.PRODUCTS, "DAM-1"))
                .contains(golden("A").id());
        assertThat(master.intake().take(dam, incoming(product("B", "media", List.of("M-3")))))
                .containsExactly(new RowResult.Updated(golden("B").id()));
        assertThat(golden("B").document().values()).isEqualTo(map("media", List.of("M-3")));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void a_waiting_record_is_looked_at_again_when_the_source_may_create(Dialect dialect) {
        open(dialect);
        var row = incoming(product("A", "status", "x"));
        master.intake().take(new Delivery("dam", Kind.PRODUCTS, List.of("sku"), false, 1), row);
        assertThat(master.intake().take(new Delivery("dam", Kind.PRODUCTS, List.of("sku"), true, 2), row))
                .first()
                .isInstanceOf(RowResult.Updated.class);
        assertThat(golden("A").document().values()).isEqualTo(map("status", "x"));
        assertThat(master.sources().waiting("dam", Kind.PRODUCTS)).isZero();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void the_product_tree_stays_a_tree(Dialect dialect) {
        open(dialect);
        // Children before parents, in one call.
        take("pim", 1, product("V", "parent", "S"), product("S", "parent", "R"), product("R"));
        assertThat(master.goldens().chain(golden("V"))).extracting(Golden::key).containsExactly("R", "S", "V");
        assertThat(master.goldens().children(Kind.PRODUCTS, "R", 0, 10))
                .extracting(Golden::key)
                .containsExactly("S");
        assertThat(refused(product("X", "parent", "nobody")).code()).isEqualTo(MasterCode.UNKNOWN_PARENT);
        assertThat(refused(product("X", "parent", "nobody")).message())
                .contains("unknown reference")
                .contains("'nobody'");
        assertThat(refused(product("W", "parent", "V")).code()).isEqualTo(MasterCode.TREE);
        assertThat(refused(product("W", "parent", "V")).message()).contains("beyond the 3 allowed");
        assertThat(refused(product("R", "parent", "V")).message()).contains("own ancestor");
        assertThat(refused(product("R", "parent", "R")).message()).contains("own ancestor");
        take("pim", 2, product("T"));
        // R has two levels below it: below T it would be four.
        assertThat(refused(product("R", "parent", "T")).message()).contains("beyond the 3 allowed");
        var circle = take("pim", 3, product("C1", "parent", "C2"), product("C2", "parent", "C1"));
        assertThat(circle).allSatisfy(result -> assertThat(result).isInstanceOf(RowResult.Refused.class));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void variants_inherit_when_they_are_read(Dialect dialect) {
        open(dialect);
        take(
                "pim",
                1,
                product(
                        "R",
                        "family",
                        "gloves",
                        "variants",
                        "size",
                        "name",
                        map("fr_FR", "Gant", "en_GB", "Glove"),
                        "status",
                        "active"),
                product("V", "parent", "R", "size", "9", "name", map("fr_FR", "Gant 9")));
        long before = master.changes().head();
        var chain = master.goldens().chain(golden("V")).stream()
                .map(Golden::document)
                .toList();
        assertThat(Inheritance.leaf(chain, master.rules().model())).isTrue();
        assertThat(Inheritance.leaf(chain.subList(0, 1), master.rules().model()))
                .isFalse();
        assertThat(master.goldens().effective(golden("V")).values())
                .isEqualTo(map(
                        "family", "gloves",
                        "name", map("fr_FR", "Gant 9", "en_GB", "Glove"),
                        "parent", "R",
                        "size", "9",
                        "status", "active"));
        take("pim", 2, product("R", "status", "old"));
        assertThat(master.changes().head()).as("a parent's change is one row").isEqualTo(before + 1);
        assertThat(master.goldens().effective(golden("V")).values()).containsEntry("status", "old");
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void what_nobody_vouches_for_becomes_a_tombstone_and_comes_back_under_its_id(Dialect dialect) {
        open(dialect);
        take("erp", 1, product("A", "status", "active", "gtin", "1"));
        take("steward", 2, product("A", "slogan", map("*", "x")));
        var dam = new Delivery("dam", Kind.PRODUCTS, List.of("sku"), false, 3);
        master.intake().take(dam, incoming(product("A", "media", List.of("M"))));
        long id = golden("A").id();
        take("pim", 4, product("A", "name", map("fr_FR", "Gant")));
        assertThat(remove("erp", 5, "A", "unknown")).isEqualTo(1);
        assertThat(golden("A").document().values().keySet()).containsExactly("media", "name", "slogan");
        assertThat(remove("pim", 6, "A")).isEqualTo(1);
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "A")).isEmpty();
        assertThat(master.goldens().count(Kind.PRODUCTS)).isZero();
        assertThat(master.goldens().tombstone(Kind.PRODUCTS, "A"))
                .contains(new Goldens.Tombstone(id, Kind.PRODUCTS, "A", NOW.millis(), 6));
        assertThat(master.references().to(Kind.MEDIA, "M", 0, 10)).isEmpty();
        // A word that keeps nothing alive is still kept.
        master.intake().take(dam, incoming(product("A", "media", List.of("M2"))));
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "A")).isEmpty();
        take("erp", 7, product("A", "status", "again"));
        assertThat(golden("A").id()).isEqualTo(id);
        assertThat(golden("A").document().values())
                .isEqualTo(map("media", List.of("M2"), "slogan", map("*", "x"), "status", "again"));
        assertThat(master.goldens().tombstone(id)).isEmpty();
        assertThat(ops()).endsWith(Op.DELETED, Op.RESTORED);
        assertThat(master.references().to(Kind.MEDIA, "M2", 0, 10)).containsExactly(id);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void references_are_rebuilt_with_the_document(Dialect dialect) {
        open(dialect);
        take(
                "pim",
                1,
                product("A", "categories", List.of("c1", "c2"), "media", List.of("M")),
                product("B", "categories", List.of("c1")));
        long a = golden("A").id();
        long b = golden("B").id();
        assertThat(master.references().to(Kind.CATEGORIES, "c1", 0, 10)).containsExactly(a, b);
        assertThat(master.references().to(Kind.CATEGORIES, "c1", a, 10)).containsExactly(b);
        take("pim", 2, product("A", "categories", List.of("c2", "c3")));
        assertThat(master.references().to(Kind.CATEGORIES, "c1", 0, 10)).containsExactly(b);
        assertThat(master.references().to(Kind.CATEGORIES, "c3", 0, 10)).containsExactly(a);
        take("pim", 3, document(Kind.CATEGORIES, "c1"), document(Kind.CATEGORIES, "c2"));
        assertThat(master.references().dangling(Kind.CATEGORIES, "", 10))
                .containsExactly(new References.Dangling(Kind.CATEGORIES, "c3", a));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void passing_dates_are_changes(Dialect dialect) {
        open(dialect);
        take(
                "erp",
                1,
                document(
                        Kind.OFFERS,
                        "A",
                        "prices",
                        List.of(
                                map("list", "old", "amount", "1", "validFrom", "2020-01-01", "validTo", "2027-01-01"),
                                map("list", "new", "amount", "2", "validFrom", "2027-01-01"))));
        take("dam", 1, document(Kind.MEDIA, "M", "rightsTo", "2026-12-01"));
        take("pim", 1, product("P", "launch", "2026-11-22"), product("Q", "launch", "not a date"));
        assertThat(master.due().next())
                .hasValue(Instant.parse("2026-11-21T23:00:00Z").toEpochMilli());
        long head = master.changes().head();
        assertThat(master.due().run(Instant.parse("2026-11-21T22:59:59Z"))).isZero();
        assertThat(master.due().run(Instant.parse("2026-12-24T00:00:00Z")))
                .as("the launch, the day after it, the end of the rights")
                .isEqualTo(3);
        assertThat(master.changes().since(head, 10))
                .containsExactly(
                        new Change(head + 1, golden("P").id(), Kind.PRODUCTS, Op.DUE),
                        new Change(
                                head + 2,
                                master.goldens()
                                        .byKey(Kind.MEDIA, "M")
                                        .orElseThrow()
                                        .id(),
                                Kind.MEDIA,
                                Op.DUE));
        // A changed date moves with its document; a deleted document falls due no more.
        take(
                "erp",
                2,
                document(
                        Kind.OFFERS,
                        "A",
                        "prices",
                        List.of(map("list", "new", "amount", "2", "validFrom", "2028-01-01"))));
        assertThat(master.due().run(Instant.parse("2027-06-01T00:00:00Z"))).isZero();
        assertThat(master.due().run(Instant.parse("2028-01-01T00:00:00Z"))).isEqualTo(1);
        assertThat(master.due().run(Instant.parse("2028-01-01T00:00:00Z"))).isZero();
        assertThat(master.due().next()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void corrections_win_end_and_are_withdrawn(Dialect dialect) {
        open(dialect);
        take("pim", 1, product("A", "status", "active", "gtin", "1", "name", map("fr_FR", "Gant")));
        var until = Instant.parse("2026-12-31T00:00:00Z");
        assertThat(master.corrections()
                        .correct(
                                product("A", "status", "held", "name", map("fr_FR", "Gants")), "anna", "recall", until))
                .isInstanceOf(RowResult.Created.class);
        master.corrections().correct(product("A", "gtin", "2"), "anna", "typo", null);
        assertThat(golden("A").document().values())
                .isEqualTo(map("gtin", "2", "name", map("fr_FR", "Gants"), "status", "held"));
        assertThat(master.corrections().of(Kind.PRODUCTS, "A").get("status"))
                .isEqualTo(new SourceRecord.Note("anna", "recall", until.toEpochMilli()));
        assertThat(master.due().next()).hasValue(until.toEpochMilli());
        assertThat(master.due().run(until.minusMillis(1))).isZero();
        assertThat(master.due().run(until)).isEqualTo(1);
        assertThat(golden("A").document().values())
                .isEqualTo(map("gtin", "2", "name", map("fr_FR", "Gant"), "status", "active"));
        assertThat(master.corrections().withdraw(Kind.PRODUCTS, "A", Set.of("gtin")))
                .isTrue();
        assertThat(master.corrections().withdraw(Kind.PRODUCTS, "A", Set.of("gtin")))
                .isFalse();
        assertThat(golden("A").document().values()).containsEntry("gtin", "1");
        assertThat(master.corrections().of(Kind.PRODUCTS, "A")).isEmpty();
        // The same correction again is no longer "unchanged".
        master.corrections().correct(product("A", "gtin", "2"), "anna", "typo", null);
        assertThat(golden("A").document().values()).containsEntry("gtin", "2");
        assertThat(master.corrections().correct(product("nobody", "gtin", "2"), "anna", "", null))
                .isEqualTo(new RowResult.Created(0));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void findings_stay_with_the_source_record(Dialect dialect) {
        open(dialect);
        var bad =
                new Finding("VAL-003", Finding.Severity.WARN, "gtin", "123", "The check digit is wrong.", "catalogue");
        var row = new Incoming(product("A", "status", "x"), List.of(bad), Incoming.Sections.AS_WRITTEN, Map.of());
        master.intake().take(Delivery.byKey("erp", Kind.PRODUCTS, 1), List.of(row));
        assertThat(master.sources()
                        .record("erp", Kind.PRODUCTS, "A")
                        .orElseThrow()
                        .findings())
                .containsExactly(bad);
        assertThat(master.intake().take(Delivery.byKey("erp", Kind.PRODUCTS, 2), List.of(row)))
                .containsExactly(new RowResult.Unchanged(false));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void a_changed_trust_merges_everything_again_with_one_log_row(Dialect dialect) {
        open(dialect);
        assertThat(master.remerge().needed()).isFalse();
        for (int i = 0; i < 700; i++) {
            take("erp", 1, product("P" + i, "status", "erp"));
            i += 99;
        }
        take("pim", 2, product("P0", "status", "pim", "media", List.of("M")), product("P100", "gtin", "1"));
        long head = master.changes().head();
        master.rules(rules(new Trust(Map.of("*", List.of("erp", "pim")))));
        assertThat(master.remerge().needed()).isTrue();
        assertThat(master.remerge().run(done -> {})).isEqualTo(7);
        assertThat(master.remerge().needed()).isFalse();
        assertThat(golden("P0").document().values()).containsEntry("status", "erp");
        assertThat(master.changes().since(head, 10)).containsExactly(new Change(head + 1, 0, null, Op.REMERGED));
        assertThat(master.remerge().run(done -> {})).isZero();
        // A date somebody now reads, and a lost look-up table, are filled again.
        var more = new Rules(
                Samples.model(master.rules().model().trust()),
                Map.of(Kind.PRODUCTS, Set.of("gtin")),
                Map.of(),
                ZoneId.of("Europe/Paris"));
        master.rules(more);
        assertThat(master.remerge().needed()).isTrue();
        master.remerge().run(done -> {});
        assertThat(master.references().to(Kind.MEDIA, "M", 0, 10))
                .containsExactly(golden("P0").id());
        var dam = new Delivery("dam", Kind.PRODUCTS, List.of("gtin"), false, 3);
        assertThat(master.intake().take(dam, incoming(product("D", "gtin", "1"))))
                .containsExactly(new RowResult.Created(golden("P100").id()));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void the_key_follows_the_trust_ranking_where_it_names_it(Dialect dialect) {
        open(dialect);
        master.rules(rules(new Trust(Map.of("*", List.of("pim", "erp"), "sku", List.of("pim", "erp")))));
        take("erp", 1, product("X-9", "gtin", "1"));
        long id = golden("X-9").id();
        var pim = new Delivery("pim", Kind.PRODUCTS, List.of("gtin"), true, 2);
        master.intake().take(pim, incoming(product("GL-200", "gtin", "1")));
        assertThat(golden("GL-200").id()).isEqualTo(id);
        assertThat(new String(golden("GL-200").json())).startsWith("{\"sku\":\"GL-200\"");
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "X-9")).isEmpty();
        take("erp", 3, product("X-9-1", "parent", "X-9"));
        assertThat(golden("X-9-1").document().values()).containsEntry("parent", "GL-200");
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void pages_by_id_and_by_key(Dialect dialect) {
        open(dialect);
        take("erp", 1, product("B"), product("A"), product("é"), product("C"));
        take("erp", 1, document(Kind.MEDIA, "M"));
        var keys = new ArrayList<String>();
        for (var page = master.goldens().pageByKey(Kind.PRODUCTS, "", 2); !page.isEmpty(); ) {
            page.forEach(golden -> keys.add(golden.key()));
            page = master.goldens()
                    .pageByKey(Kind.PRODUCTS, page.get(page.size() - 1).key(), 2);
        }
        assertThat(keys).containsExactly("A", "B", "C", "é");
        assertThat(master.goldens().page(Kind.PRODUCTS, 0, 10))
                .extracting(Golden::key)
                .containsExactly("B", "A", "é", "C");
        assertThat(master.goldens().page(0, 10)).extracting(Golden::key).containsExactly("B", "A", "é", "C", "M");
        assertThat(master.sources().keys("erp", Kind.PRODUCTS, "A", 2)).containsExactly("B", "C");
        assertThat(master.goldens().byKeys(Kind.PRODUCTS, Set.of("A", "zzz")).keySet())
                .containsExactly("A");
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void the_log_is_gapless_with_many_writers_and_survives_a_restart(Dialect dialect) throws Exception {
        open(dialect);
        var listened = new AtomicInteger();
        master.onChange(listened::incrementAndGet);
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            var source = "s" + t;
            var thread = new Thread(() -> {
                for (int i = 0; i < 25; i++) {
                    take(
                            source,
                            1,
                            product(source + "-" + i),
                            product("shared-" + i, source.equals("s0") ? "status" : "gtin", source));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        var log = master.changes().since(0, 1000);
        assertThat(log).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
        assertThat(log.get(log.size() - 1).seq())
                .isEqualTo(log.size())
                .isEqualTo(master.changes().head());
        assertThat(listened.get()).isPositive();
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(125);
        var again = Master.open(database, rules(Samples.TRUST));
        assertThat(again.goldens().count(Kind.PRODUCTS)).isEqualTo(125);
        assertThat(again.changes().head()).isEqualTo(log.size());
        assertThat(again.remerge().needed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void the_timekeeper_catches_up_and_merges_again(Dialect dialect) {
        open(dialect);
        take("dam", 1, document(Kind.MEDIA, "M", "rightsTo", "2026-11-22"));
        take("erp", 1, product("A", "status", "erp"));
        take("pim", 1, product("A", "status", "pim"));
        database.close();
        var later = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
        database = Database.open(settings, later);
        master = Master.open(database, rules(new Trust(Map.of("*", List.of("erp", "pim")))));
        long head = master.changes().head();
        var woken = new Semaphore(0);
        master.onChange(woken::release);
        try (var timekeeper = Timekeeper.start(master, Duration.ofHours(1))) {
            assertThat(woken.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
            assertThat(master.changes().since(head, 10)).extracting(Change::op).containsExactly(Op.REMERGED, Op.DUE);
            assertThat(golden("A").document().values()).containsEntry("status", "erp");
            master.rules(rules(Samples.TRUST));
            timekeeper.wake();
            assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        assertThat(golden("A").document().values()).containsEntry("status", "pim");
    }

    private List<RowResult> take(String source, long run, Document... documents) {
        return master.intake().take(Delivery.byKey(source, documents[0].kind(), run), incoming(documents));
    }

    private RowResult.Refused refused(Document document) {
        return (RowResult.Refused) take("pim", 9, document).get(0);
    }

    private int remove(String source, long run, String... keys) {
        return master.intake().remove(Delivery.byKey(source, Kind.PRODUCTS, run), List.of(keys));
    }

    private static List<Incoming> incoming(Document... documents) {
        return Arrays.stream(documents).map(Incoming::of).toList();
    }

    private Golden golden(String sku) {
        return master.goldens().byKey(Kind.PRODUCTS, sku).orElseThrow();
    }

    private List<Op> ops() {
        return master.changes().since(0, 1000).stream().map(Change::op).toList();
    }
}
