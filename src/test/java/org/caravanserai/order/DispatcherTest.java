package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.Ack;
import org.caravanserai.ledger.Capability;
import org.caravanserai.ledger.State;
import org.caravanserai.order.Erp.Mood;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DispatcherTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static List<String> words(Trade trade, OrderHead head) {
        return trade.orders.detail(head.id()).orElseThrow().timeline().stream()
                .map(entry -> entry.what() + " " + entry.state().word())
                .toList();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anOrderReachesTheErpAndItsNumberIsKept(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");

            assertThat(head.state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(head.acceptedAt()).isNotNull();
            assertThat(words(trade, head)).containsExactly("received ready", "sending ready", "sent accepted");
            var call = trade.erp.calls.get(0);
            assertThat(call.key()).isEqualTo(head.key());
            assertThat(call.order()).isEqualTo(Trade.order("PO-1"));
            assertThat(call.messageId()).isEqualTo("p-PO-1");
            assertThat(call.attempt()).isEqualTo(1);
            assertThat(trade.orders.detail(head.id()).orElseThrow().references())
                    .extracting(reference -> reference.system() + " " + reference.id())
                    .containsExactly("erp " + trade.erp.has.get(0).number());
            assertThat(trade.ledger
                            .counts(trade.ledger.lane("erp", "orders", null))
                            .of(State.CONFIRMED))
                    .isEqualTo(1);
        }
    }

    /** Somebody must see it: orders that wait for an ERP that is away look like orders that wait for their turn. */
    @Test
    void aTargetThatTakesNothingIsNamedUntilItDoes() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp.mood(Mood.AWAY, Mood.AWAY, Mood.AWAY);
            trade.take("PO-1");
            trade.dispatcher.round();
            assertThat(trade.dispatcher.unreached()).as("not at once").isEmpty();
            var since = trade.clock.instant();
            trade.rounds(2, Duration.ofHours(1));
            assertThat(trade.dispatcher.unreached()).singleElement().satisfies(one -> {
                assertThat(one.channel()).isEqualTo(Trade.ERP);
                assertThat(one.since()).isEqualTo(since);
                assertThat(one.sentence())
                        .isEqualTo(
                                "ORDER-037 orders are not handed over since 2026-11-22T08:00:00Z: connection refused");
            });
            trade.rounds(1, Duration.ofHours(1));
            assertThat(trade.dispatcher.unreached()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aTimeOutIsLookedUpBeforeAnythingGoesOutAgain(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            trade.erp.mood(Mood.TAKES_SILENTLY);
            var arrived = trade.accepted("PO-1");
            trade.erp.mood(Mood.LOSES);
            var lost = trade.accepted("PO-2");

            assertThat(arrived.state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(lost.state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(trade.erp.looks).as("too early to look").isZero();
            trade.rounds(1, Duration.ofSeconds(61));

            assertThat(trade.now(arrived).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.now(lost).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.erp.calls).hasSize(3);
            assertThat(trade.erp.has).extracting(Erp.Has::order).containsExactly("PO-1", "PO-2");
        }
    }

    @Test
    void aKeyedErpGetsItAgain() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp(Capability.KEYED);
            trade.erp.mood(Mood.TAKES_SILENTLY, Mood.TAKES_SILENTLY, Mood.BREAKS);
            var head = trade.accepted("PO-1");
            assertThat(head.state()).isEqualTo(OrderState.UNKNOWN);
            trade.rounds(4, MINUTE);

            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.erp.has).hasSize(1);
            assertThat(trade.erp.calls).hasSize(4);
            assertThat(trade.erp.calls).extracting(Consignment::key).containsOnly(head.key());
            assertThat(trade.erp.calls).extracting(Consignment::doubt).containsExactly(false, true, true, true);
        }
    }

    @Test
    void ofABlindErpAHumanIsAsked() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp(Capability.BLIND);
            trade.erp.mood(Mood.TAKES_SILENTLY, Mood.LOSES, Mood.LOSES);
            var arrived = trade.take("PO-1");
            var lost = trade.take("PO-2");
            var unwanted = trade.take("PO-3");
            trade.rounds(10, Duration.ofHours(1));

            assertThat(trade.orders.waiting(OrderState.UNKNOWN, 0, 10))
                    .extracting(OrderHead::id)
                    .containsExactly(arrived.id(), lost.id(), unwanted.id());
            assertThat(trade.erp.calls).hasSize(3);
            assertThat(trade.codes()).containsExactly("ORDER-034", "ORDER-034", "ORDER-034");

            trade.orders.decide(arrived.id(), new Decision.Arrived("S-1000-PO-1"), "anna");
            trade.orders.decide(lost.id(), new Decision.SendAgain(), "anna");
            trade.orders.decide(unwanted.id(), new Decision.Cancel("the buyer called"), "anna");
            assertThat(trade.orders.decide(lost.id(), new Decision.Arrived("S-1"), "bert"))
                    .isInstanceOf(Decided.Refused.class);
            trade.rounds(2, MINUTE);

            assertThat(trade.now(arrived).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.now(lost).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.now(unwanted).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(trade.erp.has).extracting(Erp.Has::order).containsExactly("PO-1", "PO-2");
            assertThat(trade.partner.told)
                    .hasSize(1)
                    .allSatisfy(said -> assertThat(said.fields()).containsEntry("whole", "rejected"));
        }
    }

    @Test
    void aHumanMayNotNameTheNumberOfAnotherOrder() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp(Capability.BLIND);
            trade.accepted("PO-1");
            trade.erp.mood(Mood.LOSES);
            var lost = trade.accepted("PO-2");

            assertThat(trade.orders.decide(
                            lost.id(), new Decision.Arrived(trade.erp.has.get(0).number()), "anna"))
                    .isInstanceOfSatisfying(
                            Decided.Refused.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo(OrderCode.NUMBER_TAKEN));
            assertThat(trade.now(lost).state()).isEqualTo(OrderState.UNKNOWN);
        }
    }

    /** F13: the answer speaks of an order that is another one there. */
    @Test
    void anAnswerThatNamesAnotherOrderIsNotBelieved() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.accepted("PO-1");
            var number = trade.erp.has.get(0).number();
            trade.target(
                    Target.of(Trade.ERP, Target.ORDERS, Capability.QUERYABLE, consignment -> new Ack.Accepted(number)));

            var second = trade.accepted("PO-2");

            assertThat(second.state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(trade.codes()).containsExactly("ORDER-031");
            trade.rounds(10, Duration.ofHours(1));
            assertThat(trade.now(second).state()).as("a human looks").isEqualTo(OrderState.UNKNOWN);
        }
    }

    @Test
    void whatStandsUnderOurKeyIsCompared() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp.mood(Mood.TAKES_SILENTLY);
            var looking = new Sender() {
                Sight sight;

                @Override
                public Ack send(Consignment consignment) {
                    return trade.erp.send(consignment);
                }

                @Override
                public Sight look(Consignment consignment) {
                    return sight;
                }
            };
            trade.target(Target.of(Trade.ERP, Target.ORDERS, Capability.QUERYABLE, looking));
            looking.sight = new Sight.There("7", "S-7", 1, Trade.eur("177.00"));
            var head = trade.accepted("PO-1");
            trade.rounds(3, MINUTE);
            assertThat(trade.now(head).state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(trade.orders.troubles(Long.MAX_VALUE, 1).get(0).text())
                    .isEqualTo("under " + head.key() + " stands an order of 1 lines, ours has 2");

            looking.sight = new Sight.There("8", "S-8", 2, Trade.eur("99.00"));
            trade.erp.mood(Mood.TAKES_SILENTLY);
            var dear = trade.accepted("PO-2");
            trade.rounds(3, MINUTE);
            assertThat(trade.now(dear).state()).isEqualTo(OrderState.UNKNOWN);

            looking.sight = new Sight.There("9", "S-9", 2, Trade.eur("177.01"));
            trade.erp.mood(Mood.TAKES_SILENTLY);
            var right = trade.accepted("PO-3");
            trade.rounds(3, MINUTE);
            assertThat(trade.now(right).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    /** F14: it says 200 and shows the order later, or never. */
    @Test
    void whatTheErpSaysItHasCountsOnceItIsSeen() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.target(trade.targets.get("erp/orders").seen());
            trade.erp.lag = Duration.ofSeconds(120);
            trade.erp.mood(Mood.TAKES_LATE, Mood.LIES);
            var late = trade.take("PO-1");
            var never = trade.take("PO-2");
            trade.dispatcher.round();
            assertThat(trade.now(late).state()).isEqualTo(OrderState.UNKNOWN);

            trade.rounds(20, MINUTE);

            assertThat(trade.now(late).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.now(never).state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(trade.erp.calls).as("never sent again by itself").hasSize(2);
            trade.orders.decide(never.id(), new Decision.SendAgain(), "anna");
            trade.rounds(3, MINUTE);
            assertThat(trade.now(never).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    @Test
    void anErpThatIsAwayPausesAsAWhole() {
        try (var trade = new Trade(Dialect.H2)) {
            for (int i = 0; i < 20; i++) {
                trade.erp.mood(Mood.AWAY);
            }
            for (int i = 0; i < 10; i++) {
                trade.take("PO-" + i);
            }
            trade.dispatcher.round();
            assertThat(trade.erp.calls).hasSize(1);
            assertThat(trade.in(OrderState.READY)).hasSize(10);

            trade.erp.moods.clear();
            trade.rounds(3, MINUTE);
            assertThat(trade.erp.has).hasSize(10);
        }
    }

    @Test
    void whatTheErpDoesNotWantWaitsForAHuman() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp.mood(Mood.REFUSES, Mood.REFUSES, Mood.REFUSES);
            var again = trade.accepted("PO-1");
            var refused = trade.accepted("PO-2");
            assertThat(again.state()).isEqualTo(OrderState.PARKED);
            assertThat(trade.orders.troubles(Long.MAX_VALUE, 9).get(1).text())
                    .isEqualTo("erp says E42 of customer: the customer is blocked");
            trade.rounds(3, Duration.ofDays(1));
            assertThat(trade.erp.calls).hasSize(2);

            trade.orders.decide(refused.id(), new Decision.Refuse("we cannot deliver"), "anna");
            trade.orders.decide(again.id(), new Decision.SendAgain(), "anna");
            trade.rounds(1, MINUTE);
            assertThat(trade.now(again).state()).isEqualTo(OrderState.PARKED);
            trade.orders.decide(again.id(), new Decision.SendAgain(), "anna");
            trade.rounds(1, MINUTE);
            assertThat(trade.now(again).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.now(refused).state()).isEqualTo(OrderState.REJECTED);
            assertThat(trade.partner.told).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void aHubThatDiesInBetweenLeavesNoOrderTwice(Capability capability) {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp(capability);
            for (var mood : List.of(Mood.KILLS_BEFORE, Mood.KILLS_AFTER)) {
                trade.erp.mood(mood);
                trade.take("PO-" + mood);
                assertThatThrownBy(trade.dispatcher::round).isInstanceOf(Erp.Killed.class);
                trade.start();
                trade.rounds(3, MINUTE);
            }
            if (capability == Capability.BLIND) {
                assertThat(trade.orders.waiting(OrderState.UNKNOWN, 0, 9)).hasSize(2);
                assertThat(trade.erp.has).extracting(Erp.Has::order).containsExactly("PO-KILLS_AFTER");
            } else {
                assertThat(trade.in(OrderState.ACCEPTED)).hasSize(2);
                assertThat(trade.erp.has)
                        .extracting(Erp.Has::order)
                        .containsExactly("PO-KILLS_BEFORE", "PO-KILLS_AFTER");
            }
        }
    }

    /** A file was handed in; its acknowledgement comes by another way, or not at all. */
    @Test
    void anAcknowledgementThatComesLaterCounts() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.target(Target.of(
                    Trade.ERP,
                    Target.ORDERS,
                    Capability.BLIND,
                    consignment -> new Ack.Submitted("ORDER_" + consignment.key() + ".csv", null, null, null)));
            var told = trade.accepted("PO-1");
            var silent = trade.accepted("PO-2");
            assertThat(told.state()).isEqualTo(OrderState.READY);

            assertThat(trade.orders.arrived("other", new OrderRef.ByKey(told.key()), "S-1", null))
                    .isInstanceOf(Decided.Refused.class);
            assertThat(trade.orders.arrived(Trade.ERP, new OrderRef.ByKey("CVnothing"), "S-1", null))
                    .isInstanceOf(Decided.Unknown.class);
            assertThat(trade.orders.arrived(Trade.ERP, new OrderRef.ByKey(told.key()), "S-1", null))
                    .isInstanceOf(Decided.Done.class);
            assertThat(trade.orders.arrived(Trade.ERP, new OrderRef.ByKey(told.key()), "S-1", null))
                    .isInstanceOf(Decided.Done.class);
            assertThat(trade.orders.arrived(Trade.ERP, new OrderRef.ByKey(silent.key()), "S-1", null))
                    .isInstanceOf(Decided.Refused.class);
            assertThat(trade.codes()).containsExactly("ORDER-031", "ORDER-022", "ORDER-025");
            trade.rounds(2, Duration.ofHours(13));

            assertThat(trade.now(told).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.now(silent).state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(trade.codes()).containsExactly("ORDER-034", "ORDER-031", "ORDER-022", "ORDER-025");
        }
    }

    @Test
    void anErpThatNeverConfirmsIsConfirmedForAsOrdered() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.target(trade.targets.get("erp/orders").silent());
            var head = trade.accepted("PO-1");
            trade.dispatcher.round();

            assertThat(trade.partner.told).hasSize(1);
            assertThat(trade.partner.told.get(0).fields())
                    .containsEntry("whole", "accepted")
                    .containsEntry("number", trade.erp.has.get(0).number());
            assertThat(trade.partner.calls.get(0).head().id()).isEqualTo(head.id());
        }
    }

    @Test
    void anAnswerThatIsNotWantedIsSeenAndToldAgain() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.target(trade.targets.get("erp/orders").silent());
            trade.partner.mood(Mood.REFUSES);
            var head = trade.accepted("PO-1");
            trade.rounds(2, MINUTE);
            assertThat(trade.codes()).containsExactly("ORDER-035");
            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);

            assertThat(trade.orders.decide(head.id(), new Decision.TellAgain(), "anna"))
                    .isInstanceOf(Decided.Done.class);
            trade.rounds(1, MINUTE);
            assertThat(trade.partner.has).hasSize(1);
            assertThat(trade.partner.calls)
                    .extracting(Consignment::key)
                    .doesNotContainNull()
                    .hasSize(2);
            assertThat(trade.orders.decide(head.id(), new Decision.TellAgain(), "anna"))
                    .isInstanceOf(Decided.Refused.class);
        }
    }

    @Test
    void thePriceThatCountsGoesToTheErp() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.policy = trade.policy.pricing(IntakePolicy.Pricing.HUB, java.math.BigDecimal.ZERO);
            trade.items.put("GL-200-9", Trade.sold("12.00"));
            trade.accepted("PO-1");

            var call = trade.erp.calls.get(0);
            assertThat(call.price(call.order().lines().get(0)).amount()).isEqualTo(Trade.eur("12.00"));
            assertThat(call.price(call.order().lines().get(1)).amount()).isEqualTo(Trade.eur("13.00"));
            assertThat(call.order()).isEqualTo(Trade.order("PO-1"));
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void itRunsByItselfOnSeveralThreadsAndStops(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            trade.erp.mood(Mood.TAKES, Mood.REFUSES, Mood.TAKES, Mood.TAKES);
            var heads = new ArrayList<OrderHead>();
            for (int i = 0; i < 15; i++) {
                heads.add(trade.take("PO-" + i));
            }
            trade.dispatcher.start();
            for (int i = 15; i < 30; i++) {
                heads.add(trade.take("PO-" + i));
            }
            TestDatabases.until(() -> trade.in(OrderState.ACCEPTED).size() == 29);
            TestDatabases.until(() -> trade.in(OrderState.PARKED).size() == 1);
            assertThat(trade.erp.calls).hasSize(30);
            assertThat(trade.erp.has)
                    .extracting(Erp.Has::order)
                    .doesNotHaveDuplicates()
                    .hasSize(29);
            assertThat(trade.ledger
                            .counts(trade.ledger.lane("erp", "orders", null))
                            .byState())
                    .isEqualTo(Map.of(State.CONFIRMED, 29L, State.PARKED, 1L));

            trade.dispatcher.close();
            var left = trade.take("PO-late");
            assertThat(trade.now(left).state()).isEqualTo(OrderState.READY);
        }
    }
}
