package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.home.Rate;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No window ever sees more calls than allowed. */
class CeilingsTest {
    private static final Rate MINUTE = new Rate(1, Duration.ofMinutes(1));
    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration CALL = Duration.ofSeconds(30);

    private final HandClock time = new HandClock("2026-11-22T10:00:00Z");

    private static Instant ask(Ceilings ceilings) {
        return ceilings.acquire("demo/x/put", MINUTE, 1, NO_WAIT, CALL).refusedUntil();
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void slowCeilingsSurviveARestart(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var permit = new Ceilings(database, time).acquire("demo/x/put", MINUTE, 1, NO_WAIT, CALL);
            assertThat(permit.refusedUntil()).isNull();
            time.pass(Duration.ofSeconds(3));
            permit.done();
            var restarted = new Ceilings(database, time);
            assertThat(ask(restarted)).isEqualTo(time.instant().plusSeconds(60));
            time.pass(Duration.ofSeconds(59));
            assertThat(ask(restarted)).isEqualTo(time.instant().plusSeconds(1));
            time.pass(Duration.ofSeconds(1));
            assertThat(ask(restarted)).isNull();
        }
    }

    @Test
    void aCallCutOffByAKillCountsAsLongAsItMayHaveLasted() {
        try (var database = TestDatabases.h2()) {
            assertThat(ask(new Ceilings(database, time))).isNull();
            assertThat(ask(new Ceilings(database, time)))
                    .isEqualTo(time.instant().plus(CALL).plusSeconds(60));
        }
    }

    @Test
    void whileACallRunsTheNextMomentIsTheEarliestPossible() {
        try (var database = TestDatabases.h2()) {
            var ceilings = new Ceilings(database, time);
            var permit = ceilings.acquire("demo/x/put", MINUTE, 1, NO_WAIT, CALL);
            assertThat(ask(ceilings)).isEqualTo(time.instant().plusSeconds(60));
            time.pass(Duration.ofSeconds(1));
            permit.cancel();
            assertThat(ask(ceilings)).as("there was no call").isNull();
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotStopAChannelForGood() {
        try (var database = TestDatabases.h2()) {
            var ceilings = new Ceilings(database, time);
            ceilings.acquire("demo/x/put", MINUTE, 1, NO_WAIT, CALL).done();
            time.pass(Duration.ofSeconds(-7200));
            assertThat(ask(ceilings)).isBefore(time.instant().plusSeconds(700));
        }
    }

    @Test
    void speedDividesAndNothingIsUnlimited() {
        try (var database = TestDatabases.h2()) {
            var ceilings = new Ceilings(database, Clock.systemUTC());
            for (int i = 0; i < 5; i++) {
                var permit = ceilings.acquire("demo/x/put", MINUTE, 1000, Duration.ofSeconds(5), CALL);
                assertThat(permit.refusedUntil()).isNull();
                permit.done();
            }
            for (int i = 0; i < 100; i++) {
                assertThat(ceilings.acquire("free", null, 1, NO_WAIT, CALL).refusedUntil())
                        .isNull();
            }
            assertThat(rows(database)).isZero();
        }
    }

    private static long rows(Database database) {
        return database.read(
                tx -> tx.number("select count(*) from connector_ceiling", org.caravanserai.store.Bind.NONE));
    }

    @Test
    void quickCeilingsHoldInEveryWindowEvenWhenCallsOvertakeEachOther() throws InterruptedException {
        var rate = new Rate(40, Duration.ofSeconds(1));
        var arrivals = new ConcurrentLinkedQueue<Long>();
        try (var database = TestDatabases.h2()) {
            var ceilings = new Ceilings(database, Clock.systemUTC());
            var threads = Executors.newFixedThreadPool(8);
            for (int i = 0; i < 120; i++) {
                var random = new Random(i);
                threads.execute(() -> {
                    var permit = ceilings.acquire("demo/x/put", rate, 1, Duration.ofSeconds(30), CALL);
                    assertThat(permit.refusedUntil()).isNull();
                    LockSupport.parkNanos(random.nextInt(60) * 1_000_000L);
                    arrivals.add(System.nanoTime());
                    permit.done();
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        var sorted = new ArrayList<>(arrivals);
        sorted.sort(null);
        assertThat(sorted).hasSize(120);
        for (int i = 40; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - sorted.get(i - 40)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
        assertThat(sorted.get(119) - sorted.get(0)).as("and is used").isLessThan(6_000_000_000L);
    }

    @Test
    void quickCeilingsRefuseWhenTheWaitIsLong() {
        try (var database = TestDatabases.h2()) {
            var ceilings = new Ceilings(database, Clock.systemUTC());
            var rate = new Rate(2, Duration.ofSeconds(1));
            assertThat(ceilings.acquire("q", rate, 1, NO_WAIT, CALL).refusedUntil())
                    .isNull();
            assertThat(ceilings.acquire("q", rate, 1, Duration.ofMillis(100), CALL)
                            .refusedUntil())
                    .isAfter(Instant.now());
        }
    }
}
