package org.caravanserai.order;

import java.math.BigDecimal;
import java.util.Optional;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.order.Order;

/** Whether what a partner shows is what it was sent. */
final class Likeness {
    private Likeness() {}

    /** Whether something else stands there under our key. */
    static Optional<String> difference(Consignment consignment, Sight.There there) {
        var order = consignment.order();
        if (there.lines() > 0 && there.lines() != order.lines().size()) {
            return Optional.of("under " + consignment.key() + " stands an order of " + there.lines()
                    + " lines, ours has " + order.lines().size());
        }
        if (there.total() == null || !consignment.agreed().isEmpty() || near(order, there.total())) {
            return Optional.empty();
        }
        return Optional.of("under " + consignment.key() + " stands an order of " + there.total() + ", ours says "
                + order.totals().grand() + ", lines " + order.totals().lines());
    }

    private static boolean near(Order order, Money total) {
        var stated = java.util.stream.Stream.of(
                        order.totals().grand(), order.totals().lines())
                .filter(money -> money != null)
                .toList();
        var room =
                new BigDecimal("0.01").multiply(BigDecimal.valueOf(order.lines().size() + 1L));
        return stated.isEmpty()
                || stated.stream()
                        .anyMatch(money -> money.currency().equals(total.currency())
                                && money.amount().subtract(total.amount()).abs().compareTo(room) <= 0);
    }
}
