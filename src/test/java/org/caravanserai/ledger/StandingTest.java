package org.caravanserai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a look at the partner may write, and what it may not. */
class StandingTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final byte[] ROW = "row".getBytes(StandardCharsets.UTF_8);

    private Database database;
    private Ledger ledger;
    private Lane lane;

    private void open(Dialect dialect) {
        database = TestDatabases.open(dialect);
        ledger = new Ledger(database);
        lane = ledger.lane("adeo", "offers", null);
    }

    private static Manner auto(Instant now) {
        return new Manner(true, false, now);
    }

    private static Manner asks(Instant now) {
        return new Manner(true, true, now);
    }

    private void want(long... ids) {
        ledger.settle(
                lane,
                auto(T0),
                0,
                Ledger.LAST,
                java.util.Arrays.stream(ids)
                        .mapToObj(id -> (Wish) new Wish.Wanted(id, id * 100, null))
                        .toList());
    }

    private void confirm() {
        var duties = ledger.duties().lease(lane, auto(T0), 100, Duration.ofMinutes(2));
        ledger.duties()
                .settle(
                        lane,
                        duties.stream()
                                .collect(Collectors.toMap(duty -> duty.item().recordId(), Duty::token)),
                        duties.stream()
                                .map(duty -> (Said) new Said.Done(
                                        duty.item().recordId(),
                                        "R" + duty.item().recordId(),
                                        ROW,
                                        1))
                                .toList(),
                        T0);
    }

    private Item item(long id) {
        return ledger.item(lane, id).orElseThrow();
    }

    private Shown shown(long id, long confirmed, String remoteId) {
        return new Shown(item(id), id, confirmed, remoteId, null, false, "missing", "it was not there");
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsGoneIsDueAgainAndWhatChangedIsSentUnderItsName(Dialect dialect) {
        open(dialect);
        want(1, 2, 3);
        confirm();
        assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.CONFIRMED, 3L));
        assertThat(ledger.standing().named(lane, List.of("R1", "R3", "R9"))).isEqualTo(Map.of("R1", 1L, "R3", 3L));

        var later = T0.plusSeconds(600);
        assertThat(ledger.standing()
                        .write(lane, auto(later), List.of(shown(1, 0, null), shown(2, Item.UNCERTAIN, "R2b"))))
                .isEqualTo(Set.of(1L, 2L));

        assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.CONFIRMED, 1L, State.PENDING, 2L));
        var duties = ledger.duties().lease(lane, auto(later), 100, Duration.ofMinutes(2));
        assertThat(duties).hasSize(2);
        assertThat(duties.get(0).creates()).isTrue();
        assertThat(duties.get(0).remoteId()).isNull();
        assertThat(duties.get(1).creates()).isFalse();
        assertThat(duties.get(1).remoteId()).isEqualTo("R2b");
        assertThat(ledger.payloads(lane, List.of(1L, 2L, 3L))).containsOnlyKeys(2L, 3L);
        assertThat(ledger.duties().attempts(lane, 1, 1)).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo("missing");
            assertThat(attempt.text()).isEqualTo("it was not there");
        });
        assertThat(ledger.standing().moved(lane, List.of(1L, 2L, 3L), later)).isEqualTo(Set.of(1L, 2L));
        database.close();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatHasMovedSinceStaysAsItIs(Dialect dialect) {
        open(dialect);
        want(1, 2, 3);
        confirm();
        var one = shown(1, 0, null);
        var two = shown(2, 0, null);
        var three = shown(3, 0, null);
        // One is wanted otherwise by now, two is on its way.
        ledger.settle(lane, auto(T0), List.of(new Wish.Wanted(1, 111, null), new Wish.Wanted(2, 222, null)), List.of());
        ledger.duties().lease(lane, auto(T0), 100, Duration.ofMinutes(2));
        var flying = new Shown(item(2), 2, 0, null, null, false, "missing", null);

        assertThat(ledger.standing().write(lane, auto(T0), List.of(one, two, three)))
                .isEqualTo(Set.of(3L));
        assertThat(ledger.standing().write(lane, auto(T0), List.of(flying))).isEmpty();
        assertThat(item(1).confirmed()).isEqualTo(100);
        assertThat(item(2).confirmed()).isEqualTo(200);
        assertThat(ledger.standing().write(lane, auto(T0), List.of())).isEmpty();
        database.close();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsLinkedNeedsNoSendingWhenItIsTheSame(Dialect dialect) {
        open(dialect);
        want(1, 2);
        var same = new Shown(item(1), 1, 100, "R1", ROW, false, "adopted", "found there by key");
        var other = new Shown(item(2), 2, Item.UNCERTAIN, "R2", ROW, false, "adopted", "found there by key");
        ledger.standing().write(lane, asks(T0), List.of(same, other));
        assertThat(item(1).state()).isEqualTo(State.CONFIRMED);
        assertThat(item(2).state()).isEqualTo(State.PENDING);
        assertThat(ledger.duties().dueAt(lane, 1)).isEmpty();
        assertThat(ledger.duties().dueAt(lane, 2))
                .as("it waits for an approval")
                .contains(Instant.MAX);
        assertThat(ledger.duties().approve(lane, Map.of(2L, 200L), T0)).isEqualTo(1);
        assertThat(ledger.duties().lease(lane, asks(T0), 100, Duration.ofMinutes(2)))
                .singleElement()
                .satisfies(duty -> assertThat(duty.creates()).isFalse());
        database.close();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsNothingOfOursGoesWhenItWasApproved(Dialect dialect) {
        open(dialect);
        long id = ledger.standing().ids(1)[0];
        ledger.standing().strangers(lane, Map.of(id, "STRANGE"));
        ledger.standing()
                .write(
                        lane,
                        asks(T0),
                        List.of(new Shown(null, id, Item.UNCERTAIN, "R7", null, true, "orphan", "nothing of ours")));
        assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.LEAVING, 1L));
        assertThat(ledger.standing().stranger(lane, id)).contains("STRANGE");
        assertThat(ledger.standing().stranger(lane, id + 1)).isEmpty();
        assertThat(ledger.duties().lease(lane, asks(T0), 100, Duration.ofMinutes(2)))
                .singleElement()
                .satisfies(duty -> {
                    assertThat(duty.retires()).isTrue();
                    assertThat(duty.remoteId()).isEqualTo("R7");
                });
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, 100, 100, 0,   PENDING",
        "CONFIRMED, 100, 100, -1,  PENDING",
        "CONFIRMED, 100, 100, 100, CONFIRMED",
        "PENDING,   100, 0,   100, CONFIRMED",
        "PENDING,   100, 90,  0,   PENDING",
        "UNKNOWN,   100, -1,  0,   PENDING",
        "UNKNOWN,   100, -1,  100, CONFIRMED",
        "PARKED,    100, 90,  0,   PARKED",
        "PARKED,    100, 90,  100, CONFIRMED",
        "HELD,      100, 100, 0,   HELD",
        "LEAVING,   0,   100, 0,   RETIRED",
        "LEAVING,   0,   100, -1,  LEAVING",
        "RETIRED,   0,   0,   -1,  LEAVING"
    })
    void whatBecomesOfAnItem(State before, long desired, long confirmed, long stands, State after) {
        var item = new Item(1, desired, confirmed, before);
        assertThat(new Shown(item, 1, stands, null, null, false, "changed", null).next())
                .isEqualTo(new Item(1, desired, stands, after));
    }
}
