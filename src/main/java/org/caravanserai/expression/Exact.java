package org.caravanserai.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.Unit;

/**
 * Exact arithmetic on {@code Long} and {@code BigDecimal}. Integers that leave 64 bits go on as decimals; decimals keep
 * 40 digits, rounded half-even beyond; a result with more than 40 digits before the point is missing, with a finding.
 */
final class Exact {
    static final int MAX_DIGITS = Lexer.MAX_DIGITS;
    /** Places kept by a division. */
    static final int PLACES = 12;

    private static final MathContext CONTEXT = new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN);
    /** Scales beyond this come from hostile input only and would make aligned copies of any size. */
    private static final int WILD = 1_000;

    private Exact() {}

    static BigDecimal decimal(Object number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) number;
    }

    static int compare(Object first, Object second) {
        if (first instanceof Long a && second instanceof Long b) {
            return Long.compare(a, b);
        }
        return decimal(first).compareTo(decimal(second));
    }

    static Object add(Object first, Object second, Run run) {
        if (first instanceof Long a && second instanceof Long b) {
            long x = a;
            long y = b;
            long sum = x + y;
            if (((x ^ sum) & (y ^ sum)) >= 0) {
                return sum;
            }
        }
        return sum(decimal(first), decimal(second), run);
    }

    static Object subtract(Object first, Object second, Run run) {
        if (first instanceof Long a && second instanceof Long b) {
            long x = a;
            long y = b;
            long difference = x - y;
            if (((x ^ y) & (x ^ difference)) >= 0) {
                return difference;
            }
        }
        return difference(decimal(first), decimal(second), run);
    }

    static Object multiply(Object first, Object second, Run run) {
        if (first instanceof Long a && second instanceof Long b) {
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            if (high == 0 && low >= 0 || high == -1 && low < 0) {
                return low;
            }
        }
        return product(decimal(first), decimal(second), run);
    }

    static Object negate(Object number, Run run) {
        return number instanceof Long whole && whole != Long.MIN_VALUE
                ? (Object) (-whole)
                : decimal(number).negate();
    }

    static BigDecimal sum(BigDecimal a, BigDecimal b, Run run) {
        return wild(a) || wild(b) ? tooLong(run) : fit(a.add(b), run);
    }

    static BigDecimal difference(BigDecimal a, BigDecimal b, Run run) {
        return wild(a) || wild(b) ? tooLong(run) : fit(a.subtract(b), run);
    }

    static BigDecimal product(BigDecimal a, BigDecimal b, Run run) {
        return wild(a) || wild(b) ? tooLong(run) : fit(a.multiply(b), run);
    }

    /** Twelve places, half-even, without trailing zeros; null and a finding when the divisor is zero. */
    static BigDecimal quotient(BigDecimal a, BigDecimal b, String written, Run run) {
        if (b.signum() == 0) {
            run.finding(Code.DIVISION, "division by zero in " + written + "; test the divisor first");
            return null;
        }
        if (wild(a) || wild(b)) {
            return tooLong(run);
        }
        return fit(plain(a.divide(b, PLACES, RoundingMode.HALF_EVEN)), run);
    }

    /** Without trailing zeros behind the point, and never with an exponent. */
    static BigDecimal plain(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static BigDecimal fit(BigDecimal value, Run run) {
        if (value.precision() <= MAX_DIGITS && value.scale() <= MAX_DIGITS && value.scale() >= 0) {
            return value;
        }
        if (value.precision() - value.scale() > MAX_DIGITS) {
            return value.signum() == 0 ? BigDecimal.ZERO : tooLong(run);
        }
        var rounded = value.round(CONTEXT);
        return rounded.scale() > MAX_DIGITS ? rounded.setScale(MAX_DIGITS, RoundingMode.HALF_EVEN) : rounded;
    }

    static boolean wild(BigDecimal value) {
        return value.scale() > WILD || value.scale() < -WILD;
    }

    static BigDecimal tooLong(Run run) {
        run.finding(
                Code.DIGITS_MADE, "a result of more than " + MAX_DIGITS + " digits; round earlier, or mend the source");
        return null;
    }

    static void oneCurrency(Money first, Money second) {
        if (!first.currency().equals(second.currency())) {
            throw new Refused(
                    Code.CURRENCIES_MET,
                    first + " and " + second + " met; amounts are never converted, choose one price list");
        }
    }

    /** The value of the second quantity told in the unit of the first, null and a finding when they do not convert. */
    static BigDecimal aligned(Quantity first, Quantity second, Run run) {
        if (first.unit().equals(second.unit())) {
            return second.value();
        }
        var unit = Unit.of(first.unit()).orElse(null);
        var other = Unit.of(second.unit()).orElse(null);
        if (unit == null || other == null || !unit.converts(other)) {
            unitsMet(first, second, run);
            return null;
        }
        return wild(second.value()) ? tooLong(run) : other.convert(second.value(), unit);
    }

    static void unitsMet(Quantity first, Quantity second, Run run) {
        run.finding(
                Code.UNITS_MET,
                "the units " + first.unit() + " and " + second.unit()
                        + " do not convert into each other; give the attribute a unit in the model");
    }
}
