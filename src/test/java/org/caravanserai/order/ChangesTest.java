package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.order.Trade.ERP;
import static org.caravanserai.order.Trade.incoming;
import static org.caravanserai.order.Trade.order;
import static org.caravanserai.order.Trade.shipment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What buyers say later: changes and deletions, before and after the ERP was told. */
class ChangesTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Instant T1 = Instant.parse("2026-11-22T09:00:00Z");

    private static Deletion deletion(String number, int version, String id) {
        var bytes = ("<delete " + id).getBytes(StandardCharsets.UTF_8);
        return new Deletion("punchout", "acme", number, version, false, Incoming.Message.of("cxml", id, bytes, bytes));
    }

    private static Receipt change(Trade trade, String number, int version, String message, String previous) {
        var changed = version == 0 ? order(number) : order(number).version(version);
        return new Changes(trade.orders).change(incoming(changed, "cxml", message), version != 0, previous);
    }

    /** The order with less of its second line. */
    private static Order fewer(String quantity, String total) {
        return Order.of(
                "PO-1",
                "C-10042",
                "EUR",
                List.of(Trade.line("1", "GL-200-9", "10", "12.50"), Trade.line("2", "GL-200-10", quantity, "13.00")),
                new Totals(Trade.eur(total), null, null, null, null));
    }

    private static Decided delete(Trade trade, Deletion deletion) {
        return new Changes(trade.orders).delete(deletion, null);
    }

    private static OrderHead done(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Done.class);
        return ((Decided.Done) decided).head();
    }

    private static OrderHead taken(Receipt receipt) {
        assertThat(receipt).isInstanceOf(Receipt.Taken.class);
        return ((Receipt.Taken) receipt).head();
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatNobodyWasToldIsTakenBack(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var first = trade.take("PO-1");

            assertThat(done(delete(trade, deletion("PO-1", 0, "d-1"))).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(done(delete(trade, deletion("PO-1", 0, "d-1"))).state()).isEqualTo(OrderState.CANCELLED);

            trade.dispatcher.round();
            assertThat(trade.erp.calls).isEmpty();
            assertThat(trade.partner.told).isEmpty();
            assertThat(trade.codes()).isEmpty();
            assertThat(trade.orders.detail(first.id()).orElseThrow().timeline())
                    .extracting(Entry::text)
                    .contains("taken back by the buyer");
            assertThat(delete(trade, deletion("PO-9", 0, "d-9"))).isInstanceOf(Decided.Unknown.class);
            assertThat(trade.codes()).containsExactly("ORDER-022");
        }
    }

    @Test
    void whatTheErpHasIsDeletedByAHumanOnly() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");

            assertThat(done(delete(trade, deletion("PO-1", 0, "d-1"))).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(done(delete(trade, deletion("PO-1", 0, "d-1b"))).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.codes())
                    .as("one question, however often it is asked")
                    .containsExactly("ORDER-015");

            assertThat(done(trade.orders.decide(head.id(), new Decision.Deleted("called them"), "anna"))
                            .state())
                    .isEqualTo(OrderState.CANCELLED);
            assertThat(trade.codes()).isEmpty();
            trade.dispatcher.round();
            assertThat(trade.partner.told)
                    .as("the wish was granted when it came")
                    .isEmpty();
            assertThat(trade.orders.decide(head.id(), new Decision.Deleted("again"), "anna"))
                    .isInstanceOf(Decided.Refused.class);
        }
    }

    @Test
    void aWishThatIsNotGrantedIsRejectedAndTheOrderStays() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            delete(trade, deletion("PO-1", 0, "d-1"));

            done(trade.orders.decide(head.id(), new Decision.Stays("already picked"), "anna"));

            trade.dispatcher.round();
            assertThat(trade.partner.told)
                    .singleElement()
                    .satisfies(said -> assertThat(said.fields())
                            .containsEntry("whole", "rejected")
                            .containsEntry("text", "already picked")
                            .containsEntry("request", "d-1"));
            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.codes()).isEmpty();
            assertThat(trade.orders.event(
                            ERP, new OrderRef.ByKey(head.key()), shipment("LS-1", 1, T1, "1", "10"), null))
                    .isInstanceOf(Noted.Applied.class);
            assertThat(trade.now(head).state()).isEqualTo(OrderState.PARTLY_SHIPPED);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatHasLeftStaysAndTheBuyerIsToldLater(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");
            trade.orders.event(ERP, new OrderRef.ByKey(head.key()), shipment("LS-1", 1, T1, "1", "1"), null);
            trade.dispatcher.round();
            int before = trade.partner.told.size();

            for (int i = 0; i < 2; i++) {
                assertThat(delete(trade, deletion("PO-1", 0, "d-1")))
                        .isInstanceOfSatisfying(
                                Decided.Refused.class,
                                late -> assertThat(late.reason().toString())
                                        .isEqualTo("ORDER-016 order 'PO-1' cannot be deleted: it is partly-shipped"));
            }
            trade.dispatcher.round();

            assertThat(trade.codes()).containsExactly("ORDER-016");
            assertThat(trade.partner.told).hasSize(before + 1);
            assertThat(trade.partner.told.get(before).fields())
                    .containsEntry("whole", "rejected")
                    .containsEntry("request", "d-1");
            assertThat(trade.now(head).state()).isEqualTo(OrderState.PARTLY_SHIPPED);
            assertThat(trade.orders.detail(head.id()).orElseThrow().fulfilment().rejected())
                    .isFalse();

            var late = change(trade, "PO-1", 2, "c-1", "p-PO-1");
            assertThat(late)
                    .isInstanceOfSatisfying(
                            Receipt.Conflict.class,
                            conflict -> assertThat(conflict.reason().toString())
                                    .isEqualTo(
                                            "ORDER-016 version: version 2 of order 'PO-1' comes too late: version 1 is partly-shipped"));
            assertThat(trade.orders.search("PO-1")).hasSize(1);
        }
    }

    @Test
    void onlyTheHubAnswersWishes() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            var said = new Confirmation("AB-1", 1, T1, null, Confirmation.Verdict.REJECTED, List.of(), "no", "d-1");
            assertThat(trade.orders.event(ERP, new OrderRef.ByKey(head.key()), said, null))
                    .isInstanceOf(Noted.Refused.class);
            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    @Test
    void aDeletionOfAnOlderVersionIsOutdated() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.take("PO-1");
            change(trade, "PO-1", 2, "c-1", null);
            assertThat(delete(trade, deletion("PO-1", 1, "d-1")))
                    .isInstanceOfSatisfying(
                            Decided.Refused.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo(OrderCode.OUTDATED));
            assertThat(trade.codes()).containsExactly("ORDER-021");
            assertThat(done(delete(trade, deletion("PO-1", 2, "d-2"))).state()).isEqualTo(OrderState.CANCELLED);
        }
    }

    /** With a change that waits and an order that stands: both are meant. */
    @Test
    void aDeletionMeansEveryVersionThatStands() {
        try (var trade = new Trade(Dialect.H2)) {
            var first = trade.accepted("PO-1");
            var second = taken(change(trade, "PO-1", 2, "c-1", "p-PO-1"));
            assertThat(second.state()).isEqualTo(OrderState.HELD);

            assertThat(done(delete(trade, deletion("PO-1", 0, "d-1"))).id()).isEqualTo(first.id());

            assertThat(trade.now(second).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(trade.now(first).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.codes()).containsExactly("ORDER-015");
        }
    }

    @Test
    void anOrderWhoseFateIsUnknownIsGivenUpWithoutAWord() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp(Capability.BLIND);
            trade.erp.moods.add(Erp.Mood.LOSES);
            var head = trade.take("PO-1");
            trade.rounds(3, java.time.Duration.ofMinutes(5));
            assertThat(trade.now(head).state()).isEqualTo(OrderState.UNKNOWN);

            delete(trade, deletion("PO-1", 0, "d-1"));
            done(trade.orders.decide(head.id(), new Decision.Deleted("never was there"), "anna"));

            assertThat(trade.now(head).state()).isEqualTo(OrderState.CANCELLED);
            trade.dispatcher.round();
            assertThat(trade.partner.told).isEmpty();
        }
    }

    @Test
    void aChangeWithoutVersionIsTheNextOne() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.take("PO-1");
            var other = incoming(order("PO-1").test(false).version(1), "cxml", "c-0");
            var changes = new Changes(trade.orders);

            assertThat(taken(changes.change(other, false, "p-PO-1")).version())
                    .as("the same content again")
                    .isEqualTo(1);
            var changed = fewer("3", "164.00");
            assertThat(taken(changes.change(incoming(changed, "cxml", "c-1"), false, "p-PO-1"))
                            .version())
                    .isEqualTo(2);
            assertThat(taken(changes.change(incoming(changed, "cxml", "c-2"), false, "p-PO-1"))
                            .version())
                    .as("sent again under another number")
                    .isEqualTo(2);
            var third = fewer("2", "151.00");
            assertThat(changes.change(incoming(third, "cxml", "c-3"), false, "p-PO-1"))
                    .as("it changes a version that was changed already")
                    .isInstanceOf(Receipt.Conflict.class);
            assertThat(taken(changes.change(incoming(third, "cxml", "c-4"), false, null))
                            .version())
                    .isEqualTo(3);
            assertThat(trade.in(OrderState.READY))
                    .singleElement()
                    .satisfies(head -> assertThat(head.version()).isEqualTo(3));
            trade.take("PO-2");
            assertThat(changes.change(incoming(third, "cxml", "c-5"), false, "p-PO-2"))
                    .as("it refers to another order")
                    .isInstanceOf(Receipt.Refused.class);
            assertThat(changes.change(incoming(order("PO-9"), "cxml", "c-6"), true, null))
                    .isInstanceOfSatisfying(
                            Receipt.Refused.class,
                            refused ->
                                    assertThat(refused.reasons().get(0).code()).isEqualTo(OrderCode.UNKNOWN_ORDER));
        }
    }

    /** A third version while the second waits: the ERP has the first, so nothing may go out. */
    @Test
    void twoChangesOfWhatTheErpHasMakeNoSecondOrder() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.accepted("PO-1");
            var second = taken(change(trade, "PO-1", 2, "c-1", null));
            var third = taken(change(trade, "PO-1", 3, "c-2", null));

            assertThat(trade.now(second).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(third.state()).isEqualTo(OrderState.HELD);
            assertThat(trade.orders.decide(third.id(), new Decision.Release(), "anna"))
                    .isInstanceOfSatisfying(
                            Decided.Refused.class,
                            refused -> assertThat(refused.reason().toString())
                                    .isEqualTo("ORDER-013 version 1 is accepted: the ERP would have the order twice"));
            trade.dispatcher.round();
            assertThat(trade.erp.has).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aChangeMadeAtTheErpTakesThePlaceOfTheFirstVersion(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var first = trade.accepted("PO-1");
            var number = trade.erp.has.get(0).number();
            var second = taken(change(trade, "PO-1", 2, "c-1", "p-PO-1"));

            done(trade.orders.decide(second.id(), new Decision.Arrived(number), "anna"));

            assertThat(trade.now(first).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(trade.now(second).state()).isEqualTo(OrderState.ACCEPTED);
            for (var name : List.of(new OrderRef.ByKey(first.key()), new OrderRef.ByNumber(ERP, number))) {
                assertThat(trade.orders.event(
                                ERP, name, shipment("LS-" + name.getClass().getSimpleName(), 1, T1, "1", "1"), null))
                        .isInstanceOfSatisfying(
                                Noted.Applied.class,
                                applied -> assertThat(applied.head().id()).isEqualTo(second.id()));
            }
            assertThat(trade.now(second).state()).isEqualTo(OrderState.PARTLY_SHIPPED);
            assertThat(trade.codes()).isEmpty();
        }
    }

    @Test
    void whatHasLeftMeanwhileHindersAChange() {
        try (var trade = new Trade(Dialect.H2)) {
            var first = trade.accepted("PO-1");
            var second = taken(change(trade, "PO-1", 2, "c-1", null));
            trade.orders.event(ERP, new OrderRef.ByKey(first.key()), shipment("LS-1", 1, T1, "1", "1"), null);

            assertThat(trade.orders.decide(second.id(), new Decision.Arrived(null), "anna"))
                    .isInstanceOfSatisfying(
                            Decided.Refused.class,
                            refused -> assertThat(refused.reason().text())
                                    .isEqualTo("version 1 is partly-shipped: what has left cannot be changed"));
            done(trade.orders.decide(second.id(), new Decision.Refuse("too late"), "anna"));
            trade.dispatcher.round();
            assertThat(trade.now(first).state()).isEqualTo(OrderState.PARTLY_SHIPPED);
            assertThat(trade.now(second).state()).isEqualTo(OrderState.REJECTED);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void changesThatNobodyDecidedAreCounted(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var register = new Register(trade.orders);
            trade.accepted("PO-1");
            trade.accepted("PO-2");
            assertThat(register.changes()).isZero();

            var held = taken(change(trade, "PO-1", 2, "c-1", null));
            assertThat(held.state()).isEqualTo(OrderState.HELD);
            delete(trade, deletion("PO-2", 0, "d-1"));
            assertThat(register.changes()).isEqualTo(2);
            assertThat(register.waiting()).isEqualTo(new Register.Waiting(0, 1, 0, 1));

            done(trade.orders.decide(held.id(), new Decision.Refuse("too late"), "anna"));
            assertThat(register.changes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aWishToDeleteIsClosedByADecisionOnly(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");
            delete(trade, deletion("PO-1", 0, "d-1"));
            var open = trade.orders.troubles(Long.MAX_VALUE, 9).get(0);
            assertThat(open.code()).isEqualTo("ORDER-015");

            assertThat(trade.orders.close(open.id(), "anna", "seen")).isEqualTo(Closed.UNDECIDED);
            assertThat(trade.codes()).containsExactly("ORDER-015");

            done(trade.orders.decide(head.id(), new Decision.Stays("already picked"), "anna"));
            assertThat(trade.codes()).isEmpty();
            assertThat(trade.orders.close(open.id(), "anna", "seen")).isEqualTo(Closed.GONE);
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatHindersAReleaseIsKnownBeforeItIsTried(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var register = new Register(trade.orders);
            var first = trade.accepted("PO-1");
            var second = taken(change(trade, "PO-1", 2, "c-1", null));
            trade.accepted("PO-2");

            assertThat(register.standsBelow(first)).as("it does not wait").isEmpty();
            assertThat(register.standsBelow(second))
                    .hasValueSatisfying(below -> assertThat(below.id()).isEqualTo(first.id()));
            assertThat(trade.orders.decide(second.id(), new Decision.Release(), "anna"))
                    .isInstanceOfSatisfying(
                            Decided.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .hasToString(
                                            "ORDER-013 version 1 is accepted: the ERP would have the order twice"));

            trade.customer = new Terms.Customer("C-10042", null, "blocked", List.of());
            var alone = taken(trade.orders.accept(incoming(order("PO-3"))));
            assertThat(register.standsBelow(alone)).isEmpty();
        }
    }
}
