package org.caravanserai.delivery;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;

/** Compares the prices of a row with those of the row the partner has. One for each run of a publication; not thread-safe. */
final class PriceWatch {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final int SAMPLES = 5;

    private final BigDecimal limit;
    private final List<String> samples = new ArrayList<>();
    private long moved;

    /** @param limit relative change (0.2 = 20 %) that is too much, null = none is */
    PriceWatch(BigDecimal limit) {
        this.limit = limit;
    }

    /** Whether there is anything to compare in such rows. */
    boolean watches(List<Integer> prices) {
        return limit != null && !prices.isEmpty();
    }

    /** @param prices places of the price fields */
    void compare(Cells before, Cells now, List<Integer> prices) {
        for (int field : prices) {
            var old = number(before.value(field));
            var fresh = number(now.value(field));
            if (old != null
                    && fresh != null
                    && old.signum() != 0
                    && fresh.subtract(old).abs().compareTo(limit.multiply(old.abs())) > 0) {
                moved++;
                if (samples.size() < SAMPLES) {
                    samples.add(Finding.cut(String.valueOf(now.value(0))) + " "
                            + now.fields().get(field) + " " + old.toPlainString() + " to " + fresh.toPlainString());
                }
            }
        }
    }

    long moved() {
        return moved;
    }

    List<String> samples() {
        return List.copyOf(samples);
    }

    /** The amount of a price however it is written; null when there is none. */
    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        var found = value == null ? null : NUMBER.matcher(value.toString());
        return found != null && found.lookingAt() ? new BigDecimal(found.group()) : null;
    }
}
