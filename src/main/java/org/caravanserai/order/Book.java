package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.parser.Hash64;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** What everybody who changes an order goes through: one place works out the state, asks the life-cycle and writes the time line. */
final class Book {
    /** Who speaks when the hub itself does. */
    static final String HUB = "hub";
    /** So long a ship notice waits for the confirmation of its order at most. */
    private static final Duration AFTER = Duration.ofDays(1);

    final Database database;
    final Ledger ledger;
    final LifeCycle lifeCycle;
    private final Targets targets;
    final Clock clock;
    private static final int BLOCK = 32;

    private long[] ids = new long[0];
    private int used;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private volatile Due wake = (channel, stream) -> {};

    Book(Database database, Ledger ledger, LifeCycle lifeCycle, Targets targets) {
        this.database = database;
        this.ledger = ledger;
        this.lifeCycle = lifeCycle;
        this.targets = targets;
        this.clock = database.clock();
    }

    /** Hears that something has become due. */
    @FunctionalInterface
    interface Due {
        void at(String channel, String stream);
    }

    /** Has something run after each commit that made something due. */
    void onDue(Due listener) {
        wake = listener;
    }

    /** The lane of a partner and stream; not to be asked inside a transaction. */
    Lane lane(String channel, String stream) {
        return lanes.computeIfAbsent(channel + '\n' + stream, none -> ledger.lane(channel, stream, null));
    }

    /** Makes sure that lanes which a transaction may need are known. */
    void prepare(String reply, String target) {
        if (reply != null) {
            lane(reply, Target.ORDER_STATUS);
            lane(reply, Target.SHIPMENTS);
        }
        if (target != null) {
            lane(target, Target.ORDERS);
        }
    }

    /** A fresh id of an order, ascending. Many are taken at once, in a commit of their own. Not inside a transaction. */
    synchronized long id() {
        if (used == ids.length) {
            ids = database.writeRetrying(Purpose.ORDER, tx -> tx.ids(BLOCK));
            used = 0;
        }
        return ids[used++];
    }

    Instant now() {
        return clock.instant();
    }

    /** What an order's state is with these events; each document once, in its highest version. */
    OrderState state(Tx tx, long order, Handling handling, List<OrderEvent> events) throws SQLException {
        var fulfilment = handling != Handling.ACCEPTED || events.isEmpty()
                ? new Fulfilment(Map.of("", UNTOUCHED))
                : Fulfilment.of(OrderRows.document(tx, order).order(), events);
        return OrderState.of(handling, fulfilment);
    }

    private static final Fulfilment.Amounts UNTOUCHED = new Fulfilment.Amounts(
            java.math.BigDecimal.ONE,
            java.math.BigDecimal.ZERO,
            java.math.BigDecimal.ZERO,
            java.math.BigDecimal.ZERO,
            java.math.BigDecimal.ZERO);

    /** The events of an order that count. */
    static List<OrderEvent> counting(Tx tx, long order) throws SQLException {
        return OrderRows.newest(OrderRows.events(tx, order)).values().stream()
                .filter(Book::counts)
                .map(OrderRows.KeptEvent::event)
                .toList();
    }

    /** What the hub itself refuses stands in the handling of the order; it says nothing about what the ERP does. */
    static boolean counts(OrderRows.KeptEvent kept) {
        return !kept.source().equals(HUB)
                || !(kept.event() instanceof Confirmation said)
                || said.whole() == Confirmation.Verdict.ACCEPTED && said.request() == null;
    }

    /**
     * Moves an order on and writes it into its time line.
     *
     * @throws IllegalStateException when the life-cycle does not allow it: then nothing of the transaction counts
     */
    Kept move(Tx tx, Kept kept, Handling handling, String actor, String what, String text) throws SQLException {
        return move(tx, kept, handling, state(tx, kept.id(), handling, counting(tx, kept.id())), actor, what, text);
    }

    /** The same to a state that was worked out already. */
    Kept move(Tx tx, Kept kept, Handling handling, OrderState state, String actor, String what, String text)
            throws SQLException {
        var head = kept.head();
        if (!lifeCycle.allows(head.state(), state)) {
            throw new IllegalStateException(
                    "order " + head.key() + " cannot go from " + head.state().word() + " to " + state.word());
        }
        var now = now();
        boolean accepted = handling == Handling.ACCEPTED && head.acceptedAt() == null;
        var next = new Kept(
                new OrderHead(
                        head.id(),
                        head.key(),
                        head.source(),
                        head.account(),
                        head.number(),
                        head.version(),
                        head.test(),
                        head.customer(),
                        head.reply(),
                        head.target(),
                        state,
                        head.total(),
                        head.receivedAt(),
                        now,
                        accepted ? now : head.acceptedAt(),
                        head.revision() + 1),
                handling,
                kept.digest());
        OrderRows.update(tx, next, head.state());
        OrderRows.history(tx, tx.ids(1)[0], next, now, actor, what, text);
        return next;
    }

    /** Writes into the time line only. */
    void note(Tx tx, Kept kept, String actor, String what, String text) throws SQLException {
        OrderRows.history(tx, tx.ids(1)[0], kept, now(), actor, what, text);
    }

    /** Hands an order over to its ERP, from now on. */
    void handOver(Tx tx, Kept kept) throws SQLException {
        handOver(tx, kept, now());
    }

    /** The same from a moment on. */
    void handOver(Tx tx, Kept kept, Instant from) throws SQLException {
        var lane = lane(kept.head().target(), Target.ORDERS);
        long hash = Long.parseUnsignedLong(kept.digest().substring(0, 16), 16);
        ledger.once().want(tx, lane, kept.id(), kept.head().key(), hash, from);
        wakeAfter(tx, kept.head().target(), Target.ORDERS);
    }

    /** Has what is due at a target looked at once this commits. */
    void wakeAfter(Tx tx, String channel, String stream) {
        tx.afterCommit(() -> wake.at(channel, stream));
    }

    /** Keeps an event, and tells it to whoever ordered when {@code tell}. */
    long keep(Tx tx, Kept kept, String source, OrderEvent event, boolean tell) throws SQLException {
        var canonical = OrderDocument.canonical(event.fields());
        long id = tx.ids(1)[0];
        int kind = OrderRows.kind(event);
        OrderRows.event(
                tx,
                kept.id(),
                new OrderRows.KeptEvent(
                        id, source, kind, event.id(), event.version(), BusinessKey.digest(canonical), event),
                canonical,
                now());
        var reply = kept.head().reply();
        var stream = kind == 1 ? Target.ORDER_STATUS : Target.SHIPMENTS;
        if (tell && reply != null && targets.hears(reply, stream)) {
            var key = BusinessKey.of(kept.head().key(), source, String.valueOf(kind), event.id(), event.version());
            // Whoever ordered hears that it comes before he hears that it has left.
            var due = kind == 2 && confirming(tx, kept) ? now().plus(AFTER) : now();
            ledger.once().want(tx, lane(reply, stream), id, key, Hash64.of(canonical), due);
            wakeAfter(tx, reply, stream);
        }
        return id;
    }

    /** Whether a confirmation of the order is still to be told. */
    private boolean confirming(Tx tx, Kept kept) throws SQLException {
        var lane = lane(kept.head().reply(), Target.ORDER_STATUS);
        for (var event : OrderRows.events(tx, kept.id())) {
            if (event.kind() == 1 && ledger.once().open(tx, lane, event.id())) {
                return true;
            }
        }
        return false;
    }

    /** What became of a confirmation is known: ship notices that waited for it go out, unless another one is still to be told. */
    void confirmationOver(Tx tx, Kept kept) throws SQLException {
        var reply = kept.head().reply();
        if (reply == null || confirming(tx, kept)) {
            return;
        }
        var lane = lane(reply, Target.SHIPMENTS);
        for (var event : OrderRows.events(tx, kept.id())) {
            if (event.kind() == 2) {
                ledger.once().hurry(tx, lane, event.id(), now());
            }
        }
        wakeAfter(tx, reply, Target.SHIPMENTS);
    }

    /** Tells whoever ordered what we ourselves have to say about the whole order. */
    void say(Tx tx, Kept kept, Confirmation.Verdict verdict, String number, String text) throws SQLException {
        var said =
                Confirmation.of(kept.head().key() + "-" + (kept.head().revision() + 1), now(), number, verdict, text);
        keep(tx, kept, HUB, said, true);
    }

    /** The same of what belongs to no order. */
    void stray(Tx tx, long message, String source, String account, String number, OrderCode code, String text)
            throws SQLException {
        trouble(tx, 0, message, source, account, OrderRows.shown(number), code, text);
    }

    private void trouble(
            Tx tx, long order, long message, String source, String account, String number, OrderCode code, String text)
            throws SQLException {
        OrderRows.trouble(
                tx,
                new Trouble(
                        tx.ids(1)[0],
                        order,
                        message,
                        source,
                        account,
                        number,
                        now(),
                        code.code(),
                        text,
                        null,
                        null,
                        null));
    }

    /** An operator has to look at it. */
    void trouble(Tx tx, Kept kept, long message, OrderCode code, String text) throws SQLException {
        var head = kept.head();
        trouble(tx, head.id(), message, head.source(), head.account(), head.number(), code, text);
        OrderRows.history(tx, tx.ids(1)[0], kept, now(), HUB, "trouble", code.code() + " " + text);
    }
}
