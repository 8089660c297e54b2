package org.caravanserai.crash;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The time of day, some hours later if wished: leases end and pauses are over without anybody waiting for it. */
final class ShiftedClock extends Clock {
    private final AtomicReference<Duration> shift;

    ShiftedClock(Duration shift) {
        this.shift = new AtomicReference<>(shift);
    }

    void later(Duration by) {
        shift.accumulateAndGet(by, Duration::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
