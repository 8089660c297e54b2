package org.caravanserai.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** Open complaints of partners. A complaint closes by itself when its item is accepted or something else is wanted. */
public final class Complaints {
    /** Code of items somebody gave up. */
    public static final String DISCARDED = "discarded";

    private final Database database;
    private final LaneLocks locks;

    /** A complaint about an item; n counts the complaints of one item from 0. */
    record Complaint(long k, int n, Rejection why) {}

    /**
     * Complaints of the same kind.
     *
     * @param example one of them
     * @param items how many items
     */
    public record Print(Lane lane, long fingerprint, Rejection example, long items, Instant firstAt, Instant lastAt) {}

    /** A complaint with its item. */
    public record Open(long recordId, Instant firstAt, Instant lastAt, int times, Rejection why) {}

    Complaints(Database database, LaneLocks locks) {
        this.database = database;
        this.locks = locks;
    }

    /** What parked items of a lane are refused for, by kind, most items first. */
    public List<Print> prints(Lane lane) {
        var prints = new ArrayList<Print>();
        var groups = database.read(tx -> tx.query(
                "select r.fingerprint, count(distinct r.k), min(r.first_at), max(r.last_at), min(r.k) from ledger_rejection r"
                        + " join ledger_item i on i.k = r.k where r.lane = ? and i.state = ?"
                        + " group by r.fingerprint order by 2 desc, 1 limit 200",
                Bind.of(lane.id(), State.PARKED.code()),
                row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)}));
        for (var group : groups) {
            of(lane, Lane.recordId(group[4])).stream()
                    .filter(open -> open.why().fingerprint() == group[0])
                    .findFirst()
                    .ifPresent(open -> prints.add(new Print(
                            lane,
                            group[0],
                            open.why(),
                            group[1],
                            Instant.ofEpochMilli(group[2]),
                            Instant.ofEpochMilli(group[3]))));
        }
        return prints;
    }

    /** Ids of the documents with a complaint of this kind, ascending, after {@code afterId}. */
    public List<Long> items(Lane lane, long fingerprint, long afterId, int limit) {
        return database.read(tx -> tx.query(
                "select k from ledger_rejection where lane = ? and fingerprint = ? and k > ?"
                        + " order by lane, fingerprint, k limit ?",
                Bind.of(lane.id(), fingerprint, lane.k(afterId), limit),
                row -> Lane.recordId(row.getLong(1))));
    }

    /**
     * Record ids of parked items, ascending, after {@code afterId}.
     *
     * @param fingerprint of one of their complaints, null = any
     */
    public List<Long> parked(Lane lane, Long fingerprint, long afterId, int limit) {
        var kind = fingerprint == null ? "" : " and r.fingerprint = " + fingerprint.longValue();
        return database.read(tx -> tx.query(
                "select distinct r.k from ledger_rejection r join ledger_item i on i.k = r.k"
                        + " where r.lane = ? and r.k > ? and i.state = ?" + kind + " order by r.k limit ?",
                Bind.of(lane.id(), lane.k(afterId), State.PARKED.code(), limit),
                row -> Lane.recordId(row.getLong(1))));
    }

    /** The open complaints about one item. */
    public List<Open> of(Lane lane, long recordId) {
        return database.read(tx -> tx.query(
                "select first_at, last_at, times, code, field, rule, owner, attributes, text, exchange from ledger_rejection where k = ? order by n",
                Bind.of(lane.k(recordId)),
                row -> new Open(
                        recordId,
                        Instant.ofEpochMilli(row.getLong(1)),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getInt(3),
                        new Rejection(
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getString(9),
                                row.getLong(10)))));
    }

    /** Tries parked items again, through the normal path. Returns how many were parked. */
    public int retry(Lane lane, Collection<Long> recordIds, Instant now) {
        return parked(lane, recordIds, (tx, items) -> {
            var changes = new Changes(lane, new Manner(true, false, now), Map.of(), Set.of());
            items.forEach(item -> changes.put(item, item.with(State.PENDING)));
            changes.write(tx);
        });
    }

    /**
     * Gives parked items up until their content changes: they stay parked, nobody tries them, and the complaint is replaced by the reason.
     *
     * @return how many were parked
     */
    public int discard(Lane lane, Collection<Long> recordIds, String reason, Instant now) {
        return parked(lane, recordIds, (tx, items) -> {
            var why = new Rejection(DISCARDED, null, null, null, null, reason, 0);
            write(
                    tx,
                    lane,
                    items.stream()
                            .map(item -> new Complaint(lane.k(item.recordId()), 0, why))
                            .toList(),
                    now);
            DueRows.delete(
                    tx,
                    "ledger_due",
                    items.stream().map(item -> lane.k(item.recordId())).toList());
        });
    }

    private interface OnParked {
        void take(Tx tx, List<Item> items) throws SQLException;
    }

    private int parked(Lane lane, Collection<Long> recordIds, OnParked what) {
        if (recordIds.isEmpty()) {
            return 0;
        }
        var keys = recordIds.stream().mapToLong(lane::k).toArray();
        return locks.alone(
                lane,
                () -> database.write(Purpose.INTERACTIVE, tx -> {
                    var items = tx.query(
                            "select k, desired, confirmed from ledger_item where k = any(?) and state = ? order by k",
                            Bind.of(keys, State.PARKED.code()),
                            row -> new Item(
                                    Lane.recordId(row.getLong(1)), row.getLong(2), row.getLong(3), State.PARKED));
                    what.take(tx, items);
                    return items.size();
                }));
    }

    /** A partner complains late about something it had accepted: the item is parked, unless something else is wanted by now. */
    public boolean late(Lane lane, long recordId, List<Rejection> reasons, Instant now) {
        return locks.alone(
                lane,
                () -> database.write(Purpose.CONFIRM, tx -> {
                    long k = lane.k(recordId);
                    var known = tx.first(
                            "select desired, confirmed, state from ledger_item where k = ?",
                            Bind.of(k),
                            row -> new Item(recordId, row.getLong(1), row.getLong(2), State.of(row.getInt(3))));
                    if (known.isEmpty() || known.get().state() != State.CONFIRMED) {
                        return false;
                    }
                    var changes = new Changes(lane, Manner.SNAPSHOT, Map.of(), Set.of());
                    changes.become(
                            known.get(), known.get().confirmed(Item.UNCERTAIN).with(State.PARKED));
                    changes.write(tx);
                    var complaints = new ArrayList<Complaint>();
                    for (int n = 0; n < reasons.size() && n < 20; n++) {
                        complaints.add(new Complaint(k, n, reasons.get(n)));
                    }
                    write(tx, lane, complaints, now);
                    return true;
                }));
    }

    /** Replaces what was said before about each of these items; a complaint that comes back keeps its first moment. */
    static void write(Tx tx, Lane lane, List<Complaint> complaints, Instant now) throws SQLException {
        if (complaints.isEmpty()) {
            return;
        }
        var known = new java.util.HashMap<Long, long[]>();
        tx.query(
                "select k, min(first_at), max(times) from ledger_rejection where k = any(?) group by k",
                Bind.of((Object)
                        complaints.stream().mapToLong(Complaint::k).distinct().toArray()),
                row -> known.put(row.getLong(1), new long[] {row.getLong(2), row.getLong(3)}));
        DueRows.delete(
                tx,
                "ledger_rejection",
                complaints.stream().map(Complaint::k).distinct().toList());
        long at = now.toEpochMilli();
        tx.batch(
                "insert into ledger_rejection (k, n, lane, first_at, last_at, times, code, field, rule, owner, attributes, text, fingerprint, exchange)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                complaints,
                (statement, one) -> {
                    var before = known.getOrDefault(one.k(), new long[] {at, 0});
                    statement.setLong(1, one.k());
                    statement.setInt(2, one.n());
                    statement.setInt(3, lane.id());
                    statement.setLong(4, before[0]);
                    statement.setLong(5, at);
                    statement.setInt(6, (int) before[1] + 1);
                    statement.setString(7, one.why().code());
                    statement.setString(8, one.why().field());
                    statement.setString(9, one.why().rule());
                    statement.setString(10, one.why().owner());
                    statement.setString(11, one.why().attributes());
                    statement.setString(12, one.why().text());
                    statement.setLong(13, one.why().fingerprint());
                    statement.setLong(14, one.why().exchange());
                });
    }
}
