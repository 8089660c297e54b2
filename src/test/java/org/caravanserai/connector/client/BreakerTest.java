package org.caravanserai.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

/** When calls stop, and how they begin again. */
class BreakerTest {
    private final HandClock clock = new HandClock("2026-11-22T10:00:00Z");
    private final Breaker breaker = new Breaker(clock);

    private void pass(long seconds) {
        clock.pass(Duration.ofSeconds(seconds));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    @Test
    void opensAfterFiveFailuresWithinAMinute() {
        fail(4);
        assertThat(breaker.ask()).isNull();
        pass(61);
        fail(4);
        assertThat(breaker.ask()).isNull();
        breaker.succeeded();
        fail(4);
        assertThat(breaker.ask()).isNull();
        fail(1);
        assertThat(breaker.ask()).isEqualTo(clock.instant().plusSeconds(15));
    }

    @Test
    void letsOneProbeThroughAndDoublesItsPause() {
        fail(5);
        for (int pause : new int[] {15, 30, 60, 120, 240, 300, 300}) {
            assertThat(breaker.ask()).isEqualTo(clock.instant().plusSeconds(pause));
            pass(pause);
            assertThat(breaker.ask()).as("the probe").isNull();
            assertThat(breaker.ask())
                    .as("nobody else")
                    .isEqualTo(clock.instant().plus(Duration.ofSeconds(15)));
            breaker.failed();
        }
        pass(300);
        assertThat(breaker.ask()).isNull();
        breaker.succeeded();
        assertThat(breaker.ask()).isNull();
        assertThat(breaker.ask()).isNull();
    }

    @Test
    void aProbeThatSaysNothingIsTriedAgain() {
        fail(5);
        pass(15);
        assertThat(breaker.ask()).isNull();
        breaker.undecided();
        assertThat(breaker.ask()).as("the next one is the probe").isNull();
    }
}
