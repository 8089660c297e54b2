package org.caravanserai.delivery.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits until a load is over, so that it becomes one publication, or is judged by the brake as one, and not batch by batch; but not for ever. */
final class Quiet {
    /** Files are written as a whole: single changes that follow each other closely make one file. */
    static final Duration STILL = Duration.ofMillis(700);

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Clock clock;
    private final BooleanSupplier arriving;
    private final Duration still;
    private long head = -1;
    private Instant moved = Instant.MIN;
    private Instant begun = Instant.MIN;
    private boolean waiting;

    /**
     * @param arriving whether more is on its way just now
     * @param still how long the change log must have stood still besides; zero when a steady trickle of changes must not wait
     */
    Quiet(Clock clock, BooleanSupplier arriving, Duration still) {
        this.still = still;
        this.clock = clock;
        this.arriving = arriving;
    }

    /** True when the log has stood at {@code now} long enough, or has moved for so long that waiting would starve the partner. */
    synchronized boolean at(long now) {
        var time = clock.instant();
        boolean coming = arriving.getAsBoolean();
        if (now != head || coming) {
            if (!waiting) {
                waiting = true;
                begun = time;
            }
            head = now;
            moved = time;
        }
        boolean over = !coming && Duration.between(moved, time).compareTo(still) >= 0;
        waiting &= !over;
        return over || Duration.between(begun, time).compareTo(LONGEST) > 0;
    }
}
