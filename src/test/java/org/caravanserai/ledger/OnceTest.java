package org.caravanserai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnceTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SETTLE = Duration.ofMinutes(1);

    private Database database;
    private Ledger ledger;
    private Lane lane;
    private Capability capability = Capability.QUERYABLE;

    private void open(Dialect dialect) {
        database = TestDatabases.open(dialect);
        ledger = new Ledger(database);
        lane = ledger.lane("erp", "orders", null);
    }

    private Once.Rules rules() {
        return new Once.Rules(capability, SETTLE, LEASE);
    }

    private void want(long id) {
        database.write(Purpose.ORDER, tx -> {
            ledger.once().want(tx, lane, id, "K-" + id, 77, T0);
            return null;
        });
    }

    private Optional<Turn> next(Instant now) {
        return database.writeRetrying(Purpose.ORDER, tx -> ledger.once().next(tx, lane, rules(), now));
    }

    private Optional<State> say(Errand errand, Came came, Instant now) {
        return database.writeRetrying(Purpose.CONFIRM, tx -> ledger.once().settle(tx, errand, came, rules(), now));
    }

    private Once.Standing standing(long id) {
        return ledger.once().standing(lane, id).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void theIntentStandsBeforeTheCall(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(1);
            assertThat(ledger.once().any(lane, T0.minusSeconds(1))).isFalse();

            var turn = next(T0).orElseThrow();

            assertThat(turn.kind()).isEqualTo(Turn.Kind.SEND);
            assertThat(turn.errand().key()).isEqualTo("K-1");
            assertThat(standing(1).step()).isEqualTo(Once.Step.UNDERWAY);
            assertThat(standing(1).sentAt()).isEqualTo(T0);
            assertThat(next(T0.plusSeconds(60))).isEmpty();
            assertThat(say(turn.errand(), new Came.There("S-1"), T0.plusSeconds(1)))
                    .contains(State.CONFIRMED);
            assertThat(say(turn.errand(), new Came.Refused(), T0.plusSeconds(2)))
                    .isEmpty();
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.CONFIRMED, 1L));
            assertThat(ledger.item(lane, 1)).contains(new Item(1, 77, 77, State.CONFIRMED));
            assertThat(ledger.duties().remoteIds(lane, java.util.List.of(1L))).isEqualTo(Map.of(1L, "S-1"));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aLeaseThatEndsWithoutAWordIsADoubt(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(1);
            var dead = next(T0).orElseThrow().errand();
            ledger.once().orphaned(T0.plusSeconds(5));

            assertThat(next(T0.plusSeconds(5)).orElseThrow().kind()).isEqualTo(Turn.Kind.LATER);
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.UNKNOWN, 1L));
            assertThat(next(T0.plusSeconds(59))).isEmpty();
            var look = next(T0.plusSeconds(60)).orElseThrow();
            assertThat(look.kind()).isEqualTo(Turn.Kind.LOOK);
            assertThat(say(dead, new Came.There("late"), T0.plusSeconds(61))).isEmpty();
            assertThat(say(look.errand(), new Came.Absent(T0.plusSeconds(90)), T0.plusSeconds(61)))
                    .contains(State.PENDING);
            assertThat(next(T0.plusSeconds(61)).orElseThrow().kind()).isEqualTo(Turn.Kind.SEND);
            assertThat(standing(1).tries()).isEqualTo(2);
        }
    }

    @Test
    void aLookThatDiesIsALookAgain() {
        open(Dialect.H2);
        try (var opened = database) {
            want(1);
            say(next(T0).orElseThrow().errand(), new Came.Unsure(T0), T0);
            var look = next(T0.plusSeconds(60)).orElseThrow();
            assertThat(look.kind()).isEqualTo(Turn.Kind.LOOK);
            assertThat(next(T0.plus(LEASE).plusSeconds(60)).orElseThrow().kind())
                    .isEqualTo(Turn.Kind.LOOK);
        }
    }

    @Test
    void aLookForWhatWasHandedInNeverSendsItAgain() {
        open(Dialect.H2);
        try (var opened = database) {
            want(1);
            var deadline = T0.plusSeconds(3600);
            say(next(T0).orElseThrow().errand(), new Came.Submitted(T0.plusSeconds(10), deadline), T0);
            assertThat(ledger.counts(lane).of(State.PENDING)).isEqualTo(1);
            var dead = next(T0.plusSeconds(10)).orElseThrow();
            assertThat(dead.kind()).isEqualTo(Turn.Kind.LOOK);
            var again = next(T0.plusSeconds(10).plus(LEASE)).orElseThrow();
            assertThat(again.kind()).isEqualTo(Turn.Kind.LOOK);
            say(again.errand(), new Came.Absent(T0.plusSeconds(500)), T0.plusSeconds(200));
            assertThat(ledger.counts(lane).of(State.PENDING)).isEqualTo(1);

            var last = next(deadline).orElseThrow();
            assertThat(last.kind()).isEqualTo(Turn.Kind.LOOK);
            assertThat(last.state()).isEqualTo(State.UNKNOWN);
            say(last.errand(), new Came.Absent(deadline.plusSeconds(60)), deadline);
            assertThat(next(deadline.plusSeconds(60)).orElseThrow().kind()).isEqualTo(Turn.Kind.LOOK);
            assertThat(standing(1).tries()).isEqualTo(1);
        }
    }

    @Test
    void nobodyToAskIsAQuestionForAHuman() {
        open(Dialect.H2);
        capability = Capability.BLIND;
        try (var opened = database) {
            want(1);
            want(2);
            var dead = next(T0).orElseThrow().errand();
            say(next(T0).orElseThrow().errand(), new Came.Unsure(T0), T0);
            assertThat(standing(2).step()).isEqualTo(Once.Step.ASKING);

            var asked = next(T0.plus(LEASE)).orElseThrow();
            assertThat(asked.kind()).isEqualTo(Turn.Kind.ASK);
            assertThat(next(T0.plus(Duration.ofDays(400)))).isEmpty();
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.UNKNOWN, 2L));

            assertThat(say(dead, new Came.NotSent(T0), T0)).isEmpty();
            database.write(tx -> ledger.once().proven(tx, lane, 1, "S-1"));
            database.write(tx -> ledger.once().drop(tx, lane, 2));
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.RETIRED, 1L));
            assertThat(database.<Optional<State>>write(tx -> ledger.once().again(tx, lane, 1, T0)))
                    .isEmpty();
        }
    }

    @Test
    void nobodyDecidesWhileItIsUnderWay() {
        open(Dialect.H2);
        try (var opened = database) {
            want(1);
            assertThat(database.<Optional<State>>write(tx -> ledger.once().withdraw(tx, lane, 9)))
                    .isEmpty();
            var errand = next(T0).orElseThrow().errand();
            assertThat(database.<Optional<State>>write(tx -> ledger.once().drop(tx, lane, 1)))
                    .isEmpty();
            assertThat(database.<Optional<State>>write(tx -> ledger.once().again(tx, lane, 1, T0)))
                    .isEmpty();
            say(errand, new Came.Unsure(T0), T0);
            assertThat(database.<Optional<State>>write(tx -> ledger.once().withdraw(tx, lane, 1)))
                    .isEmpty();
            assertThat(database.<Optional<State>>write(tx -> ledger.once().drop(tx, lane, 1)))
                    .contains(State.RETIRED);
        }
    }

    /** A target that becomes less able is treated by what it can do now. */
    @Test
    void aDoubtOutlivesAChangeOfCapability() {
        open(Dialect.H2);
        capability = Capability.KEYED;
        try (var opened = database) {
            want(1);
            say(next(T0).orElseThrow().errand(), new Came.Unsure(T0), T0);
            capability = Capability.BLIND;

            assertThat(next(T0).orElseThrow().kind()).isEqualTo(Turn.Kind.ASK);
        }
    }
}
