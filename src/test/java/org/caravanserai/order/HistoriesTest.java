package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.Erp.Mood;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of orders, faults, kills and humans: whatever happens, each order that was taken is at the ERP once in the end, and never twice in between.
 * The same checker is shown hubs whose mechanisms are bent one at a time; it must report every one of them, or it proves nothing.
 */
class HistoriesTest {
    private static final int STEPS = 40;

    /** A mechanism that is taken away. */
    enum Bent {
        NO_INTENT,
        RANDOM_KEY,
        TIME_OUT_IS_A_FAILURE,
        NO_TIME_TO_SETTLE,
        A_FAILED_LOOK_IS_ABSENCE,
        ITS_WORD_IS_BELIEVED,
        THE_HUMAN_GUESSES,
        TRANSPORT_IS_PART_OF_THE_ORDER
    }

    private static final List<Mood> FAULTS = List.of(
            Mood.TAKES,
            Mood.TAKES,
            Mood.TAKES_SILENTLY,
            Mood.LOSES,
            Mood.KILLS_AFTER,
            Mood.KILLS_BEFORE,
            Mood.AWAY,
            Mood.BREAKS,
            Mood.LOOK_FAILS);

    /** One history on one hub. */
    private static final class History {
        final Trade trade;
        final Random random;
        final Bent bent;
        final Capability capability;
        final String name;
        final List<String> violations = new ArrayList<>();
        final Map<String, OrderHead> taken = new LinkedHashMap<>();

        History(Trade trade, long seed, Capability capability, Bent bent) {
            this.trade = trade;
            this.random = new Random(seed);
            this.bent = bent;
            this.capability = capability;
            this.name = capability + "-" + (bent == null ? "" : bent + "-") + seed;
            trade.erp(capability);
            trade.target(target());
        }

        private Target target() {
            var target = Target.of(Trade.ERP, Target.ORDERS, capability, new BentSender());
            if (bent == Bent.NO_TIME_TO_SETTLE) {
                return target.settling(Duration.ZERO);
            }
            return capability == Capability.QUERYABLE && bent != Bent.ITS_WORD_IS_BELIEVED ? target.seen() : target;
        }

        private final class BentSender implements Sender {
            @Override
            public Ack send(Consignment consignment) {
                var ack = trade.erp.send(bent == Bent.RANDOM_KEY ? other(consignment) : consignment);
                return bent == Bent.TIME_OUT_IS_A_FAILURE && ack instanceof Ack.Unknown
                        ? new Ack.Deferred(null, "failed")
                        : ack;
            }

            @Override
            public Sight look(Consignment consignment) {
                var sight = trade.erp.look(consignment);
                return bent == Bent.A_FAILED_LOOK_IS_ABSENCE && sight instanceof Sight.Unclear
                        ? new Sight.Absent()
                        : sight;
            }
        }

        private Consignment other(Consignment one) {
            return new Consignment(
                    one.channel(),
                    one.stream(),
                    one.key() + random.nextInt(1000),
                    one.head(),
                    one.order(),
                    one.messageId(),
                    one.agreed(),
                    one.event(),
                    one.said(),
                    one.attempt(),
                    one.doubt());
        }

        void run() {
            trade.erp.lag = Duration.ofSeconds(20);
            for (int step = 0; step < STEPS; step++) {
                trade.clock.pass(Duration.ofSeconds(random.nextInt(60)));
                if (random.nextInt(3) == 0) {
                    order("PO-" + name + "-" + random.nextInt(12));
                }
                var faults = new ArrayList<>(FAULTS);
                if (capability == Capability.QUERYABLE) {
                    faults.add(Mood.LIES);
                    faults.add(Mood.TAKES_LATE);
                }
                trade.erp.mood(faults.get(random.nextInt(faults.size())));
                round();
                human();
                look("step " + step);
            }
            trade.erp.moods.clear();
            for (int round = 0; round < 12; round++) {
                trade.clock.pass(Duration.ofHours(1));
                round();
                if (round > 2) {
                    human();
                }
                look("end");
            }
            all();
        }

        /** Buyers send what they are not sure of again. */
        private void order(String number) {
            var in =
                    Trade.incoming(Trade.order(number), random.nextBoolean() ? "cxml" : "soap", "m" + random.nextInt());
            if (bent == Bent.TRANSPORT_IS_PART_OF_THE_ORDER) {
                in = new Incoming(in.message().transport(), in.account(), in.order(), in.reply(), in.message());
            }
            if (trade.orders.accept(in) instanceof Receipt.Taken receipt) {
                taken.putIfAbsent(number, receipt.head());
            } else {
                violations.add(number + " was not taken");
            }
        }

        private void round() {
            try {
                trade.dispatcher.round();
            } catch (Erp.Killed dead) {
                if (bent == Bent.NO_INTENT) {
                    // What was written before the call is not there: as if it were written after it.
                    trade.database.write(tx -> tx.update(
                            "update ledger_once set step = 1, token = 0, due_at = 0, sent_at = 0 where step = 2",
                            Bind.NONE));
                }
                trade.start();
            }
        }

        /** Somebody goes through the questions now and then, and looks at the ERP before answering. */
        private void human() {
            if (random.nextInt(4) != 0 && !trade.erp.moods.isEmpty()) {
                return;
            }
            for (var open : trade.orders.waiting(OrderState.UNKNOWN, 0, 100)) {
                var standing = trade.ledger
                        .once()
                        .standing(trade.ledger.lane(Trade.ERP, Target.ORDERS, null), open.id())
                        .orElseThrow();
                boolean waits = standing.dueAt() == null || standing.claimed() != null && trade.erp.moods.isEmpty();
                var there = trade.erp.has.stream()
                        .filter(one -> one.order().equals(open.number()))
                        .findFirst();
                if (!waits) {
                    continue;
                }
                var decision = there.isPresent() && bent != Bent.THE_HUMAN_GUESSES
                        ? new Decision.Arrived(there.get().number())
                        : new Decision.SendAgain();
                trade.orders.decide(open.id(), decision, "anna");
            }
        }

        private void look(String when) {
            var seen = new LinkedHashMap<String, Integer>();
            trade.erp.has.forEach(one -> seen.merge(one.order(), 1, Integer::sum));
            seen.forEach((number, times) -> {
                if (times > 1) {
                    violations.add(when + ": " + number + " is at the ERP " + times + " times");
                }
                if (!taken.containsKey(number)) {
                    violations.add(when + ": " + number + " was never taken");
                }
            });
            taken.forEach((number, head) -> {
                var state = trade.now(head).state();
                if (state == OrderState.ACCEPTED && !seen.containsKey(number)) {
                    violations.add(when + ": " + number + " counts as accepted and is not at the ERP");
                }
            });
        }

        private void all() {
            taken.forEach((number, head) -> {
                var state = trade.now(head).state();
                if (state != OrderState.ACCEPTED) {
                    violations.add(number + " is " + state.word() + " in the end");
                }
                if (trade.erp.has.stream().noneMatch(one -> one.order().equals(number))) {
                    violations.add(number + " is lost");
                }
            });
        }
    }

    private static List<String> violations(Trade trade, long seed, Capability capability, Bent bent) {
        var history = new History(trade, seed, capability, bent);
        history.run();
        assertThat(history.taken).as("seed " + seed).isNotEmpty();
        return history.violations;
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void everyOrderIsAtTheErpOnceWhateverHappens(Capability capability) {
        try (var trade = new Trade(Dialect.H2)) {
            for (long seed = 1; seed <= 12; seed++) {
                assertThat(violations(trade, seed, capability, null))
                        .as(capability + " seed " + seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void onPostgresqlToo() {
        try (var trade = new Trade(Dialect.POSTGRESQL)) {
            for (var capability : Capability.values()) {
                assertThat(violations(trade, 77, capability, null))
                        .as(capability + "")
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Bent.class)
    void theCheckerReportsABentMechanism(Bent bent) {
        var capability = switch (bent) {
            case THE_HUMAN_GUESSES, NO_INTENT -> Capability.BLIND;
            case RANDOM_KEY -> Capability.KEYED;
            case TIME_OUT_IS_A_FAILURE,
                    NO_TIME_TO_SETTLE,
                    A_FAILED_LOOK_IS_ABSENCE,
                    ITS_WORD_IS_BELIEVED,
                    TRANSPORT_IS_PART_OF_THE_ORDER -> Capability.QUERYABLE;
        };
        try (var trade = new Trade(Dialect.H2)) {
            var found = new ArrayList<String>();
            for (long seed = 1; seed <= 20 && found.isEmpty(); seed++) {
                found.addAll(violations(trade, seed, capability, bent));
            }
            assertThat(found).as(bent + ": the checker must see it").isNotEmpty();
        }
    }
}
