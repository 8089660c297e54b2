package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

/** A start token opens a session once, for a short time, and is nowhere kept as it is. */
class StartTokensTest {
    private record Entry(String session, Instant expires) {}

    private final Map<String, Entry> kept = new ConcurrentHashMap<>();
    private final HandClock clock = new HandClock("2026-11-22T10:00:00Z");

    private final StartTokens tokens = new StartTokens(
            new StartTokens.Book() {
                @Override
                public void put(String hash, String session, Instant expires) {
                    kept.put(hash, new Entry(session, expires));
                }

                @Override
                public Optional<String> take(String hash, Instant at) {
                    var entry = kept.remove(hash);
                    return Optional.ofNullable(entry)
                            .filter(one -> at.isBefore(one.expires()))
                            .map(Entry::session);
                }
            },
            new SecureRandom(),
            clock,
            Duration.ofMinutes(5));

    @Test
    void isGoodOnce() {
        var token = tokens.issue("S-1");
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(kept).containsOnlyKeys(StartTokens.hash(token));
        assertThat(kept.toString()).doesNotContain(token);
        assertThat(tokens.redeem(token)).contains("S-1");
        assertThat(tokens.redeem(token)).isEmpty();
    }

    @Test
    void isGoodForAShortTime() {
        var token = tokens.issue("S-1");
        var late = tokens.issue("S-2");
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(tokens.redeem(token)).contains("S-1");
        clock.pass(Duration.ofMillis(1));
        assertThat(tokens.redeem(late)).isEmpty();
    }

    @Test
    void whatIsNoTokenOpensNothing() {
        tokens.issue("S-1");
        for (var wrong : new String[] {null, "", "x", "A".repeat(43), "A".repeat(100_000)}) {
            assertThat(tokens.redeem(wrong)).isEmpty();
        }
    }

    @Test
    void noTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(tokens.issue("S"))).isTrue();
        }
    }

    @Test
    void oneOfManyBrowsersGetsIn() throws InterruptedException {
        var token = tokens.issue("S-1");
        var in = new AtomicInteger();
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            pool.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                tokens.redeem(token).ifPresent(session -> in.incrementAndGet());
            });
        }
        start.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(in).hasValue(1);
    }
}
