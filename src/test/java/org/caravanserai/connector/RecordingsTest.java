package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations are kept whole, for a time and a number. */
class RecordingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static Conversation conversation(Instant at, String channel, String answer) {
        return new Conversation(
                0,
                at,
                channel,
                "put",
                "POST",
                "/things?a=b",
                Map.of("Accept", "*/*"),
                "{\"a\":1}",
                422,
                Map.of("content-type", "text/plain"),
                answer,
                17,
                Fault.ITEM,
                "it said no");
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void keepsWhatWasSaid(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var recordings = new Recordings(database, 10, Duration.ofDays(1), Clock.systemUTC());
            long id = recordings.keep(conversation(NOW, "a", "no \u0000 \uD800 é 😀"));
            recordings.keep(conversation(NOW, "b", "x"));
            long last = recordings.keep(conversation(NOW, "a", "y".repeat(MAX)));
            var kept = recordings.find(id).orElseThrow();
            assertThat(kept)
                    .usingRecursiveComparison()
                    .ignoringFields("id", "answer")
                    .isEqualTo(conversation(NOW, "a", ""));
            assertThat(kept.answer()).isEqualTo("no \uFFFD \uFFFD é 😀");
            assertThat(recordings.of("a", Long.MAX_VALUE, 10))
                    .extracting(Conversation::id)
                    .containsExactly(last, id);
            assertThat(recordings.of("a", last, 10)).hasSize(1);
            assertThat(recordings.find(12345)).isEmpty();
        }
    }

    private static final int MAX = 70_000;

    @Test
    void forgetsWhatIsOldOrTooMuch() {
        try (var database = TestDatabases.h2()) {
            var recordings = new Recordings(database, 5, Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC));
            long old = recordings.keep(conversation(NOW.minus(Duration.ofDays(2)), "a", "old"));
            assertThat(recordings.sweep()).isEqualTo(1);
            assertThat(recordings.find(old)).isEmpty();
            for (int i = 0; i < 8; i++) {
                recordings.keep(conversation(NOW, "a", "n" + i));
            }
            assertThat(recordings.sweep()).isEqualTo(3);
            assertThat(recordings.of("a", Long.MAX_VALUE, 100))
                    .extracting(Conversation::answer)
                    .containsExactly("n7", "n6", "n5", "n4", "n3");
        }
    }

    @Test
    void aDatabaseThatIsGoneStopsNoCall() {
        var database = TestDatabases.h2();
        var recordings = new Recordings(database, 5, Duration.ofDays(1), Clock.systemUTC());
        database.close();
        assertThat(recordings.keep(conversation(NOW, "a", "x"))).isZero();
    }
}
