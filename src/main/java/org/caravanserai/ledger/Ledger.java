package org.caravanserai.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Row;

/**
 * The obligations towards partners. One writer per lane at a time; readers are free. Every change keeps the state counts in the same transaction.
 */
public final class Ledger {
    private static final Row<Item> ITEM =
            row -> new Item(Lane.recordId(row.getLong(1)), row.getLong(2), row.getLong(3), State.of(row.getInt(4)));
    private static final String COLUMNS = "select k, desired, confirmed, state from ledger_item where ";
    private static final int BLOCK = 5_000;

    /** No record id is higher: the end of a range that takes everything. */
    public static final long LAST = Lane.ROOM - 1;

    private final Database database;
    private final LaneLocks locks = new LaneLocks();
    private final Duties duties;
    private final Complaints complaints;
    private final Standing standing;
    private final Once once;

    public Ledger(Database database) {
        this.database = database;
        this.duties = new Duties(database, locks);
        this.complaints = new Complaints(database, locks);
        this.standing = new Standing(database, locks);
        this.once = new Once(database);
    }

    /** What push lanes have to send, and what came of it. */
    public Duties duties() {
        return duties;
    }

    /** What partners refused, and what people decide about it. */
    public Complaints complaints() {
        return complaints;
    }

    /** What partners really hold. */
    public Standing standing() {
        return standing;
    }

    /** What must never arrive twice. */
    public Once once() {
        return once;
    }

    /** The lane of this name, made when it is new. A null locale means the stream is not split. */
    public Lane lane(String channel, String stream, String locale) {
        var name = locale == null ? "" : locale;
        return find(channel, stream, name)
                .orElseGet(() -> database.writeRetrying(Purpose.BATCH, tx -> {
                    var again = tx.first(
                            "select id from ledger_lane where channel = ? and stream = ? and locale = ?",
                            Bind.of(channel, stream, name),
                            row -> row.getInt(1));
                    if (again.isPresent()) {
                        return new Lane(again.get(), channel, stream, name);
                    }
                    int id = (int) tx.number("select max(id) from ledger_lane", Bind.NONE) + 1;
                    tx.update(
                            "insert into ledger_lane (id, channel, stream, locale, cursor_seq, revision) values (?, ?, ?, ?, 0, 0)",
                            Bind.of(id, channel, stream, name));
                    return new Lane(id, channel, stream, name);
                }));
    }

    /** All lanes ever made, also those of channels that no longer exist, by channel, stream and locale. */
    public List<Lane> lanes() {
        return database.read(tx -> tx.query(
                "select id, channel, stream, locale from ledger_lane order by channel, stream, locale",
                Bind.NONE,
                row -> new Lane(row.getInt(1), row.getString(2), row.getString(3), row.getString(4))));
    }

    /** How far the change log was read for this lane. */
    public Progress progress(Lane lane) {
        return database.read(tx -> tx.first(
                        "select cursor_seq, revision from ledger_lane where id = ?",
                        Bind.of(lane.id()),
                        row -> new Progress(row.getLong(1), row.getLong(2)))
                .orElseThrow());
    }

    /** Remembers how far the change log was read, after everything up to there was settled. */
    public void progress(Lane lane, Progress reached) {
        database.write(
                Purpose.BATCH,
                tx -> tx.update(
                        "update ledger_lane set cursor_seq = ?, revision = ? where id = ?",
                        Bind.of(reached.seq(), reached.revision(), lane.id())));
    }

    /** Items by ascending record id, after {@code afterId}. */
    public List<Item> items(Lane lane, long afterId, int limit) {
        return database.read(tx -> tx.query(
                COLUMNS + "k > ? and k <= ? order by k limit ?", Bind.of(lane.k(afterId), lane.last(), limit), ITEM));
    }

    /**
     * Items that are not as they should be at the partner, by ascending record id: pending, unknown and leaving, and in push lanes those a gate
     * holds and that have to be taken off there.
     *
     * @param push whether the lane is sent item by item: then only what is due is read
     */
    public List<Item> open(Lane lane, boolean push, long afterId, int limit) {
        var sql = push
                ? "select i.k, i.desired, i.confirmed, i.state from ledger_due d join ledger_item i on i.k = d.k"
                        + " where d.k > ? and d.k <= ? and (i.state in (?, ?, ?) or i.state = "
                        + State.HELD.code() + " and i.desired = 0) order by d.k limit ?"
                : COLUMNS + "k > ? and k <= ? and state in (?, ?, ?) order by k limit ?";
        return database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        sql,
                        Bind.of(
                                lane.k(afterId),
                                lane.last(),
                                State.PENDING.code(),
                                State.UNKNOWN.code(),
                                State.LEAVING.code(),
                                limit),
                        ITEM));
    }

    /** All items of {@code (afterId, upToId]}, by record id. */
    public Map<Long, Item> range(Lane lane, long afterId, long upToId) {
        var found = new LinkedHashMap<Long, Item>();
        database.read(
                        Purpose.BATCH,
                        tx -> tx.query(
                                COLUMNS + "k > ? and k <= ? order by k",
                                Bind.of(lane.k(afterId), lane.k(upToId)),
                                ITEM))
                .forEach(item -> found.put(item.recordId(), item));
        return found;
    }

    /** What is wanted of these items, by record id; those the lane never had are missing. */
    public Map<Long, Item> items(Lane lane, Collection<Long> recordIds) {
        var found = new HashMap<Long, Item>();
        if (!recordIds.isEmpty()) {
            var keys = recordIds.stream().mapToLong(lane::k).toArray();
            database.read(Purpose.BATCH, tx -> tx.query(COLUMNS + "k = any(?)", Bind.of((Object) keys), ITEM))
                    .forEach(item -> found.put(item.recordId(), item));
        }
        return found;
    }

    /** One item, empty when the lane never had it. */
    public Optional<Item> item(Lane lane, long recordId) {
        return database.read(tx -> tx.first(COLUMNS + "k = ?", Bind.of(lane.k(recordId)), ITEM));
    }

    /** The payload of items as they stand at the partner, for those of which it was kept. */
    public Map<Long, byte[]> payloads(Lane lane, List<Long> recordIds) {
        if (recordIds.isEmpty()) {
            return Map.of();
        }
        var keys = recordIds.stream().mapToLong(lane::k).toArray();
        var found = new HashMap<Long, byte[]>();
        database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select p.k, case when i.confirmed = i.desired then p.body else coalesce(b.body, p.body) end"
                                + " from ledger_payload p join ledger_item i on i.k = p.k"
                                + " left join ledger_before b on b.k = p.k where p.k = any(?) and i.confirmed <> 0",
                        Bind.of((Object) keys),
                        row -> found.put(Lane.recordId(row.getLong(1)), row.getBytes(2))));
        return found;
    }

    /**
     * Settles a range of record ids: {@code wishes} says what evaluation wants for the selected items of {@code (afterId, upToId]}; every other item
     * of the range is leaving. Writes only what differs, in one transaction.
     *
     * @param manner how the lane reaches the partner
     * @param wishes ascending by record id, all within the range
     */
    public Settled settle(Lane lane, Manner manner, long afterId, long upToId, List<Wish> wishes) {
        return settle(lane, manner, afterId, upToId, wishes, none -> {});
    }

    /**
     * The same for somebody who compares old and new.
     *
     * @param replaced is told before anything is written: record ids whose confirmed payload (see {@link #payloads}) is about to be replaced
     */
    public Settled settle(
            Lane lane, Manner manner, long afterId, long upToId, List<Wish> wishes, Consumer<List<Long>> replaced) {
        return locks.alone(lane, () -> settleAlone(lane, manner, afterId, upToId, wishes, replaced));
    }

    private Settled settleAlone(
            Lane lane, Manner manner, long afterId, long upToId, List<Wish> wishes, Consumer<List<Long>> replaced) {
        var known = database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        COLUMNS + "k > ? and k <= ? order by k", Bind.of(lane.k(afterId), lane.k(upToId)), ITEM));
        return compare(lane, manner, wishes, known, replaced);
    }

    /** The same for a lane that is published as whole snapshots. */
    public Settled settle(Lane lane, long afterId, long upToId, List<Wish> wishes) {
        return settle(lane, Manner.SNAPSHOT, afterId, upToId, wishes);
    }

    /** The same as {@link #settle(Lane, Manner, List, List)} for a lane that is published as whole snapshots. */
    public Settled settle(Lane lane, List<Wish> wishes, List<Long> gone) {
        return settle(lane, Manner.SNAPSHOT, wishes, gone);
    }

    /** Settles single items, as a change of few records asks for: {@code gone} are ids that are not selected (any more). */
    public Settled settle(Lane lane, Manner manner, List<Wish> wishes, List<Long> gone) {
        return settle(lane, manner, wishes, gone, none -> {});
    }

    /**
     * The same for somebody who compares old and new.
     *
     * @param replaced is told before anything is written: record ids whose confirmed payload is about to be replaced
     */
    public Settled settle(Lane lane, Manner manner, List<Wish> wishes, List<Long> gone, Consumer<List<Long>> replaced) {
        return locks.alone(lane, () -> settleAlone(lane, manner, wishes, gone, replaced));
    }

    private Settled settleAlone(
            Lane lane, Manner manner, List<Wish> wishes, List<Long> gone, Consumer<List<Long>> replaced) {
        var ids = new ArrayList<>(gone);
        wishes.forEach(wish -> ids.add(wish.recordId()));
        var keys = ids.stream().mapToLong(lane::k).sorted().toArray();
        var known = database.read(
                Purpose.BATCH, tx -> tx.query(COLUMNS + "k = any(?) order by k", Bind.of((Object) keys), ITEM));
        return compare(lane, manner, wishes, known, replaced);
    }

    private Settled compare(
            Lane lane, Manner manner, List<Wish> wishes, List<Item> known, Consumer<List<Long>> replaced) {
        var byId = new LinkedHashMap<Long, Item>();
        known.forEach(item -> byId.put(item.recordId(), item));
        var changes = new Changes(lane, manner, knownReasons(lane, known), flying(lane, manner, known));
        for (var wish : wishes) {
            changes.add(wish, byId.remove(wish.recordId()));
        }
        byId.values().forEach(changes::leave);
        if (!changes.replaced().isEmpty()) {
            replaced.accept(changes.replaced());
        }
        if (!changes.isEmpty()) {
            database.write(Purpose.BATCH, tx -> {
                changes.write(tx);
                return null;
            });
        }
        return changes.settled();
    }

    private Set<Long> flying(Lane lane, Manner manner, List<Item> known) {
        var open = known.stream()
                .filter(item -> item.state() != State.CONFIRMED && item.state() != State.RETIRED)
                .mapToLong(item -> lane.k(item.recordId()))
                .toArray();
        return !manner.push() || open.length == 0
                ? Set.of()
                : Set.copyOf(database.read(
                        Purpose.BATCH,
                        tx -> tx.query(
                                "select k from ledger_due where k = any(?) and token <> 0",
                                Bind.of((Object) open),
                                row -> Lane.recordId(row.getLong(1)))));
    }

    private Map<Long, Set<String>> knownReasons(Lane lane, List<Item> known) {
        var held = known.stream()
                .filter(item -> item.state() == State.HELD)
                .mapToLong(Item::recordId)
                .toArray();
        if (held.length == 0) {
            return Map.of();
        }
        var reasons = new HashMap<Long, Set<String>>();
        database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select record_id, reason from ledger_hold where lane = ? and record_id = any(?)",
                        Bind.of(lane.id(), held),
                        row -> reasons.computeIfAbsent(row.getLong(1), id -> new HashSet<>())
                                .add(row.getString(2))));
        return reasons;
    }

    /**
     * A published snapshot is what the partner has: everything pending is confirmed, everything leaving is retired. Runs in blocks; a crash in between
     * leaves the rest to the next snapshot.
     *
     * @return items that were confirmed or retired
     */
    public long confirmSnapshot(Lane lane) {
        long done = 0;
        var counts = counts(lane);
        if (counts.of(State.PENDING) + counts.of(State.UNKNOWN) + counts.of(State.LEAVING) == 0) {
            return 0;
        }
        for (long from = lane.first(); ; ) {
            long start = from;
            var block = database.read(
                    Purpose.BATCH,
                    tx -> tx.query(
                            COLUMNS + "k > ? and k <= ? and state in (?, ?, ?) order by k limit ?",
                            Bind.of(
                                    start,
                                    lane.last(),
                                    State.PENDING.code(),
                                    State.UNKNOWN.code(),
                                    State.LEAVING.code(),
                                    BLOCK),
                            ITEM));
            if (block.isEmpty()) {
                return done;
            }
            database.write(Purpose.CONFIRM, tx -> {
                var changes = new Changes(lane, Manner.SNAPSHOT, Map.of(), Set.of());
                block.forEach(changes::confirm);
                changes.write(tx);
                return null;
            });
            done += block.size();
            from = lane.k(block.get(block.size() - 1).recordId());
        }
    }

    /** Items by state, from maintained rows. */
    public Counts counts(Lane lane) {
        var byState = new EnumMap<State, Long>(State.class);
        database.read(tx -> tx.query(
                "select state, items from ledger_count where lane = ? and items <> 0",
                Bind.of(lane.id()),
                row -> byState.put(State.of(row.getInt(1)), row.getLong(2))));
        return new Counts(byState);
    }

    /** From maintained rows: why items of a lane are held, with how many each reason holds, most first. An item with two reasons counts in both. */
    public Map<String, Long> reasons(Lane lane) {
        var found = new LinkedHashMap<String, Long>();
        database.read(tx -> tx.query(
                "select reason, items from ledger_hold_count where lane = ? and items <> 0 order by items desc, reason",
                Bind.of(lane.id()),
                row -> found.put(row.getString(1), row.getLong(2))));
        return found;
    }

    /** Record ids held for a reason, ascending, after {@code afterId}. */
    public List<Long> held(Lane lane, String reason, long afterId, int limit) {
        return database.read(tx -> tx.query(
                "select record_id from ledger_hold where lane = ? and reason = ? and record_id > ?"
                        + " order by lane, reason, record_id limit ?",
                Bind.of(lane.id(), reason, afterId, limit),
                row -> row.getLong(1)));
    }

    private Optional<Lane> find(String channel, String stream, String locale) {
        return database.read(tx -> tx.first(
                "select id from ledger_lane where channel = ? and stream = ? and locale = ?",
                Bind.of(channel, stream, locale),
                row -> new Lane(row.getInt(1), channel, stream, locale)));
    }
}
