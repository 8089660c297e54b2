package org.caravanserai.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits until the change log stands still for a moment, so that a load becomes one publication and not one per batch; but not for ever. */
final class Quiet {
    private static final Duration STILL = Duration.ofMillis(700);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Clock clock;
    private final BooleanSupplier arriving;
    private long head = -1;
    private Instant moved = Instant.MIN;
    private Instant begun = Instant.MIN;

    /** @param arriving whether more is on its way just now */
    Quiet(Clock clock, BooleanSupplier arriving) {
        this.clock = clock;
        this.arriving = arriving;
    }

    /** True when the log has stood at {@code now} long enough, or has moved for so long that waiting would starve the partner. */
    synchronized boolean at(long now) {
        var time = clock.instant();
        if (now != head || arriving.getAsBoolean()) {
            if (begun.equals(Instant.MIN) || settled(time)) {
                begun = time;
            }
            head = now;
            moved = time;
        }
        return settled(time) || Duration.between(begun, time).compareTo(LONGEST) > 0;
    }

    private boolean settled(Instant time) {
        return !moved.equals(Instant.MIN) && Duration.between(moved, time).compareTo(STILL) >= 0;
    }
}
