package org.caravanserai.order;

/** What a human decides about an order that waits for one. */
public sealed interface Decision {
    /** A held order goes out as it is. */
    record Release() implements Decision {}

    /** Held or parked: we do not carry it out; whoever ordered is told. */
    record Refuse(String text) implements Decision {}

    /** Held, unknown or parked: the ERP has it. */
    record Arrived(String number) implements Decision {}

    /** Unknown or parked: the ERP does not have it; it goes out again. */
    record SendAgain() implements Decision {}

    /** Held, ready, unknown or parked: given up; whoever ordered is told. */
    record Cancel(String text) implements Decision {}

    /** The buyer wanted it deleted, and it was cancelled at the ERP. */
    record Deleted(String text) implements Decision {}

    /** The buyer wanted it deleted, and it stays; he is told. */
    record Stays(String text) implements Decision {}

    /** Answers that did not reach whoever ordered go out again; the order itself is not touched. */
    record TellAgain() implements Decision {}
}
