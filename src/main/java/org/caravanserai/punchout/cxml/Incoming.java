package org.caravanserai.punchout.cxml;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.canonical.Money;
import org.caravanserai.punchout.Setup;

/**
 * A request of a buyer as what it asks for, read and checked for its form; whether the sender may ask is asked elsewhere.
 * {@link IncomingReader#of} makes it.
 */
public sealed interface Incoming {
    /** What we take and where; also a sign of life. */
    record Profile() implements Incoming {}

    /** A user wants to come into the shop. */
    record SetupRequest(Setup setup) implements Incoming {}

    /**
     * An order, whole.
     *
     * @param type what to do with it
     * @param lines in their order, every one with a number of its own
     */
    record Order(Type type, Ordering.OrderRequestHeader header, List<OrderLine> lines) implements Incoming {
        /** What to do. */
        public enum Type {
            NEW,
            /** Replaces an earlier version whole. */
            UPDATE,
            DELETE
        }

        public Order {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of an order.
     *
     * @param number the buyer's number, or the one given here where there was none
     * @param numbered false where the number was given here
     * @param quantity above 0
     * @param unitPrice null = not said: then price and unit are those of our catalogue
     * @param basis for how many units the price is
     * @param unit the buyer's code, null = not said
     */
    record OrderLine(
            int number,
            boolean numbered,
            Items.ItemOut item,
            BigDecimal quantity,
            Money unitPrice,
            BigDecimal basis,
            String unit) {}

    /** What became of a document we sent. */
    record StatusUpdate(String payloadID, int code, Progress.StatusUpdateRequest request) implements Incoming {}

    /** The answer, as it stands, to a request that is refused for its form or that we do not take. */
    record Refused(CxmlStatus status, String text) implements Incoming {}
}
