package org.caravanserai.order;

import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;

/**
 * What is handed over.
 *
 * @param channel name of the channel or account it goes to
 * @param stream plural word
 * @param key what the partner is to know it by; the same at every attempt
 * @param order the order, or the one the answer speaks of
 * @param messageId what the transport called the message the order came in (payloadID), null = nothing
 * @param agreed prices that count instead of those of the order, by line number
 * @param event the answer; null when the order itself is handed over
 * @param said every answer about the order that counts by now, this one among them; empty when the order itself is handed over
 * @param attempt 1 for the first
 * @param doubt an earlier attempt may have arrived: the partner will recognise the key
 */
public record Consignment(
        String channel,
        String stream,
        String key,
        OrderHead head,
        Order order,
        String messageId,
        Map<String, Price> agreed,
        OrderEvent event,
        List<OrderEvent> said,
        int attempt,
        boolean doubt) {
    public Consignment {
        said = List.copyOf(said);
    }

    /** The price that counts for a line, null = none was said or agreed. */
    public Price price(OrderLine line) {
        var other = agreed.get(line.number());
        return other == null ? line.price() : other;
    }
}
