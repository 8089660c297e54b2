package org.caravanserai.order;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.canonical.order.Tax;

/**
 * Compares the sums a buyer wrote with one another. Only figures that are there are compared; none is ever replaced. Each figure that goes into a sum may be
 * off by the rounding of the policy.
 */
final class Sums {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Order order;
    private final IntakePolicy policy;
    private final Said said;

    /** Takes what does not add up. */
    @FunctionalInterface
    interface Said {
        void wrong(OrderCode code, String path, String text);
    }

    Sums(Order order, IntakePolicy policy, Said said) {
        this.order = order;
        this.policy = policy;
        this.said = said;
    }

    void check() {
        for (int i = 0; i < order.lines().size(); i++) {
            line(order.lines().get(i), "lines[" + (i + 1) + "].amount");
        }
        lines();
        order.taxes().forEach(this::tax);
        taxes();
        grand();
    }

    private void line(OrderLine line, String path) {
        var worth = worth(line);
        if (worth != null && line.amount() != null) {
            compare(OrderCode.SUM_OF_LINES, path, line.amount(), worth, 1, "quantity times price is");
        }
        if (line.tax() != null) {
            tax(line.tax());
        }
    }

    private void lines() {
        var stated = order.totals().lines();
        if (stated == null) {
            return;
        }
        var sum = BigDecimal.ZERO;
        for (var line : order.lines()) {
            var worth = line.amount() != null ? line.amount().amount() : worth(line);
            if (worth == null) {
                return;
            }
            sum = sum.add(worth);
        }
        compare(
                OrderCode.SUM_OF_LINES,
                "totals.lines",
                stated,
                sum,
                order.lines().size(),
                "the lines add up to");
    }

    private void tax(Tax tax) {
        if (tax.base() != null && tax.rate() != null) {
            var expected = tax.base().amount().multiply(tax.rate()).divide(HUNDRED, MathContext.DECIMAL64);
            compare(
                    OrderCode.SUM_OF_ORDER,
                    "taxes",
                    tax.amount(),
                    expected,
                    order.lines().size(),
                    tax.rate().toPlainString() + " % of " + tax.base() + " are");
        }
    }

    private void taxes() {
        var stated = order.totals().tax();
        if (stated != null && !order.taxes().isEmpty()) {
            var sum = sum(order.taxes().stream().map(Tax::amount).toList());
            compare(
                    OrderCode.SUM_OF_ORDER,
                    "totals.tax",
                    stated,
                    sum,
                    order.taxes().size(),
                    "the taxes add up to");
        }
    }

    private void grand() {
        var totals = order.totals();
        if (totals.grand() == null || totals.lines() == null) {
            return;
        }
        var tax = totals.tax() != null || order.taxes().isEmpty()
                ? totals.tax()
                : new Money(sum(order.taxes().stream().map(Tax::amount).toList()), order.currency());
        var parts = java.util.stream.Stream.of(totals.lines(), totals.charges(), totals.shipping(), tax)
                .filter(Objects::nonNull)
                .toList();
        compare(
                OrderCode.SUM_OF_ORDER,
                "totals.grand",
                totals.grand(),
                sum(parts),
                parts.size(),
                "the parts add up to");
    }

    private static BigDecimal sum(List<Money> parts) {
        return parts.stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Quantity times price, null when it cannot be told without knowing the article. */
    private static BigDecimal worth(OrderLine line) {
        if (line.price() == null) {
            return null;
        }
        var per = line.price().per() == null
                ? new Quantity(BigDecimal.ONE, line.quantity().unit())
                : line.price().per();
        var quantity = line.quantity().value();
        if (!per.unit().equals(line.quantity().unit())) {
            var from = Unit.of(line.quantity().unit());
            var to = Unit.of(per.unit());
            if (from.isEmpty() || to.isEmpty() || !from.get().converts(to.get())) {
                return null;
            }
            quantity = from.get().convert(quantity, to.get());
        }
        return line.price().amount().amount().multiply(quantity).divide(per.value(), MathContext.DECIMAL64);
    }

    private void compare(OrderCode code, String path, Money stated, BigDecimal expected, int figures, String words) {
        var room = policy.rounding().multiply(BigDecimal.valueOf(figures));
        if (stated.amount().subtract(expected).abs().compareTo(room) > 0) {
            var plain = expected.stripTrailingZeros();
            said.wrong(
                    code,
                    path,
                    "stated are " + stated + ", " + words + " "
                            + (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString());
        }
    }
}
