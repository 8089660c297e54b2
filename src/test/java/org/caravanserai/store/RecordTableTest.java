package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordTableTest {
    private static final RecordTable TABLE = new RecordTable("test_record");

    /** What an owner's migration says; here both databases take it as it is. */
    static void create(Database database) {
        database.write(tx -> {
            var key = tx.dialect() == Dialect.H2 ? "varchar(200)" : "varchar(200) collate \"C\"";
            tx.update(
                    "create table if not exists test_record (id bigint primary key, space int not null, natural_key "
                            + key + " not null, hash bigint not null, body bytea not null)",
                    Bind.NONE);
            tx.update(
                    "create unique index if not exists test_record_key on test_record (space, natural_key)", Bind.NONE);
            return null;
        });
    }

    static StoredRow row(long id, int space, String key, String text) {
        var body = text.getBytes(StandardCharsets.UTF_8);
        return new StoredRow(id, space, key, Packed.hash(body), Packed.of(body));
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void writesAndReadsInEveryWay(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            create(database);
            var keys = List.of("b", "a", "Z", "é", "c/1", "日本");
            var ids = database.write(tx -> {
                var fresh = tx.ids(keys.size());
                var rows = new ArrayList<StoredRow>();
                for (int i = 0; i < fresh.length; i++) {
                    rows.add(row(fresh[i], 7, keys.get(i), "body of " + keys.get(i)));
                }
                TABLE.insert(tx, rows);
                return fresh;
            });
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            database.write(tx -> {
                TABLE.insert(tx, List.of(row(tx.ids(1)[0], 8, "a", "another space")));
                return null;
            });

            var heads = database.read(tx -> TABLE.lookup(tx, 7, List.of("a", "日本", "missing")));
            assertThat(heads.keySet()).containsExactlyInAnyOrder("a", "日本");
            assertThat(heads.get("a").id()).isEqualTo(ids[1]);
            var none = database.read(tx -> TABLE.lookup(tx, 7, List.of()));
            assertThat(none).isEmpty();
            var slashed = database.read(tx -> TABLE.byKeys(tx, 7, List.of("c/1")))
                    .get("c/1")
                    .body();
            assertThat(slashed).asString(StandardCharsets.UTF_8).isEqualTo("body of c/1");
            var two = database.read(tx -> TABLE.byIds(tx, ids[0], ids[2], 999_999));
            assertThat(two).hasSize(2);
            var other = database.read(tx -> TABLE.get(tx, 8, "a")).orElseThrow().body();
            assertThat(other).asString(StandardCharsets.UTF_8).isEqualTo("another space");
            var elsewhere = database.read(tx -> TABLE.get(tx, 9, "a"));
            assertThat(elsewhere).isEmpty();

            var byKey = new ArrayList<String>();
            Pages.<String, StoredRow>each(
                    database, "", 2, (tx, after, n) -> TABLE.scanByKey(tx, 7, after, n), StoredRow::key, page -> {
                        assertThat(page.size()).isLessThanOrEqualTo(2);
                        page.forEach(row -> byKey.add(row.key()));
                    });
            assertThat(byKey).containsExactly("Z", "a", "b", "c/1", "é", "日本");
            var byId = new ArrayList<String>();
            Pages.<Long, StoredHead>each(
                    database,
                    0L,
                    4,
                    TABLE::headsById,
                    StoredHead::id,
                    page -> page.forEach(head -> byId.add(head.key())));
            assertThat(byId).containsExactly("b", "a", "Z", "é", "c/1", "日本", "a");
            var page = database.read(tx -> TABLE.scanById(tx, 8, 0, 10));
            assertThat(page).extracting(StoredRow::key).containsExactly("a");

            var changed = "changed".getBytes(StandardCharsets.UTF_8);
            int touched = database.write(tx -> TABLE.update(
                    tx,
                    List.of(
                            new ChangedRow(ids[0], Packed.hash(changed), Packed.of(changed)),
                            new ChangedRow(999_999, 0, Packed.of(changed)))));
            assertThat(touched).isEqualTo(1);
            var renamed = database.write(tx -> TABLE.rename(tx, ids[0], "renamed"));
            assertThat(renamed).isTrue();
            var body = database.read(tx -> TABLE.get(tx, 7, "renamed"))
                    .orElseThrow()
                    .body();
            assertThat(body).isEqualTo(changed);
            var removed = database.write(tx -> TABLE.delete(tx, List.of(ids[0], 999_999L)));
            assertThat(removed).isEqualTo(1);
            var erased = database.read(tx -> TABLE.get(tx, ids[0]));
            assertThat(erased).isEmpty();
        }
    }

    /** Ranges without any key are passed over: what is found must not depend on how keys are asked for together. */
    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void findsInCrowdsWhatItFindsAlone(Dialect dialect) {
        var random = new Random(7);
        // Java sorts the last two in another order than a database that compares bytes.
        var signs = List.of("a", "b", "Z", "0", "9", "-", "é", "日", "\uFFFD", "\uD83D\uDE00");
        try (var database = TestDatabases.open(dialect)) {
            create(database);
            var all = new TreeSet<String>();
            while (all.size() < 600) {
                all.add(signs.get(random.nextInt(signs.size()))
                        + signs.get(random.nextInt(signs.size()))
                        + random.nextInt(100));
            }
            var present = new HashSet<>(List.of("\uFFFDx", "\uD83D\uDE00x"));
            all.stream().filter(key -> random.nextInt(30) == 0).forEach(present::add);
            database.write(tx -> {
                var ids = tx.ids(present.size());
                var rows = new ArrayList<StoredRow>();
                present.forEach(key -> rows.add(row(ids[rows.size()], 3, key, key)));
                TABLE.insert(tx, rows);
                return null;
            });
            all.addAll(present);
            var sorted = List.copyOf(all);
            int empty = 0;
            for (int round = 0; round < 200; round++) {
                int from = random.nextInt(sorted.size() - 25);
                var asked = sorted.subList(from, Math.min(sorted.size(), from + 20 + random.nextInt(30)));
                var expected = new HashSet<>(asked);
                expected.retainAll(present);
                empty += expected.isEmpty() ? 1 : 0;
                var heads = database.read(tx -> TABLE.lookup(tx, 3, asked)).keySet();
                var rows = database.read(tx -> TABLE.byKeys(tx, 3, asked)).keySet();
                assertThat(heads).as("%s", asked).isEqualTo(expected);
                assertThat(rows).as("%s", asked).isEqualTo(expected);
            }
            assertThat(empty).isPositive();
            var many = database.read(tx -> TABLE.lookup(tx, 3, all)).keySet();
            assertThat(many).isEqualTo(present);
            var elsewhere = database.read(tx -> TABLE.lookup(tx, 4, all));
            assertThat(elsewhere).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void refusesTheSameKeyTwiceAndKeepsNothingOfTheTransaction(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            create(database);
            assertThatThrownBy(() -> database.write(tx -> {
                        var ids = tx.ids(2);
                        TABLE.insert(tx, List.of(row(ids[0], 1, "same", "x"), row(ids[1], 1, "same", "y")));
                        return null;
                    }))
                    .isInstanceOf(StoreException.Conflict.class)
                    .hasMessageStartingWith("STORE-002 somebody else changed the same rows");
            var left = database.read(tx -> TABLE.scanById(tx, 0, 10));
            assertThat(left).isEmpty();
        }
    }
}
