package org.caravanserai.punchout;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * A price for a number of units: 4.50 for 1000.
 *
 * @param amount exact, without tax
 * @param basis for how many units, more than 0
 */
public record Price(BigDecimal amount, BigDecimal basis) {
    /** Decimals of a division that does not end. */
    private static final int PLACES = 12;

    public Price {
        Objects.requireNonNull(amount);
        if (basis.signum() <= 0) {
            throw new IllegalArgumentException("a price is for more than 0 units: " + basis.toPlainString());
        }
    }

    /** A price for one unit. */
    public static Price each(BigDecimal amount) {
        return new Price(amount, BigDecimal.ONE);
    }

    /** The price of one unit where the division ends, empty where it does not (10 for 3). */
    public Optional<BigDecimal> one() {
        try {
            var one = amount.divide(basis, MathContext.UNLIMITED);
            return Optional.of(one.scale() < 0 ? one.setScale(0) : one);
        } catch (ArithmeticException endless) {
            return Optional.empty();
        }
    }

    /** The price of a quantity, exact; to 12 places, half-even, where the division does not end. */
    public BigDecimal of(BigDecimal quantity) {
        var whole = quantity.multiply(amount);
        try {
            return whole.divide(basis, MathContext.UNLIMITED);
        } catch (ArithmeticException endless) {
            return whole.divide(basis, PLACES, RoundingMode.HALF_EVEN);
        }
    }

    /**
     * The same price with a whole basis of at most {@code digits} digits and an amount of at most {@code decimals}
     * decimals; empty when there is none. The basis stays as small as it can and grows by tens.
     */
    public Optional<Price> fitting(int decimals, int digits) {
        var most = BigDecimal.TEN.pow(digits).subtract(BigDecimal.ONE);
        var fitted = new Price(amount.stripTrailingZeros(), basis.stripTrailingZeros());
        while (fitted.basis.compareTo(most) <= 0) {
            if (fitted.amount.scale() <= decimals && fitted.basis.scale() <= 0) {
                return Optional.of(new Price(
                        fitted.amount.setScale(Math.max(0, fitted.amount.scale())), fitted.basis.setScale(0)));
            }
            fitted = new Price(
                    fitted.amount.multiply(BigDecimal.TEN).stripTrailingZeros(),
                    fitted.basis.multiply(BigDecimal.TEN).stripTrailingZeros());
        }
        return Optional.empty();
    }
}
