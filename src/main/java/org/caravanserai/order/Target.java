package org.caravanserai.order;

import java.time.Duration;
import java.util.Objects;
import org.caravanserai.ledger.Capability;
import org.caravanserai.ledger.Once;

/**
 * Somebody orders, or answers about orders, are handed over to.
 *
 * @param channel name of the channel or account
 * @param stream plural word: {@code orders}, {@code order-status}, {@code shipments}
 * @param capability what it can do about something that must not arrive twice
 * @param production false: test orders may go there
 * @param confirms false: it never confirms by itself; what it takes counts as confirmed as ordered
 * @param sees true: what it says it took counts only once a look has found it; needs {@link Capability#QUERYABLE}
 * @param settle so long after sending, a look that finds nothing says nothing; above the longest delay of the partner
 * @param longest no call takes longer, looks included
 * @param parallel calls at a time, at least 1
 */
public record Target(
        String channel,
        String stream,
        Capability capability,
        boolean production,
        boolean confirms,
        boolean sees,
        Duration settle,
        Duration longest,
        int parallel,
        Sender sender) {
    /** Stream of orders to an ERP. */
    public static final String ORDERS = "orders";

    /** Stream of confirmations to whoever ordered. */
    public static final String ORDER_STATUS = "order-status";

    /** Stream of shipments to whoever ordered. */
    public static final String SHIPMENTS = "shipments";

    /** How much longer than the longest call a lease is. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    public Target {
        Objects.requireNonNull(channel);
        Objects.requireNonNull(stream);
        Objects.requireNonNull(sender);
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one call at a time");
        }
        if (sees && capability != Capability.QUERYABLE) {
            throw new IllegalArgumentException(channel + " cannot be asked: nothing can be seen there");
        }
    }

    /** A production target with the usual figures: a minute to settle, 30 s a call, two at a time. */
    public static Target of(String channel, String stream, Capability capability, Sender sender) {
        return new Target(
                channel,
                stream,
                capability,
                true,
                true,
                false,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                2,
                sender);
    }

    /** The same, as a place for tests. */
    public Target testing() {
        return new Target(channel, stream, capability, false, confirms, sees, settle, longest, parallel, sender);
    }

    /** The same for one that never confirms by itself. */
    public Target silent() {
        return new Target(channel, stream, capability, production, false, sees, settle, longest, parallel, sender);
    }

    /** The same for one whose word counts only once seen. */
    public Target seen() {
        return new Target(channel, stream, capability, production, confirms, true, settle, longest, parallel, sender);
    }

    /** The same with another time to settle. */
    public Target settling(Duration other) {
        return new Target(channel, stream, capability, production, confirms, sees, other, longest, parallel, sender);
    }

    /** What is handed over, in a time line. */
    String word() {
        return stream.equals(ORDERS) ? "the order" : "the answer";
    }

    Once.Rules rules() {
        return new Once.Rules(capability, settle, longest.plus(MARGIN));
    }
}
