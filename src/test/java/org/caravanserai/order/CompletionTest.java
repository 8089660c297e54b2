package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.order.Address;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.order.Erp.Mood;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An address that comes later than the order goes out with it, or is seen by somebody. */
class CompletionTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final String PLACE = "place";

    private static Order addressed(String number, String city) {
        var address = new Address("12 rue du Port", "44000", city, null, "FR");
        return Trade.order(number)
                .parties(List.of(
                        new Party(Party.Role.SHIP_TO, null, "Atelier Roux", Map.of(), address, "Roux", null, null)));
    }

    private static Incoming.Message message(Order order) {
        var bytes = OrderDocument.canonical(order.content());
        return Incoming.Message.of("marketplace", order.number(), bytes, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void tell(Trade trade, OrderHead head, Order order, boolean open) {
        new Completion(trade.orders).tell(head, PLACE, order, message(order), open);
    }

    private static OrderHead hubAccepts(Trade trade, String number) {
        var receipt = trade.orders.accept(Trade.incoming(Trade.order(number)), new Completion(trade.orders)::accepted);
        return ((Receipt.Taken) receipt).head();
    }

    private static String city(Order order) {
        return order.party(Party.Role.SHIP_TO)
                .map(party -> party.address().city())
                .orElse(null);
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void theHubAcceptsAndTheErpGetsItInOnePieceOnceItIsPaid(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = hubAccepts(trade, "MK-1");
            trade.rounds(3, Duration.ofDays(2));
            assertThat(trade.partner.told).hasSize(1);
            assertThat(((Confirmation) trade.partner.told.get(0)).whole()).isEqualTo(Confirmation.Verdict.ACCEPTED);
            assertThat(trade.erp.calls).isEmpty();
            assertThat(trade.now(head).state()).isEqualTo(OrderState.READY);

            tell(trade, head, addressed("MK-1", "Nantes"), true);
            trade.dispatcher.round();
            assertThat(trade.erp.calls).hasSize(1);
            assertThat(city(trade.erp.calls.get(0).order())).isEqualTo("Nantes");
            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.codes()).isEmpty();
        }
    }

    @Test
    void anAddressThatIsKnownBeforeThePaymentWaitsForIt() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = hubAccepts(trade, "MK-1");
            tell(trade, head, addressed("MK-1", "Nantes"), false);
            trade.rounds(2, Duration.ofDays(1));
            assertThat(trade.erp.calls).isEmpty();
            tell(trade, head, addressed("MK-1", "Nantes"), true);
            trade.dispatcher.round();
            assertThat(city(trade.erp.calls.get(0).order())).isEqualTo("Nantes");
        }
    }

    @Test
    void whatCouldNotBeHandedOverYetGoesOutWithTheAddress() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp.mood(Mood.AWAY);
            var head = trade.take("MK-1");
            trade.dispatcher.round();
            assertThat(trade.now(head).state()).isEqualTo(OrderState.READY);

            tell(trade, head, addressed("MK-1", "Nantes"), true);
            trade.rounds(2, Duration.ofMinutes(20));
            assertThat(trade.erp.has).hasSize(1);
            assertThat(city(trade.erp.calls.get(trade.erp.calls.size() - 1).order()))
                    .isEqualTo("Nantes");
            assertThat(trade.codes()).isEmpty();
        }
    }

    @Test
    void whatIsHeldIsReleasedWithTheAddress() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.items.put("GL-200-9", Trade.sold("99.00"));
            var head = hubAccepts(trade, "MK-1");
            assertThat(trade.now(head).state()).isEqualTo(OrderState.HELD);
            assertThat(trade.partner.told).as("a human decides").isEmpty();

            tell(trade, head, addressed("MK-1", "Nantes"), true);
            trade.orders.decide(head.id(), new Decision.Release(), "eva");
            trade.dispatcher.round();
            assertThat(city(trade.erp.calls.get(0).order())).isEqualTo("Nantes");
            assertThat(trade.codes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anOrderThatHasGoneOutIsSeenOnceForEachAddress(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("MK-1");
            tell(trade, head, addressed("MK-1", "Nantes"), true);
            tell(trade, head, addressed("MK-1", "Nantes"), true);
            assertThat(trade.codes()).containsExactly("ORDER-053");
            assertThat(city(trade.orders.document(head.id()))).isEqualTo("Nantes");
            tell(trade, head, addressed("MK-1", "Brest"), true);
            assertThat(trade.codes()).containsExactly("ORDER-053", "ORDER-053");
            trade.rounds(2, Duration.ofHours(1));
            assertThat(trade.erp.calls).as("it is never handed over again").hasSize(1);
        }
    }

    @Test
    void oneOfUnknownFateIsSeenToo() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp.mood(Mood.TAKES_SILENTLY);
            var head = trade.accepted("MK-1");
            assertThat(head.state()).isEqualTo(OrderState.UNKNOWN);
            tell(trade, head, addressed("MK-1", "Nantes"), true);
            assertThat(trade.codes()).containsExactly("ORDER-053");
            trade.rounds(2, Duration.ofMinutes(2));
            assertThat(trade.erp.calls).hasSize(1);
        }
    }

    @Test
    void whatWaitsCanBeTakenBackOrSentByHand() {
        try (var trade = new Trade(Dialect.H2)) {
            var back = hubAccepts(trade, "MK-1");
            var wish = new Deletion(
                    "punchout",
                    "acme",
                    "MK-1",
                    0,
                    false,
                    message(Trade.order("MK-1").version(9)));
            assertThat(new Deletions(trade.orders.book()).take(wish)).isInstanceOf(Decided.Done.class);
            assertThat(trade.now(back).state()).isEqualTo(OrderState.CANCELLED);
            tell(trade, back, addressed("MK-1", "Nantes"), true);
            var hand = hubAccepts(trade, "MK-2");
            assertThat(trade.orders.decide(hand.id(), new Decision.Release(), "eva"))
                    .isInstanceOf(Decided.Done.class);
            trade.rounds(2, Duration.ofMinutes(1));
            assertThat(trade.erp.calls)
                    .extracting(call -> call.order().number())
                    .containsExactly("MK-2");
            assertThat(trade.orders.decide(hand.id(), new Decision.Release(), "eva"))
                    .isInstanceOf(Decided.Refused.class);
        }
    }

    @Test
    void whatWasShippedThereWithoutUsIsSeenOnce() {
        try (var trade = new Trade(Dialect.H2)) {
            var waits = hubAccepts(trade, "MK-1");
            var fine = trade.accepted("MK-2");
            var completion = new Completion(trade.orders);
            for (int i = 0; i < 2; i++) {
                completion.shipped(waits, PLACE, "SHIPPED");
                completion.shipped(fine, PLACE, "SHIPPED");
            }
            assertThat(trade.codes()).containsExactly("ORDER-054");
        }
    }
}
