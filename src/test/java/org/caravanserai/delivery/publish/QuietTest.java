package org.caravanserai.delivery.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

class QuietTest {
    private final HandClock clock = new HandClock("2026-11-22T08:00:00Z");
    private boolean arriving;

    @Test
    void aFileWaitsUntilTheLogStandsStill() {
        var quiet = new Quiet(clock, () -> arriving, Duration.ofMillis(700));
        assertThat(quiet.at(1)).isFalse();
        clock.pass(Duration.ofMillis(600));
        assertThat(quiet.at(2)).isFalse();
        clock.pass(Duration.ofMillis(600));
        assertThat(quiet.at(2)).isFalse();
        clock.pass(Duration.ofMillis(100));
        assertThat(quiet.at(2)).isTrue();
    }

    @Test
    void aTrickleDoesNotWaitWhereNoFileIsMade() {
        var quiet = new Quiet(clock, () -> arriving, Duration.ZERO);
        for (int head = 0; head < 10; head++) {
            assertThat(quiet.at(head)).isTrue();
            clock.pass(Duration.ofMillis(20));
        }
    }

    @Test
    void aLoadIsWaitedForButNotForEver() {
        for (var still : new Duration[] {Duration.ZERO, Duration.ofMillis(700)}) {
            arriving = true;
            var quiet = new Quiet(clock, () -> arriving, still);
            for (int second = 0; second <= 60; second++) {
                assertThat(quiet.at(second)).isFalse();
                clock.pass(Duration.ofMillis(1_000));
            }
            assertThat(quiet.at(61)).isTrue();
            arriving = false;
            clock.pass(Duration.ofMillis(1_000));
            assertThat(quiet.at(61)).isTrue();
            arriving = true;
            assertThat(quiet.at(62)).as("the next load is waited for again").isFalse();
        }
    }
}
