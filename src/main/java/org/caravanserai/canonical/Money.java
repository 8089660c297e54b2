package org.caravanserai.canonical;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An amount in one currency. There is no conversion: amounts of two currencies never meet.
 *
 * @param amount exact; scale as the source wrote it
 * @param currency ISO 4217 alphabetic code, upper case
 */
public record Money(BigDecimal amount, String currency) {
    public Money {
        Objects.requireNonNull(amount);
        Objects.requireNonNull(currency);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
