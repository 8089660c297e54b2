package org.caravanserai.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Time of a stand-in: it may run faster than ours, so that a ceiling of "once in 15 minutes" is kept honestly in
 * seconds. It never goes back, also not after a restart.
 */
final class SandboxTime {
    private final Clock clock;
    private Instant real;
    private Instant own;
    private double factor;

    SandboxTime(Clock clock, double factor) {
        this.clock = clock;
        this.real = clock.instant();
        this.own = real;
        this.factor = factor;
    }

    Instant now() {
        var passed = Duration.between(real, clock.instant());
        return own.plusNanos((long) (Math.max(0, passed.toNanos()) * factor));
    }

    /** Real time, for what is said in dates of the caller's world. */
    Instant real() {
        return clock.instant();
    }

    double factor() {
        return factor;
    }

    /** Goes on from now at another speed. */
    void factor(double next) {
        own = now();
        real = clock.instant();
        factor = next;
    }

    /** Goes on after a restart: the time between is as long as it was for us. */
    void resume(Instant realThen, Instant ownThen, double then) {
        real = realThen;
        own = ownThen;
        factor = then;
    }

    /** How long a stretch of this time is for us. */
    Duration real(Duration stretch) {
        return Duration.ofNanos((long) (stretch.toNanos() / factor));
    }
}
