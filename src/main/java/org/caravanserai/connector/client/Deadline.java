package org.caravanserai.connector.client;

import java.time.Duration;

/** What is left of the time of a call, by the clock that never jumps. */
final class Deadline {
    private final long end;

    Deadline(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    /** At least a millisecond: whoever asks finds out soon enough. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    boolean over() {
        return System.nanoTime() >= end;
    }
}
