package org.caravanserai.order;

import java.time.Instant;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Capability;

/** Where test orders go that have no test ERP: nowhere. They are taken, confirmed and shipped as ordered, so
 * that the buyer sees the whole way. */
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

    /** Everything in one parcel. */
    static Shipment shipment(OrderHead head, Order order, Instant now) {
        var lines = order.lines().stream()
                .map(line -> new Shipment.Line(line.number(), line.quantity()))
                .toList();
        return Shipment.of("TEST-" + head.key(), now, lines);
    }

    @Override
    public Ack send(Consignment consignment) {
        return consignment.head().test()
                ? new Ack.Accepted("TEST-" + consignment.key())
                : new Ack.Rejected("no-test", null, "only test orders are rehearsed");
    }
}
