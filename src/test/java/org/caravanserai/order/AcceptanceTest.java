package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.order.Trade.incoming;
import static org.caravanserai.order.Trade.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Reference;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.ledger.State;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptanceTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";

    private static Receipt.Taken taken(Receipt receipt) {
        assertThat(receipt).isInstanceOf(Receipt.Taken.class);
        return (Receipt.Taken) receipt;
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anOrderIsTakenOnce(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var first = taken(trade.orders.accept(incoming(order("PO-1"))));
            // Another message, another transport, a price that no longer holds: it is the same order.
            trade.items.put("GL-200-9", Trade.sold("14.00"));
            var again = taken(trade.orders.accept(incoming(order("PO-1"), "soap", "m-2")));

            assertThat(first.repeated()).isFalse();
            assertThat(again.repeated()).isTrue();
            assertThat(again.head()).isEqualTo(first.head());
            assertThat(first.head().key()).matches("CV[0-9A-HJKMNP-TV-Z]{16}");
            assertThat(first.head().state()).isEqualTo(OrderState.READY);
            assertThat(first.head().total()).isEqualTo("177.00 EUR");
            var lane = trade.ledger.lane(Trade.ERP, Target.ORDERS, null);
            assertThat(trade.ledger.counts(lane).byState()).isEqualTo(Map.of(State.PENDING, 1L));
            assertThat(trade.orders.page(Long.MAX_VALUE, 10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void otherContentUnderOneNumberIsAConflict(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var first = taken(trade.orders.accept(incoming(order("PO-1"))));
            var other = Order.of("PO-1", "C-10042", "EUR", List.of(Trade.line("1", "GL-200-9", "11", "12.50")), null);

            var receipt = trade.orders.accept(incoming(other));

            assertThat(receipt).isInstanceOfSatisfying(Receipt.Conflict.class, conflict -> {
                assertThat(conflict.first().id()).isEqualTo(first.head().id());
                assertThat(conflict.reason().toString())
                        .isEqualTo("ORDER-020 number: order 'PO-1' version 1 is here with other content");
            });
            assertThat(trade.codes()).containsExactly("ORDER-020");
            var detail = trade.orders.detail(first.head().id()).orElseThrow();
            assertThat(detail.order()).isEqualTo(order("PO-1"));
            assertThat(detail.messages()).hasSize(2);
            assertThat(trade.orders.page(Long.MAX_VALUE, 10)).hasSize(1);
        }
    }

    @Test
    void whatIsRefusedMayComeAgainMended() {
        try (var trade = new Trade(Dialect.H2)) {
            var wrong = Order.of("PO-1", "C-10042", "EUR", List.of(Trade.line("1", "NOPE", "1", "1")), null);

            assertThat(trade.orders.accept(incoming(wrong))).isInstanceOf(Receipt.Refused.class);
            assertThat(trade.orders.page(Long.MAX_VALUE, 10)).isEmpty();
            var trouble = trade.orders.troubles(Long.MAX_VALUE, 10).get(0);
            assertThat(trouble.code()).isEqualTo("ORDER-004");
            assertThat(trouble.number()).isEqualTo("PO-1");
            assertThat(new String(trade.orders.message(trouble.message()).orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo("<order secret='***'>PO-1");
            assertThat(trade.orders.close(trouble.id(), "anna", "told the buyer"))
                    .isEqualTo(Closed.DONE);
            assertThat(trade.orders.close(trouble.id(), "bert", "me too")).isEqualTo(Closed.GONE);
            assertThat(trade.codes()).isEmpty();

            assertThat(taken(trade.orders.accept(incoming(order("PO-1")))).repeated())
                    .isFalse();
        }
    }

    @Test
    void otherContentIsAConflictEvenWhenItWouldBeRefused() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.orders.accept(incoming(order("PO-1")));
            var wrong = Order.of("PO-1", "C-10042", "EUR", List.of(Trade.line("1", "NOPE", "1", "1")), null);

            assertThat(trade.orders.accept(incoming(wrong))).isInstanceOf(Receipt.Conflict.class);
        }
    }

    @Test
    void whatCannotBeReadIsKeptAndSeen() {
        try (var trade = new Trade(Dialect.H2)) {
            var message = Incoming.Message.of("cxml", "p-9", new byte[] {1, 2}, new byte[] {1, 0});

            assertThat(trade.orders.unreadable(
                            "punchout", "acme", "", message, List.of(new Flaw("lines[1].quantity", "is no number"))))
                    .isInstanceOf(Receipt.Refused.class);
            var trouble = trade.orders.troubles(Long.MAX_VALUE, 1).get(0);
            assertThat(trouble.text()).isEqualTo("ORDER-001 lines[1].quantity: is no number");
            assertThat(trade.orders.message(trouble.message())).contains(new byte[] {1, 0});
        }
    }

    @Test
    void anOrderThatMakesNoSenseBreaksNothing() {
        try (var trade = new Trade(Dialect.H2)) {
            var monster = Order.of("x".repeat(500) + "\u0000", "", "euro", List.of(), null);

            assertThat(trade.orders.accept(incoming(monster, "cxml", "i".repeat(900))))
                    .isInstanceOfSatisfying(
                            Receipt.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .extracting(Reason::path)
                                    .containsExactly("number", "customer", "currency", "lines"));
            assertThat(trade.codes()).containsExactly("ORDER-001");
        }
    }

    @Test
    void whatIsHeldIsAnsweredAlikeAgainAndGoesOutWhenReleased() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.items.put("GL-200-9", Trade.sold("12.00"));
            var held = taken(trade.orders.accept(incoming(order("PO-1"))));
            trade.items.put("GL-200-9", Trade.sold("12.50"));

            assertThat(held.head().state()).isEqualTo(OrderState.HELD);
            assertThat(held.held()).extracting(reason -> reason.code()).containsExactly(OrderCode.PRICE_DIFFERS);
            assertThat(taken(trade.orders.accept(incoming(order("PO-1")))).held())
                    .isEqualTo(held.held());
            assertThat(trade.dispatcher.round()).isZero();

            var released = trade.orders.decide(held.head().id(), new Decision.Release(), "anna");
            assertThat(released).isInstanceOf(Decided.Done.class);
            assertThat(trade.orders.decide(held.head().id(), new Decision.Release(), "bert"))
                    .isInstanceOfSatisfying(
                            Decided.Refused.class,
                            late -> assertThat(late.reason().text())
                                    .isEqualTo("the order is ready by now: look again"));
            trade.dispatcher.round();
            assertThat(trade.now(held.head()).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    @Test
    void whatIsRefusedByAHumanIsToldToTheBuyer() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.customer = new Terms.Customer("C-10042", null, "limit exhausted", List.of());
            var held = taken(trade.orders.accept(incoming(order("PO-1"))));

            trade.orders.decide(held.head().id(), new Decision.Refuse("please pay first"), "anna");
            trade.dispatcher.round();

            assertThat(trade.now(held.head()).state()).isEqualTo(OrderState.REJECTED);
            assertThat(trade.erp.calls).isEmpty();
            assertThat(trade.partner.calls).hasSize(1);
            assertThat(trade.partner.calls.get(0).event().fields()).containsEntry("whole", "rejected");
        }
    }

    @Test
    void nobodyToReceiveItHoldsAnOrder() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.receiver = null;
            var held = taken(trade.orders.accept(incoming(order("PO-1"))));
            assertThat(held.held()).extracting(Reason::code).containsExactly(OrderCode.NO_TARGET);
            assertThat(trade.orders.decide(held.head().id(), new Decision.Release(), "anna"))
                    .isInstanceOf(Decided.Refused.class);

            trade.receiver = Trade.ERP;
            assertThat(trade.orders.decide(held.head().id(), new Decision.Release(), "anna"))
                    .isInstanceOf(Decided.Done.class);
            trade.dispatcher.round();
            assertThat(trade.now(held.head()).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    @Test
    void aHigherVersionReplacesWhatHasNotGoneOut() {
        try (var trade = new Trade(Dialect.H2)) {
            var first = trade.take("PO-1");
            var second = taken(trade.orders.accept(incoming(order("PO-1").version(2))));

            assertThat(trade.now(first).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(second.head().state()).isEqualTo(OrderState.READY);
            assertThat(second.head().key()).isNotEqualTo(first.key());
            trade.dispatcher.round();
            assertThat(trade.erp.has)
                    .extracting(Erp.Has::key)
                    .containsExactly(second.head().key());
            assertThat(trade.orders.accept(incoming(order("PO-1").version(2)))).isInstanceOf(Receipt.Taken.class);
            assertThat(trade.orders.accept(incoming(order("PO-1")))).isInstanceOf(Receipt.Taken.class);
        }
    }

    @Test
    void aLowerVersionThatWasNeverHereIsOutdated() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.orders.accept(incoming(order("PO-1").version(3)));

            assertThat(trade.orders.accept(incoming(order("PO-1").version(2))))
                    .isInstanceOfSatisfying(Receipt.Outdated.class, late -> {
                        assertThat(late.newest().version()).isEqualTo(3);
                        assertThat(late.reason().toString())
                                .isEqualTo("ORDER-021 version: version 2 came after version 3");
                    });
            assertThat(trade.codes()).containsExactly("ORDER-021");
        }
    }

    @Test
    void aHigherVersionOfWhatHasGoneOutWaitsForAHuman() {
        try (var trade = new Trade(Dialect.H2)) {
            var first = trade.accepted("PO-1");
            var second = taken(trade.orders.accept(incoming(order("PO-1").version(2))));

            assertThat(second.head().state()).isEqualTo(OrderState.HELD);
            assertThat(second.held().get(0).toString())
                    .isEqualTo("ORDER-013 version: changes version 1, which was handed over already and is accepted");
            assertThat(trade.now(first).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.dispatcher.round()).isZero();
            trade.orders.decide(second.head().id(), new Decision.Arrived(null), "anna");
            assertThat(trade.now(second.head()).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    @Test
    void testOrdersAreAnsweredInFullAndReachNoProductionErp() {
        try (var trade = new Trade(Dialect.H2)) {
            var test = taken(trade.orders.accept(incoming(order("PO-1").test(true))))
                    .head();
            trade.dispatcher.round();

            assertThat(test.key()).startsWith("CT");
            assertThat(trade.erp.calls).isEmpty();
            assertThat(trade.now(test).state()).isEqualTo(OrderState.SHIPPED);
            assertThat(trade.partner.told).hasSize(2);
            assertThat(trade.partner.told.get(0).fields())
                    .containsEntry("whole", "accepted")
                    .containsEntry("number", "TEST-" + test.key());
            assertThat(trade.partner.told.get(1)).isInstanceOf(Shipment.class);
            assertThat(trade.partner.told.get(1).flaws(order("PO-1"))).isEmpty();

            // In earnest it is another order.
            var earnest = taken(trade.orders.accept(incoming(order("PO-1"))));
            assertThat(earnest.repeated()).isFalse();
            trade.dispatcher.round();
            assertThat(trade.erp.has)
                    .extracting(Erp.Has::key)
                    .containsExactly(earnest.head().key());
        }
    }

    @Test
    void aTestErpThatBecomesProductionGetsNoTestOrder() {
        try (var trade = new Trade(Dialect.H2)) {
            var production = trade.targets.get(Trade.ERP + "/orders");
            trade.target(production.testing());
            var test = taken(trade.orders.accept(incoming(order("PO-1").test(true))))
                    .head();
            trade.target(production);
            trade.dispatcher.round();

            assertThat(trade.erp.calls).isEmpty();
            assertThat(trade.now(test).state()).isEqualTo(OrderState.PARKED);
            assertThat(trade.codes()).containsExactly("ORDER-033");
        }
    }

    @Test
    void anyoneFindsAnOrderByWhateverItIsCalled() {
        try (var trade = new Trade(Dialect.H2)) {
            var order = order("PO-1");
            var referring = new Order(
                    order.number(),
                    1,
                    false,
                    null,
                    null,
                    order.customer(),
                    "EUR",
                    List.of(),
                    order.lines(),
                    order.totals(),
                    List.of(),
                    List.of(new Reference("acme", "carts", "SP-77", null)),
                    List.of(),
                    Map.of());
            var head = taken(trade.orders.accept(incoming(referring))).head();
            trade.dispatcher.round();
            var erpNumber = trade.erp.has.get(0).number();

            for (var name : List.of("PO-1", head.key(), "SP-77", "p-PO-1", erpNumber)) {
                assertThat(trade.orders.search(name))
                        .as(name)
                        .extracting(OrderHead::id)
                        .containsExactly(head.id());
            }
            assertThat(trade.orders.search("PO-2")).isEmpty();
            assertThat(trade.orders.find(new OrderRef.ByNumber(Trade.ERP, erpNumber)))
                    .map(OrderHead::id)
                    .contains(head.id());
            assertThat(trade.orders.find(new OrderRef.ByNumber("other", erpNumber)))
                    .isEmpty();
        }
    }

    @Test
    void aMessageLargerThanARowIsCutAndSaysSo() {
        try (var trade = new Trade(Dialect.H2)) {
            var noise = new byte[3 << 20];
            new java.util.Random(1).nextBytes(noise);
            var in = incoming(order("PO-1"));
            var head = taken(trade.orders.accept(new Incoming(
                            in.source(),
                            in.account(),
                            in.order(),
                            null,
                            Incoming.Message.of("cxml", "big", noise, noise))))
                    .head();

            var message =
                    trade.orders.detail(head.id()).orElseThrow().messages().get(0);
            assertThat(message.cut()).isTrue();
            assertThat(trade.orders.message(message.id()).orElseThrow()).hasSize(256 << 10);
        }
    }

    /** F22: the same order over two interfaces at the same instant is one order, and both callers get the same number. */
    @ParameterizedTest
    @MethodSource(DIALECTS)
    void twoWaysAtTheSameInstantAreOneOrder(Dialect dialect) throws Exception {
        int rounds = dialect == Dialect.H2 ? 200 : 100;
        var pool = Executors.newFixedThreadPool(2);
        try (var trade = new Trade(dialect)) {
            for (int round = 0; round < rounds; round++) {
                var number = "PO-" + round;
                var barrier = new CyclicBarrier(2);
                var calls = new ArrayList<Callable<Receipt>>();
                for (var transport : List.of("cxml", "soap")) {
                    calls.add(() -> {
                        barrier.await();
                        return trade.orders.accept(incoming(order(number), transport, transport + number));
                    });
                }
                var receipts = new ArrayList<Receipt.Taken>();
                for (var future : pool.invokeAll(calls)) {
                    receipts.add(taken(future.get()));
                }
                assertThat(receipts.get(0).head().id())
                        .isEqualTo(receipts.get(1).head().id());
                assertThat(receipts.get(0).head().key())
                        .isEqualTo(receipts.get(1).head().key());
                assertThat(receipts).filteredOn(Receipt.Taken::repeated).hasSize(1);
            }
            trade.dispatcher.round();
            assertThat(trade.erp.has).hasSize(rounds);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void keysAreTheSameForEverAndTellOrdersApart() {
        assertThat(BusinessKey.of("punchout", "acme", "PO-1", 1, false))
                .isEqualTo(BusinessKey.of("punchout", "acme", "PO-1", 1, false));
        var keys = List.of(
                BusinessKey.of("punchout", "acme", "PO-1", 1, false),
                BusinessKey.of("punchout", "acme", "PO-1", 2, false),
                BusinessKey.of("punchout", "acme", "PO-11", 1, false),
                BusinessKey.of("punchout", "acm", "ePO-1", 1, false),
                BusinessKey.of("punchouta", "cme", "PO-1", 1, false),
                BusinessKey.of("punchout", "acme", "PO-1", 1, true));
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.length() == 18);
    }
}
