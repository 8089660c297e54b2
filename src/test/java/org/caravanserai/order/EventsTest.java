package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.canonical.order.Confirmation.Verdict.ACCEPTED;
import static org.caravanserai.canonical.order.Confirmation.Verdict.BACKORDERED;
import static org.caravanserai.canonical.order.Confirmation.Verdict.REJECTED;
import static org.caravanserai.order.Trade.ERP;
import static org.caravanserai.order.Trade.confirmation;
import static org.caravanserai.order.Trade.says;
import static org.caravanserai.order.Trade.shipment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Confirmation;
import org.caravanserai.canonical.order.OrderEvent;
import org.caravanserai.canonical.order.Shipment;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventsTest {
    private static final String DIALECTS = "org.caravanserai.store.TestDatabases#dialects";
    private static final Instant T1 = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(3600);
    private static final Instant T3 = T2.plusSeconds(3600);

    private static OrderRef ref(OrderHead head) {
        return new OrderRef.ByKey(head.key());
    }

    private static List<OrderEvent> story() {
        return List.of(
                confirmation("AB-1", 1, T1, says("1", ACCEPTED, "6", BACKORDERED, "4"), says("2", ACCEPTED, "4")),
                shipment("LS-1", 1, T2, "1", "6", "2", "4"),
                confirmation("AB-2", 1, T2, says("00001", ACCEPTED, "9", REJECTED, "1")),
                shipment("LS-2", 1, T3, "1", "2"),
                shipment("LS-2", 2, T3, "1", "3"));
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void anOrderGoesItsWay(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");
            var states = new ArrayList<OrderState>();
            for (var event : story()) {
                var noted = trade.orders.event(ERP, ref(head), event, null);
                assertThat(noted).isInstanceOf(Noted.Applied.class);
                states.add(((Noted.Applied) noted).head().state());
                trade.dispatcher.round();
            }

            assertThat(states)
                    .containsExactly(
                            OrderState.BACKORDERED,
                            OrderState.PARTLY_SHIPPED,
                            OrderState.PARTLY_SHIPPED,
                            OrderState.PARTLY_SHIPPED,
                            OrderState.SHIPPED);
            assertThat(trade.partner.told)
                    .extracting(OrderEvent::id)
                    .containsExactly("AB-1", "LS-1", "AB-2", "LS-2", "LS-2");
            var detail = trade.orders.detail(head.id()).orElseThrow();
            assertThat(detail.fulfilment().lines().get("1").shipped()).isEqualByComparingTo("9");
            assertThat(detail.fulfilment().lines().get("1").rejected()).isEqualByComparingTo("1");
            assertThat(detail.fulfilment().complete()).isTrue();
            assertThat(detail.timeline())
                    .extracting(Entry::what)
                    .contains("received", "sending", "sent", "confirmed", "told", "shipped");
        }
    }

    /** Twice, late, in any order: what counts in the end is the same. */
    @Test
    void theOrderOfArrivalDoesNotMatter() {
        try (var trade = new Trade(Dialect.H2)) {
            for (long seed = 1; seed <= 25; seed++) {
                var random = new Random(seed);
                var head = trade.accepted("PO-" + seed);
                var arriving = new ArrayList<>(story());
                arriving.addAll(story());
                Collections.shuffle(arriving, random);
                for (var event : arriving) {
                    assertThat(trade.orders.event(ERP, ref(head), event, null))
                            .as("seed " + seed + " " + event.id())
                            .isNotInstanceOf(Noted.Refused.class);
                }
                assertThat(trade.now(head).state()).as("seed " + seed).isEqualTo(OrderState.SHIPPED);
            }
            assertThat(trade.codes()).isEmpty();
        }
    }

    @Test
    void aRepetitionIsNoNewsAndNotToldAgain() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            var event = story().get(0);
            trade.orders.event(ERP, ref(head), event, null);

            assertThat(trade.orders.event(ERP, ref(head), event, null)).isInstanceOf(Noted.Repeated.class);
            trade.dispatcher.round();
            assertThat(trade.partner.told).hasSize(1);
        }
    }

    @Test
    void anOlderWordIsKeptAndNotTold() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            trade.orders.event(ERP, ref(head), confirmation("AB-2", 1, T2, says("1", REJECTED, "10")), null);

            var late = trade.orders.event(ERP, ref(head), confirmation("AB-1", 1, T1, says("1", ACCEPTED, "10")), null);

            assertThat(late)
                    .isInstanceOfSatisfying(
                            Noted.Applied.class,
                            applied -> assertThat(applied.told()).isFalse());
            var detail = trade.orders.detail(head.id()).orElseThrow();
            assertThat(detail.fulfilment().lines().get("1").rejected()).isEqualByComparingTo("10");
            assertThat(detail.events()).hasSize(2);
        }
    }

    @Test
    void aShipmentTakenBackTakesTheStateBack() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            trade.orders.event(ERP, ref(head), Shipment.of("LS-1", T1, List.of()), null);
            assertThat(trade.now(head).state()).isEqualTo(OrderState.SHIPPED);

            trade.orders.event(
                    ERP, ref(head), new Shipment("LS-1", 2, T2, null, null, List.of(), List.of(), true), null);

            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "does not add up",
                        confirmation("AB-1", 1, T1, says("1", ACCEPTED, "6", BACKORDERED, "3")),
                        "ORDER-023 lines[1]: the parts add up to 9, ordered are 10 EA: say of every piece what becomes of it"),
                Arguments.of(
                        "no such line",
                        shipment("LS-1", 1, T1, "3", "1"),
                        "ORDER-023 lines[1].line: the order has no line '3'"),
                Arguments.of(
                        "line twice",
                        confirmation("AB-1", 1, T1, says("1", ACCEPTED, "10"), says("01", ACCEPTED, "10")),
                        "ORDER-023 lines[2].line: '01' stands twice"),
                Arguments.of(
                        "other unit",
                        Shipment.of(
                                "LS-1",
                                T1,
                                List.of(new Shipment.Line("1", new Quantity(java.math.BigDecimal.ONE, "BX")))),
                        "ORDER-023 lines[1].quantity: is in 'BX', ordered in 'EA': use the unit of the order"),
                Arguments.of(
                        "says nothing",
                        confirmation("AB-1", 1, T1),
                        "ORDER-023 says nothing: neither of the whole order nor of a line"),
                Arguments.of(
                        "too many",
                        shipment("LS-1", 1, T1, "1", "10.5"),
                        "ORDER-025 shipment LS-1 would make more than was to come: 0.5 too many of line 1"),
                Arguments.of(
                        "no version",
                        shipment("LS-1", 0, T1, "1", "1"),
                        "ORDER-023 id: a document needs an id of 1 to 200" + " characters and a version from 1"),
                Arguments.of(
                        "no id",
                        shipment(" ", 1, T1, "1", "1"),
                        "ORDER-023 id: a document needs an id of 1 to 200" + " characters and a version from 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatDoesNotFitDoesNotCountAndIsSeen(String name, OrderEvent event, String reason) {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");

            assertThat(trade.orders.event(ERP, ref(head), event, null))
                    .isInstanceOfSatisfying(
                            Noted.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .extracting(Reason::toString)
                                    .containsExactly(reason));
            assertThat(trade.codes()).containsExactly(reason.substring(0, 9));
            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
            trade.dispatcher.round();
            assertThat(trade.partner.told).isEmpty();
        }
    }

    @Test
    void theSameDocumentWithOtherContentIsAConflict() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.accepted("PO-1");
            trade.orders.event(ERP, ref(head), shipment("LS-1", 1, T1, "1", "1"), null);

            assertThat(trade.orders.event(ERP, ref(head), shipment("LS-1", 1, T1, "1", "2"), null))
                    .isInstanceOf(Noted.Refused.class);
            assertThat(trade.codes()).containsExactly("ORDER-024");
        }
    }

    @Test
    void whatSpeaksOfNoOrderIsKeptForAHuman() {
        try (var trade = new Trade(Dialect.H2)) {
            var message = Incoming.Message.of("file", "LS-9.csv", new byte[] {1}, new byte[] {2});

            assertThat(trade.orders.event(
                            ERP, new OrderRef.ByNumber(ERP, "S-9"), shipment("LS-9", 1, T1, "1", "1"), message))
                    .isInstanceOf(Noted.Refused.class);
            var trouble = trade.orders.troubles(Long.MAX_VALUE, 1).get(0);
            assertThat(trouble.code()).isEqualTo("ORDER-022");
            assertThat(trade.orders.message(trouble.message())).contains(new byte[] {2});
        }
    }

    @Test
    void whoeverShipsAnOrderHasIt() {
        try (var trade = new Trade(Dialect.H2)) {
            trade.erp.mood(Erp.Mood.TAKES_SILENTLY, Erp.Mood.LOOK_FAILS);
            var head = trade.accepted("PO-1");
            assertThat(head.state()).isEqualTo(OrderState.UNKNOWN);

            assertThat(trade.orders.event("somebody", ref(head), shipment("LS-1", 1, T1, "1", "1"), null))
                    .isInstanceOf(Noted.Refused.class);
            trade.orders.event(
                    ERP, ref(head), new Confirmation("AB-1", 1, T1, "S-4711", ACCEPTED, List.of(), null), null);

            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
            assertThat(trade.orders.find(new OrderRef.ByNumber(ERP, "S-4711"))).isPresent();
            trade.rounds(5, java.time.Duration.ofMinutes(5));
            assertThat(trade.erp.has).hasSize(1);
            assertThat(trade.erp.looks).isZero();
        }
    }

    @Test
    void aNumberOfAnotherOrderIsNotBelieved() {
        try (var trade = new Trade(Dialect.H2)) {
            var first = trade.accepted("PO-1");
            var second = trade.accepted("PO-2");
            var number = trade.erp.has.get(0).number();

            assertThat(trade.orders.event(
                            ERP, ref(second), new Confirmation("AB-1", 1, T1, number, ACCEPTED, List.of(), null), null))
                    .isInstanceOf(Noted.Refused.class);
            assertThat(trade.codes()).containsExactly("ORDER-031");
            assertThat(trade.orders.find(new OrderRef.ByNumber(ERP, number)))
                    .map(OrderHead::id)
                    .contains(first.id());
        }
    }

    @Test
    void anEventForACancelledOrderIsAContradiction() {
        try (var trade = new Trade(Dialect.H2)) {
            var head = trade.take("PO-1");
            new Changes(trade.orders)
                    .delete(
                            new Deletion(
                                    "punchout",
                                    "acme",
                                    "PO-1",
                                    0,
                                    false,
                                    Incoming.Message.of("cxml", "d-1", new byte[1], new byte[1])),
                            null);

            assertThat(trade.orders.event(ERP, ref(head), shipment("LS-1", 1, T1, "1", "1"), null))
                    .isInstanceOf(Noted.Refused.class);
            assertThat(trade.now(head).state()).isEqualTo(OrderState.CANCELLED);
            assertThat(trade.codes()).containsExactly("ORDER-025");
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsSaidToBeOfALaterDaySilencesNobody(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");
            var later = Instant.parse("2999-01-01T00:00:00Z");
            for (var event : List.of(
                    confirmation("AB-1", 1, later, says("1", ACCEPTED, "10")), shipment("LS-1", 1, later, "1", "10"))) {
                assertThat(trade.orders.event(ERP, ref(head), event, null))
                        .isInstanceOfSatisfying(
                                Noted.Refused.class,
                                refused -> assertThat(refused.reasons())
                                        .singleElement()
                                        .hasToString(
                                                "ORDER-023 issuedAt: '2999-01-01T00:00:00Z' is still to come, here it is "
                                                        + "2026-11-22T08:00:00Z: mend the time and send it again"));
            }
            assertThat(trade.codes()).containsExactly("ORDER-023", "ORDER-023");

            var heard =
                    trade.orders.event(ERP, ref(head), confirmation("AB-1", 1, T1, says("1", REJECTED, "10")), null);
            assertThat(heard)
                    .isInstanceOfSatisfying(
                            Noted.Applied.class,
                            applied -> assertThat(applied.told()).isTrue());
            assertThat(trade.orders.event(
                            ERP,
                            ref(head),
                            confirmation(
                                    "AB-2", 1, trade.clock.instant().plusSeconds(86_400), says("1", ACCEPTED, "10")),
                            null))
                    .as("a clock or a zone may be off by a day")
                    .isInstanceOf(Noted.Applied.class);
        }
    }

    /** Such ones are refused now; earlier versions have taken them. */
    @ParameterizedTest
    @MethodSource(DIALECTS)
    void whatIsSaidAfterOneOfTheFutureCounts(Dialect dialect) throws Exception {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");
            trade.orders.event(ERP, ref(head), confirmation("AB-1", 1, T1, says("1", REJECTED, "10")), null);
            trade.dispatcher.round();
            claims(trade, "AB-1", T1, Instant.parse("2999-01-01T00:00:00Z"));
            trade.clock.pass(java.time.Duration.ofHours(4));

            var said = trade.orders.event(
                    ERP, ref(head), confirmation("AB-2", 1, trade.clock.instant(), says("1", ACCEPTED, "10")), null);

            assertThat(said).isEqualTo(new Noted.Applied(trade.now(head), true));
            var line = trade.orders
                    .detail(head.id())
                    .orElseThrow()
                    .fulfilment()
                    .lines()
                    .get("1");
            assertThat(line.rejected()).as("the first speaks no more").isZero();
            assertThat(line.accepted()).isEqualByComparingTo("10");
        }
    }

    @ParameterizedTest
    @MethodSource(DIALECTS)
    void aClockADayAheadIsStillBelieved(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var head = trade.accepted("PO-1");
            var ahead = trade.clock.instant().plus(java.time.Duration.ofDays(1));
            trade.orders.event(ERP, ref(head), confirmation("AB-1", 1, ahead, says("1", ACCEPTED, "10")), null);

            var said = trade.orders.event(
                    ERP, ref(head), confirmation("AB-2", 1, trade.clock.instant(), says("1", REJECTED, "10")), null);

            assertThat(said).isEqualTo(new Noted.Applied(trade.now(head), false));
            assertThat(trade.orders
                            .detail(head.id())
                            .orElseThrow()
                            .fulfilment()
                            .lines()
                            .get("1")
                            .accepted())
                    .isEqualByComparingTo("10");
        }
    }

    /** As an earlier version of the hub has kept it. */
    private static void claims(Trade trade, String document, Instant is, Instant claims) {
        trade.database.writeRetrying(org.caravanserai.store.Purpose.ORDER, tx -> {
            var body = tx.first(
                            "select body from order_event where document = ?",
                            org.caravanserai.store.Bind.of(document),
                            row -> row.getBytes(1))
                    .orElseThrow();
            var text = new String(
                    org.caravanserai.store.Packed.stored(body).body(), java.nio.charset.StandardCharsets.UTF_8);
            var other = text.replace(is.toString(), claims.toString());
            assertThat(other).isNotEqualTo(text);
            return tx.update(
                    "update order_event set body = ? where document = ?",
                    org.caravanserai.store.Bind.of(
                            org.caravanserai.store.Packed.of(other.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                    .stored(),
                            document));
        });
    }
}
