package org.caravanserai.delivery.wanted;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;

/** Compares the prices of a row with those of the row the partner has. One for each run of a publication; not thread-safe. */
public final class PriceWatch {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final int SAMPLES = 5;

    private final BigDecimal limit;
    private final List<String> samples = new ArrayList<>();
    private long moved;

    /** @param limit relative change (0.2 = 20 %) that is too much, null = none is */
    public PriceWatch(BigDecimal limit) {
        this.limit = limit;
    }

    /** Whether there is anything to compare in such rows. */
    boolean watches(List<Integer> prices) {
        return limit != null && !prices.isEmpty();
    }

    /** @param prices places of the price fields; one that holds quantity breaks counts once, however many of them moved */
    void compare(Cells before, Cells now, List<Integer> prices) {
        for (int field : prices) {
            var old = numbers(before.value(field));
            var fresh = numbers(now.value(field));
            for (int i = 0; i < Math.min(old.size(), fresh.size()); i++) {
                if (tooFar(old.get(i), fresh.get(i))) {
                    moved++;
                    if (samples.size() < SAMPLES) {
                        samples.add(Finding.cut(String.valueOf(now.value(0))) + " "
                                + now.fields().get(field) + " " + old.get(i).toPlainString() + " to "
                                + fresh.get(i).toPlainString());
                    }
                    break;
                }
            }
        }
    }

    private boolean tooFar(BigDecimal old, BigDecimal fresh) {
        return old.signum() != 0 && fresh.subtract(old).abs().compareTo(limit.multiply(old.abs())) > 0;
    }

    public long moved() {
        return moved;
    }

    public List<String> samples() {
        return List.copyOf(samples);
    }

    /** The amount of a price however it is written; of quantity breaks all figures in their order, bounds as well. */
    private static List<BigDecimal> numbers(Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof BigDecimal decimal) {
            return List.of(decimal);
        }
        if (value instanceof List<?> several) {
            return several.stream().flatMap(one -> numbers(one).stream()).toList();
        }
        if (value instanceof Cells row) {
            return IntStream.range(0, row.size())
                    .mapToObj(i -> numbers(row.value(i)))
                    .flatMap(List::stream)
                    .toList();
        }
        var found = NUMBER.matcher(value.toString());
        return found.lookingAt() ? List.of(new BigDecimal(found.group())) : List.of();
    }
}
