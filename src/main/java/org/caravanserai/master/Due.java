package org.caravanserai.master;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Time as a source of change: when a date in a document passes, also while the hub was down, a log row appears; when a
 * correction ends, its value falls back to what the sources say.
 */
public final class Due {
    private static final int PAGE = 500;
    private static final String ROWS = "select due_at, id from %s where due_at <= ? order by due_at, id limit " + PAGE;

    private final Master master;

    Due(Master master) {
        this.master = master;
    }

    /**
     * Reports everything that fell due up to a moment. Call it at start and every few seconds.
     *
     * @return how many documents and corrections fell due
     */
    public int run(Instant now) {
        int total = 0;
        for (int page = PAGE; page == PAGE; total += page) {
            page = master.writing(() -> lift(now.toEpochMilli()));
        }
        for (int page = PAGE; page == PAGE; total += page) {
            page = master.writing(() -> report(now.toEpochMilli()));
        }
        return total;
    }

    /** The next moment at which something falls due, epoch milliseconds; empty = nothing is planned. */
    public OptionalLong next() {
        return master.database().read(tx -> {
            var next = tx.first(
                    "select least(coalesce((select min(due_at) from master_due), " + Long.MAX_VALUE
                            + "), coalesce((select min(due_at) from master_expiry), " + Long.MAX_VALUE + "))",
                    Bind.NONE,
                    row -> row.getLong(1));
            return next.filter(at -> at != Long.MAX_VALUE).map(OptionalLong::of).orElse(OptionalLong.empty());
        });
    }

    private static List<Writes.DueRow> rows(Tx tx, String table, long now) throws SQLException {
        return tx.query(ROWS.formatted(table), Bind.of(now), row -> new Writes.DueRow(row.getLong(1), row.getLong(2)));
    }

    private int report(long now) {
        var writes = new Writes();
        int found = master.database().read(Purpose.BATCH, tx -> {
            var rows = rows(tx, "master_due", now);
            writes.goneDues.addAll(rows);
            var work = new Workset(tx, master.tables());
            var ids = new LinkedHashSet<Long>();
            rows.forEach(row -> ids.add(row.id()));
            work.loadNodes(ids);
            for (var id : ids) {
                var node = work.node(id);
                if (node != null && node.stored()) {
                    writes.changes.add(new Writes.Entry(id, node.kind, Change.Op.DUE));
                }
            }
            return rows.size();
        });
        master.commit(Purpose.BATCH, writes);
        return found;
    }

    private int lift(long now) {
        var found = new ArrayList<Writes.DueRow>();
        var writes = master.database().read(Purpose.BATCH, tx -> {
            found.addAll(rows(tx, "master_expiry", now));
            var work = new Workset(tx, master.tables());
            work.loadWords(found.stream().map(Writes.DueRow::id).toList());
            for (var word : List.copyOf(work.words())) {
                var ended = new HashSet<String>();
                word.record.notes().forEach((address, note) -> {
                    if (note.until() != null && note.until() <= now) {
                        ended.add(address);
                    }
                });
                word.record = master.rules().accumulate(word.kind).without(word.record, ended);
                word.changed = true;
                // The same correction may be given again: its hash must not pass for "unchanged".
                word.hash = 0;
                var node = word.golden == 0 ? null : work.node(word.golden);
                if (node != null && node.stored()) {
                    node.touched = true;
                }
            }
            return new Settlement(master.rules(), master.tables(), work, now, 0).settle();
        });
        writes.goneExpiries.addAll(found);
        master.commit(Purpose.BATCH, writes);
        return found.size();
    }
}
