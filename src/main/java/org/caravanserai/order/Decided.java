package org.caravanserai.order;

/** What came of a decision. */
public sealed interface Decided {
    /** It counts. */
    record Done(OrderHead head) implements Decided {}

    /**
     * It does not fit where the order stands by now.
     *
     * @param head as it stands
     */
    record Refused(OrderHead head, Reason reason) implements Decided {}

    /** There is no such order. */
    record Unknown() implements Decided {}
}
