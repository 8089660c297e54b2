package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
