package org.caravanserai.ledger;

/**
 * What is to be done about an item now.
 *
 * @param state where the item stands from now on
 */
public record Turn(Kind kind, Errand errand, State state) {
    /** What is to be done. */
    public enum Kind {
        /** Send it: the intent is written. */
        SEND,
        /** Look whether it is there. */
        LOOK,
        /** A human is asked from now on. */
        ASK,
        /** Nothing yet: a look would be too early. */
        LATER
    }
}
