package org.caravanserai.order;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Tx;

/** What the versions of one order are to each other: which of them stands, and which one took its place. */
final class Versions {
    private Versions() {}

    /** Something of it may be wanted, by us or by the ERP. */
    static boolean stands(Kept kept) {
        return kept.handling() != Handling.CANCELLED && kept.handling() != Handling.REJECTED;
    }

    /** Goods have left. */
    static boolean shipped(Kept kept) {
        return kept.head().state() == OrderState.PARTLY_SHIPPED || kept.head().state() == OrderState.SHIPPED;
    }

    /** Those of these that stand, the highest first; nobody else changes them until the transaction ends. */
    static List<Kept> standing(Tx tx, List<Kept> versions) throws SQLException {
        var standing = new ArrayList<Kept>();
        for (var version : versions) {
            var locked = OrderRows.lock(tx, version.id()).orElseThrow();
            if (stands(locked)) {
                standing.add(locked);
            }
        }
        return standing;
    }

    /** The versions below one that stand. */
    static List<Kept> below(Tx tx, Kept kept) throws SQLException {
        var head = kept.head();
        var lower = OrderRows.versions(tx, head.source(), head.account(), head.number(), head.test()).stream()
                .filter(one -> one.head().version() < head.version())
                .toList();
        return standing(tx, lower);
    }

    /** Why a version cannot take the place of those below it, empty when it can: the ERP has each of them, and nothing has left. */
    static Optional<Reason> hindrance(List<Kept> below) {
        return below.stream()
                .filter(one -> one.handling() != Handling.ACCEPTED || shipped(one))
                .findFirst()
                .map(one -> new Reason(
                        OrderCode.AMENDS,
                        "version",
                        "version " + one.head().version() + " is "
                                + one.head().state().word()
                                + (shipped(one) ? ": what has left cannot be changed" : ": decide about it first")));
    }

    /** A version that was changed at the ERP takes the place of those below it: their numbers there are its own, and what is said of them is said of it. */
    static void takeOver(Tx tx, Book book, Kept kept, List<Kept> below, String who) throws SQLException {
        for (var one : below) {
            book.move(
                    tx,
                    one,
                    Handling.CANCELLED,
                    who,
                    "decided",
                    "replaced by version " + kept.head().version() + " at "
                            + one.head().target());
            tx.update(
                    "update order_reference set order_id = ? where order_id = ? and system = ? and entity = ?",
                    Bind.of(kept.id(), one.id(), one.head().target(), Reference.ORDERS));
            OrderRows.reference(
                    tx,
                    kept.id(),
                    new Reference(Book.HUB, Reference.ORDERS, one.head().key(), null),
                    false,
                    book.now());
        }
    }

    /** The version that speaks for an order by now: the one that took its place at the ERP, else itself. */
    static Optional<Kept> current(Tx tx, Optional<Kept> found) throws SQLException {
        var current = found;
        while (current.isPresent() && current.get().handling() == Handling.CANCELLED) {
            var next = tx.first(
                    "select order_id from order_reference where external_id = ? and system = ? and entity = ?",
                    Bind.of(current.get().head().key(), Book.HUB, Reference.ORDERS),
                    row -> row.getLong(1));
            if (next.isEmpty()) {
                return current;
            }
            current = OrderRows.byId(tx, next.get());
        }
        return current;
    }
}
