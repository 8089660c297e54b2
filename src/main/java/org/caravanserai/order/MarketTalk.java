package org.caravanserai.order;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Client;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Market;

/** What is asked of a marketplace about one order, and what its answers mean. */
final class MarketTalk {
    private static final int MAY_HAVE_ACTED = 500;
    private static final String EARLY = "it cannot be shipped yet: it is ";

    private final Client client;
    private final Market market;

    MarketTalk(Client client, Market market) {
        this.client = client;
        this.market = market;
    }

    /**
     * What a look at the order has shown.
     *
     * @param state empty = the marketplace does not show it
     * @param trouble why it could not be asked, null = it could
     */
    record Seen(Map<String, Object> order, String state, String trouble) {}

    /** Numbers of the lines that come to nothing there. */
    Set<String> ended(Seen seen) {
        var ended = new LinkedHashSet<String>();
        var lines = Paths.records(seen.order(), market.lines());
        for (var line : lines == null ? List.<Map<String, Object>>of() : lines) {
            var state = Paths.text(line, market.lineState());
            if (market.ended().contains(seen.state())
                    || state != null && market.ended().contains(state)) {
                ended.add(Paths.text(line, market.line()));
            }
        }
        return ended;
    }

    boolean waits(Seen seen) {
        return market.waiting().contains(seen.state()) || market.paying().contains(seen.state());
    }

    /** Nothing has happened there, and nothing else waits for it: it is looked at, and goes out once the order can be shipped. */
    static Ack early(Seen seen) {
        return new Ack.Unknown(tooEarly(seen));
    }

    static String tooEarly(Seen seen) {
        return EARLY + OrderRows.shown(seen.state());
    }

    /** Whether the connection of a channel has what an operation is used under. */
    boolean serves(String channel, String operation) {
        return client.serves(channel, client.operation(channel, operation));
    }

    /** What a failure says without a look at the order; null = only the order can tell. */
    static Ack unsaid(Outcome.Failed failed) {
        if (failed.reply() == null) {
            return failed.unanswered();
        }
        if (failed.reply().status() >= MAY_HAVE_ACTED || failed.fault() == Fault.UNKNOWN) {
            return new Ack.Unknown(failed.text());
        }
        return switch (failed.fault()) {
            case THROTTLED, CEILING, CHANNEL -> new Ack.Deferred(failed.retryAt(), failed.text());
            case ITEM, TRANSIENT, UNKNOWN -> null;
        };
    }

    /** What has become of a call that failed: its fault says it, or the order does. */
    Ack told(Consignment consignment, Outcome.Failed failed, Function<Seen, Ack> byOrder) {
        var unsaid = unsaid(failed);
        if (unsaid != null) {
            return unsaid;
        }
        var seen = seen(consignment);
        return seen.trouble() == null ? byOrder.apply(seen) : new Ack.Unknown(seen.trouble());
    }

    static Ack refused(Outcome.Failed failed) {
        return new Ack.Rejected("status-" + failed.reply().status(), null, failed.text());
    }

    Seen seen(Consignment consignment) {
        var outcome = call(consignment, market.one(), Map.of());
        if (outcome instanceof Outcome.Failed failed) {
            return new Seen(null, null, failed.text());
        }
        var wanted = number(consignment);
        return ((Outcome.Answered) outcome)
                .records().stream()
                        .filter(order -> wanted.equals(Paths.text(order, market.id())))
                        .filter(order -> Paths.text(order, market.state()) != null)
                        .findFirst()
                        .map(order -> new Seen(order, Paths.text(order, market.state()), null))
                        .orElseGet(() -> new Seen(Map.of(), "", null));
    }

    static String number(Consignment consignment) {
        return consignment.order().number();
    }

    Outcome call(Consignment consignment, String operation, Map<String, ?> fields) {
        var row = new LinkedHashMap<String, Object>();
        row.put("order", number(consignment));
        row.putAll(fields);
        var item = new Batch.Item(
                consignment.key(),
                consignment.head().id(),
                Connector.Action.CREATE,
                Row.of(row),
                0,
                null,
                consignment.attempt());
        return client.call(consignment.channel(), operation, List.of(item), Map.of());
    }
}
