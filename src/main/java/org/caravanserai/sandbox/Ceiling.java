package org.caravanserai.sandbox;

import java.time.Duration;

/**
 * How often an operation may be called, as the partner publishes it.
 *
 * @param operations names of the operations that share the allowance
 * @param calls most calls ...
 * @param per ... in any time of this length
 */
public record Ceiling(java.util.Set<String> operations, int calls, Duration per) {
    /** A ceiling of some operations. */
    public static Ceiling of(int calls, Duration per, String... operations) {
        return new Ceiling(java.util.Set.of(operations), calls, per);
    }
}
