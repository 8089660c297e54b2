package org.caravanserai.punchout.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

/** Who is not let in is noted, and nobody fills the database by trying. */
class KnocksTest {
    private final LinkedBlockingQueue<String> noted = new LinkedBlockingQueue<>();
    private final HandClock clock = new HandClock("2026-11-22T10:00:00Z");

    private Knocks knocks() {
        return new Knocks((account, code, text) -> noted.add(account + " " + code + " " + text), clock);
    }

    @Test
    void manyOfAKindAreOneAndOthersAreTheirOwn() throws InterruptedException {
        try (var knocks = knocks()) {
            for (int i = 0; i < 1_000; i++) {
                knocks.knock("acme", Happening.Code.WRONG_SECRET, "another secret");
            }
            knocks.knock("", Happening.Code.UNKNOWN_SENDER, "nobody");

            assertThat(noted.poll(10, TimeUnit.SECONDS)).isEqualTo("acme WRONG_SECRET another secret (1000 requests)");
            assertThat(noted.poll(10, TimeUnit.SECONDS)).isEqualTo(" UNKNOWN_SENDER nobody");
            knocks.knock("acme", Happening.Code.WRONG_SECRET, "another secret");
            assertThat(noted.poll(1, TimeUnit.SECONDS)).as("within the minute").isNull();
        }
    }

    @Test
    void afterAMinuteItIsNotedAgain() throws InterruptedException {
        try (var knocks = knocks()) {
            knocks.knock("acme", Happening.Code.WRONG_SECRET, "another secret");
            assertThat(noted.poll(10, TimeUnit.SECONDS)).isNotNull();
            clock.pass(java.time.Duration.ofMinutes(2));
            knocks.knock("acme", Happening.Code.WRONG_SECRET, "another secret");
            assertThat(noted.poll(10, TimeUnit.SECONDS)).isEqualTo("acme WRONG_SECRET another secret");
        }
    }

    @Test
    void whatComesAfterTheEndIsForgotten() throws InterruptedException {
        var knocks = knocks();
        knocks.close();
        knocks.knock("acme", Happening.Code.WRONG_SECRET, "another secret");
        assertThat(noted.poll(1, TimeUnit.SECONDS)).isNull();
    }
}
