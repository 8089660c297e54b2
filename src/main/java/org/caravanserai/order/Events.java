package org.caravanserai.order;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Fulfilment;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Takes confirmations and shipments: each document version once, in whatever order they come. The state is worked out anew from all of them each time, so a
 * late one counts as if it had come in time.
 */
final class Events {
    /** Clocks and zones may differ so much; what claims to be of later would silence everything said after it until then. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Book book;

    Events(Book book) {
        this.book = book;
    }

    /** Whether a document that came at this moment claims to be of later than clocks and zones explain. */
    static boolean ahead(OrderEvent event, Instant came) {
        return event.issuedAt().isAfter(came.plus(AHEAD));
    }

    /** The order somebody speaks of: where a version took the place of the one that is named, that one. */
    Optional<Kept> find(OrderRef ref) {
        return book.database.read(Purpose.ORDER, tx -> Versions.current(tx, OrderRows.find(tx, ref)));
    }

    Noted take(String source, OrderRef ref, OrderEvent event, Incoming.Message message) {
        var found = find(ref);
        if (found.isEmpty()) {
            return unknown(source, ref, event.id(), message);
        }
        var head = found.get().head();
        book.prepare(head.reply(), head.target());
        return book.database.writeRetrying(Purpose.ORDER, tx -> {
            var kept = OrderRows.lock(tx, head.id()).orElseThrow();
            long messageId = 0;
            if (message != null) {
                messageId = tx.ids(1)[0];
                OrderRows.message(tx, messageId, kept.id(), message, book.now());
            }
            return take(tx, kept, source, event, new From(messageId, ""));
        });
    }

    /**
     * What an event was read from.
     *
     * @param message id of the kept message, 0 = none
     * @param place where in it, in front of what is told about it; empty = nothing
     */
    record From(long message, String place) {}

    /** Somebody speaks of an order we do not have: an operator sees it. */
    Noted unknown(String source, OrderRef ref, String document, Incoming.Message message) {
        var reason = new Reason(OrderCode.UNKNOWN_ORDER, "", "no order is known as " + OrderRows.shown(ref.toString()));
        book.database.writeRetrying(Purpose.ORDER, tx -> {
            long kept = 0;
            if (message != null) {
                kept = tx.ids(1)[0];
                OrderRows.message(tx, kept, 0, message, book.now());
            }
            book.stray(tx, kept, source, "", document, reason.code(), reason.text());
            return null;
        });
        return new Noted.Refused(List.of(reason));
    }

    /** The same inside a transaction that has locked the order. */
    Noted take(Tx tx, Kept kept, String source, OrderEvent event, From from) throws SQLException {
        var flaws = new ArrayList<Reason>();
        if (event.id().isBlank() || event.id().length() > 200 || event.version() < 1) {
            flaws.add(new Reason(
                    OrderCode.EVENT_SENSELESS,
                    "id",
                    "a document needs an id of 1 to 200 characters and a version from 1"));
        }
        if (event instanceof Confirmation said && said.request() != null) {
            flaws.add(new Reason(OrderCode.EVENT_SENSELESS, "request", "only the hub answers wishes of buyers"));
        }
        if (ahead(event, book.now())) {
            flaws.add(new Reason(
                    OrderCode.EVENT_SENSELESS,
                    "issuedAt",
                    "'" + event.issuedAt() + "' is still to come, here it is "
                            + book.now().truncatedTo(ChronoUnit.SECONDS)
                            + ": mend the time and send it again"));
        }
        var order = OrderRows.document(tx, kept.id()).order();
        event.flaws(order).forEach(flaw -> flaws.add(new Reason(OrderCode.EVENT_SENSELESS, flaw.path(), flaw.text())));
        if (!flaws.isEmpty()) {
            return refuse(tx, kept, source, event, from, flaws);
        }
        var known = OrderRows.events(tx, kept.id());
        var digest = BusinessKey.digest(OrderDocument.canonical(event.fields()));
        for (var before : known) {
            if (!before.source().equals(source)
                    || before.kind() != OrderRows.kind(event)
                    || !before.document().equals(event.id())) {
                continue;
            }
            if (before.version() == event.version()) {
                return before.digest().equals(digest)
                        ? new Noted.Repeated(kept.head())
                        : refuse(tx, kept, source, event, from, List.of(conflict(event)));
            }
            if (before.version() > event.version()) {
                book.note(tx, kept, source, "late", name(event) + " came after version " + before.version());
                return new Noted.Outdated(kept.head());
            }
        }
        return apply(tx, kept, source, event, order, from);
    }

    private static Reason conflict(OrderEvent event) {
        return new Reason(OrderCode.EVENT_CONFLICT, "", name(event) + " is here with other content");
    }

    private Noted apply(
            Tx tx, Kept kept, String source, OrderEvent event, org.caravanserai.canonical.order.Order order, From from)
            throws SQLException {
        var counting = new ArrayList<OrderEvent>();
        for (var other : OrderRows.newest(OrderRows.events(tx, kept.id())).values()) {
            boolean replaced = other.source().equals(source)
                    && other.kind() == OrderRows.kind(event)
                    && other.document().equals(event.id());
            if (!replaced && Book.counts(other)) {
                counting.add(other.event());
            }
        }
        boolean spokenLast = spokenLast(event, counting);
        counting.add(event);
        var fulfilment = Fulfilment.of(order, counting);
        var wrong = contradiction(kept, source, event, fulfilment);
        if (wrong.isPresent()) {
            return refuse(tx, kept, source, event, from, List.of(wrong.get()));
        }
        var taken = number(tx, kept, source, event);
        if (taken.isPresent()) {
            return refuse(tx, kept, source, event, from, List.of(taken.get()));
        }
        var arrived = arrived(tx, kept, source, event);
        var state = OrderState.of(Handling.ACCEPTED, fulfilment);
        if (!book.lifeCycle.allows(arrived.head().state(), state)) {
            // Cannot be with the table as it is shipped: every state behind "accepted" may follow every other.
            throw new IllegalStateException(
                    "no order may go from " + arrived.head().state().word() + " to " + state.word());
        }
        book.keep(tx, arrived, source, event, spokenLast);
        references(tx, arrived, source, event);
        var what = event instanceof Confirmation ? "confirmed" : "shipped";
        var next = book.move(tx, arrived, Handling.ACCEPTED, state, source, what, name(event));
        return new Noted.Applied(next.head(), spokenLast && next.head().reply() != null);
    }

    /** A confirmation that was issued before one we have told already would take back what the buyer knows. */
    private static boolean spokenLast(OrderEvent event, List<OrderEvent> others) {
        return !(event instanceof Confirmation)
                || others.stream()
                        .noneMatch(other -> other instanceof Confirmation
                                && other.issuedAt().isAfter(event.issuedAt()));
    }

    private Optional<Reason> contradiction(Kept kept, String source, OrderEvent event, Fulfilment fulfilment) {
        var excess = fulfilment.excess();
        if (!excess.isEmpty()) {
            return contradicts(name(event) + " would make more than was to come: "
                    + excess.entrySet().stream()
                            .map(line -> line.getValue().toPlainString() + " too many of line " + line.getKey())
                            .collect(Collectors.joining(", ")));
        }
        return switch (kept.handling()) {
            case ACCEPTED -> Optional.empty();
            case READY, UNKNOWN, PARKED ->
                source.equals(kept.head().target())
                        ? Optional.empty()
                        : contradicts(name(event) + " speaks of an order that "
                                + kept.head().target() + " has not taken yet");
            case HELD, REJECTED, CANCELLED ->
                contradicts(name(event) + " speaks of an order that is "
                        + kept.head().state().word());
        };
    }

    private static Optional<Reason> contradicts(String text) {
        return Optional.of(new Reason(OrderCode.EVENT_CONTRADICTS, "", text));
    }

    private Optional<Reason> number(Tx tx, Kept kept, String source, OrderEvent event) throws SQLException {
        if (!(event instanceof Confirmation confirmation) || confirmation.number() == null) {
            return Optional.empty();
        }
        var reference = new Reference(source, Reference.ORDERS, confirmation.number(), null);
        return OrderRows.reference(tx, kept.id(), reference, true, book.now())
                .map(owner -> new Reason(
                        OrderCode.NUMBER_TAKEN,
                        "number",
                        "'" + OrderRows.shown(confirmation.number()) + "' of " + source + " belongs to another order"));
    }

    /** Whoever confirms or ships an order has it, whatever we knew. */
    private Kept arrived(Tx tx, Kept kept, String source, OrderEvent event) throws SQLException {
        if (kept.handling() == Handling.ACCEPTED) {
            return kept;
        }
        var number = event instanceof Confirmation confirmation ? confirmation.number() : null;
        book.ledger.once().proven(tx, book.lane(kept.head().target(), Target.ORDERS), kept.id(), number);
        return book.move(tx, kept, Handling.ACCEPTED, source, "sent", "it is there: " + name(event) + " speaks of it");
    }

    private void references(Tx tx, Kept kept, String source, OrderEvent event) throws SQLException {
        if (event instanceof Shipment shipment) {
            OrderRows.reference(
                    tx, kept.id(), new Reference(source, Reference.SHIPMENTS, shipment.id(), null), false, book.now());
            for (var parcel : shipment.parcels()) {
                if (parcel.tracking() != null) {
                    var carrier = parcel.carrier() == null ? source : OrderRows.cut(parcel.carrier(), 100);
                    OrderRows.reference(
                            tx,
                            kept.id(),
                            new Reference(carrier, "parcels", parcel.tracking(), null),
                            false,
                            book.now());
                }
            }
        }
    }

    private Noted refuse(Tx tx, Kept kept, String source, OrderEvent event, From from, List<Reason> reasons)
            throws SQLException {
        var text = reasons.stream().map(Reason::toString).collect(Collectors.joining("; "));
        book.trouble(
                tx,
                kept,
                from.message(),
                reasons.get(0).code(),
                from.place() + source + " says " + name(event) + ", which does not count: " + text);
        return new Noted.Refused(reasons);
    }

    static String name(OrderEvent event) {
        return (event instanceof Confirmation ? "confirmation " : "shipment ")
                + OrderRows.shown(event.id())
                + (event.version() == 1 ? "" : " version " + event.version());
    }
}
