package org.caravanserai.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * What partners really hold: the results of looking there are written here, and only about items that have not moved since. What follows goes the
 * normal way: an item that differs is due.
 */
public final class Standing {
    private final Database database;
    private final LaneLocks locks;

    Standing(Database database, LaneLocks locks) {
        this.database = database;
        this.locks = locks;
    }

    /** Which items of a lane the partner is known to call so: record ids by its names. */
    public Map<String, Long> named(Lane lane, Collection<String> remoteIds) {
        var found = new HashMap<String, Long>();
        called(lane, remoteIds).forEach((name, ids) -> found.put(name, ids.get(0)));
        return found;
    }

    /** The same where a partner may call several items by one name, because it keeps them in several places. */
    public Map<String, List<Long>> called(Lane lane, Collection<String> remoteIds) {
        var found = new HashMap<String, List<Long>>();
        if (!remoteIds.isEmpty()) {
            database.read(
                    Purpose.BATCH,
                    tx -> tx.query(
                            "select k, remote_id from ledger_remote where remote_id = any(?) and k > ? and k <= ?",
                            Bind.of(remoteIds.toArray(String[]::new), lane.first(), lane.last()),
                            row -> found.computeIfAbsent(row.getString(2), none -> new ArrayList<>())
                                    .add(Lane.recordId(row.getLong(1)))));
        }
        return found;
    }

    /** Those of the items that are on their way just now, or whose last outcome is not older than this: a look says nothing about them. */
    public Set<Long> moved(Lane lane, Collection<Long> recordIds, Instant since) {
        var moved = new HashSet<Long>();
        if (!recordIds.isEmpty()) {
            var keys = recordIds.stream().mapToLong(lane::k).toArray();
            database.read(Purpose.BATCH, tx -> {
                moved.addAll(tx.query(
                        "select k from ledger_due where k = any(?) and (token <> 0 or job <> 0)",
                        Bind.of((Object) keys),
                        row -> Lane.recordId(row.getLong(1))));
                moved.addAll(tx.query(
                        "select k from ledger_attempt where k = any(?) and at >= ?",
                        Bind.of(keys, since.toEpochMilli()),
                        row -> Lane.recordId(row.getLong(1))));
                return null;
            });
        }
        return moved;
    }

    /**
     * Writes what a look has shown, in one transaction; at most a few hundred at a time. An item that is no longer as it was believed to be, or is on its
     * way, stays as it is.
     *
     * @param manner how the lane reaches the partner, hence when what differs is due
     * @return record ids that were written
     */
    public Set<Long> write(Lane lane, Manner manner, List<Shown> shown) {
        if (shown.isEmpty()) {
            return Set.of();
        }
        return locks.alone(lane, () -> database.write(Purpose.BATCH, tx -> write(tx, lane, manner, shown)));
    }

    private Set<Long> write(Tx tx, Lane lane, Manner manner, List<Shown> shown) throws SQLException {
        var now = now(tx, lane, shown);
        var flying = new HashSet<>(tx.query(
                "select k from ledger_due where k = any(?) and (token <> 0 or job <> 0)",
                Bind.of((Object)
                        shown.stream().mapToLong(one -> lane.k(one.recordId())).toArray()),
                row -> Lane.recordId(row.getLong(1))));
        var changes = new Changes(lane, manner, Map.of(), Set.of());
        var written = new ArrayList<Shown>();
        for (var one : shown) {
            var item = Optional.ofNullable(now.get(one.recordId()));
            if (item.equals(Optional.ofNullable(one.believed())) && !flying.contains(one.recordId())) {
                changes.show(one);
                written.add(one);
            }
        }
        changes.write(tx);
        remotes(tx, lane, written);
        bodies(tx, lane, written);
        approve(tx, lane, manner, written);
        history(tx, lane, manner, written);
        var ids = new HashSet<Long>();
        written.forEach(one -> ids.add(one.recordId()));
        return ids;
    }

    private static Map<Long, Item> now(Tx tx, Lane lane, List<Shown> shown) throws SQLException {
        var keys = shown.stream().mapToLong(one -> lane.k(one.recordId())).toArray();
        var now = new HashMap<Long, Item>();
        tx.query(
                        "select k, desired, confirmed, state from ledger_item where k = any(?)",
                        Bind.of((Object) keys),
                        row -> new Item(
                                Lane.recordId(row.getLong(1)), row.getLong(2), row.getLong(3), State.of(row.getInt(4))))
                .forEach(item -> now.put(item.recordId(), item));
        return now;
    }

    private static void remotes(Tx tx, Lane lane, List<Shown> written) throws SQLException {
        var named = written.stream()
                .filter(one -> one.remoteId() != null && one.confirmed() != 0)
                .toList();
        var touched = tx.batch("update ledger_remote set remote_id = ? where k = ?", named, (statement, one) -> {
            statement.setString(1, one.remoteId());
            statement.setLong(2, lane.k(one.recordId()));
        });
        var fresh = new ArrayList<Shown>();
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 0) {
                fresh.add(named.get(i));
            }
        }
        tx.batch("insert into ledger_remote (k, remote_id) values (?, ?)", fresh, (statement, one) -> {
            statement.setLong(1, lane.k(one.recordId()));
            statement.setString(2, one.remoteId());
        });
        DueRows.delete(tx, "ledger_remote", gone(lane, written));
    }

    private static void bodies(Tx tx, Lane lane, List<Shown> written) throws SQLException {
        var bodies = new ArrayList<Changes.Payload>();
        for (var one : written) {
            if (one.body() != null) {
                bodies.add(new Changes.Payload(lane.k(one.recordId()), one.body()));
            }
        }
        Changes.writePayloads(tx, bodies);
        DueRows.delete(tx, "ledger_payload", gone(lane, written));
    }

    private static List<Long> gone(Lane lane, List<Shown> written) {
        return written.stream()
                .filter(one -> one.confirmed() == 0)
                .map(one -> lane.k(one.recordId()))
                .toList();
    }

    /** What somebody has approved already is due, whatever the channel asks for. */
    private static void approve(Tx tx, Lane lane, Manner manner, List<Shown> written) throws SQLException {
        var go = written.stream().filter(Shown::go).toList();
        tx.batch("update ledger_due set approved = ?, due_at = ? where k = ? and token = 0", go, (statement, one) -> {
            long desired = one.next().desired();
            statement.setLong(1, desired == 0 ? Duties.GOING : desired);
            statement.setLong(2, manner.now().toEpochMilli());
            statement.setLong(3, lane.k(one.recordId()));
        });
    }

    private static void history(Tx tx, Lane lane, Manner manner, List<Shown> written) throws SQLException {
        if (written.isEmpty()) {
            return;
        }
        var ids = tx.ids(written.size());
        int[] at = {0};
        tx.batch(
                "insert into ledger_attempt (id, k, at, hash, outcome, code, text, exchange) values (?, ?, ?, ?, ?, ?, ?, 0)",
                written,
                (statement, one) -> {
                    statement.setLong(1, ids[at[0]++]);
                    statement.setLong(2, lane.k(one.recordId()));
                    statement.setLong(3, manner.now().toEpochMilli());
                    statement.setLong(4, one.confirmed());
                    statement.setString(5, one.why());
                    statement.setString(6, null);
                    statement.setString(7, Rejection.cut(one.text(), 500));
                });
    }

    /** Numbers for things that stand at a partner and are nothing of ours. */
    public long[] ids(int count) {
        return database.write(Purpose.BATCH, tx -> tx.ids(count));
    }

    /** Remembers what stands at the partner under a number of {@link #ids} by the key it has there. */
    public void strangers(Lane lane, Map<Long, String> keys) {
        var rows = List.copyOf(keys.entrySet());
        database.write(
                Purpose.BATCH,
                tx -> tx.batch("insert into ledger_stranger (k, remote_key) values (?, ?)", rows, (statement, row) -> {
                    statement.setLong(1, lane.k(row.getKey()));
                    statement.setString(2, row.getValue());
                }));
    }

    /** The key of something that stands at the partner and is nothing of ours, empty when this is no such thing. */
    public Optional<String> stranger(Lane lane, long recordId) {
        return database.read(tx -> tx.first(
                "select remote_key from ledger_stranger where k = ?",
                Bind.of(lane.k(recordId)),
                row -> row.getString(1)));
    }
}
