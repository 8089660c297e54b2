package org.caravanserai.master;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.RecordTable;
import org.caravanserai.store.Spaces;
import org.caravanserai.store.Tx;

/** The tables of this package and what is remembered about them between transactions. */
final class Tables {
    static final RecordTable SOURCES = new RecordTable("master_source");
    static final RecordTable GOLDENS = new RecordTable("master_golden");
    /** The counter of the change log. */
    static final String LOG = "master_change";

    private static final int BLOCK = 1000;
    private static final int BATCHES = 16;
    private static final int LARGE_BLOCK = 16_000;

    final Database database;
    private final Spaces spaces = new Spaces();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private long[] ids = new long[0];
    private int used;

    Tables(Database database) {
        this.database = database;
        counts.putAll(database.read(tx -> {
            var all = new HashMap<String, Long>();
            tx.query(
                    "select name, number_value from master_state",
                    Bind.NONE,
                    row -> all.put(row.getString(1), row.getLong(2)));
            return all;
        }));
    }

    /** The number of a source's keys of one kind, given out at first use. Not on a thread of the store. */
    int space(String name) {
        return database.read(tx -> spaces.find(tx, name))
                .orElseGet(() -> database.write(Purpose.CONFIRM, tx -> spaces.number(tx, name)));
    }

    Optional<Integer> find(Tx tx, String name) throws SQLException {
        return spaces.find(tx, name);
    }

    /** {@code source/kind} of a number. */
    String name(Tx tx, int space) throws SQLException {
        var known = names.get(space);
        if (known == null) {
            known = spaces.name(tx, space)
                    .orElseThrow(() -> new IllegalStateException("nobody has the number " + space));
            names.put(space, known);
        }
        return known;
    }

    static String source(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    static Kind kind(String name) {
        return Kind.of(name.substring(name.lastIndexOf('/') + 1)).orElseThrow();
    }

    /** Makes sure that many ids are at hand. Under the writer's lock, not on a thread of the store. */
    void reserve(int count) {
        if (ids.length - used < count) {
            // Each block is a commit of its own: a run of full batches takes one for many of them.
            int block = count < BLOCK / 4 ? BLOCK : Math.max(count, Math.min(BATCHES * count, LARGE_BLOCK));
            ids = database.write(Purpose.CONFIRM, tx -> tx.ids(block));
            used = 0;
        }
    }

    /** A fresh id out of those reserved. */
    long id() {
        return ids[used++];
    }

    /** A maintained number; 0 when it was never set. */
    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    void counted(Map<String, Long> deltas) {
        deltas.forEach((name, delta) -> counts.merge(name, delta, Long::sum));
    }

    /** Adds to maintained numbers; belongs at the end of a transaction because every writer meets here. */
    static void add(Tx tx, Map<String, Long> deltas) throws SQLException {
        var names = deltas.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        for (var name : names) {
            if (tx.update(
                            "update master_state set number_value = number_value + ? where name = ?",
                            Bind.of(deltas.get(name), name))
                    == 0) {
                tx.update(
                        "insert into master_state (name, number_value) values (?, ?)", Bind.of(name, deltas.get(name)));
            }
        }
    }

    /** Sets a number to a value and remembers it after the commit. */
    void set(Tx tx, String name, long value) throws SQLException {
        add(tx, Map.of(name, value - tx.number("select number_value from master_state where name = ?", Bind.of(name))));
        tx.afterCommit(() -> counts.put(name, value));
    }
}
