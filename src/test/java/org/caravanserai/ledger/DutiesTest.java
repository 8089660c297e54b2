package org.caravanserai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DutiesTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(2);

    private Database database;
    private Ledger ledger;
    private Duties duties;
    private Lane lane;

    private void open(Dialect dialect) {
        database = TestDatabases.open(dialect);
        ledger = new Ledger(database);
        duties = ledger.duties();
        lane = ledger.lane("adeo", "products", null);
    }

    private static Manner auto(Instant now) {
        return new Manner(true, false, now);
    }

    private static Manner asks(Instant now) {
        return new Manner(true, true, now);
    }

    private void want(Manner manner, Wish... wishes) {
        ledger.settle(lane, manner, 0, Ledger.LAST, List.of(wishes));
    }

    private static Wish wanted(long id, long hash) {
        return new Wish.Wanted(id, hash, null);
    }

    private List<Duty> lease(Instant now) {
        return duties.lease(lane, auto(now), 100, LEASE);
    }

    private int say(List<Duty> leased, Instant now, Said... outcomes) {
        return duties.settle(
                lane,
                leased.stream().collect(Collectors.toMap(duty -> duty.item().recordId(), Duty::token)),
                List.of(outcomes),
                now);
    }

    private static Said done(long id, String remoteId) {
        return new Said.Done(id, remoteId, ("row " + id).getBytes(StandardCharsets.UTF_8), 7);
    }

    private static Said refused(long id) {
        return new Said.Refused(id, List.of(new Rejection("1001", "ean", null, "catalogue", null, "bad EAN " + id, 3)));
    }

    private Item item(long id) {
        return ledger.item(lane, id).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsWantedIsLeasedOnceAndConfirmedByItsOutcome(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22));

            var leased = lease(T0);

            assertThat(leased).extracting(duty -> duty.item().recordId()).containsExactly(1L, 2L);
            assertThat(leased).allMatch(Duty::creates).noneMatch(Duty::retires);
            assertThat(lease(T0.plusSeconds(1))).isEmpty();
            assertThat(say(leased, T0.plusSeconds(2), done(1, "R-1"), done(2, null)))
                    .isEqualTo(2);
            assertThat(item(1)).isEqualTo(new Item(1, 11, 11, State.CONFIRMED));
            assertThat(duties.remoteIds(lane, List.of(1L, 2L))).isEqualTo(Map.of(1L, "R-1"));
            assertThat(ledger.payloads(lane, List.of(2L)).get(2L)).isEqualTo("row 2".getBytes(StandardCharsets.UTF_8));
            assertThat(lease(T0.plusSeconds(9_999))).isEmpty();
            assertThat(duties.attempts(lane, 1, 10))
                    .containsExactly(new Duties.Attempt(T0.plusSeconds(2), 11, "accepted", null, null, 7));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anOutcomeOfALostLeaseIsNotBelieved(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11));
            var paused = lease(T0);
            var later = T0.plus(LEASE).plusSeconds(1);
            var second = lease(later);

            assertThat(second).hasSize(1);
            assertThat(second.get(0).item().confirmed()).isEqualTo(Item.UNCERTAIN);
            assertThat(say(paused, later, done(1, "old"))).isZero();
            assertThat(item(1).state()).isEqualTo(State.PENDING);
            assertThat(say(second, later, done(1, "new"))).isEqualTo(1);
            assertThat(say(second, later, refused(1))).isZero();
            assertThat(item(1)).isEqualTo(new Item(1, 11, 11, State.CONFIRMED));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatChangesOnItsWayIsSentAgain(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22), wanted(3, 33));
            say(lease(T0), T0, done(1, null), done(2, null), done(3, null));
            want(auto(T0), wanted(1, 12), wanted(2, 23), wanted(3, 34));
            var leased = lease(T0);

            // 1 changes again, 2 goes back to what is confirmed, 3 is no longer wanted
            want(auto(T0), wanted(1, 13), wanted(2, 22));

            assertThat(item(2)).isEqualTo(new Item(2, 22, 22, State.PENDING));
            assertThat(item(3).state()).isEqualTo(State.LEAVING);
            assertThat(lease(T0)).isEmpty();
            say(leased, T0, done(1, null), done(2, null), done(3, null));
            assertThat(item(1)).isEqualTo(new Item(1, 13, 12, State.PENDING));
            assertThat(item(2)).isEqualTo(new Item(2, 22, 23, State.PENDING));
            assertThat(item(3)).isEqualTo(new Item(3, 0, 34, State.LEAVING));
            var again = lease(T0);
            assertThat(again).extracting(Duty::retires).containsExactly(false, false, true);
            say(again, T0, done(1, null), done(2, null), done(3, null));
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.CONFIRMED, 2L, State.RETIRED, 1L));
            assertThat(ledger.payloads(lane, List.of(3L))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aNewItemThatLeavesWhileItIsOnItsWayIsTakenBack(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22));
            var leased = lease(T0);
            want(auto(T0));

            assertThat(item(1).state()).isEqualTo(State.LEAVING);
            say(leased, T0, done(1, null), new Said.Unsure(2, T0.plusSeconds(60), "time-out", 0));
            assertThat(item(1)).isEqualTo(new Item(1, 0, 11, State.LEAVING));
            assertThat(item(2)).isEqualTo(new Item(2, 0, Item.UNCERTAIN, State.LEAVING));
            assertThat(lease(T0)).hasSize(1);
            assertThat(lease(T0.plusSeconds(61))).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aRefusalParksUntilTheContentChanges(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22));
            say(lease(T0), T0, refused(1), refused(2));

            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.PARKED, 2L));
            assertThat(lease(T0.plusSeconds(99_999))).isEmpty();
            var prints = ledger.complaints().prints(lane);
            assertThat(prints).hasSize(1);
            assertThat(prints.get(0).items()).isEqualTo(2);
            assertThat(ledger.complaints().items(lane, prints.get(0).fingerprint(), 1, 10))
                    .containsExactly(2L);

            want(auto(T0), wanted(1, 11), wanted(2, 23));
            assertThat(item(1).state()).isEqualTo(State.PARKED);
            assertThat(item(2).state()).isEqualTo(State.PENDING);
            say(lease(T0), T0, done(2, null));
            assertThat(ledger.complaints().of(lane, 2)).isEmpty();

            assertThat(ledger.complaints().retry(lane, List.of(1L, 2L), T0)).isEqualTo(1);
            say(lease(T0), T0.plusSeconds(5), refused(1));
            var open = ledger.complaints().of(lane, 1).get(0);
            assertThat(open.times()).isEqualTo(2);
            assertThat(open.firstAt()).isEqualTo(T0);
            assertThat(ledger.complaints().discard(lane, List.of(1L), "sold out soon", T0))
                    .isEqualTo(1);
            assertThat(ledger.complaints().of(lane, 1).get(0).why().code()).isEqualTo(Complaints.DISCARDED);
            want(auto(T0), wanted(1, 11), wanted(2, 23));
            assertThat(item(1).state()).isEqualTo(State.PARKED);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aLateComplaintTakesTheConfirmationBack(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22));
            say(lease(T0), T0, done(1, null), done(2, null));
            want(auto(T0), wanted(1, 11), wanted(2, 23));
            var why = List.of(new Rejection("late", null, null, null, null, "not listed", 0));

            assertThat(ledger.complaints().late(lane, 1, why, T0)).isTrue();
            assertThat(ledger.complaints().late(lane, 2, why, T0)).isFalse();

            assertThat(item(1)).isEqualTo(new Item(1, 11, Item.UNCERTAIN, State.PARKED));
            assertThat(item(2).state()).isEqualTo(State.PENDING);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void attemptsAreCountedAndParkAtLast(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11));
            say(lease(T0), T0, new Said.Again(1, T0.plusSeconds(10), true, false, "503", "busy", 0));
            assertThat(lease(T0.plusSeconds(9))).isEmpty();
            var second = lease(T0.plusSeconds(10));
            assertThat(second.get(0).attempts()).isEqualTo(1);
            say(second, T0, new Said.Again(1, T0.plusSeconds(20), false, false, "429", "slow down", 0));
            var third = lease(T0.plusSeconds(20));
            assertThat(third.get(0).attempts()).isEqualTo(1);
            say(third, T0, new Said.Again(1, T0.plusSeconds(86_400), true, true, "503", "busy", 0));
            assertThat(item(1).state()).isEqualTo(State.PARKED);
            assertThat(lease(T0.plusSeconds(86_400))).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void approvalIsForWhatWasSeen(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(asks(T0), wanted(1, 11), wanted(2, 22));
            assertThat(duties.lease(lane, asks(T0), 9, LEASE)).isEmpty();

            want(asks(T0), wanted(1, 11), wanted(2, 23));
            assertThat(duties.approve(lane, Map.of(1L, 11L, 2L, 22L), T0)).isEqualTo(1);

            var leased = duties.lease(lane, asks(T0), 9, LEASE);
            assertThat(leased).extracting(duty -> duty.item().recordId()).containsExactly(1L);
            say(leased, T0, done(1, null));
            want(asks(T0), wanted(2, 23));
            assertThat(duties.lease(lane, asks(T0), 9, LEASE)).isEmpty();
            assertThat(duties.approve(lane, Map.of(1L, 0L), T0)).isEqualTo(1);
            assertThat(duties.lease(lane, asks(T0), 9, LEASE))
                    .allMatch(Duty::retires)
                    .hasSize(1);
            duties.open(lane, T0);
            assertThat(lease(T0)).extracting(duty -> duty.item().recordId()).containsExactly(2L);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aJobKeepsItsItemsUntilItSays(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22));
            var leased = lease(T0);
            say(
                    leased,
                    T0,
                    new Said.Submitted(1, "4711", "import", new byte[] {1}, T0, T0.plusSeconds(99), 0),
                    new Said.Submitted(2, "4711", "import", new byte[] {2}, T0, T0.plusSeconds(99), 0));

            assertThat(lease(T0.plus(Duration.ofDays(9)))).isEmpty();
            assertThat(ledger.counts(lane).of(State.PENDING)).isEqualTo(2);
            want(auto(T0), wanted(1, 12), wanted(2, 22));
            var job = duties.job(lane, T0, LEASE).orElseThrow();
            assertThat(duties.job(lane, T0, LEASE)).isEmpty();
            var items = duties.items(lane, job);
            assertThat(items).extracting(one -> one.body()[0]).containsExactly((byte) 1, (byte) 2);
            var late = items.stream().map(Duties.JobItem::duty).toList();
            say(late, T0, done(1, null), refused(2));
            duties.close(job);

            assertThat(item(1)).isEqualTo(new Item(1, 12, 11, State.PENDING));
            assertThat(item(2).state()).isEqualTo(State.PARKED);
            assertThat(duties.jobs(lane, 9)).isEmpty();
            assertThat(lease(T0)).extracting(duty -> duty.item().recordId()).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aHeldItemThatMustNotStayIsRetired(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            want(auto(T0), wanted(1, 11), wanted(2, 22));
            say(lease(T0), T0, done(1, null), done(2, null));
            want(auto(T0), new Wish.Held(1, List.of("rights"), true), new Wish.Held(2, List.of("photo"), false));

            var leased = lease(T0);

            assertThat(leased).hasSize(1).allMatch(Duty::retires);
            say(leased, T0, done(1, null));
            assertThat(item(1)).isEqualTo(new Item(1, 0, 0, State.HELD));
            assertThat(item(2)).isEqualTo(new Item(2, 22, 22, State.HELD));
            assertThat(lease(T0)).isEmpty();
        }
    }

    /** Whatever happens in whatever order: counts equal rows, each item that has something to do has one due row, and in the end all is there. */
    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anyHistoryEndsInWhatIsWanted(Dialect dialect) {
        open(dialect);
        try (var opened = database) {
            for (long seed = 1; seed <= (dialect == Dialect.H2 ? 12 : 3); seed++) {
                lane = ledger.lane("c" + seed, "products", null);
                history(new Random(seed), "seed " + seed);
            }
        }
    }

    private void history(Random random, String name) {
        var partner = new HashMap<Long, Long>();
        var wishes = new TreeMap<Long, Wish>();
        var leases = new ArrayList<List<Duty>>();
        var heard = new HashMap<List<Duty>, List<Said>>();
        var now = T0;
        for (int step = 0; step < 60; step++) {
            now = now.plusSeconds(random.nextInt(100));
            switch (random.nextInt(4)) {
                case 0 -> {
                    for (int n = 0; n < 4; n++) {
                        long id = 1 + random.nextInt(8);
                        switch (random.nextInt(4)) {
                            case 0 -> wishes.remove(id);
                            case 1 -> wishes.put(id, new Wish.Held(id, List.of("x"), random.nextBoolean()));
                            default -> wishes.put(id, wanted(id, 10 * id + random.nextInt(3)));
                        }
                    }
                    want(auto(now), wishes.values().toArray(Wish[]::new));
                }
                case 1 -> {
                    // The partner acts within the lease; what it said is heard later, or too late.
                    var at = now;
                    var leased = duties.lease(lane, auto(now), 3, LEASE);
                    var outcomes = new ArrayList<Said>();
                    leased.forEach(duty -> outcome(random, duty, partner, at).ifPresent(outcomes::add));
                    leases.add(leased);
                    heard.put(leased, outcomes);
                }
                default -> {
                    if (!leases.isEmpty()) {
                        var leased = leases.remove(random.nextInt(leases.size()));
                        say(leased, now, heard.getOrDefault(leased, List.of()).toArray(Said[]::new));
                    }
                }
            }
            adds(name + " step " + step);
        }
        for (int round = 0; round < 50; round++) {
            now = now.plusSeconds(100_000);
            var leased = lease(now);
            leased.forEach(duty -> act(duty, partner));
            say(
                    leased,
                    now,
                    leased.stream()
                            .map(duty -> done(duty.item().recordId(), null))
                            .toArray(Said[]::new));
        }
        ledger.complaints().retry(lane, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), now);
        var last = lease(now);
        last.forEach(duty -> act(duty, partner));
        say(
                last,
                now,
                last.stream().map(duty -> done(duty.item().recordId(), null)).toArray(Said[]::new));
        for (long id = 1; id <= 8; id++) {
            var wish = wishes.get(id);
            if (wish == null || wish instanceof Wish.Held held && held.retire()) {
                assertThat(partner).as(name + " item " + id).doesNotContainKey(id);
            } else if (wish instanceof Wish.Wanted wanted) {
                assertThat(partner.get(id)).as(name + " item " + id).isEqualTo(wanted.hash());
                assertThat(item(id).state()).as(name + " item " + id).isEqualTo(State.CONFIRMED);
            }
        }
        adds(name + " end");
    }

    /** The partner acts or not, and we hear of it or not. */
    private static java.util.Optional<Said> outcome(Random random, Duty duty, Map<Long, Long> partner, Instant now) {
        long id = duty.item().recordId();
        return switch (random.nextInt(6)) {
            case 0 ->
                java.util.Optional.of(new Said.Again(id, now.plusSeconds(5), true, random.nextBoolean(), "503", "", 0));
            case 1 -> java.util.Optional.of(refused(id));
            case 2 -> {
                act(duty, partner);
                yield java.util.Optional.of(new Said.Unsure(id, now.plusSeconds(5), "cut", 0));
            }
            case 3 -> {
                act(duty, partner);
                yield java.util.Optional.empty();
            }
            default -> {
                act(duty, partner);
                yield java.util.Optional.of(done(id, null));
            }
        };
    }

    private static void act(Duty duty, Map<Long, Long> partner) {
        if (duty.retires()) {
            partner.remove(duty.item().recordId());
        } else {
            partner.put(duty.item().recordId(), duty.item().desired());
        }
    }

    private void adds(String as) {
        var counted = new HashMap<State, Long>();
        var due = database.read(tx -> tx.query(
                "select k from ledger_due where lane = ?", Bind.of(lane.id()), row -> Lane.recordId(row.getLong(1))));
        for (var item : ledger.items(lane, 0, 100)) {
            counted.merge(item.state(), 1L, Long::sum);
            if (item.due()) {
                assertThat(due).as(as + ": " + item).contains(item.recordId());
            }
            if (item.state() == State.CONFIRMED) {
                assertThat(item.confirmed()).as(as).isEqualTo(item.desired());
            }
        }
        assertThat(ledger.counts(lane).byState()).as(as).isEqualTo(counted);
    }
}
