package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.ledger.Lane;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * What a marketplace tells of an order after it has placed it: that it is paid, who it is for, that it went on without us. What is ordered never changes by
 * it. An order that has not gone out goes out with what was told; of one that has, an operator sees what is missing where it is carried out.
 */
final class Completion {
    /** Nobody but the marketplace or a human says when. */
    private static final Instant SOME_DAY = Instant.parse("9999-12-31T00:00:00Z");

    private final Book book;

    Completion(Orders orders) {
        this.book = orders.book();
    }

    /** The way of an order the hub itself accepts: the marketplace is told so, and the receiver gets it once it is paid. */
    void accepted(Tx tx, Kept kept) throws SQLException {
        afterPayment(tx, kept, "accepted at " + kept.head().source());
        book.say(tx, kept, Confirmation.Verdict.ACCEPTED, null, null);
    }

    /** The way of an order that somebody accepts at the marketplace, or has accepted: the receiver gets it once it is paid. */
    void waits(Tx tx, Kept kept) throws SQLException {
        afterPayment(tx, kept, "it is accepted at " + kept.head().source() + " itself");
    }

    private void afterPayment(Tx tx, Kept kept, String how) throws SQLException {
        book.handOver(tx, kept, SOME_DAY);
        book.note(
                tx,
                kept,
                Book.HUB,
                "decided",
                how + "; " + kept.head().target() + " gets it once it is paid and says where it goes");
    }

    /** The way of one that is paid: the receiver gets it now. */
    void paid(Tx tx, Kept kept) throws SQLException {
        book.handOver(tx, kept);
    }

    /** Whether another version may take its place: nothing of it has gone out. */
    boolean replaceable(OrderHead head) {
        book.prepare(head.reply(), head.target());
        return book.database.read(tx -> {
            var kept = OrderRows.byId(tx, head.id()).orElseThrow();
            return (kept.handling() == Handling.HELD || waits(kept)) && !out(tx, kept);
        });
    }

    /** Lines came to nothing there after the order was handed over: an operator hears of those that were not refused from here, once. */
    void linesEnded(OrderHead head, String channel, List<String> lines) {
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, head.id()).orElseThrow();
            var fulfilment = Fulfilment.of(OrderRows.document(tx, kept.id()).order(), Book.counting(tx, kept.id()));
            var left = lines.stream()
                    .filter(line -> fulfilment.lines().containsKey(line))
                    .filter(line -> fulfilment.lines().get(line).rejected().signum() == 0)
                    .toList();
            if (!left.isEmpty()) {
                book.trouble(
                        tx,
                        kept,
                        0,
                        OrderCode.LINES_ENDED,
                        channel + " refuses or cancels lines "
                                + OrderRows.shown(String.join(", ", left)) + ", and "
                                + kept.head().target() + " has had the order: it is "
                                + kept.head().state().word());
            }
            return null;
        });
    }

    /** An order that went its way at the marketplace and never came here: an operator hears of it, once. */
    boolean missed(String channel, String number, String state, Incoming.Message message) {
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            if (tx.first("select 1 from order_message where message_id = ?", Bind.of(message.id()), row -> true)
                    .isPresent()) {
                return false;
            }
            long kept = tx.ids(1)[0];
            OrderRows.message(tx, kept, 0, message, book.now());
            book.stray(
                    tx,
                    kept,
                    channel,
                    "",
                    number,
                    OrderCode.NEVER_CAME,
                    "it is " + OrderRows.shown(state) + " at " + channel + ", and this hub has never had it");
            return true;
        });
    }

    /**
     * Keeps what is told, once, with a line in the time line.
     *
     * @param text one sentence
     * @return false when the same was kept before, with the order itself or after it
     */
    boolean heard(long order, String channel, Incoming.Message message, String text) {
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, order).orElseThrow();
            boolean fresh = keeps(tx, kept, message);
            if (fresh) {
                book.note(tx, kept, channel, "heard", text);
            }
            return fresh;
        });
    }

    private boolean keeps(Tx tx, Kept kept, Incoming.Message message) throws SQLException {
        boolean fresh = Orders.messages(tx, kept.head()).stream()
                .noneMatch(one -> one.digest().equals(message.digest()));
        if (fresh) {
            OrderRows.message(tx, tx.ids(1)[0], kept.id(), message, book.now());
        }
        return fresh;
    }

    /**
     * Tells more of an order.
     *
     * @param order with the same goods
     * @param open it can be shipped now
     */
    void tell(OrderHead head, String channel, Order order, Incoming.Message message, boolean open) {
        book.prepare(head.reply(), head.target());
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, head.id()).orElseThrow();
            boolean out = out(tx, kept);
            if (keeps(tx, kept, message)) {
                book.note(tx, kept, channel, "heard", "the marketplace tells more: names and addresses");
                people(tx, kept, channel, order.parties(), out);
            }
            if (open && waits(kept) && book.ledger.once().sooner(tx, lane(kept), kept.id(), book.now())) {
                book.note(
                        tx,
                        kept,
                        channel,
                        "decided",
                        "it is paid: " + kept.head().target() + " gets it now");
                book.wakeAfter(tx, kept.head().target(), Target.ORDERS);
            }
            return null;
        });
    }

    private void people(Tx tx, Kept kept, String channel, List<Party> parties, boolean out) throws SQLException {
        var document = OrderRows.document(tx, kept.id());
        if (parties.isEmpty() || parties.equals(document.order().parties())) {
            return;
        }
        OrderRows.document(tx, kept.id(), document.with(parties).stored());
        if (out && !Objects.equals(delivery(parties), delivery(document.order().parties()))) {
            book.trouble(
                    tx,
                    kept,
                    0,
                    OrderCode.ADDRESS_LATE,
                    channel + " tells where it goes, and " + kept.head().target() + " has had it before: it is "
                            + kept.head().state().word());
        }
    }

    private static Party delivery(List<Party> parties) {
        return parties.stream()
                .filter(party -> party.role() == Party.Role.SHIP_TO)
                .findFirst()
                .orElse(null);
    }

    /** It was shipped there: one that waits for its payment would wait for ever. */
    void shipped(OrderHead head, String channel, String state) {
        book.prepare(head.reply(), head.target());
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, head.id()).orElseThrow();
            boolean never = kept.handling() == Handling.HELD || waits(kept) && !out(tx, kept);
            if (never && !troubled(tx, kept)) {
                book.trouble(
                        tx,
                        kept,
                        0,
                        OrderCode.SHIPPED_THERE,
                        "it is " + OrderRows.shown(state) + " at " + channel + ", and nobody has got it from here");
            }
            return null;
        });
    }

    private static boolean troubled(Tx tx, Kept kept) throws SQLException {
        return tx.first(
                        "select 1 from order_trouble where order_id = ? and code = ?",
                        Bind.of(kept.id(), OrderCode.SHIPPED_THERE.code()),
                        row -> true)
                .isPresent();
    }

    private static boolean waits(Kept kept) {
        return kept.handling() == Handling.READY;
    }

    /** Whether it may be where it is carried out, without what is told now. What was refused there goes out again with it, or never. */
    private boolean out(Tx tx, Kept kept) throws SQLException {
        return switch (kept.handling()) {
            case HELD, PARKED, REJECTED, CANCELLED -> false;
            case READY -> !book.ledger.once().untouched(tx, lane(kept), kept.id());
            case UNKNOWN, ACCEPTED -> true;
        };
    }

    private Lane lane(Kept kept) {
        return book.lane(kept.head().target(), Target.ORDERS);
    }
}
