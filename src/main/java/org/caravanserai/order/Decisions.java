package org.caravanserai.order;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.ledger.Lane;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** What humans decide, and what a buyer takes back. Each decision is for the order as it stands: what has moved on meanwhile refuses it. */
final class Decisions {
    /** What only asks for a decision. */
    private static final List<OrderCode> DECIDED =
            List.of(OrderCode.ASKS, OrderCode.ERP_REFUSED, OrderCode.OTHER_CONTENT, OrderCode.TEST_AT_PRODUCTION);

    private static final List<OrderCode> DELETED = List.of(OrderCode.DELETION);
    private static final List<OrderCode> TOLD = List.of(OrderCode.NOT_TOLD);

    private final Book book;
    private final Targets targets;
    private final Deletions deletions;

    Decisions(Book book, Targets targets) {
        this.book = book;
        this.targets = targets;
        this.deletions = new Deletions(book);
    }

    Decided decide(long order, Decision decision, Deciding by) {
        var found = book.database.read(Purpose.ORDER, tx -> OrderRows.byId(tx, order));
        if (found.isEmpty()) {
            return new Decided.Unknown();
        }
        var head = found.get().head();
        var target = head.target() == null && decision instanceof Decision.Release
                ? receiver(found.get())
                : Optional.ofNullable(head.target());
        book.prepare(head.reply(), target.orElse(null));
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, order).orElseThrow();
            if (by.revision() >= 0 && by.revision() != kept.head().revision()) {
                return moved(kept);
            }
            var decided = decide(tx, target.map(kept::to).orElse(kept), decision, by.who());
            if (decided instanceof Decided.Done done) {
                settled(tx, new Kept(done.head(), kept.handling(), kept.digest()), decision, by);
            }
            return decided;
        });
    }

    /** The reason goes into the time line, unless it is there as what the buyer is told; what asked for the decision is closed. */
    private void settled(Tx tx, Kept kept, Decision decision, Deciding by) throws SQLException {
        var reason = by.reason() == null ? "" : by.reason();
        boolean deletion = decision instanceof Decision.Deleted || decision instanceof Decision.Stays;
        boolean ends = decision instanceof Decision.Refuse || decision instanceof Decision.Cancel;
        if (!reason.isEmpty() && !ends && !deletion) {
            book.note(tx, kept, by.who(), "reason", reason);
        }
        var answered = new ArrayList<OrderCode>();
        if (!(decision instanceof Decision.Stays)) {
            answered.addAll(decision instanceof Decision.TellAgain ? TOLD : DECIDED);
        }
        if (ends || deletion) {
            answered.addAll(DELETED);
        }
        for (var code : answered) {
            tx.update(
                    "update order_trouble set closed_at = ?, closed_by = ?, note = ? where order_id = ? and closed_at = 0 and code = ?",
                    Bind.of(
                            book.now().toEpochMilli(),
                            OrderRows.cut(by.who(), 200),
                            OrderRows.cut(reason, 1000),
                            kept.id(),
                            code.code()));
        }
    }

    /** Somebody has looked at what does not ask for a decision. */
    Closed close(long trouble, String who, String note) {
        return book.database.write(Purpose.INTERACTIVE, tx -> {
            var order = tx.first(
                    "select order_id from order_trouble where id = ? and code = ? and closed_at = 0",
                    Bind.of(trouble, OrderCode.DELETION.code()),
                    row -> row.getLong(1));
            if (order.isPresent()
                    && Deletions.asked(tx, OrderRows.lock(tx, order.get()).orElseThrow())
                            .isPresent()) {
                return Closed.UNDECIDED;
            }
            int closed = tx.update(
                    "update order_trouble set closed_at = ?, closed_by = ?, note = ? where id = ? and closed_at = 0",
                    Bind.of(book.now().toEpochMilli(), OrderRows.cut(who, 200), OrderRows.cut(note, 1000), trouble));
            return closed == 1 ? Closed.DONE : Closed.GONE;
        });
    }

    /** The receiver says that it has the order. Said twice it is no news. */
    Decided acknowledged(long order, String number, String channel) {
        var head = book.database
                .read(Purpose.ORDER, tx -> OrderRows.byId(tx, order))
                .orElseThrow()
                .head();
        book.prepare(head.reply(), head.target());
        return book.database.writeRetrying(
                Purpose.ORDER, tx -> acknowledged(tx, OrderRows.lock(tx, order).orElseThrow(), number, channel));
    }

    /** The same inside a transaction that has locked the order. */
    Decided acknowledged(Tx tx, Kept kept, String number, String channel) throws SQLException {
        if (!channel.equals(kept.head().target())) {
            var wrong = refused(kept, OrderCode.EVENT_CONTRADICTS, channel + " was not sent this order");
            book.trouble(tx, kept, 0, OrderCode.EVENT_CONTRADICTS, channel + " has an order that was not sent to it");
            return wrong;
        }
        return switch (kept.handling()) {
            case ACCEPTED -> new Decided.Done(kept.head());
            case READY, UNKNOWN, PARKED -> {
                var decided = arrived(tx, kept, Handling.READY, number, channel, "sent");
                if (decided instanceof Decided.Refused wrong) {
                    book.trouble(
                            tx,
                            kept,
                            0,
                            wrong.reason().code(),
                            channel + " says: " + wrong.reason().text());
                }
                yield decided;
            }
            case HELD, REJECTED, CANCELLED -> {
                book.trouble(
                        tx,
                        kept,
                        0,
                        OrderCode.EVENT_CONTRADICTS,
                        channel + " has an order that is " + kept.head().state().word());
                yield moved(kept);
            }
        };
    }

    /** An order nobody received when it came may have a receiver by now. */
    private Optional<String> receiver(Kept kept) {
        var order = book.database
                .read(Purpose.ORDER, tx -> OrderRows.document(tx, kept.id()))
                .order();
        return targets.receiver(kept.head().source(), kept.head().account(), order)
                .map(Target::channel);
    }

    private Decided decide(Tx tx, Kept kept, Decision decision, String who) throws SQLException {
        if (decision instanceof Decision.Release) {
            return release(tx, kept, who);
        }
        if (decision instanceof Decision.SendAgain) {
            return sendAgain(tx, kept, who);
        }
        if (decision instanceof Decision.Arrived arrived) {
            return arrived(tx, kept, Handling.UNKNOWN, arrived.number(), who, "decided");
        }
        if (decision instanceof Decision.TellAgain) {
            return tellAgain(tx, kept, who);
        }
        if (decision instanceof Decision.Deleted deleted) {
            return deletions.carriedOut(tx, kept, deleted.text(), who);
        }
        if (decision instanceof Decision.Stays stays) {
            return deletions.stays(tx, kept, stays.text(), who);
        }
        if (decision instanceof Decision.Refuse refuse) {
            return end(tx, kept, Handling.REJECTED, refuse.text(), who);
        }
        return end(tx, kept, Handling.CANCELLED, ((Decision.Cancel) decision).text(), who);
    }

    private Decided release(Tx tx, Kept kept, String who) throws SQLException {
        if (kept.handling() == Handling.READY && book.ledger.once().sooner(tx, lane(kept), kept.id(), book.now())) {
            book.note(tx, kept, who, "decided", "handed over without waiting for the marketplace");
            book.wakeAfter(tx, kept.head().target(), Target.ORDERS);
            return new Decided.Done(kept.head());
        }
        if (kept.handling() != Handling.HELD) {
            return moved(kept);
        }
        if (kept.head().target() == null) {
            return refused(
                    kept,
                    OrderCode.NO_TARGET,
                    "no channel receives orders of " + kept.head().source());
        }
        var below = Versions.below(tx, kept);
        if (!below.isEmpty()) {
            var first = below.get(0).head();
            return refused(
                    kept,
                    OrderCode.AMENDS,
                    "version " + first.version() + " is " + first.state().word()
                            + ": the ERP would have the order twice");
        }
        var next = book.move(tx, kept, Handling.READY, who, "decided", "released");
        book.handOver(tx, next);
        return new Decided.Done(next.head());
    }

    private Decided sendAgain(Tx tx, Kept kept, String who) throws SQLException {
        if (kept.handling() != Handling.UNKNOWN && kept.handling() != Handling.PARKED) {
            return moved(kept);
        }
        if (book.ledger.once().again(tx, lane(kept), kept.id(), book.now()).isEmpty()) {
            return underway(kept);
        }
        book.wakeAfter(tx, kept.head().target(), Target.ORDERS);
        var next = book.move(
                tx,
                kept,
                Handling.READY,
                who,
                "decided",
                "it is not at " + kept.head().target() + "; send it again");
        return new Decided.Done(next.head());
    }

    private Decided tellAgain(Tx tx, Kept kept, String who) throws SQLException {
        int again = 0;
        if (kept.head().reply() != null) {
            for (var event : OrderRows.events(tx, kept.id())) {
                var stream = event.kind() == 1 ? Target.ORDER_STATUS : Target.SHIPMENTS;
                var lane = book.lane(kept.head().reply(), stream);
                again += book.ledger
                                .once()
                                .again(tx, lane, event.id(), book.now())
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        if (again == 0) {
            return refused(kept, OrderCode.TOO_LATE, "no answer waits to be told again");
        }
        book.note(tx, kept, who, "decided", again + " answers go out again");
        book.wakeAfter(tx, kept.head().reply(), Target.ORDER_STATUS);
        book.wakeAfter(tx, kept.head().reply(), Target.SHIPMENTS);
        return new Decided.Done(kept.head());
    }

    /** @param least READY: whoever says so would know even while the call is under way */
    private Decided arrived(Tx tx, Kept kept, Handling least, String number, String who, String what)
            throws SQLException {
        var told = number == null || number.isBlank() ? null : number.strip();
        if (told != null && told.length() > 200) {
            return refused(kept, OrderCode.NUMBER_TAKEN, "a number has at most 200 characters");
        }
        boolean waits = switch (kept.handling()) {
            case HELD, UNKNOWN, PARKED -> true;
            case READY -> least == Handling.READY;
            case ACCEPTED, REJECTED, CANCELLED -> false;
        };
        if (!waits) {
            return moved(kept);
        }
        var below = kept.handling() == Handling.HELD ? Versions.below(tx, kept) : List.<Kept>of();
        var hindrance = Versions.hindrance(below);
        if (hindrance.isPresent()) {
            return new Decided.Refused(kept.head(), hindrance.get());
        }
        if (told != null && !below.isEmpty()) {
            var owner = OrderRows.owner(tx, kept.head().target(), told);
            if (owner.isPresent() && below.stream().noneMatch(one -> one.id() == owner.get())) {
                return taken(kept, told);
            }
        }
        Versions.takeOver(tx, book, kept, below, who);
        if (told != null) {
            var system = kept.head().target() == null ? Book.HUB : kept.head().target();
            var owner = OrderRows.reference(
                    tx, kept.id(), new Reference(system, Reference.ORDERS, told, null), true, book.now());
            if (owner.isPresent()) {
                return taken(kept, told);
            }
        }
        // Of a held order nothing was wanted of the ledger yet: a human has entered it at the ERP.
        if (kept.handling() != Handling.HELD) {
            book.ledger.once().proven(tx, lane(kept), kept.id(), told);
        }
        var next = book.move(
                tx,
                kept,
                Handling.ACCEPTED,
                who,
                what,
                "it is at the ERP" + (told == null ? "" : " as " + OrderRows.shown(told)));
        confirmed(tx, next, told);
        return new Decided.Done(next.head());
    }

    /** Where the receiver never confirms by itself, its having the order is all there will be. */
    private void confirmed(Tx tx, Kept kept, String number) throws SQLException {
        var target = kept.head().target();
        boolean silent = target != null
                && (target.equals(Rehearsal.CHANNEL)
                        || targets.of(target, Target.ORDERS)
                                .filter(found -> !found.confirms())
                                .isPresent());
        if (silent) {
            book.say(tx, kept, Confirmation.Verdict.ACCEPTED, number, null);
        }
    }

    private Decided end(Tx tx, Kept kept, Handling handling, String text, String who) throws SQLException {
        switch (kept.handling()) {
            case HELD -> {
                // Nothing was wanted of the ledger yet.
            }
            case READY -> {
                if (handling == Handling.REJECTED
                        || book.ledger
                                .once()
                                .withdraw(tx, lane(kept), kept.id())
                                .isEmpty()) {
                    return moved(kept);
                }
            }
            case UNKNOWN -> {
                if (handling == Handling.REJECTED) {
                    return moved(kept);
                }
                if (book.ledger.once().drop(tx, lane(kept), kept.id()).isEmpty()) {
                    return underway(kept);
                }
            }
            case PARKED -> {
                if (book.ledger.once().drop(tx, lane(kept), kept.id()).isEmpty()) {
                    return underway(kept);
                }
            }
            case ACCEPTED, REJECTED, CANCELLED -> {
                return moved(kept);
            }
        }
        var next = book.move(tx, kept, handling, who, "decided", text);
        // Who wanted it deleted need not hear that it does not come.
        if (Deletions.asked(tx, kept).isEmpty()) {
            book.say(tx, next, Confirmation.Verdict.REJECTED, null, text);
        }
        return new Decided.Done(next.head());
    }

    private static Decided taken(Kept kept, String number) {
        return refused(kept, OrderCode.NUMBER_TAKEN, "'" + OrderRows.shown(number) + "' belongs to another order");
    }

    private Lane lane(Kept kept) {
        return book.lane(kept.head().target(), Target.ORDERS);
    }

    private static Decided moved(Kept kept) {
        return refused(
                kept, OrderCode.TOO_LATE, "the order is " + kept.head().state().word() + " by now: look again");
    }

    private static Decided underway(Kept kept) {
        return refused(kept, OrderCode.TOO_LATE, "the order is on its way just now: look again in a minute");
    }

    private static Decided refused(Kept kept, OrderCode code, String text) {
        return new Decided.Refused(kept.head(), new Reason(code, "", text));
    }
}
