package org.caravanserai.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it by hand; UTC. */
public final class HandClock extends Clock {
    private volatile Instant now;

    public HandClock(String instant) {
        now = Instant.parse(instant);
    }

    /** Moves on, or back when negative. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Is put to a moment. */
    public void set(Instant moment) {
        now = moment;
    }

    @Override
    public Instant instant() {
        return now;
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
