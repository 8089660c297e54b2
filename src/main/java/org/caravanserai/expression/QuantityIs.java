package org.caravanserai.expression;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;

/** A quantity against a constant. Records mostly come in one unit, so the constant is kept in the unit seen last. */
final class QuantityIs implements Node.Condition {
    private final int mask;
    private final Node node;
    private final Quantity constant;
    /** Immutable, so that threads may race for it: each sees a whole one. */
    private Told told;

    QuantityIs(int mask, Node node, Quantity constant) {
        this.mask = mask;
        this.node = node;
        this.constant = constant;
        told = new Told(constant.unit(), constant.value());
    }

    /** The constant in some unit; value null = it has no exact value there. */
    private record Told(String unit, BigDecimal value) {}

    @Override
    public int test(Object[] slots, Run run) {
        var quantity = (Quantity) node.value(slots, run);
        if (quantity == null) {
            return MISSING;
        }
        var known = told;
        if (!known.unit.equals(quantity.unit())) {
            var unit = Unit.of(quantity.unit()).orElse(null);
            var own = Unit.of(constant.unit()).orElseThrow();
            if (unit == null || !unit.converts(own)) {
                Exact.unitsMet(quantity, constant, run);
                return MISSING;
            }
            var value = own.convert(constant.value(), unit);
            boolean exact = Unit.compare(value, unit, constant.value(), own) == 0;
            known = new Told(quantity.unit(), exact ? value : null);
            told = known;
        }
        if (known.value != null) {
            return Compare.holds(mask, quantity.value().compareTo(known.value));
        }
        var unit = Unit.of(quantity.unit()).orElseThrow();
        var own = Unit.of(constant.unit()).orElseThrow();
        return Compare.holds(mask, Unit.compare(quantity.value(), unit, constant.value(), own));
    }

    @Override
    public List<Node> children() {
        return List.of(node);
    }

    @Override
    public String itself() {
        return "the units do not convert";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantityIs is
                && is.mask == mask
                && is.node.equals(node)
                && is.constant.equals(constant);
    }

    @Override
    public int hashCode() {
        return node.hashCode() * 31 + constant.hashCode();
    }
}
