package org.caravanserai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aFirstSnapshotIsPendingThenConfirmed(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("outil-sud", "products", null);

            var settled =
                    ledger.settle(lane, 0, 100, List.of(wanted(1, 11), wanted(2, 22), held(3, "main-image", "gtin")));

            assertThat(settled).isEqualTo(new Settled(2, 0, 0, 1, 0));
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.PENDING, 2L, State.HELD, 1L));
            assertThat(ledger.reasons(lane)).isEqualTo(Map.of("gtin", 1L, "main-image", 1L));
            assertThat(ledger.confirmSnapshot(lane)).isEqualTo(2);
            assertThat(ledger.item(lane, 2)).contains(new Item(2, 22, 22, State.CONFIRMED));
            assertThat(ledger.counts(lane).selected()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void settlingTheSameAgainWritesNothing(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("outil-sud", "products", "fr_FR");
            List<Wish> wishes = List.of(wanted(1, 11), held(3, "main-image"));
            ledger.settle(lane, 0, 100, wishes);
            ledger.confirmSnapshot(lane);

            assertThat(ledger.settle(lane, 0, 100, wishes)).isEqualTo(new Settled(0, 0, 0, 0, 2));
            assertThat(ledger.confirmSnapshot(lane)).isZero();
            assertThat(ledger.lane("outil-sud", "products", "fr_FR")).isEqualTo(lane);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anItemGoingBackToWhatIsConfirmedNeedsNothing(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("c", "products", null);
            ledger.settle(lane, 0, 9, List.of(wanted(1, 11)));
            ledger.confirmSnapshot(lane);
            ledger.settle(lane, 0, 9, List.of(wanted(1, 12)));
            assertThat(ledger.item(lane, 1)).contains(new Item(1, 12, 11, State.PENDING));

            ledger.settle(lane, 0, 9, List.of(wanted(1, 11)));

            assertThat(ledger.item(lane, 1)).contains(new Item(1, 11, 11, State.CONFIRMED));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aHeldItemKeepsWhatStandsAtThePartnerUnlessItMustRetire(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("c", "products", null);
            ledger.settle(lane, 0, 9, List.of(new Wish.Wanted(1, 11, () -> new byte[] {1}), new Wish.Wanted(2, 22, () ->
                    new byte[] {2})));
            ledger.confirmSnapshot(lane);

            ledger.settle(lane, 0, 9, List.of(held(1, "a"), new Wish.Held(2, List.of("a"), true)));

            assertThat(ledger.item(lane, 1).orElseThrow().standsAtPartner()).isTrue();
            assertThat(ledger.payloads(lane, List.of(1L, 5L)).get(1L)).containsExactly(1);
            assertThat(ledger.item(lane, 2).orElseThrow().standsAtPartner()).isFalse();
            assertThat(ledger.held(lane, "a", 0, 10)).containsExactly(1L, 2L);

            ledger.settle(lane, 0, 9, List.of(held(1, "b"), wanted(2, 22)));
            assertThat(ledger.reasons(lane)).isEqualTo(Map.of("b", 1L));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void theRowThatStandsAtThePartnerIsKeptUntilAnotherIsConfirmed(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("c", "products", null);
            row(ledger, lane, 1);
            ledger.confirmSnapshot(lane);
            for (int next : new int[] {2, 3}) {
                row(ledger, lane, next);
                assertThat(ledger.payloads(lane, List.of(1L)).get(1L)).containsExactly(1);
            }

            ledger.settle(lane, 0, 9, List.of(held(1, "a")));
            assertThat(ledger.payloads(lane, List.of(1L)).get(1L))
                    .as("not the row that was never published")
                    .containsExactly(1);

            row(ledger, lane, 4);
            ledger.confirmSnapshot(lane);
            assertThat(ledger.payloads(lane, List.of(1L)).get(1L)).containsExactly(4);
            row(ledger, lane, 5);
            row(ledger, lane, 4);
            assertThat(ledger.payloads(lane, List.of(1L)).get(1L)).containsExactly(4);
            row(ledger, lane, 6);
            assertThat(ledger.payloads(lane, List.of(1L)).get(1L)).containsExactly(4);

            ledger.settle(lane, 0, 9, List.of());
            ledger.confirmSnapshot(lane);
            row(ledger, lane, 7);
            assertThat(ledger.payloads(lane, List.of(1L)))
                    .as("nothing stands there")
                    .isEmpty();
            ledger.confirmSnapshot(lane);
            row(ledger, lane, 8);
            assertThat(ledger.payloads(lane, List.of(1L)).get(1L)).containsExactly(7);

            ledger.settle(lane, 0, 9, List.of(new Wish.Held(1, List.of("a"), true)));
            assertThat(ledger.payloads(lane, List.of(1L))).isEmpty();
            row(ledger, lane, 9);
            ledger.confirmSnapshot(lane);
            assertThat(ledger.payloads(lane, List.of(1L)).get(1L)).containsExactly(9);
        }
    }

    private static void row(Ledger ledger, Lane lane, int content) {
        ledger.settle(lane, 0, 9, List.of(new Wish.Wanted(1, content, () -> new byte[] {(byte) content})));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatNobodyWishesForLeavesAndComesBack(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("c", "products", null);
            var other = ledger.lane("d", "products", null);
            ledger.settle(lane, 0, 9, List.of(wanted(1, 11), held(2, "a")));
            ledger.settle(other, 0, 9, List.of(wanted(1, 11)));
            ledger.confirmSnapshot(lane);

            assertThat(ledger.settle(lane, 0, 9, List.of()).leaving()).isEqualTo(2);

            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.LEAVING, 1L, State.RETIRED, 1L));
            assertThat(ledger.counts(other).of(State.PENDING)).isEqualTo(1);
            ledger.confirmSnapshot(lane);
            assertThat(ledger.counts(lane).byState()).isEqualTo(Map.of(State.RETIRED, 2L));
            ledger.settle(lane, List.of(wanted(1, 11)), List.of(2L));
            assertThat(ledger.item(lane, 1)).contains(new Item(1, 11, 0, State.PENDING));
        }
    }

    /** Random wishes for a while: maintained counts equal a count of the rows, and the sum rule holds. */
    @ParameterizedTest
    @MethodSource(DIALECTS)
    void countsEqualTheRowsAfterAnyHistory(Dialect dialect) {
        try (var database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("c", "products", null);
            var random = new Random(7);
            for (int round = 0; round < 30; round++) {
                int from = random.nextInt(80);
                int to = from + random.nextInt(100 - from) + 1;
                var wishes = new ArrayList<Wish>();
                for (int id = from + 1; id <= to; id++) {
                    switch (random.nextInt(4)) {
                        case 0 -> wishes.add(wanted(id, random.nextInt(3) + 1));
                        case 1 -> wishes.add(new Wish.Held(id, List.of("r" + random.nextInt(3)), random.nextBoolean()));
                        default -> {}
                    }
                }
                ledger.settle(lane, from, to, wishes);
                if (random.nextInt(4) == 0) {
                    ledger.confirmSnapshot(lane);
                }
                assertThat(ledger.counts(lane).byState()).isEqualTo(recount(ledger, lane));
                assertThat(ledger.reasons(lane).values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isEqualTo(ledger.counts(lane).of(State.HELD));
                ledger.reasons(lane)
                        .forEach((reason, items) ->
                                assertThat(ledger.held(lane, reason, 0, 1_000)).hasSize(items.intValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void progressIsKept(Dialect dialect) {
        try (Database database = TestDatabases.open(dialect)) {
            var ledger = new Ledger(database);
            var lane = ledger.lane("c", "products", null);
            assertThat(ledger.progress(lane)).isEqualTo(new Progress(0, 0));
            ledger.progress(lane, new Progress(7, 3));
            assertThat(ledger.progress(lane)).isEqualTo(new Progress(7, 3));
            assertThat(ledger.lanes()).containsExactly(lane);
            assertThatThrownBy(() -> ledger.settle(lane, 0, 9, List.of(wanted(1, 0))))
                    .hasMessageContaining("hash 0");
        }
    }

    private static Map<State, Long> recount(Ledger ledger, Lane lane) {
        var counts = new TreeMap<State, Long>();
        ledger.items(lane, 0, 1000).forEach(item -> counts.merge(item.state(), 1L, Long::sum));
        return counts;
    }

    private static Wish wanted(long id, long hash) {
        return new Wish.Wanted(id, hash, null);
    }

    private static Wish held(long id, String... reasons) {
        return new Wish.Held(id, List.of(reasons), false);
    }
}
