package org.caravanserai.punchout.door;

import java.time.Clock;

/** Counts what happens to many at once, so that the log has a line for all of them and not one for each. */
final class Crowd {
    private static final long APART = 10_000;

    private final Clock clock;
    private long toldAt = Long.MIN_VALUE / 2;
    private long untold;

    Crowd(Clock clock) {
        this.clock = clock;
    }

    /** One more; how many there were since the log was told when it is to be told now, else 0. */
    synchronized long one() {
        untold++;
        long now = clock.millis();
        if (now - toldAt < APART) {
            return 0;
        }
        long all = untold;
        untold = 0;
        toldAt = now;
        return all;
    }
}
