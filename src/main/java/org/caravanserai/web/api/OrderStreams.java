package org.caravanserai.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.delivery.Channels;
import org.caravanserai.home.Channel;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ledger.State;
import org.caravanserai.order.MarketOrders;
import org.caravanserai.order.Register;
import org.caravanserai.order.Target;
import org.springframework.stereotype.Component;

/** Streams of channels that carry orders or answers about them: what of them went, waits, is in doubt or was refused. Nothing of them is selected or held by a gate. */
@Component("orderStreams")
public class OrderStreams {
    private static final Set<String> NAMES = Set.of(Target.ORDERS, Target.ORDER_STATUS, Target.SHIPMENTS);

    private final CurrentHome home;
    private final Register register;
    private final MarketOrders markets;

    OrderStreams(CurrentHome home, Register register, MarketOrders markets) {
        this.markets = markets;
        this.home = home;
        this.register = register;
    }

    /**
     * How one stands.
     *
     * @param inward orders come from there; else something is handed over there
     * @param went the partner has it; null = not counted
     * @param waits goes out by itself in time, or when a human has decided; null = not counted
     * @param unknown went out, and nobody knows whether it arrived; null = not counted
     * @param refused and nobody has decided about it; null = not counted
     * @param page where the orders are shown
     * @param compared what the last comparison with the marketplace has shown, null = there was none
     */
    public record Line(
            String stream,
            boolean inward,
            Long went,
            Long waits,
            Long unknown,
            Long refused,
            String page,
            MarketOrders.Compared compared) {
        /** Whether what is not settled is more than the figures say. */
        public boolean more(Long figure) {
            return inward && figure != null && figure >= Register.COUNTED;
        }

        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("stream", stream);
            json.put("carries", stream.equals(Target.ORDERS) ? "orders" : "answers");
            json.put("way", inward ? "in" : "out");
            json.put("went", went);
            json.put("waits", waits);
            json.put("unknown", unknown);
            json.put("refused", refused);
            json.put("page", page);
            json.put("compared", compared == null ? null : OrderStreams.json(compared));
            return json;
        }
    }

    private static Map<String, Object> json(MarketOrders.Compared compared) {
        var json = new LinkedHashMap<String, Object>();
        json.put("at", compared.at().toString());
        json.put("orders", compared.orders());
        json.put("taken", compared.taken());
        json.put("neverCame", compared.neverCame());
        return json;
    }

    /** Whether a stream carries orders or answers about them. */
    static boolean carries(String stream) {
        return NAMES.contains(stream);
    }

    /** Streams of a channel that carry anything else. */
    public List<Channels.StreamStatus> others(Channels.Status status) {
        return status.streams().stream()
                .filter(stream -> !carries(stream.stream()))
                .toList();
    }

    /** Those of a channel. */
    public List<Line> of(Channels.Status status) {
        return status.streams().stream()
                .filter(stream -> carries(stream.stream()))
                .map(stream -> line(status.channel(), stream))
                .toList();
    }

    private Line line(Channel channel, Channels.StreamStatus stream) {
        var name = stream.stream();
        boolean live = channel.mode() == Channel.Mode.AUTO;
        if (name.equals(Target.ORDERS) && market(channel)) {
            var page = "/orders?source=" + channel.name();
            var compared = markets.compared(channel.name()).orElse(null);
            var now = register.unsettled(channel.name());
            // A marketplace that is not asked says nothing: zeros would say that there is nothing.
            return !live && now.equals(new Register.Unsettled(0, 0, 0))
                    ? new Line(name, true, null, null, null, null, page, compared)
                    : new Line(
                            name,
                            true,
                            null,
                            (long) now.waits(),
                            (long) now.unknown(),
                            (long) now.refused(),
                            page,
                            compared);
        }
        var counts = stream.counts();
        var page = name.equals(Target.ORDERS) ? "/orders" : "/orders?source=" + channel.name();
        return !live && counts.selected() == 0
                ? new Line(name, false, null, null, null, null, page, null)
                : new Line(
                        name,
                        false,
                        counts.of(State.CONFIRMED),
                        counts.of(State.PENDING),
                        counts.of(State.UNKNOWN),
                        counts.of(State.PARKED),
                        page,
                        null);
    }

    private boolean market(Channel channel) {
        var connector = home.get().connectors().get(channel.system());
        var declared = connector == null ? null : connector.streams().get(Target.ORDERS);
        return declared != null && declared.market() != null;
    }
}
