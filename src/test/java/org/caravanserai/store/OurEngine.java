package org.caravanserai.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The store on H2, used as the master uses it: packed on the calling thread, one transaction a batch, counter and log rows last. */
final class OurEngine implements StoreBench.Engine {
    private static final RecordTable TABLE = new RecordTable("test_record");
    private final Database database;

    OurEngine(Path folder) {
        database = Database.open(
                DatabaseSettings.h2(folder, Profile.EVALUATION).guarded(DiskGuard.Limits.NONE), Clock.systemUTC());
        RecordTableTest.create(database);
        database.write(tx -> {
            tx.update(
                    "create table test_change (seq bigint primary key, record_id bigint not null, kind char(1) not null)",
                    Bind.NONE);
            return null;
        });
    }

    private static void log(Tx tx, long[] ids, String kind) {
        tx.beforeCommit(last -> {
            long first = last.takeBlock("log", ids.length);
            var offsets = new ArrayList<Integer>();
            for (int i = 0; i < ids.length; i++) {
                offsets.add(i);
            }
            return last.batch(
                    "insert into test_change (seq, record_id, kind) values (?, ?, ?)", offsets, (statement, i) -> {
                        statement.setLong(1, first + i);
                        statement.setLong(2, ids[i]);
                        statement.setString(3, kind);
                    });
        });
    }

    @Override
    public void insert(List<StoreBench.Item> arrived) {
        // Ids in order of key within a batch: the index is touched in order, and a later read by key finds neighbours
        // together.
        var batch = arrived.stream()
                .sorted(Comparator.comparing(StoreBench.Item::key))
                .toList();
        var packed = batch.stream().map(item -> Packed.of(item.body())).toList();
        database.write(Purpose.BATCH, tx -> {
            var ids = tx.ids(batch.size());
            var rows = new ArrayList<StoredRow>(ids.length);
            for (int i = 0; i < ids.length; i++) {
                var item = batch.get(i);
                rows.add(new StoredRow(ids[i], 1, item.key(), Packed.hash(item.body()), packed.get(i)));
            }
            TABLE.insert(tx, rows);
            log(tx, ids, "I");
            return null;
        });
    }

    @Override
    public void write(List<StoreBench.Item> batch) {
        var hashes = batch.stream().map(item -> Packed.hash(item.body())).toList();
        var keys = batch.stream().map(StoreBench.Item::key).toList();
        database.write(Purpose.BATCH, tx -> {
            var there = TABLE.lookup(tx, 1, keys);
            var changed = new ArrayList<ChangedRow>();
            for (int i = 0; i < keys.size(); i++) {
                var head = there.get(keys.get(i));
                if (head.hash() != hashes.get(i)) {
                    changed.add(new ChangedRow(
                            head.id(), hashes.get(i), Packed.of(batch.get(i).body())));
                }
            }
            if (!changed.isEmpty()) {
                TABLE.update(tx, changed);
                log(tx, changed.stream().mapToLong(ChangedRow::id).toArray(), "U");
            }
            return null;
        });
    }

    @Override
    public long scan(boolean byKey) throws SQLException {
        var bytes = new AtomicLong();
        if (byKey) {
            Pages.<String, StoredRow>each(
                    database, "", 500, (tx, after, n) -> TABLE.scanByKey(tx, 1, after, n), StoredRow::key, page -> {
                        page.forEach(row -> bytes.addAndGet(row.body().length));
                    });
        } else {
            Pages.<Long, StoredRow>each(database, 0L, 500, TABLE::scanById, StoredRow::id, page -> {
                page.forEach(row -> bytes.addAndGet(row.body().length));
            });
        }
        return bytes.get();
    }

    @Override
    public byte[] point(String key) {
        return database.read(tx -> TABLE.get(tx, 1, key)).orElseThrow().body();
    }

    @Override
    public long fileBytes() {
        return database.sizes().file();
    }

    /** Bytes of what the rows hold: values, and the key once more for its index. */
    long liveBytes() {
        return database.read(tx -> tx.number(
                "select (select sum(octet_length(body) + 2 * octet_length(natural_key) + 8 + 4 + 8 + 4 + 8) from test_record)"
                        + " + (select count(*) * 17 from test_change)",
                Bind.NONE));
    }

    Compaction compact() {
        return database.compact();
    }

    @Override
    public void close() {
        database.close();
    }
}
