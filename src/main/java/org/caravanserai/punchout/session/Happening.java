package org.caravanserai.punchout.session;

import java.time.Instant;

/**
 * Something that happened, for people.
 *
 * @param session 0 = outside of a visit
 * @param text one English sentence without secrets; foreign text in it is cut and escaped
 */
public record Happening(long id, long session, String account, Instant at, Code code, String text) {

    /** What happened, in words a buyer's administrator understands. */
    public enum Code {
        /** A set-up was taken. */
        SETUP,
        /** A request was refused. */
        REFUSED,
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
        STATUS
    }
}
