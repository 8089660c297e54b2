package org.caravanserai.canonical.order;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;

/**
 * What a quantity costs.
 *
 * @param amount net, for {@code per}
 * @param per the quantity the amount is for ("12.50 for 100 pieces"); null = one of the unit ordered
 */
public record Price(Money amount, Quantity per) {
    public Price {
        Objects.requireNonNull(amount);
    }

    /** The quantity the amount is for, 1 when not said. */
    public BigDecimal basis() {
        return per == null ? BigDecimal.ONE : per.value();
    }

    /** The unit the amount is for. */
    public String unit(String ordered) {
        return per == null ? ordered : per.unit();
    }

    Price plain() {
        return new Price(Written.plain(amount), Written.plain(per));
    }

    static Price read(Fields fields) {
        return new Price(fields.need("amount", fields.money("amount")), fields.quantity("per"));
    }

    Map<String, Object> fields() {
        return new Written().money("amount", amount).quantity("per", per).fields();
    }
}
