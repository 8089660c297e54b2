package org.caravanserai.order;

import java.util.List;
import java.util.Objects;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.parser.Redaction;

/**
 * An order as it arrives.
 *
 * @param source where it comes from, as a business (a channel, {@code punchout}, {@code api}); the same whatever interface it takes, so that one order sent
 *     over two of them stays one
 * @param account whose order it is there, empty = the source has one account only
 * @param reply channel or account that hears of it, null = as {@link Targets#listener} says
 * @param message the bytes it came in
 * @param unread what may be missing, was said and could not be read: the order goes on, and people see it
 */
public record Incoming(String source, String account, Order order, String reply, Message message, List<Flaw> unread) {
    /** The source of what buyers order through their procurement systems; accounts are those of {@code config/accounts/}. */
    public static final String PUNCHOUT = "punchout";

    public Incoming {
        name("source", source, 1);
        name("account", account, 0);
        Objects.requireNonNull(order);
        Objects.requireNonNull(message);
        unread = List.copyOf(unread);
        if (reply != null) {
            name("reply", reply, 1);
        }
    }

    /** Of which everything was read. */
    public Incoming(String source, String account, Order order, String reply, Message message) {
        this(source, account, order, reply, message, List.of());
    }

    Incoming order(Order other) {
        return new Incoming(source, account, other, reply, message, unread);
    }

    Incoming reply(String other) {
        return new Incoming(source, account, order, other, message, unread);
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

        /**
         * A message of these bytes, of which {@code masked} may be kept and shown.
         *
         * @param masked the same array when the way in does not know where secrets stand: then they are looked for in the text
         */
        public static Message of(String transport, String id, byte[] came, byte[] masked) {
            var kept = came == masked ? Redaction.bytes(came) : masked;
            return new Message(transport, id, kept, BusinessKey.digest(came));
        }
    }
}
