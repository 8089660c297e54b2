package org.caravanserai.order;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;
import org.caravanserai.store.Work;

/** Takes orders in: each once, whatever way and however often it comes. */
final class Acceptance {
    private final Book book;
    private final Terms terms;
    private final Supplier<IntakePolicy> policy;
    private final Targets targets;

    Acceptance(Book book, Terms terms, Supplier<IntakePolicy> policy, Targets targets) {
        this.book = book;
        this.terms = terms;
        this.policy = policy;
        this.targets = targets;
    }

    /** What becomes of an order that was taken and is not held. */
    @FunctionalInterface
    interface Way {
        void goes(Tx tx, Kept kept) throws SQLException;
    }

    /** The same order in the base units of its articles, where they are not sold in the one unit of a source that knows no others. */
    Order inBaseUnits(String source, Order order, String only) {
        var items = terms.customer(source, "", order).map(Terms.Customer::items).orElse(List.of());
        var lines = new ArrayList<OrderLine>();
        for (int i = 0; i < order.lines().size(); i++) {
            var line = order.lines().get(i);
            boolean other = i < items.size()
                    && items.get(i) instanceof Terms.Item.Sold sold
                    && line.quantity().unit().equals(only)
                    && !sold.units().containsKey(only);
            lines.add(
                    other
                            ? line.with(new Quantity(line.quantity().value(), base((Terms.Item.Sold) items.get(i))))
                            : line);
        }
        return order.with(lines);
    }

    private static String base(Terms.Item.Sold sold) {
        return sold.units().entrySet().stream()
                .filter(unit -> unit.getValue().compareTo(BigDecimal.ONE) == 0)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    Receipt accept(Incoming came, Work<?> along) {
        return accept(came, along, book::handOver);
    }

    Receipt accept(Incoming came, Work<?> along, Way way) {
        var order = came.order();
        var flaws = order.flaws();
        if (!flaws.isEmpty()) {
            return refuse(
                    came.source(),
                    came.account(),
                    order.number(),
                    came.message(),
                    flaws.stream()
                            .map(flaw -> new Reason(OrderCode.SENSELESS, flaw.path(), flaw.text()))
                            .toList(),
                    along);
        }
        var digest = BusinessKey.digest(OrderDocument.canonical(order.content()));
        var in = came.reply() == null ? heard(came) : came;
        var verdict = Checks.run(in.source(), in.account(), order, terms, policy.get());
        var draft = verdict instanceof Verdict.Refused ? null : draft(in, digest, verdict, way);
        book.prepare(in.reply(), draft == null ? null : draft.target());
        return together(along, tx -> {
            // What is here already gets its first answer, whatever the checks say today.
            var before = versions(tx, in);
            var known = known(tx, in, digest, before);
            if (known.isPresent()) {
                return known.get();
            }
            return verdict instanceof Verdict.Refused refused
                    ? refuse(tx, in.source(), in.account(), order.number(), in.message(), refused.reasons())
                    : write(tx, draft, before);
        });
    }

    /** Writes, and whatever else belongs to it in the same transaction. */
    private <T> T together(Work<?> along, Work<T> work) {
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            var done = work.run(tx);
            along.run(tx);
            return done;
        });
    }

    /** Only what belongs to something that was here before. */
    void along(Work<?> along) {
        if (along != Orders.NOTHING) {
            together(along, Orders.NOTHING);
        }
    }

    private Incoming heard(Incoming in) {
        return targets.listener(in.source(), in.account(), in.order().test())
                .map(in::reply)
                .orElse(in);
    }

    /**
     * An order that was checked.
     *
     * @param id of the order when it becomes one
     * @param target channel that receives it, null = nobody does
     */
    private record Draft(
            long id, Incoming in, String digest, String target, OrderDocument document, byte[] stored, Way way) {
        boolean held() {
            return !document.held().isEmpty();
        }
    }

    private Draft draft(Incoming in, String digest, Verdict verdict, Way way) {
        var order = in.order();
        var target = receiver(in);
        var document = new OrderDocument(order, Map.of(), List.of(), List.of());
        if (verdict instanceof Verdict.Passed passed) {
            document = new OrderDocument(order, passed.agreed(), List.of(), passed.notes());
        } else if (verdict instanceof Verdict.Held hold) {
            document = new OrderDocument(order, hold.agreed(), hold.reasons(), hold.notes());
        }
        if (!in.unread().isEmpty()) {
            document = document.noting(in.unread().stream()
                    .map(flaw -> new Reason(OrderCode.UNREAD, flaw.path(), flaw.text()))
                    .toList());
        }
        if (target.isEmpty()) {
            var held = new ArrayList<>(document.held());
            held.add(new Reason(OrderCode.NO_TARGET, "", "no channel receives orders of " + in.source()));
            document = document.holding(held);
        }
        return new Draft(
                book.id(), in, digest, target.map(Target::channel).orElse(null), document, document.stored(), way);
    }

    /** Who receives an order; a test order never a production ERP. */
    private Optional<Target> receiver(Incoming in) {
        var target = targets.receiver(in.source(), in.account(), in.order());
        if (!in.order().test()) {
            return target;
        }
        return Optional.of(target.filter(found -> !found.production()).orElse(Rehearsal.target()));
    }

    /** The answer when this version or a higher one is here already; what differs from it is kept and shown to an operator. */
    private Optional<Receipt> known(Tx tx, Incoming in, String digest, List<Kept> versions) throws SQLException {
        int version = in.order().version();
        for (var known : versions) {
            if (known.head().version() == version) {
                return Optional.of(known.digest().equals(digest) ? repeated(tx, known) : conflict(tx, in, known));
            }
        }
        return versions.isEmpty() || versions.get(0).head().version() < version
                ? Optional.empty()
                : Optional.of(outdated(tx, in, versions.get(0)));
    }

    private static Receipt repeated(Tx tx, Kept kept) throws SQLException {
        var document = OrderRows.document(tx, kept.id());
        return new Receipt.Taken(kept.head(), document.held(), document.notes(), true);
    }

    private static List<Kept> versions(Tx tx, Incoming in) throws SQLException {
        return OrderRows.versions(
                tx, in.source(), in.account(), in.order().number(), in.order().test());
    }

    private Receipt write(Tx tx, Draft draft, List<Kept> before) throws SQLException {
        var standing = Versions.standing(tx, before);
        var left = standing.stream().filter(Versions::shipped).findFirst();
        if (left.isPresent()) {
            return tooLate(tx, draft.in(), left.get());
        }
        // Only when all of them are out of the way, or the ERP would have the order twice.
        Kept amended = null;
        for (var one : standing) {
            boolean replaced = replaced(tx, one, draft.in().order().version());
            amended = replaced || amended != null ? amended : one;
        }
        return insert(tx, amended == null ? draft : amending(draft, amended));
    }

    /** What has left cannot be changed. */
    private Receipt tooLate(Tx tx, Incoming in, Kept shipped) throws SQLException {
        var reason = new Reason(
                OrderCode.SHIPPED,
                "version",
                "version " + in.order().version() + " of order '"
                        + OrderRows.shown(in.order().number()) + "' comes too late: version "
                        + shipped.head().version() + " is "
                        + shipped.head().state().word());
        book.trouble(tx, shipped, keep(tx, in.message(), shipped.id()), reason.code(), reason.text());
        return new Receipt.Conflict(shipped.head(), reason);
    }

    private Receipt conflict(Tx tx, Incoming in, Kept first) throws SQLException {
        var reason = new Reason(
                OrderCode.SAME_NUMBER,
                "number",
                "order '" + OrderRows.shown(in.order().number()) + "' version "
                        + in.order().version() + " is here with other content");
        long message = keep(tx, in.message(), first.id());
        book.trouble(tx, first, message, reason.code(), reason.text() + "; the first one counts");
        return new Receipt.Conflict(first.head(), reason);
    }

    private Receipt outdated(Tx tx, Incoming in, Kept newest) throws SQLException {
        var reason = new Reason(
                OrderCode.OUTDATED,
                "version",
                "version " + in.order().version() + " came after version "
                        + newest.head().version());
        long message = keep(tx, in.message(), newest.id());
        book.trouble(tx, newest, message, reason.code(), reason.text());
        return new Receipt.Outdated(newest.head(), reason);
    }

    private long keep(Tx tx, Incoming.Message kept, long order) throws SQLException {
        long message = tx.ids(1)[0];
        OrderRows.message(tx, message, order, kept, book.now());
        return message;
    }

    /** Whether a version before is out of the way: it ended, or nothing of it has gone out and it is taken back. */
    private boolean replaced(Tx tx, Kept locked, int version) throws SQLException {
        var text = "replaced by version " + version;
        return switch (locked.handling()) {
            case REJECTED, CANCELLED -> true;
            case HELD -> {
                book.move(tx, locked, Handling.CANCELLED, locked.head().source(), "decided", text);
                yield true;
            }
            case READY -> {
                var lane = book.lane(locked.head().target(), Target.ORDERS);
                boolean back =
                        book.ledger.once().withdraw(tx, lane, locked.id()).isPresent();
                if (back) {
                    book.move(tx, locked, Handling.CANCELLED, locked.head().source(), "decided", text);
                }
                yield back;
            }
            case UNKNOWN, PARKED, ACCEPTED -> false;
        };
    }

    private static Draft amending(Draft draft, Kept before) {
        var held = new ArrayList<>(draft.document().held());
        held.add(new Reason(
                OrderCode.AMENDS,
                "version",
                "changes version " + before.head().version() + ", which was handed over already and is "
                        + before.head().state().word()));
        var document = draft.document().holding(held);
        return new Draft(
                draft.id(), draft.in(), draft.digest(), draft.target(), document, document.stored(), draft.way());
    }

    private Receipt insert(Tx tx, Draft draft) throws SQLException {
        var in = draft.in();
        var order = in.order();
        long id = draft.id();
        var now = book.now();
        var handling = draft.held() ? Handling.HELD : Handling.READY;
        var state = draft.held() ? OrderState.HELD : OrderState.READY;
        if (!book.lifeCycle.allows(book.lifeCycle.first(), state)) {
            throw new IllegalStateException(
                    "no order may go from " + book.lifeCycle.first().word() + " to " + state.word());
        }
        var key = BusinessKey.of(in.source(), in.account(), order.number(), order.version(), order.test());
        var head = new OrderHead(
                id,
                key,
                in.source(),
                in.account(),
                order.number(),
                order.version(),
                order.test(),
                order.customer(),
                in.reply(),
                draft.target(),
                state,
                total(order),
                now,
                now,
                null,
                0);
        var kept = new Kept(head, handling, draft.digest());
        OrderRows.insert(tx, kept, order.currency());
        OrderRows.document(tx, id, draft.stored(), in.message());
        for (var reference : order.references()) {
            OrderRows.reference(tx, id, reference, false, now);
        }
        if (!draft.held()) {
            draft.way().goes(tx, kept);
        }
        return new Receipt.Taken(head, draft.document().held(), draft.document().notes(), false);
    }

    private static String total(Order order) {
        var total = order.totals().grand() != null
                ? order.totals().grand()
                : order.totals().lines();
        return total == null ? null : total.toString();
    }

    /** It becomes no order; the message is kept and somebody sees it. */
    Receipt refuse(
            String source, String account, String number, Incoming.Message kept, List<Reason> reasons, Work<?> along) {
        return together(along, tx -> refuse(tx, source, account, number, kept, reasons));
    }

    private Receipt refuse(
            Tx tx, String source, String account, String number, Incoming.Message kept, List<Reason> reasons)
            throws SQLException {
        long message = keep(tx, kept, 0);
        book.stray(
                tx,
                message,
                source,
                account,
                number,
                reasons.get(0).code(),
                reasons.stream().map(Reason::toString).collect(Collectors.joining("; ")));
        return new Receipt.Refused(reasons);
    }
}
