package org.caravanserai.order;

/** What came of closing something an operator had to look at. */
public enum Closed {
    DONE,
    /** There is no such thing open: somebody was quicker. */
    GONE,
    /** A buyer waits for an answer to it: it is closed by the decision it asks for. */
    UNDECIDED
}
