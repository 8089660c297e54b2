package org.caravanserai.order;

import java.util.Objects;
import org.caravanserai.canonical.order.Order;

/**
 * An order as it arrives.
 *
 * @param source where it comes from, as a business (a channel, {@code punchout}, {@code api}); the same whatever interface it takes, so that one order sent
 *     over two of them stays one
 * @param account whose order it is there, empty = the source has one account only
 * @param reply channel or account that hears of it, null = as {@link Targets#listener} says
 * @param message the bytes it came in
 */
public record Incoming(String source, String account, Order order, String reply, Message message) {
    /** The source of what buyers order through their procurement systems; accounts are those of {@code config/accounts/}. */
    public static final String PUNCHOUT = "punchout";

    public Incoming {
        name("source", source, 1);
        name("account", account, 0);
        Objects.requireNonNull(order);
        Objects.requireNonNull(message);
        if (reply != null) {
            name("reply", reply, 1);
        }
    }

    private static void name(String what, String name, int least) {
        if (name.length() < least || name.length() > 100) {
            throw new IllegalArgumentException(what + " has " + least + " to 100 characters");
        }
    }

    /**
     * A message as it is kept.
     *
     * @param transport {@code cxml soap file api mirakl}
     * @param id what the transport calls it (payloadID, file name), null = nothing
     * @param masked its bytes without secrets and card numbers
     * @param digest lower-case hexadecimal SHA-256 of the bytes as they came
     */
    public record Message(String transport, String id, byte[] masked, String digest) {
        public Message {
            Objects.requireNonNull(transport);
            Objects.requireNonNull(masked);
            Objects.requireNonNull(digest);
        }

        /** A message of these bytes, of which {@code masked} may be shown. */
        public static Message of(String transport, String id, byte[] came, byte[] masked) {
            return new Message(transport, id, masked, BusinessKey.digest(came));
        }
    }
}
