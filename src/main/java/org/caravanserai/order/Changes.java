package org.caravanserai.order;

import java.util.List;
import java.util.Optional;
import org.caravanserai.store.Bind;

/** What buyers say later about orders they have placed: another version, or that it is to be deleted. */
public final class Changes {
    private final Orders orders;
    private final Deletions deletions;

    /** @param orders those that are changed */
    public Changes(Orders orders) {
        this.orders = orders;
        this.deletions = new Deletions(orders.book());
    }

    /**
     * Takes a new version of an order, whole. Of an order nobody knows it is kept and refused with {@link OrderCode#UNKNOWN_ORDER}.
     *
     * @param numbered false = the buyer gives no versions: it is the one behind the version it changes, or the newest one again
     * @param previous id of the message that brought the version it changes, null = not said
     */
    public Receipt change(Incoming incoming, boolean numbered, String previous) {
        var order = incoming.order();
        var named = previous == null
                ? Optional.<OrderHead>empty()
                : brought(incoming.source(), incoming.account(), previous);
        if (named.isPresent() && !named.get().number().equals(order.number())) {
            return orders.refused(
                    incoming.source(),
                    incoming.account(),
                    order.number(),
                    incoming.message(),
                    List.of(new Reason(
                            OrderCode.SENSELESS,
                            "previous",
                            "the message it refers to brought order '"
                                    + OrderRows.shown(named.get().number()) + "'")),
                    Orders.NOTHING);
        }
        var newest =
                orders.find(new OrderRef.ByBuyer(incoming.source(), incoming.account(), order.number(), order.test()));
        if (newest.isEmpty()) {
            return unknown(incoming.source(), incoming.account(), order.number(), incoming.message());
        }
        if (numbered) {
            return orders.accept(incoming);
        }
        boolean again =
                orders.holds(newest.get().id(), order.version(newest.get().version()));
        int next = named.map(OrderHead::version).orElse(newest.get().version()) + 1;
        return orders.accept(incoming.order(order.version(again ? newest.get().version() : next)));
    }

    /**
     * Deletes an order. Done with an order that is cancelled or rejected: it is over; in any other state: a human decides. Refused: too late; the buyer is told
     * so. Unknown: there is no such order; the message is kept.
     *
     * @param previous id of the message that brought the version it deletes, null = not said
     */
    public Decided delete(Deletion deletion, String previous) {
        var named = previous == null
                ? Optional.<OrderHead>empty()
                : brought(deletion.source(), deletion.account(), previous);
        if (named.isPresent() && !named.get().number().equals(deletion.number())) {
            return new Decided.Refused(
                    named.get(),
                    new Reason(
                            OrderCode.SENSELESS,
                            "previous",
                            "the message it refers to brought order '"
                                    + OrderRows.shown(named.get().number()) + "'"));
        }
        var decided = deletions.take(deletion);
        if (decided instanceof Decided.Unknown) {
            unknown(deletion.source(), deletion.account(), deletion.number(), deletion.message());
        }
        return decided;
    }

    private Receipt unknown(String source, String account, String number, Incoming.Message message) {
        var reason =
                new Reason(OrderCode.UNKNOWN_ORDER, "number", "there is no order '" + OrderRows.shown(number) + "'");
        return orders.refused(source, account, number, message, List.of(reason), Orders.NOTHING);
    }

    /** The order a message brought. */
    private Optional<OrderHead> brought(String source, String account, String message) {
        return orders
                .book()
                .database
                .read(tx -> tx.query(
                        OrderRows.HEAD
                                + "where id in (select id from order_document where message_id = ?) order by id limit 50",
                        Bind.of(message),
                        OrderRows::kept))
                .stream()
                .map(Kept::head)
                .filter(head -> head.source().equals(source) && head.account().equals(account))
                .reduce((one, later) -> later);
    }
}
