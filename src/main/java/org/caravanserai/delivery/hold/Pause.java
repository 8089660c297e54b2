package org.caravanserai.delivery.hold;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long an item waits before it is tried again. */
public final class Pause {
    private static final long LONGEST = Duration.ofMinutes(15).toMillis();
    private static final Duration DAY = Duration.ofDays(1);
    /** After so many attempts somebody should look. */
    public static final int ATTEMPTS = 12;
    /** After so many attempts a refusal is believed although an earlier attempt is in doubt. */
    public static final int DOUBTS = 4;

    private final RandomGenerator random;

    public Pause(RandomGenerator random) {
        this.random = random;
    }

    /** Full jitter between 1 s and a ceiling that doubles from 2 s to 15 min; a day once the item is parked. */
    public Duration after(int attempts) {
        if (attempts >= ATTEMPTS) {
            return DAY;
        }
        long ceiling = Math.min(LONGEST, 1_000L << Math.min(attempts, 20));
        return Duration.ofMillis(1_000 + random.nextLong(Math.max(1, ceiling - 999)));
    }

    /** A doubtful item is left alone for a minute at least: what is under way there may still land. */
    public Duration doubtful(int attempts) {
        return attempts >= ATTEMPTS ? DAY : Duration.ofMinutes(1L << Math.min(attempts - 1, 4));
    }
}
