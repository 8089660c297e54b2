package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;

class CaretakerTest {

    private final HandClock clock = new HandClock("2026-11-21T12:00:00Z");

    @Test
    void choresAreDoneAtTheFirstLookAndThenOnceANightWhenNothingArrives() {
        var chores = new AtomicInteger();
        var busy = new AtomicBoolean();
        try (var database = Database.open(TestDatabases.settings(Dialect.H2), clock)) {
            var caretaker =
                    new Caretaker(database, ZoneId.of("Europe/Paris"), busy::get, List.of(chores::incrementAndGet));
            caretaker.look();
            caretaker.look();
            assertThat(chores).hasValue(1);
            clock.set(Instant.parse("2026-11-22T01:35:00Z"));
            busy.set(true);
            caretaker.look();
            assertThat(chores).as("a delivery is being taken").hasValue(1);
            busy.set(false);
            caretaker.look();
            caretaker.look();
            assertThat(chores).hasValue(2);
            clock.set(Instant.parse("2026-11-22T12:00:00Z"));
            caretaker.look();
            assertThat(chores).as("not by day").hasValue(2);
            clock.set(Instant.parse("2026-11-23T02:00:00Z"));
            caretaker.look();
            assertThat(chores).hasValue(3);
            assertThat(caretaker.last()).as("a small database is left alone").isEmpty();
        }
    }

    @Test
    void aCompactionOnRequestIsRemembered() {
        try (var database = Database.open(TestDatabases.settings(Dialect.H2), clock)) {
            var caretaker = new Caretaker(database, ZoneOffset.UTC, () -> false, List.of());
            var done = caretaker.compact();
            assertThat(caretaker.last().orElseThrow().compaction()).isEqualTo(done);
            assertThat(caretaker.last().orElseThrow().at()).isEqualTo(clock.instant());
        }
    }
}
