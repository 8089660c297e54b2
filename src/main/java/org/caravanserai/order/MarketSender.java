package org.caravanserai.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Outcome;
import org.caravanserai.home.Home;
import org.caravanserai.home.Market;

/**
 * Answers to a marketplace: its order is accepted or refused line by line, and what has left is told. What the order is in there decides what may be said of
 * it, so a refusal and a doubt are both settled by looking at the order.
 */
final class MarketSender implements Sender {
    private final MarketTalk talk;
    private final MarketShipping shipping;
    private final Market market;

    MarketSender(Client client, Supplier<Home> homes, Market market) {
        this.talk = new MarketTalk(client, market);
        this.shipping = new MarketShipping(talk, homes, market);
        this.market = market;
    }

    @Override
    public Ack send(Consignment consignment) {
        return consignment.event() instanceof Confirmation said
                ? decide(consignment, said)
                : shipping.send(consignment, (Shipment) consignment.event());
    }

    @Override
    public Sight look(Consignment consignment) {
        if (consignment.event() instanceof Shipment shipment) {
            return shipping.look(consignment, shipment);
        }
        var seen = talk.seen(consignment);
        if (seen.trouble() != null) {
            return new Sight.Unclear(seen.trouble());
        }
        boolean same = decided(seen)
                && difference(decisions(consignment.order(), (Confirmation) consignment.event()), seen) == null;
        return same
                ? new Sight.There(MarketTalk.number(consignment), MarketTalk.number(consignment), 0, null)
                : new Sight.Absent();
    }

    @Override
    public String told(Consignment consignment) {
        return consignment.event() instanceof Shipment shipment ? shipping.told(consignment, shipment) : null;
    }

    private boolean decided(MarketTalk.Seen seen) {
        return !seen.state().isEmpty() && !market.waiting().contains(seen.state());
    }

    private Ack decide(Consignment consignment, Confirmation said) {
        var wanted = decisions(consignment.order(), said);
        if (wanted.containsValue(null)) {
            return new Ack.Rejected(
                    "part-of-line", null, "a line is accepted or refused as a whole there; decide at the marketplace");
        }
        if (consignment.attempt() > 1 || consignment.doubt() || another(consignment)) {
            var seen = talk.seen(consignment);
            if (seen.trouble() != null) {
                return new Ack.Deferred(null, seen.trouble());
            }
            if (decided(seen)) {
                return judged(consignment, wanted, seen);
            }
        }
        var lines = wanted.entrySet().stream()
                .map(line -> Row.of(Map.of("accepted", line.getValue(), "id", line.getKey())))
                .toList();
        var outcome = talk.call(consignment, market.accept(), Map.of("lines", lines));
        if (outcome instanceof Outcome.Answered) {
            return new Ack.Accepted(MarketTalk.number(consignment));
        }
        var failed = (Outcome.Failed) outcome;
        return talk.told(
                consignment,
                failed,
                seen -> decided(seen) ? judged(consignment, wanted, seen) : MarketTalk.refused(failed));
    }

    /** Whether something was said about it before: then it is decided, or about to be. */
    private static boolean another(Consignment consignment) {
        return consignment.said().stream()
                .anyMatch(event -> event instanceof Confirmation other
                        && !other.id().equals(consignment.event().id()));
    }

    private Ack judged(Consignment consignment, Map<String, Boolean> wanted, MarketTalk.Seen seen) {
        var difference = difference(wanted, seen);
        return difference == null
                ? new Ack.Accepted(MarketTalk.number(consignment))
                : new Ack.Rejected("decided", null, difference);
    }

    /** What becomes of each line: true, false, or null where it cannot be said of a whole line. Lines nothing is said of are accepted with the order. */
    private static Map<String, Boolean> decisions(Order order, Confirmation said) {
        var decisions = new LinkedHashMap<String, Boolean>();
        for (var line : order.lines()) {
            decisions.put(line.number(), said.whole() != Confirmation.Verdict.REJECTED);
        }
        for (var line : said.lines()) {
            var number = order.line(line.line()).map(OrderLine::number).orElse(line.line());
            boolean some = line.parts().stream().anyMatch(part -> part.verdict() == Confirmation.Verdict.REJECTED);
            boolean all = line.parts().stream().allMatch(part -> part.verdict() == Confirmation.Verdict.REJECTED);
            decisions.put(number, some == all ? Boolean.valueOf(!all) : null);
        }
        return decisions;
    }

    /** Why what was decided there is not what we wanted; null = it is. */
    private String difference(Map<String, Boolean> wanted, MarketTalk.Seen seen) {
        var ended = talk.ended(seen);
        for (var line : wanted.entrySet()) {
            boolean accepted = !ended.contains(line.getKey());
            if (line.getValue() == null || accepted != line.getValue()) {
                return "line " + OrderRows.shown(line.getKey()) + " is "
                        + (accepted ? "accepted" : "refused or cancelled") + " there already, the order is "
                        + OrderRows.shown(seen.state());
            }
        }
        return null;
    }
}
