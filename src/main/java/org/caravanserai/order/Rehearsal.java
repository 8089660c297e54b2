package org.caravanserai.order;

import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Capability;

/** Where test orders go that have no test ERP: nowhere. They are taken and confirmed as ordered, so that the buyer sees the whole way. */
final class Rehearsal implements Sender {
    /** Name of the channel in ledger and time line. */
    static final String CHANNEL = "rehearsal";

    private static final Target TARGET = Target.of(CHANNEL, Target.ORDERS, Capability.KEYED, new Rehearsal())
            .testing()
            .silent();

    private Rehearsal() {}

    static Target target() {
        return TARGET;
    }

    @Override
    public Ack send(Consignment consignment) {
        return consignment.head().test()
                ? new Ack.Accepted("TEST-" + consignment.key())
                : new Ack.Rejected("no-test", null, "only test orders are rehearsed");
    }
}
