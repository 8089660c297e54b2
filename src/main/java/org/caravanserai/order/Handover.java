package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Came;
import org.caravanserai.ledger.Capability;
import org.caravanserai.ledger.Errand;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.State;
import org.caravanserai.ledger.Turn;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn of one target: intent, call, outcome. The call stands outside of every transaction, after the intent is committed. */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** After so many attempts of which nothing is known a human is asked about an answer: with the pauses between them about three days. */
    static final int ENOUGH = 300;

    private final Book book;

    Handover(Book book) {
        this.book = book;
    }

    /**
     * What came of a turn.
     *
     * @param pause the target takes nothing before this, and why; null = go on
     */
    record Turned(Instant pause, String why) {
        static final Turned ON = new Turned(null, null);
    }

    /** Does what is due longest; empty when nothing is. */
    Optional<Turned> turn(Target target) {
        var lane = book.lane(target.channel(), target.stream());
        var now = book.now();
        if (!book.ledger.once().any(lane, now)) {
            return Optional.empty();
        }
        var turn = book.database.writeRetrying(Purpose.ORDER, tx -> begin(tx, target, lane, now));
        if (turn.isEmpty()) {
            return Optional.of(Turned.ON);
        }
        var errand = turn.get().errand();
        return Optional.of(
                switch (turn.get().kind()) {
                    case SEND -> sent(target, errand);
                    case LOOK -> looked(target, errand);
                    case ASK, LATER -> Turned.ON;
                });
    }

    private Optional<Turn> begin(Tx tx, Target target, Lane lane, Instant now) throws SQLException {
        var turn = book.ledger.once().next(tx, lane, target.rules(), now);
        if (turn.isPresent()) {
            var order = order(tx, target, turn.get().errand().recordId());
            var errand = turn.get().errand();
            switch (turn.get().kind()) {
                case SEND ->
                    book.note(tx, order, target.channel(), "sending", target.word() + ", attempt " + errand.tries());
                case LOOK, LATER ->
                    follow(tx, target, order, turn.get().state(), "no answer came: it may have arrived");
                case ASK -> {
                    var next = follow(tx, target, order, turn.get().state(), "no answer came: it may have arrived");
                    asks(tx, target, next, "no answer came");
                    if (target.stream().equals(Target.ORDER_STATUS)) {
                        book.confirmationOver(tx, next);
                    }
                }
            }
        }
        return turn;
    }

    /** The order an item of a lane is, or speaks of. */
    private static Kept order(Tx tx, Target target, long recordId) throws SQLException {
        long id = target.stream().equals(Target.ORDERS)
                ? recordId
                : OrderRows.eventById(tx, recordId).orElseThrow().getKey();
        return OrderRows.lock(tx, id).orElseThrow();
    }

    private Consignment consignment(Target target, Errand errand) {
        return book.database.read(Purpose.ORDER, tx -> {
            boolean orders = target.stream().equals(Target.ORDERS);
            var event =
                    orders ? null : OrderRows.eventById(tx, errand.recordId()).orElseThrow();
            long id = orders ? errand.recordId() : event.getKey();
            var head = OrderRows.byId(tx, id).orElseThrow().head();
            var document = OrderRows.document(tx, id);
            return new Consignment(
                    target.channel(),
                    target.stream(),
                    errand.key(),
                    head,
                    document.order(),
                    OrderRows.messageId(tx, id),
                    document.agreed(),
                    orders ? null : event.getValue(),
                    orders ? List.of() : Book.counting(tx, id),
                    errand.tries(),
                    errand.doubt());
        });
    }

    private Turned sent(Target target, Errand errand) {
        var consignment = consignment(target, errand);
        prepare(consignment);
        if (target.stream().equals(Target.ORDERS) && consignment.head().test() && target.production()) {
            settle(
                    target,
                    errand,
                    consignment,
                    new Came.Refused(),
                    null,
                    OrderCode.TEST_AT_PRODUCTION,
                    "a test order is not sent to " + target.channel());
            return Turned.ON;
        }
        Ack ack;
        try {
            ack = target.sender().send(consignment);
        } catch (RuntimeException broken) {
            LOG.error("sending {} to {} failed inside the hub", errand.key(), target.channel(), broken);
            ack = new Ack.Unknown("the sender failed inside the hub");
        }
        return answered(target, errand, consignment, ack);
    }

    private Turned answered(Target target, Errand errand, Consignment consignment, Ack ack) {
        var now = book.now();
        if (ack instanceof Ack.Accepted accepted) {
            var came = target.sees() ? new Came.Claimed(accepted.remoteId(), now) : new Came.There(accepted.remoteId());
            var look = accepted.but() == null ? null : OrderCode.NOT_TOLD;
            settle(target, errand, consignment, came, accepted.remoteId(), look, accepted.but());
        } else if (ack instanceof Ack.Submitted submitted) {
            var lookAt = submitted.lookAt() == null ? now.plus(LOOK) : submitted.lookAt();
            var deadline = submitted.deadline() == null ? now.plus(DAY) : submitted.deadline();
            settle(target, errand, consignment, new Came.Submitted(lookAt, deadline), null, null, submitted.jobId());
        } else if (ack instanceof Ack.Rejected rejected) {
            var text = target.channel() + " says " + OrderRows.shown(rejected.code())
                    + (rejected.field() == null ? "" : " of " + OrderRows.shown(rejected.field()))
                    + (rejected.text() == null ? "" : ": " + OrderRows.shown(rejected.text()));
            settle(target, errand, consignment, new Came.Refused(), null, OrderCode.ERP_REFUSED, text);
        } else if (ack instanceof Ack.Deferred deferred) {
            var least = now.plus(pause(errand.tries()));
            var pause = deferred.until() != null && deferred.until().isAfter(least) ? deferred.until() : least;
            settle(target, errand, consignment, new Came.NotSent(pause), null, null, deferred.why());
            return new Turned(pause, deferred.why());
        } else {
            var why = ((Ack.Unknown) ack).why();
            if (!target.stream().equals(Target.ORDERS) && errand.tries() % ENOUGH == 0) {
                var text = target.channel() + " was told " + errand.tries()
                        + " times and nobody knows whether it arrived; the last time: "
                        + (why == null ? "no answer" : OrderRows.shown(why));
                settle(target, errand, consignment, new Came.Contradicted(), null, OrderCode.NOT_TOLD, text);
                return Turned.ON;
            }
            settle(target, errand, consignment, new Came.Unsure(now.plus(pause(errand.tries()))), null, null, why);
        }
        return Turned.ON;
    }

    private Turned looked(Target target, Errand errand) {
        var consignment = consignment(target, errand);
        prepare(consignment);
        Sight sight;
        try {
            sight = target.sender().look(consignment);
        } catch (RuntimeException broken) {
            LOG.error("looking for {} at {} failed inside the hub", errand.key(), target.channel(), broken);
            sight = new Sight.Unclear("the look failed inside the hub");
        }
        var again = book.now().plus(pause(errand.looks()));
        if (sight instanceof Sight.There there) {
            var difference = Likeness.difference(consignment, there);
            if (difference.isPresent()) {
                settle(
                        target,
                        errand,
                        consignment,
                        new Came.Contradicted(),
                        null,
                        OrderCode.OTHER_CONTENT,
                        difference.get());
            } else {
                var number = there.number() == null ? there.id() : there.number();
                settle(target, errand, consignment, new Came.There(there.id()), there.id(), null, number);
            }
        } else if (sight instanceof Sight.Absent) {
            settle(target, errand, consignment, new Came.Absent(again), null, null, "it is not there");
        } else {
            var why = ((Sight.Unclear) sight).why();
            settle(target, errand, consignment, new Came.Unclear(again), null, null, why);
        }
        return Turned.ON;
    }

    /** Lanes are looked up outside of transactions. */
    private void prepare(Consignment consignment) {
        book.prepare(consignment.head().reply(), consignment.head().target());
    }

    /** Writes what came of an errand: in the ledger, at the order, in its time line. */
    private void settle(
            Target target,
            Errand errand,
            Consignment consignment,
            Came came,
            String number,
            OrderCode trouble,
            String text) {
        var told = target.sender().told(consignment);
        // The call has happened whatever becomes of the disk: this waits rather than gives up.
        book.database.writeRetrying(Purpose.CONFIRM, tx -> {
            var order = order(tx, target, errand.recordId());
            if (number != null && came instanceof Came.There && taken(tx, target, order, number)) {
                contradicted(tx, target, errand, order, number);
                return null;
            }
            var state = book.ledger.once().settle(tx, errand, came, target.rules(), book.now());
            if (state.isEmpty()) {
                late(tx, target, errand, order, came, number);
                return null;
            }
            var next = state.get() == State.CONFIRMED
                    ? arrived(tx, target, order, number, text, told)
                    : follow(tx, target, order, state.get(), text);
            if (target.stream().equals(Target.ORDER_STATUS)) {
                book.confirmationOver(tx, next);
            }
            if (trouble != null) {
                book.trouble(tx, next, 0, target.stream().equals(Target.ORDERS) ? trouble : OrderCode.NOT_TOLD, text);
            } else if (came instanceof Came.Unsure && asksAHuman(target)) {
                asks(tx, target, next, text);
            }
            return null;
        });
    }

    private static boolean asksAHuman(Target target) {
        return target.capability() == Capability.BLIND;
    }

    /** An answer that names an order which is somebody else's speaks of something else: it is not believed, and a human looks. */
    private void contradicted(Tx tx, Target target, Errand errand, Kept order, String number) throws SQLException {
        var text = "the answer names '" + OrderRows.shown(number) + "', which is another order at " + target.channel();
        var state = book.ledger.once().settle(tx, errand, new Came.Contradicted(), target.rules(), book.now());
        var next = state.isPresent() ? follow(tx, target, order, state.get(), text) : order;
        book.trouble(tx, next, 0, OrderCode.NUMBER_TAKEN, text);
    }

    /** Keeps the number; true when it belongs to another order. */
    private boolean taken(Tx tx, Target target, Kept order, String number) throws SQLException {
        if (!target.stream().equals(Target.ORDERS)) {
            return false;
        }
        var reference = new Reference(target.channel(), Reference.ORDERS, OrderRows.cut(number, 200), null);
        return OrderRows.reference(tx, order.id(), reference, true, book.now()).isPresent();
    }

    /** An outcome whose lease was lost. That the partner has it is true all the same. */
    private void late(Tx tx, Target target, Errand errand, Kept order, Came came, String number) throws SQLException {
        if (came instanceof Came.There
                && book.ledger
                        .once()
                        .proven(tx, errand.lane(), errand.recordId(), number)
                        .isPresent()) {
            arrived(tx, target, order, number, "the answer came late", null);
            return;
        }
        book.note(tx, order, target.channel(), "late", "an answer came after its time and does not count");
        if (came instanceof Came.There && OrderRows.numbers(tx, order.id(), target.channel()) > 1) {
            book.trouble(
                    tx,
                    order,
                    0,
                    OrderCode.SECOND_NUMBER,
                    target.channel() + " gave a second number, '" + OrderRows.shown(number)
                            + "': it may have the order twice");
        }
    }

    private Kept arrived(Tx tx, Target target, Kept order, String number, String text, String told)
            throws SQLException {
        if (!target.stream().equals(Target.ORDERS)) {
            book.note(tx, order, target.channel(), "told", told == null ? target.word() + " arrived" : told);
            return order;
        }
        if (order.handling() == Handling.ACCEPTED || !waiting(order)) {
            return order;
        }
        var shown = text == null ? number : text;
        var next = book.move(
                tx,
                order,
                Handling.ACCEPTED,
                target.channel(),
                "sent",
                target.channel() + " has it" + (shown == null ? "" : ": " + OrderRows.shown(shown)));
        if (!target.confirms()) {
            book.say(tx, next, Confirmation.Verdict.ACCEPTED, number, null);
        }
        return target.channel().equals(Rehearsal.CHANNEL) ? rehearsed(tx, next) : next;
    }

    /** The buyer sees the whole way: everything he ordered is said to have left. */
    private Kept rehearsed(Tx tx, Kept order) throws SQLException {
        var shipment = Rehearsal.shipment(
                order.head(), OrderRows.document(tx, order.id()).order(), book.now());
        book.keep(tx, order, Book.HUB, shipment, true);
        return book.move(tx, order, Handling.ACCEPTED, Rehearsal.CHANNEL, "shipped", "rehearsed, nothing has left");
    }

    private static boolean waiting(Kept order) {
        return switch (order.handling()) {
            case READY, UNKNOWN, PARKED -> true;
            case HELD, ACCEPTED, REJECTED, CANCELLED -> false;
        };
    }

    /** Brings the order to where its item stands in the ledger. */
    private Kept follow(Tx tx, Target target, Kept order, State state, String text) throws SQLException {
        if (!target.stream().equals(Target.ORDERS)) {
            book.note(tx, order, target.channel(), "told", target.word() + " is " + state.word() + said(text));
            return order;
        }
        var handling = switch (state) {
            case PENDING -> Handling.READY;
            case UNKNOWN -> Handling.UNKNOWN;
            case PARKED -> Handling.PARKED;
            case CONFIRMED, HELD, LEAVING, RETIRED -> throw new IllegalStateException("an item under way is " + state);
        };
        if (!waiting(order) || order.handling() == handling) {
            book.note(tx, order, target.channel(), "looked", target.word() + " is " + state.word() + said(text));
            return order;
        }
        return book.move(
                tx, order, handling, target.channel(), "sent", target.channel() + ": " + state.word() + said(text));
    }

    private void asks(Tx tx, Target target, Kept order, String why) throws SQLException {
        var code = target.stream().equals(Target.ORDERS) ? OrderCode.ASKS : OrderCode.NOT_TOLD;
        book.trouble(
                tx,
                order,
                0,
                code,
                target.channel() + " cannot be asked; " + (why == null ? "" : OrderRows.shown(why)));
    }

    private static String said(String text) {
        return text == null ? "" : "; " + OrderRows.shown(text);
    }

    /** 1 s, 2 s, 4 s to 15 min. */
    static Duration pause(int tries) {
        var pause = Duration.ofSeconds(1L << Math.min(Math.max(tries, 1) - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
