package org.caravanserai.punchout.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

class CrowdTest {
    @Test
    void aHundredAtOnceAreTwoLines() {
        var clock = new HandClock("2026-11-22T08:00:00Z");
        var crowd = new Crowd(clock);

        assertThat(IntStream.range(0, 100).mapToLong(i -> crowd.one()).filter(told -> told > 0))
                .containsExactly(1L);
        clock.pass(Duration.ofSeconds(11));
        assertThat(crowd.one()).isEqualTo(100);
        assertThat(crowd.one()).isZero();
    }
}
