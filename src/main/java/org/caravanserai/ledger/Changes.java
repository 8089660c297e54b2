package org.caravanserai.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Tx;

/** Collects what differs between wishes and rows, then writes it together with the state counts. */
final class Changes {
    private record Reason(String name, long recordId) {}

    record Payload(long k, byte[] body) {}

    private final Lane lane;
    private final Map<Long, Set<String>> knownReasons;
    private final Set<Long> flying;
    private final boolean push;
    private final DueRows dues;
    private final List<Item> inserts = new ArrayList<>();
    private final List<Item> updates = new ArrayList<>();
    private final List<Long> unheld = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Payload> payloads = new ArrayList<>();
    private final List<Long> replaced = new ArrayList<>();
    /** Keys whose present payload is the confirmed one and gives way, and keys whose present payload is confirmed now. */
    private final List<Long> giveWay = new ArrayList<>();

    private final List<Long> stand = new ArrayList<>();
    private final List<Long> nameless = new ArrayList<>();
    private final Map<State, Long> delta = new EnumMap<>(State.class);
    private int created;
    private int updated;
    private int leaving;
    private int held;
    private int unchanged;

    /**
     * @param knownReasons why items are held so far, by record id
     * @param flying record ids that are on their way to the partner just now
     */
    Changes(Lane lane, Manner manner, Map<Long, Set<String>> knownReasons, Set<Long> flying) {
        this.lane = lane;
        this.knownReasons = knownReasons;
        this.flying = flying;
        this.push = manner.push();
        this.dues = new DueRows(lane, manner);
    }

    void add(Wish wish, Item known) {
        if (wish instanceof Wish.Wanted wanted) {
            want(wanted, known);
        } else if (wish instanceof Wish.Held hold) {
            hold(hold, known);
        }
    }

    private void want(Wish.Wanted wanted, Item known) {
        if (wanted.hash() == 0) {
            throw new IllegalArgumentException("hash 0 means nothing is wanted");
        }
        boolean waiting = known != null && known.state().selected() && known.state() != State.HELD;
        if (waiting && known.desired() == wanted.hash()) {
            unchanged++;
            return;
        }
        long confirmed = known == null ? 0 : known.confirmed();
        // What is on its way may still arrive, so that even what is confirmed has to be sent again.
        var state = confirmed == wanted.hash() && !flies(wanted.recordId()) ? State.CONFIRMED : State.PENDING;
        put(known, new Item(wanted.recordId(), wanted.hash(), confirmed, state));
        if (push && known != null && known.desired() == 0 && confirmed == Item.UNCERTAIN) {
            // Nobody knows whether it was taken away: what the partner called it may not be there any more.
            nameless.add(lane.k(wanted.recordId()));
        }
        if (confirmed == 0) {
            created++;
        } else {
            updated++;
        }
        if (push && confirmed != 0 && confirmed != Item.UNCERTAIN) {
            replaced.add(wanted.recordId());
        }
        if (wanted.payload() != null && (known == null || known.desired() != wanted.hash())) {
            if (confirmed != 0 && confirmed == known.desired()) {
                replaced.add(wanted.recordId());
                giveWay.add(lane.k(wanted.recordId()));
            } else if (confirmed == wanted.hash()) {
                stand.add(lane.k(wanted.recordId()));
            }
            payloads.add(new Payload(lane.k(wanted.recordId()), wanted.payload().get()));
        }
    }

    /** A held item keeps its last wanted hash, so that nobody mistakes the kept payload for the confirmed one. */
    private void hold(Wish.Held hold, Item known) {
        boolean gone = hold.retire() && !push;
        long confirmed = known == null || gone ? 0 : known.confirmed();
        if (gone && known != null && known.confirmed() != 0) {
            stand.add(lane.k(hold.recordId()));
        }
        long desired = known == null || hold.retire() ? 0 : known.desired();
        var next = new Item(hold.recordId(), desired, confirmed, State.HELD);
        if (next.equals(known)) {
            unchanged++;
            if (Set.copyOf(hold.reasons()).equals(knownReasons.get(hold.recordId()))) {
                return;
            }
        } else {
            put(known, next);
            held++;
        }
        unheld.add(hold.recordId());
        hold.reasons().forEach(reason -> reasons.add(new Reason(reason, hold.recordId())));
    }

    void leave(Item known) {
        if (!known.state().selected()) {
            unchanged++;
            return;
        }
        boolean stands = known.standsAtPartner() || flies(known.recordId());
        put(known, new Item(known.recordId(), 0, known.confirmed(), stands ? State.LEAVING : State.RETIRED));
        leaving++;
    }

    void confirm(Item known) {
        boolean gone = known.state() == State.LEAVING;
        if (known.confirmed() != 0) {
            stand.add(lane.k(known.recordId()));
        }
        put(
                known,
                new Item(
                        known.recordId(),
                        known.desired(),
                        gone ? 0 : known.desired(),
                        gone ? State.RETIRED : State.CONFIRMED));
    }

    /** What a look at the partner has shown; what differs becomes due. */
    void show(Shown shown) {
        put(shown.believed(), shown.next());
    }

    /** Writes what an attempt has led to. */
    void become(Item known, Item next) {
        if (!next.equals(known)) {
            updates.add(next);
            shift(known, next);
        }
    }

    private boolean flies(long recordId) {
        return flying.contains(recordId);
    }

    void put(Item known, Item next) {
        dues.changed(known, next, flies(next.recordId()));
        if (known == null) {
            inserts.add(next);
        } else {
            updates.add(next);
            if (known.state() == State.HELD && next.state() != State.HELD) {
                unheld.add(next.recordId());
            }
        }
        shift(known, next);
    }

    private void shift(Item known, Item next) {
        if (known != null) {
            delta.merge(known.state(), -1L, Long::sum);
        }
        delta.merge(next.state(), 1L, Long::sum);
    }

    boolean isEmpty() {
        return inserts.isEmpty() && updates.isEmpty() && unheld.isEmpty();
    }

    /** Records whose confirmed payload gives way to a new one, or soon will, ascending. */
    List<Long> replaced() {
        return replaced;
    }

    Settled settled() {
        return new Settled(created, updated, leaving, held, unchanged);
    }

    void write(Tx tx) throws SQLException {
        tx.batch(
                "insert into ledger_item (k, desired, confirmed, state) values (?, ?, ?, ?)",
                inserts,
                (statement, item) -> {
                    statement.setLong(1, lane.k(item.recordId()));
                    statement.setLong(2, item.desired());
                    statement.setLong(3, item.confirmed());
                    statement.setInt(4, item.state().code());
                });
        tx.batch(
                "update ledger_item set desired = ?, confirmed = ?, state = ? where k = ?",
                updates,
                (statement, item) -> {
                    statement.setLong(1, item.desired());
                    statement.setLong(2, item.confirmed());
                    statement.setInt(3, item.state().code());
                    statement.setLong(4, lane.k(item.recordId()));
                });
        writeReasons(tx);
        DueRows.delete(tx, "ledger_before", stand);
        if (!giveWay.isEmpty()) {
            DueRows.delete(tx, "ledger_before", giveWay);
            tx.update(
                    "insert into ledger_before (k, body) select k, body from ledger_payload where k = any(?)",
                    Bind.of((Object) giveWay.stream().mapToLong(Long::longValue).toArray()));
        }
        writePayloads(tx, payloads);
        DueRows.delete(tx, "ledger_remote", nameless);
        dues.write(tx);
        for (var entry : delta.entrySet()) {
            if (entry.getValue() != 0) {
                count(tx, "ledger_count", "state", entry.getKey().code(), entry.getValue());
            }
        }
    }

    private void writeReasons(Tx tx) throws SQLException {
        var by = new TreeMap<String, Long>();
        if (!unheld.isEmpty()) {
            var gone = unheld.stream().mapToLong(Long::longValue).toArray();
            tx.query(
                    "select reason, count(*) from ledger_hold where lane = ? and record_id = any(?) group by reason",
                    Bind.of(lane.id(), gone),
                    row -> by.merge(row.getString(1), -row.getLong(2), Long::sum));
            tx.update("delete from ledger_hold where lane = ? and record_id = any(?)", Bind.of(lane.id(), gone));
        }
        var fresh = reasons.stream().distinct().toList();
        tx.batch("insert into ledger_hold (lane, reason, record_id) values (?, ?, ?)", fresh, (statement, reason) -> {
            statement.setInt(1, lane.id());
            statement.setString(2, reason.name());
            statement.setLong(3, reason.recordId());
        });
        fresh.forEach(reason -> by.merge(reason.name(), 1L, Long::sum));
        for (var entry : by.entrySet()) {
            if (entry.getValue() != 0) {
                count(tx, "ledger_hold_count", "reason", entry.getKey(), entry.getValue());
            }
        }
    }

    static void writePayloads(Tx tx, List<Payload> payloads) throws SQLException {
        if (payloads.isEmpty()) {
            return;
        }
        var touched = tx.batch("update ledger_payload set body = ? where k = ?", payloads, (statement, payload) -> {
            statement.setBytes(1, payload.body());
            statement.setLong(2, payload.k());
        });
        var fresh = new ArrayList<Payload>();
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 0) {
                fresh.add(payloads.get(i));
            }
        }
        tx.batch("insert into ledger_payload (k, body) values (?, ?)", fresh, (statement, payload) -> {
            statement.setLong(1, payload.k());
            statement.setBytes(2, payload.body());
        });
    }

    private void count(Tx tx, String table, String column, Object of, long by) throws SQLException {
        if (tx.update(
                        "update " + table + " set items = items + ? where lane = ? and " + column + " = ?",
                        Bind.of(by, lane.id(), of))
                == 0) {
            tx.update(
                    "insert into " + table + " (lane, " + column + ", items) values (?, ?, ?)",
                    Bind.of(lane.id(), of, by));
        }
    }
}
