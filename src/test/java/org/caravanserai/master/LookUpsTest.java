package org.caravanserai.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caravanserai.master.Samples.product;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows with and without a number of their own, those of earlier versions, and the log in blocks. */
class LookUpsTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";

    private Database database;
    private Master master;

    private void open(Dialect dialect) {
        database = TestDatabases.open(dialect);
        openMaster();
    }

    private void openMaster() {
        var rules = new Rules(
                Samples.model(Samples.TRUST),
                Map.of(Kind.PRODUCTS, Set.of("sku", "gtin")),
                Map.of(),
                ZoneId.of("Europe/Paris"));
        master = Master.open(database, rules);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void numbers_of_one_text_stand_together_in_order_of_id() {
        long before = Slots.before(Kind.MEDIA.code(), "R", "M-12345-0");
        var low = new Facts.Reference(Kind.MEDIA, "M-12345-0", false);
        assertThat(List.of(Slots.reference(low, 1), Slots.reference(low, 2), Slots.reference(low, (1L << 36) - 1)))
                .isSorted()
                .allMatch(slot -> slot > before && slot <= Slots.last(before));
        assertThat(Slots.after(before, 2)).isEqualTo(Slots.reference(low, 2));
        assertThat(Slots.after(before, Long.MAX_VALUE)).isEqualTo(Slots.last(before));
        assertThat(Slots.before(Kind.MEDIA.code(), "P", "M-12345-0")).isNotEqualTo(before);
        assertThat(Slots.before(Kind.PRODUCTS.code(), "R", "M-12345-0")).isNotEqualTo(before);
        assertThatThrownBy(() -> Slots.reference(low, 1L << 36)).hasMessageContaining("68719476736 has no room");
        assertThatThrownBy(() -> Slots.reference(low, 0)).hasMessageContaining("the id 0 has no room");
    }

    @Test
    void neighbours_stand_together_and_others_spread() {
        var fronts = IntStream.range(0, 1000)
                .mapToObj(i -> Slots.before(1, "R", "P-7" + (1000 + i) + "-front.jpg") >>> 52)
                .distinct();
        assertThat(fronts).hasSizeLessThanOrEqualTo(2);
        var slots = IntStream.range(0, 100_000).mapToLong(i -> Slots.before(1, "R", "" + 300_000_000_000L + 7L * i));
        assertThat(slots.distinct().count()).isGreaterThan(95_000);
    }

    /** Keys whose numbers are the same, and one whose number is another. */
    private static List<String> crowd() {
        var bySlot = new HashMap<Long, List<String>>();
        for (int i = 0; ; i++) {
            var key = "M-" + (1_000_000 + i);
            var same = bySlot.computeIfAbsent(Slots.before(Kind.MEDIA.code(), "R", key), none -> new ArrayList<>());
            same.add(key);
            if (same.size() == 2) {
                return List.of(same.get(0), same.get(1), "lonely");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void keys_with_the_same_number_are_told_apart(Dialect dialect) {
        open(dialect);
        var keys = crowd();
        // One document with both, others with one each.
        take(product("A", "media", keys), product("B", "media", keys.subList(0, 1)));
        take(product("C", "media", keys.subList(1, 2)));
        long a = id("A");
        long b = id("B");
        long c = id("C");
        assertThat(to(keys.get(0))).containsExactly(a, b);
        assertThat(to(keys.get(1))).containsExactly(a, c);
        assertThat(to("lonely")).containsExactly(a);
        assertThat(master.references().to(Kind.MEDIA, keys.get(0), a, 5)).containsExactly(b);
        assertThat(master.references().to(Kind.MEDIA, keys.get(0), 0, 1)).containsExactly(a);
        assertThat(rows("master_reference")).isEqualTo(2);
        assertThat(rows("master_reference_slot")).isEqualTo(3);
        assertThat(master.references().dangling(Kind.MEDIA, "", 10)).hasSize(5);
        assertThat(master.references().dangling(Kind.MEDIA, "", 1))
                .extracting(References.Dangling::fromId)
                .containsExactly(a, b);
        assertThat(master.references().dangling(Kind.MEDIA, keys.get(0), 10)).hasSize(3);
        // The other goes: the one left has a number from now on.
        take(product("A", "media", keys.subList(1, 3)));
        assertThat(to(keys.get(0))).containsExactly(b);
        assertThat(to(keys.get(1))).containsExactly(a, c);
        assertThat(rows("master_reference")).isZero();
        assertThat(MasterCheck.faults(database, master)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void rows_of_an_earlier_version_are_found_and_go_with_their_document(Dialect dialect) {
        open(dialect);
        take(
                product("A", "media", List.of("M"), "gtin", "4006381333931"),
                product("B", "media", List.of("M"), "parent", "A"));
        long a = id("A");
        long b = id("B");
        // As the version before wrote them.
        database.write(tx -> {
            tx.update(
                    "insert into master_reference (kind, natural_key, role, from_id)"
                            + " select kind, natural_key, role, from_id from master_reference_slot",
                    Bind.NONE);
            tx.update(
                    "insert into master_match (kind, attribute, match_value, id)"
                            + " select kind, attribute, match_value, id from master_match_slot",
                    Bind.NONE);
            tx.update("delete from master_reference_slot", Bind.NONE);
            tx.update("delete from master_match_slot", Bind.NONE);
            for (var change : List.of(1L, 2L)) {
                tx.update(
                        "insert into master_change (seq, id, kind, op) values (?, ?, ?, 'C')",
                        Bind.of(change, change == 1 ? a : b, Kind.PRODUCTS.code()));
            }
            tx.update("delete from master_change_block", Bind.NONE);
            return null;
        });
        openMaster();
        take(product("C", "media", List.of("M")));
        long c = id("C");
        assertThat(to("M")).containsExactly(a, b, c);
        assertThat(master.references().to(Kind.MEDIA, "M", a, 1)).containsExactly(b);
        assertThat(master.references().children(Kind.PRODUCTS, "A", 0, 5)).containsExactly(b);
        assertThat(master.references().dangling(Kind.MEDIA, "", 5)).hasSize(3);
        assertThat(master.changes().since(0, 10)).extracting(Change::id).containsExactly(a, b, c);
        assertThat(master.changes().since(1, 2)).extracting(Change::seq).containsExactly(2L, 3L);
        // Found by its GTIN under another key.
        var erp = new Delivery("erp", Kind.PRODUCTS, List.of("sku", "gtin"), true, 2);
        master.intake().take(erp, List.of(Incoming.of(product("X-9", "gtin", "4006381333931"))));
        assertThat(master.goldens().byKey(Kind.PRODUCTS, "X-9")).isEmpty();
        // What no longer holds goes, whichever version wrote it.
        take(product("A", "media", List.of("N")), product("B", "parent", "C"));
        assertThat(to("M")).containsExactly(b, c);
        assertThat(to("N")).containsExactly(a);
        assertThat(master.references().children(Kind.PRODUCTS, "A", 0, 5)).isEmpty();
        assertThat(master.references().children(Kind.PRODUCTS, "C", 0, 5)).containsExactly(b);
        assertThat(MasterCheck.faults(database, master)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void the_log_is_read_from_any_place_in_its_blocks(Dialect dialect) {
        open(dialect);
        int documents = 1203;
        take(IntStream.range(0, documents).mapToObj(i -> product("P" + i)).toArray(Document[]::new));
        for (int i = 0; i < 5; i++) {
            take(product("P" + i, "status", "active"));
        }
        assertThat(rows("master_change_block")).isEqualTo(8);
        assertThat(master.changes().head()).isEqualTo(documents + 5);
        for (int limit : List.of(1, 499, 500, 501, 5000)) {
            for (long after : List.of(0L, 1L, 499L, 500L, 501L, 1202L, 1203L, 1207L, 1208L, 9999L)) {
                var expected = IntStream.rangeClosed(1, documents + 5)
                        .mapToObj(Long::valueOf)
                        .filter(seq -> seq > after)
                        .limit(limit)
                        .toList();
                assertThat(master.changes().since(after, limit))
                        .as("after %s, limit %s", after, limit)
                        .extracting(Change::seq)
                        .isEqualTo(expected);
            }
        }
        // A counter that was lost is found again in the rows.
        database.write(tx -> tx.update("delete from store_counter where name = ?", Bind.of(Tables.LOG)));
        openMaster();
        assertThat(master.changes().head()).isEqualTo(documents + 5);
    }

    private void take(Document... documents) {
        var delivery = new Delivery("pim", Kind.PRODUCTS, List.of("sku"), true, 1);
        var rows = Arrays.stream(documents).map(Incoming::of).toList();
        assertThat(master.intake().take(delivery, rows)).noneMatch(RowResult.Refused.class::isInstance);
    }

    private long id(String key) {
        return master.goldens().byKey(Kind.PRODUCTS, key).orElseThrow().id();
    }

    private List<Long> to(String media) {
        return master.references().to(Kind.MEDIA, media, 0, 10);
    }

    private long rows(String table) {
        return database.read(tx -> tx.number("select count(*) from " + table, Bind.NONE));
    }
}
