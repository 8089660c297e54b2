package org.caravanserai.punchout.session;

import java.time.Instant;

/**
 * Something that happened, for people.
 *
 * @param session 0 = outside of a visit
 * @param text one English sentence without secrets; foreign text in it is cut and escaped
 * @param document whether what was sent is kept, see {@link Happenings#document}
 */
public record Happening(long id, long session, String account, Instant at, Code code, String text, boolean document) {

    /** What happened, in words a buyer's administrator understands. */
    public enum Code {
        /** A set-up was taken. */
        SETUP,
        /** A request was refused, for no reason named below. */
        REFUSED,
        /** Nobody here has the name somebody sends under. */
        UNKNOWN_SENDER,
        /** The name is right, the secret or password is not. */
        WRONG_SECRET,
        /** The sender may not speak for the buyer it names. */
        NOT_FOR_FROM,
        /** It was meant for somebody else than us. */
        NOT_TO_US,
        /** The cart was to go to a host that is not one of the account. */
        WRONG_ADDRESS,
        /** A cart to be changed that we never sent. */
        UNKNOWN_CART,
        /** The buyer does not say who the user is, and the account takes no guests. */
        NAMELESS,
        /** An order was not taken. */
        ORDER_REFUSED,
        /** The browser came. */
        STARTED,
        /** Lines of an earlier cart are in the basket. */
        REBUILT,
        /** The cart went back. */
        RETURNED,
        /** The user gave up; the buyer's lines stay as they were. */
        CANCELLED,
        /** Nobody came, or the user stayed away. */
        EXPIRED,
        /** The cart cannot be said to this buyer. */
        IMPOSSIBLE,
        /** Texts were cut or characters replaced on the way back. */
        NOTED,
        /** A used, late or foreign token was shown. */
        LATE,
        /** A document came again and was answered as before. */
        REPEATED,
        /** A document came again with other content. */
        CONFLICT,
        /** An order was taken. */
        ORDERED,
        /** The buyer said what became of a document of ours. */
        STATUS,
        /** A change or a deletion of an order was taken. */
        ORDER_CHANGED;

        /** Something did not work for the buyer. */
        public boolean failure() {
            return switch (this) {
                case REFUSED,
                        UNKNOWN_SENDER,
                        WRONG_SECRET,
                        NOT_FOR_FROM,
                        NOT_TO_US,
                        WRONG_ADDRESS,
                        UNKNOWN_CART,
                        NAMELESS,
                        ORDER_REFUSED,
                        IMPOSSIBLE,
                        LATE,
                        CONFLICT -> true;
                case SETUP,
                        STARTED,
                        REBUILT,
                        RETURNED,
                        CANCELLED,
                        EXPIRED,
                        NOTED,
                        REPEATED,
                        ORDERED,
                        ORDER_CHANGED,
                        STATUS -> false;
            };
        }
    }
}
