package org.caravanserai.connector.client;

import java.time.Duration;

/** What is left of the time of a call, by the clock that never jumps. */
final class Deadline {
    private long end;

    Deadline(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    /** At least a millisecond: whoever asks finds out soon enough. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** Waiting for a ceiling is not the partner's time. */
    void extend(long nanos) {
        end += nanos;
    }

    boolean over() {
        return System.nanoTime() >= end;
    }
}
