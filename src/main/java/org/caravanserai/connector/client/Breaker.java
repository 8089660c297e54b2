package org.caravanserai.connector.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Stops calling a partner that is down: opens after five failures within a minute, lets one probe through when its pause is over, and closes when a probe
 * succeeds; each failed probe doubles the pause. Being asked to slow down is no failure.
 */
final class Breaker {
    private static final int FAILURES = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Clock clock;
    private final ArrayDeque<Instant> failures = new ArrayDeque<>();
    private Instant openUntil;
    private Duration pause = PAUSE;
    private boolean probing;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /** Asks to call. @return null = yes, else when to come again */
    synchronized Instant ask() {
        if (openUntil == null) {
            return null;
        }
        var now = clock.instant();
        if (probing) {
            return now.plus(PAUSE);
        }
        if (now.isBefore(openUntil)) {
            return openUntil;
        }
        probing = true;
        return null;
    }

    /** A call that was let through ended without an answer about the partner's health. */
    synchronized void undecided() {
        probing = false;
    }

    synchronized void succeeded() {
        failures.clear();
        openUntil = null;
        pause = PAUSE;
        probing = false;
    }

    synchronized void failed() {
        var now = clock.instant();
        if (openUntil != null) {
            if (probing) {
                probing = false;
                pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
                openUntil = now.plus(pause);
            }
            return;
        }
        failures.addLast(now);
        while (failures.peekFirst().isBefore(now.minus(WINDOW))) {
            failures.removeFirst();
        }
        if (failures.size() >= FAILURES) {
            failures.clear();
            openUntil = now.plus(pause);
        }
    }
}
