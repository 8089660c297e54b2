package org.caravanserai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private final Attempts attempts = new Attempts(clock);

    @Test
    void theWaitDoublesUpToAQuarterOfAnHour() {
        for (int i = 0; i < 4; i++) {
            attempts.failed("admin", "192.0.2.1");
        }
        assertThat(attempts.pause("admin", "192.0.2.1"))
                .as("four failures are free")
                .isEmpty();
        var expected = new long[] {30, 60, 120, 240, 480, 900, 900};
        for (var seconds : expected) {
            attempts.failed("admin", "192.0.2.1");
            assertThat(attempts.pause("admin", "192.0.2.1")).contains(Duration.ofSeconds(seconds));
        }
        clock.pass(Duration.ofMinutes(16));
        assertThat(attempts.pause("admin", "192.0.2.1")).isEmpty();
        attempts.failed("admin", "192.0.2.1");
        assertThat(attempts.pause("admin", "192.0.2.1"))
                .as("old failures are forgotten")
                .isEmpty();
    }

    @Test
    void oneAddressCannotTryManyNames() {
        for (int i = 0; i < 30; i++) {
            attempts.failed("user" + i, "192.0.2.1");
        }
        assertThat(attempts.pause("somebody", "192.0.2.1")).isPresent();
        assertThat(attempts.pause("somebody", "192.0.2.2")).isEmpty();
    }

    @Test
    void manyAddressesCannotTryOneName() {
        for (int i = 0; i < 100; i++) {
            attempts.failed("admin", "192.0.2." + i);
        }
        assertThat(attempts.pause("admin", "198.51.100.1")).isPresent();
        assertThat(attempts.pause("anna", "198.51.100.1")).isEmpty();
    }

    @Test
    void aSuccessClearsItsOwnAddressOnly() {
        for (int i = 0; i < 5; i++) {
            attempts.failed("admin", "192.0.2.1");
            attempts.failed("admin", "192.0.2.2");
        }
        attempts.succeeded("admin", "192.0.2.2");
        assertThat(attempts.pause("admin", "192.0.2.1")).isPresent();
        assertThat(attempts.pause("admin", "192.0.2.2")).isEmpty();
    }
}
