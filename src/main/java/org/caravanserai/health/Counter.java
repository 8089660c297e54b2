package org.caravanserai.health;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A counter of the board: what it counts and who answers.
 *
 * @param id kebab-case, unique in an installation, never reused for something else
 * @param title name for people by locale; empty for the hub's own counters, whose titles are in the message bundles
 * @param population word of the population: an entity word or {@code items}
 * @param owner team that mends what is counted, null = not said
 * @param fix how to mend it, in words, null = not said
 * @param warn share (0.02 = 2 %) from which it is yellow, 0 = from the first one, null = never
 * @param error share from which it is red, null = never
 * @param version rises whenever the predicate changes
 * @param own true for the hub's own counters
 */
public record Counter(
        String id,
        Map<String, String> title,
        String population,
        String owner,
        String fix,
        BigDecimal warn,
        BigDecimal error,
        int version,
        boolean own) {
    public Counter {
        title = Map.copyOf(title);
    }

    /** The light of a value among a population. */
    public Light light(long value, long among) {
        if (among == 0) {
            return value == 0 ? Light.NONE : Light.BAD;
        }
        if (value == 0) {
            return Light.GOOD;
        }
        var share = BigDecimal.valueOf(value).divide(BigDecimal.valueOf(among), java.math.MathContext.DECIMAL64);
        if (error != null && share.compareTo(error) >= 0) {
            return Light.BAD;
        }
        return warn != null && share.compareTo(warn) >= 0 ? Light.LATE : Light.GOOD;
    }

    /** How a figure stands to its limits, best last. */
    public enum Light {
        BAD,
        LATE,
        GOOD,
        /** There is nothing to count among. */
        NONE
    }
}
