package org.caravanserai.order.target;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Money;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Handing;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Row;
import org.caravanserai.order.Sender;
import org.caravanserai.order.Sight;

/**
 * Hands orders over by operations of a connector: the outbound client carries them, so that secrets, ceilings, the address rule, masking and recording are
 * those of every other call. Says "not sent" only where the client never began, or where the status says that nobody looked at the order.
 */
final class Outbound implements Sender {
    private static final int MAY_HAVE_ACTED = 500;

    private final Client client;
    private final Handing handing;

    Outbound(Client client, Handing handing) {
        this.client = client;
        this.handing = handing;
    }

    @Override
    public Ack send(Consignment consignment) {
        var outcome = call(consignment, handing.send());
        if (outcome instanceof Outcome.Answered answered) {
            return taken(consignment, answered.records());
        }
        return failed((Outcome.Failed) outcome);
    }

    @Override
    public Sight look(Consignment consignment) {
        if (handing.look() == null) {
            return new Sight.Unclear("this partner cannot be asked");
        }
        var outcome = call(consignment, handing.look());
        if (outcome instanceof Outcome.Failed failed) {
            return new Sight.Unclear(failed.text());
        }
        var records = ((Outcome.Answered) outcome).records();
        if (records.size() > 1) {
            return new Sight.Unclear("the answer names " + records.size() + " orders for one key");
        }
        var number = records.isEmpty() ? null : Paths.text(records.get(0), handing.number());
        if (number == null || number.isBlank()) {
            return new Sight.Absent();
        }
        var record = records.get(0);
        if (foreign(consignment, record)) {
            return new Sight.Unclear("the answer speaks of another order");
        }
        return new Sight.There(number, number, lines(record), total(consignment, record));
    }

    private Outcome call(Consignment consignment, String operation) {
        var row = Row.of(consignment);
        var item = new Batch.Item(
                consignment.key(),
                consignment.head().id(),
                Connector.Action.CREATE,
                row,
                0,
                null,
                consignment.attempt());
        return client.call(consignment.channel(), operation, List.of(item), Map.of());
    }

    private Ack taken(Consignment consignment, List<Map<String, Object>> records) {
        if (records.size() != 1) {
            return new Ack.Unknown("the answer holds " + records.size() + " records about one order");
        }
        var record = records.get(0);
        if (foreign(consignment, record)) {
            return new Ack.Unknown("the answer speaks of another order");
        }
        var refusal = handing.refusal() == null ? null : Paths.text(record, handing.refusal());
        if (refusal != null) {
            return new Ack.Rejected(refusal, null, Paths.text(record, handing.refusalText()));
        }
        var number = handing.number() == null ? null : Paths.text(record, handing.number());
        return handing.number() != null && (number == null || number.isBlank())
                ? new Ack.Unknown("the answer has no number of the order")
                : new Ack.Accepted(number);
    }

    /** An answer that tells a key tells ours, or it is the answer to something else. */
    private boolean foreign(Consignment consignment, Map<String, Object> record) {
        return handing.key() != null && !consignment.key().equals(Paths.text(record, handing.key()));
    }

    private Ack failed(Outcome.Failed failed) {
        if (failed.reply() == null) {
            return failed.unanswered();
        }
        // Who does not let us in, or sends us away, has not read the order, whatever the words around it.
        boolean unread =
                failed.fault() == Fault.CHANNEL || failed.fault() == Fault.THROTTLED || failed.fault() == Fault.CEILING;
        var said = unread || failed.records().isEmpty()
                ? null
                : fault(failed.records().get(0));
        if (said != null) {
            return said;
        }
        if (failed.reply().status() >= MAY_HAVE_ACTED || failed.fault() == Fault.UNKNOWN) {
            return new Ack.Unknown(failed.text());
        }
        return switch (failed.fault()) {
            case THROTTLED, CEILING, CHANNEL -> new Ack.Deferred(failed.retryAt(), failed.text());
            case ITEM -> new Ack.Rejected("status-" + failed.reply().status(), null, failed.text());
            case TRANSIENT, UNKNOWN -> new Ack.Unknown(failed.text());
        };
    }

    /** A refusal by an error code the descriptor knows; null when it says nothing for certain. */
    private Ack fault(Map<String, Object> record) {
        for (var entry : record.entrySet()) {
            if (entry.getValue() instanceof String code
                    && handing.faults().contains(code.substring(code.lastIndexOf(':') + 1))) {
                var text = record.get("faultstring");
                return new Ack.Rejected(code, null, text == null ? null : text.toString());
            }
        }
        return null;
    }

    private int lines(Map<String, Object> record) {
        var lines = Paths.text(record, handing.lines());
        return lines != null && lines.matches("[0-9]{1,6}") ? Integer.parseInt(lines) : 0;
    }

    private Money total(Consignment consignment, Map<String, Object> record) {
        var total = Paths.text(record, handing.total());
        return total != null && total.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")
                ? new Money(new BigDecimal(total), consignment.order().currency())
                : null;
    }
}
