package org.caravanserai.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.canonical.order.Confirmation.Verdict.ACCEPTED;
import static org.caravanserai.order.Trade.ERP;
import static org.caravanserai.order.Trade.confirmation;
import static org.caravanserai.order.Trade.says;
import static org.caravanserai.order.Trade.shipment;

import java.time.Duration;
import java.time.Instant;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;

/** What whoever ordered is told: in what order, how often, and what of messages is kept. */
class AnswersTest {
    private static final Instant T1 = Instant.parse("2026-11-22T10:00:00Z");

    private static void tell(Trade trade, OrderHead head, OrderEvent event) {
        assertThat(trade.orders.event(ERP, new OrderRef.ByKey(head.key()), event, null))
                .isInstanceOf(Noted.Applied.class);
    }

    @Test
    void aShipNoticeWaitsForTheConfirmationOfItsOrderAndForNoOther() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            var other = trade.accepted("PO-2");
            trade.partner.mood(Erp.Mood.LOSES, Erp.Mood.TAKES);
            tell(trade, head, confirmation("AB-1", 1, T1, says("1", ACCEPTED, "10"), says("2", ACCEPTED, "4")));
            tell(trade, head, shipment("LS-1", 1, T1, "1", "6"));
            tell(trade, other, shipment("LS-2", 1, T1, "1", "6"));
            trade.dispatcher.round();
            assertThat(trade.partner.told).extracting(OrderEvent::id).containsExactly("AB-1", "LS-2");

            trade.rounds(1, Duration.ofSeconds(2));
            assertThat(trade.partner.told).extracting(OrderEvent::id).containsExactly("AB-1", "LS-2", "AB-1", "LS-1");
        }
    }

    @Test
    void aConfirmationTheBuyerRefusesHoldsNothingUp() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            trade.partner.mood(Erp.Mood.REFUSES);
            tell(trade, head, confirmation("AB-1", 1, T1, says("1", ACCEPTED, "10")));
            tell(trade, head, shipment("LS-1", 1, T1, "1", "6"));
            trade.dispatcher.round();

            assertThat(trade.partner.told).extracting(OrderEvent::id).containsExactly("AB-1", "LS-1");
            assertThat(trade.codes()).containsExactly("ORDER-035");
        }
    }

    @Test
    void anAnswerNobodyEverAcknowledgesIsAHumansInTheEnd() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            for (int i = 0; i < Handover.ENOUGH; i++) {
                trade.partner.mood(Erp.Mood.LOSES);
            }
            tell(trade, head, confirmation("AB-1", 1, T1, says("1", ACCEPTED, "10")));
            trade.rounds(Handover.ENOUGH - 1, Duration.ofMinutes(20));
            assertThat(trade.codes()).isEmpty();
            trade.rounds(20, Duration.ofMinutes(20));
            assertThat(trade.partner.told).hasSize(Handover.ENOUGH);
            assertThat(trade.orders.troubles(Long.MAX_VALUE, 10))
                    .extracting(Trouble::text)
                    .singleElement()
                    .asString()
                    .startsWith("acme was told 300 times and nobody knows whether it arrived; the last time: ");

            assertThat(trade.orders.decide(head.id(), new Decision.TellAgain(), "anna"))
                    .isInstanceOf(Decided.Done.class);
            trade.dispatcher.round();
            assertThat(trade.partner.told).hasSize(Handover.ENOUGH + 1);
            assertThat(trade.codes()).isEmpty();
        }
    }

    @Test
    void whatNobodyMaskedIsMaskedBeforeItIsKept() {
        try (var trade = new Trade(Dialect.H2)) {
            var body =
                    "{\"number\":\"PO-1\",\"comments\":\"4111 1111 1111 1111\",\"password\":\"hush\"}".getBytes(UTF_8);
            new Desk(trade.orders).order("api", "", null, "api", "m-1", body);
            var trouble = trade.orders.troubles(Long.MAX_VALUE, 1).get(0);

            assertThat(new String(trade.orders.message(trouble.message()).orElseThrow(), UTF_8))
                    .contains("PO-1", "***1111", "\"password\":\"***\"")
                    .doesNotContain("4111", "hush");
            var plain = "{\"number\":1}".getBytes(UTF_8);
            assertThat(Incoming.Message.of("api", null, plain, plain).masked()).isSameAs(plain);
            assertThat(Incoming.Message.of("api", null, body, body).digest()).isEqualTo(BusinessKey.digest(body));
        }
    }
}
