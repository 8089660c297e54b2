package org.caravanserai.health;

import java.time.Instant;

/**
 * One figure of the board, from a maintained row.
 *
 * @param value how many are counted; as many rows has its list
 * @param population among how many; the denominator of its share
 * @param asOf begin of the recount that last confirmed it
 */
public record Figure(Counter counter, Scope scope, long value, long population, Instant asOf) {
    /** Part of the population that is counted, 0 to 1; 0 where there is none. */
    public double share() {
        return population == 0 ? 0 : (double) value / population;
    }

    /** How it stands to its limits. */
    public Counter.Light light() {
        return counter.light(value, population);
    }
}
