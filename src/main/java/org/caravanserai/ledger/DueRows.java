package org.caravanserai.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Tx;

/** Collects which items of a push lane become due and which no longer are, then writes it. */
final class DueRows {
    private final Lane lane;
    private final Manner manner;
    private final List<Long> fresh = new ArrayList<>();
    private final List<Long> again = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Long> settled = new ArrayList<>();

    DueRows(Lane lane, Manner manner) {
        this.lane = lane;
        this.manner = manner;
    }

    /**
     * An item was evaluated and differs from before.
     *
     * @param known null when the item is new
     * @param flying it is on its way to the partner just now: its due row stays, the outcome decides
     */
    void changed(Item known, Item next, boolean flying) {
        if (!manner.push()) {
            return;
        }
        long k = lane.k(next.recordId());
        if (known != null && (next.state() == State.CONFIRMED || next.state() == State.RETIRED)) {
            settled.add(k);
        }
        if (flying) {
            return;
        }
        if (!next.due()) {
            if (known != null) {
                done.add(k);
            }
        } else if (known == null) {
            fresh.add(k);
        } else {
            again.add(k);
        }
    }

    void write(Tx tx) throws SQLException {
        var touched = tx.batch(
                "update ledger_due set due_at = ?, attempts = 0, approved = 0 where k = ?", again, (statement, k) -> {
                    statement.setLong(1, manner.dueAt());
                    statement.setLong(2, k);
                });
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 0) {
                fresh.add(again.get(i));
            }
        }
        insert(tx, lane, fresh, manner.dueAt());
        delete(tx, "ledger_due", done);
        delete(tx, "ledger_rejection", settled);
    }

    static void insert(Tx tx, Lane lane, List<Long> keys, long dueAt) throws SQLException {
        tx.batch(
                "insert into ledger_due (k, lane, due_at, attempts, token, sent, approved, job) values (?, ?, ?, 0, 0, 0, 0, 0)",
                keys,
                (statement, k) -> {
                    statement.setLong(1, k);
                    statement.setInt(2, lane.id());
                    statement.setLong(3, dueAt);
                });
    }

    /** @param table one of our own names, never data */
    static void delete(Tx tx, String table, List<Long> keys) throws SQLException {
        if (!keys.isEmpty()) {
            tx.update("delete from " + table + " where k = any(?)", Bind.of((Object)
                    keys.stream().mapToLong(Long::longValue).toArray()));
        }
    }
}
