package org.caravanserai.punchout.answer;

import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Price;

/**
 * Something a buyer is to hear about an order.
 *
 * @param key a function of order, document and version; the payloadID is made of it
 * @param orderId ours
 * @param payloadId of the document the order came in, or of a later one that is answered; null = it came another way
 * @param agreed prices that count instead of those of the order, by line number
 */
public record Telling(
        String account,
        boolean test,
        String key,
        long orderId,
        Order order,
        String payloadId,
        Map<String, Price> agreed,
        OrderEvent event) {
    public Telling {
        Objects.requireNonNull(account);
        Objects.requireNonNull(key);
        Objects.requireNonNull(event);
        agreed = Map.copyOf(agreed);
    }

    /** The price agreed for a line, null = as ordered. */
    Price agreed(OrderLine line) {
        return agreed.get(line.number());
    }
}
