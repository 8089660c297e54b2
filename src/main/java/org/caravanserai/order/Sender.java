package org.caravanserai.order;

import org.caravanserai.connector.Ack;

/**
 * Hands one order, or one answer about an order, over to one partner. Called on a thread of the dispatcher, outside of any transaction, after the intent is
 * committed; one call at a time for one order.
 */
public interface Sender {
    /**
     * Sends it. What comes back is believed, so say only what is known:
     *
     * <ul>
     *   <li>{@link Ack.Accepted}: the partner has it; with the number it gave.
     *   <li>{@link Ack.Submitted}: it was handed in (a file that was renamed, a job) and an acknowledgement follows; {@code lookAt} and {@code deadline} may
     *       be null (a minute, a day).
     *   <li>{@link Ack.Rejected}: the partner understood it and does not want it, and nothing of it is there.
     *   <li>{@link Ack.Deferred}: for certain nothing went out (no line, no secret, too early).
     *   <li>{@link Ack.Unknown}: everything else: time-out, cut line, 5xx, an answer nobody can read, an answer about something else.
     * </ul>
     *
     * An exception counts as unknown.
     */
    Ack send(Consignment consignment);

    /** One sentence for the time line about what has arrived; null = the usual one. Asks nobody. */
    default String told(Consignment consignment) {
        return null;
    }

    /** Looks whether something with the key of the consignment is there. Asked of {@code QUERYABLE} partners only. An exception counts as unclear. */
    default Sight look(Consignment consignment) {
        return new Sight.Unclear("this partner cannot be asked");
    }
}
