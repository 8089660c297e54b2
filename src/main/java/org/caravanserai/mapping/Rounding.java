package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Money;
import org.caravanserai.parser.YamlScalar;

/**
 * {@code round: half-up} (to whole numbers, money to the digits of its currency), {@code round: 0.05} (to a step, half up),
 * {@code round: 0.01 down}.
 *
 * @param step null = whole numbers or the digits of the currency
 */
record Rounding(BigDecimal step, RoundingMode mode) {
    private static final Map<String, RoundingMode> MODES = Map.of(
            "half-up", RoundingMode.HALF_UP,
            "half-even", RoundingMode.HALF_EVEN,
            "up", RoundingMode.CEILING,
            "down", RoundingMode.FLOOR);

    static Optional<Rounding> parse(YamlScalar written, Yamls yaml) {
        var parts = written.text().trim().split("\\s+");
        boolean first = MODES.containsKey(parts[0]);
        var mode = first ? MODES.get(parts[0]) : parts.length == 2 ? MODES.get(parts[1]) : RoundingMode.HALF_UP;
        boolean number = parts[0].matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && new BigDecimal(parts[0]).signum() > 0;
        if (mode == null || parts.length > 2 || first == number || first && parts.length > 1) {
            yaml.error(
                    written.at(),
                    MapCode.NUMBER,
                    "'" + written.text() + "' says not how to round; write: round: half-up, 0.05 or 0.01 down");
            return Optional.empty();
        }
        return Optional.of(new Rounding(first ? null : new BigDecimal(parts[0]), mode));
    }

    Object apply(Object value) {
        if (value instanceof Money money) {
            return new Money(round(money.amount(), digits(money.currency())), money.currency());
        }
        return value instanceof BigDecimal number ? round(number, 0) : value;
    }

    private BigDecimal round(BigDecimal value, int digits) {
        if (step == null) {
            return value.setScale(digits, mode);
        }
        var steps = value.divide(step, 0, mode);
        return steps.multiply(step).setScale(Math.max(0, step.scale()), RoundingMode.UNNECESSARY);
    }

    /** Digits of a currency; two where it is unknown. */
    static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }
}
