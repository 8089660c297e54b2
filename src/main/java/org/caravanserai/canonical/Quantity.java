package org.caravanserai.canonical;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A measured or counted value with its unit.
 *
 * @param value exact; scale as the source wrote it
 * @param unit UN/ECE Recommendation 20 or 21 common code ({@code KGM}); {@link Unit#of(String)} knows its factor
 */
public record Quantity(BigDecimal value, String unit) {
    public Quantity {
        Objects.requireNonNull(value);
        Objects.requireNonNull(unit);
    }

    @Override
    public String toString() {
        return value.toPlainString() + " " + unit;
    }
}
