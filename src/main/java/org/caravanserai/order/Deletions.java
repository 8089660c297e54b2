package org.caravanserai.order;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Takes the wish to delete an order: what nobody was told is taken back, what the ERP was told waits for a human, what has left stays, and the buyer is told so
 * by a rejection of the wish (not of the order).
 */
final class Deletions {
    private static final int NAME = 16;

    private final Book book;

    Deletions(Book book) {
        this.book = book;
    }

    /**
     * @return {@link Decided.Done} with an order that is cancelled or rejected: it is over; in another state: a human decides.
     *     {@link Decided.Refused}: not possible any more. {@link Decided.Unknown}: there is no such order, and nothing was kept
     */
    Decided take(Deletion asked) {
        var found = book.database.read(Purpose.ORDER, tx -> versions(tx, asked));
        if (found.isEmpty()) {
            return new Decided.Unknown();
        }
        found.forEach(kept -> book.prepare(kept.head().reply(), kept.head().target()));
        return book.database.writeRetrying(Purpose.ORDER, tx -> take(tx, asked));
    }

    private static List<Kept> versions(Tx tx, Deletion asked) throws SQLException {
        return OrderRows.versions(tx, asked.source(), asked.account(), asked.number(), asked.test());
    }

    private Decided take(Tx tx, Deletion asked) throws SQLException {
        var versions = versions(tx, asked);
        var newest = OrderRows.lock(tx, versions.get(0).id()).orElseThrow();
        if (asked.version() != 0 && asked.version() < newest.head().version()) {
            var reason = new Reason(
                    OrderCode.OUTDATED,
                    "version",
                    "version " + asked.version() + " is to be deleted, and version "
                            + newest.head().version() + " is here");
            if (!known(tx, newest, asked)) {
                book.trouble(tx, newest, keep(tx, newest, asked), reason.code(), reason.text());
            }
            return new Decided.Refused(newest.head(), reason);
        }
        var standing = Versions.standing(tx, versions);
        var left = standing.stream().filter(Versions::shipped).findFirst();
        if (left.isPresent()) {
            return tooLate(tx, left.get(), asked);
        }
        OrderHead waits = null;
        for (var one : standing) {
            var now = one.head().state() == OrderState.REJECTED ? one : back(tx, one);
            if (!known(tx, one, asked)) {
                long message = keep(tx, one, asked);
                if (now.handling() != Handling.CANCELLED && now.head().state() != OrderState.REJECTED) {
                    asks(tx, now, message);
                } else if (now == one) {
                    book.note(tx, one, actor(one), "heard", "deleted by the buyer; nothing of it comes anyway");
                }
            }
            boolean over = now.handling() == Handling.CANCELLED || now.head().state() == OrderState.REJECTED;
            waits = over || waits != null ? waits : now.head();
        }
        return new Decided.Done(
                waits != null
                        ? waits
                        : OrderRows.byId(tx, newest.id()).orElseThrow().head());
    }

    /** An order nobody was told of is cancelled; the same order otherwise. */
    private Kept back(Tx tx, Kept kept) throws SQLException {
        boolean untold = switch (kept.handling()) {
            case HELD -> true;
            case READY ->
                book.ledger
                        .once()
                        .withdraw(tx, book.lane(kept.head().target(), Target.ORDERS), kept.id())
                        .isPresent();
            case UNKNOWN, PARKED, ACCEPTED, REJECTED, CANCELLED -> false;
        };
        return untold
                ? book.move(tx, kept, Handling.CANCELLED, actor(kept), "decided", "taken back by the buyer")
                : kept;
    }

    private static String actor(Kept kept) {
        return kept.head().account().isEmpty()
                ? kept.head().source()
                : kept.head().account();
    }

    private void asks(Tx tx, Kept kept, long message) throws SQLException {
        if (asked(tx, kept).isEmpty()) {
            book.trouble(
                    tx,
                    kept,
                    message,
                    OrderCode.DELETION,
                    "the buyer deletes an order that is " + kept.head().state().word()
                            + (kept.handling() == Handling.READY ? ", on its way just now" : "")
                            + (kept.head().target() == null
                                    ? ""
                                    : " at " + kept.head().target()));
        }
    }

    private Decided tooLate(Tx tx, Kept kept, Deletion asked) throws SQLException {
        var reason = new Reason(
                OrderCode.SHIPPED,
                "",
                "order '" + OrderRows.shown(asked.number()) + "' cannot be deleted: it is "
                        + kept.head().state().word());
        if (!known(tx, kept, asked)) {
            book.trouble(tx, kept, keep(tx, kept, asked), reason.code(), reason.text());
            reject(tx, kept, asked.message().id(), reason.text());
        }
        return new Decided.Refused(kept.head(), reason);
    }

    private static boolean known(Tx tx, Kept kept, Deletion asked) throws SQLException {
        return tx.first(
                        "select id from order_message where order_id = ? and digest = ? order by order_id, id limit 1",
                        Bind.of(kept.id(), asked.message().digest()),
                        row -> row.getLong(1))
                .isPresent();
    }

    private long keep(Tx tx, Kept kept, Deletion asked) throws SQLException {
        long message = tx.ids(1)[0];
        OrderRows.message(tx, message, kept.id(), asked.message(), book.now());
        return message;
    }

    /** Tells the buyer that a message of his is not carried out; of the order itself nothing is said. */
    private void reject(Tx tx, Kept kept, String request, String text) throws SQLException {
        if (request == null) {
            return;
        }
        var name = BusinessKey.digest(request.getBytes(StandardCharsets.UTF_8)).substring(0, NAME);
        var said = new Confirmation(
                kept.head().key() + "-D" + name,
                1,
                book.now(),
                null,
                Confirmation.Verdict.REJECTED,
                List.of(),
                text,
                OrderRows.cut(request, 200));
        book.keep(tx, kept, Book.HUB, said, true);
    }

    /** The wish that waits for a human: what the transport called its message, empty text = nothing. */
    static Optional<String> asked(Tx tx, Kept kept) throws SQLException {
        return tx.first(
                "select coalesce(m.message_id, '') from order_trouble t join order_message m on m.id = t.message"
                        + " where t.order_id = ? and t.closed_at = 0 and t.code = ? order by t.order_id, t.id limit 1",
                Bind.of(kept.id(), OrderCode.DELETION.code()),
                row -> row.getString(1));
    }

    /** A human has cancelled the order at the ERP, as the buyer wanted. */
    Decided carriedOut(Tx tx, Kept kept, String text, String who) throws SQLException {
        if (asked(tx, kept).isEmpty()) {
            return nobody(kept);
        }
        if (Versions.shipped(kept)) {
            return new Decided.Refused(
                    kept.head(),
                    new Reason(
                            OrderCode.SHIPPED,
                            "",
                            "it is " + kept.head().state().word() + " by now"));
        }
        var lane = kept.head().target() == null ? null : book.lane(kept.head().target(), Target.ORDERS);
        boolean free = switch (kept.handling()) {
            case ACCEPTED -> true;
            case READY -> book.ledger.once().withdraw(tx, lane, kept.id()).isPresent();
            case UNKNOWN, PARKED -> book.ledger.once().drop(tx, lane, kept.id()).isPresent();
            case HELD, REJECTED, CANCELLED -> false;
        };
        if (!free) {
            return new Decided.Refused(
                    kept.head(),
                    new Reason(
                            OrderCode.TOO_LATE,
                            "",
                            "the order is " + kept.head().state().word() + ", or on its way just now: look again"));
        }
        var next = book.move(tx, kept, Handling.CANCELLED, who, "decided", "deleted, as the buyer wanted: " + text);
        return new Decided.Done(next.head());
    }

    /** It is too late, or not wanted: the buyer is told that the order stays. */
    Decided stays(Tx tx, Kept kept, String text, String who) throws SQLException {
        var request = asked(tx, kept);
        if (request.isEmpty()) {
            return nobody(kept);
        }
        reject(tx, kept, request.get().isEmpty() ? null : request.get(), text);
        book.note(tx, kept, who, "decided", "it is not deleted: " + text);
        return new Decided.Done(kept.head());
    }

    private static Decided nobody(Kept kept) {
        return new Decided.Refused(
                kept.head(),
                new Reason(OrderCode.TOO_LATE, "", "nobody waits for this order to be deleted: look again"));
    }
}
