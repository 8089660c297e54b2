package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.Register.Filter;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as people look through them, and what a decision closes. */
class RegisterTest {
    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void aListHasPagesAndKinds(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var register = new Register(trade.orders);
            for (int i = 0; i < 7; i++) {
                trade.take("PO-" + i);
            }
            trade.orders.accept(Trade.incoming(Trade.order("T-1").test(true)));

            var first = register.page(Filter.ALL, Long.MAX_VALUE, 5);
            var rest = register.page(Filter.ALL, first.next(), 5);
            assertThat(first.orders())
                    .extracting(OrderHead::number)
                    .containsExactly("T-1", "PO-6", "PO-5", "PO-4", "PO-3");
            assertThat(rest.orders()).extracting(OrderHead::number).containsExactly("PO-2", "PO-1", "PO-0");
            assertThat(rest.next()).isZero();
            assertThat(register.page(new Filter("punchout", "acme", OrderState.READY, false), Long.MAX_VALUE, 3)
                            .orders())
                    .extracting(OrderHead::number)
                    .containsExactly("PO-6", "PO-5", "PO-4");
            assertThat(register.page(new Filter("api", null, null, null), Long.MAX_VALUE, 3)
                            .orders())
                    .isEmpty();
            assertThat(register.page(new Filter(null, null, OrderState.HELD, null), Long.MAX_VALUE, 3)
                            .orders())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void whatWaitsIsCountedAndADecisionClosesWhatAskedForIt(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var register = new Register(trade.orders);
            trade.erp(Capability.BLIND);
            trade.erp.mood(Erp.Mood.TAKES_SILENTLY);
            var head = trade.take("PO-1");
            trade.dispatcher.round();
            var seen = trade.now(head);
            assertThat(seen.state()).isEqualTo(OrderState.UNKNOWN);
            assertThat(register.waiting()).isEqualTo(new Register.Waiting(1, 0, 0, 0));
            assertThat(register.troubles(head.id()))
                    .singleElement()
                    .satisfies(open -> assertThat(open.code()).isEqualTo(OrderCode.ASKS.code()));
            assertThat(register.page(new Filter(null, null, OrderState.UNKNOWN, null), Long.MAX_VALUE, 3)
                            .orders())
                    .hasSize(1);

            var deciding = new Deciding("jeanne", "SO-9 stands there", seen.revision());
            assertThat(trade.orders.decide(head.id(), new Decision.Arrived("SO-9"), deciding))
                    .isInstanceOf(Decided.Done.class);
            assertThat(trade.orders.decide(head.id(), new Decision.Arrived("SO-9"), deciding))
                    .as("the same form once more")
                    .isInstanceOf(Decided.Refused.class);

            assertThat(register.waiting().all()).isZero();
            assertThat(trade.orders.detail(head.id()).orElseThrow().timeline()).anySatisfy(entry -> {
                assertThat(entry.what()).isEqualTo("reason");
                assertThat(entry.actor()).isEqualTo("jeanne");
                assertThat(entry.text()).isEqualTo("SO-9 stands there");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void anOrderThatMovedOnIsNotDecidedAboutByWhatWasSeenBefore(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            trade.erp(Capability.BLIND);
            trade.erp.mood(Erp.Mood.TAKES_SILENTLY);
            var head = trade.take("PO-1");
            trade.dispatcher.round();
            var form =
                    new Deciding("jeanne", "nothing is there", trade.now(head).revision());
            assertThat(trade.orders.decide(head.id(), new Decision.SendAgain(), form))
                    .isInstanceOf(Decided.Done.class);
            trade.erp.mood(Erp.Mood.TAKES_SILENTLY);
            trade.rounds(1, java.time.Duration.ofMinutes(1));
            assertThat(trade.now(head).state()).as("in doubt again").isEqualTo(OrderState.UNKNOWN);

            var late = trade.orders.decide(head.id(), new Decision.SendAgain(), form);

            assertThat(late).isInstanceOf(Decided.Refused.class);
            assertThat(((Decided.Refused) late).reason().text()).contains("look again");
        }
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void aPaperBelongsToItsOrderOrToNone(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var register = new Register(trade.orders);
            var head = trade.take("PO-1");
            trade.orders.unreadable(
                    "punchout",
                    "acme",
                    "",
                    Incoming.Message.of(
                            "cxml",
                            "bad",
                            "<x>".getBytes(StandardCharsets.UTF_8),
                            "<x>".getBytes(StandardCharsets.UTF_8)),
                    List.of(new Flaw("", "cannot be read")));
            var trouble = trade.orders.troubles(Long.MAX_VALUE, 1).get(0);

            assertThat(register.loose(Long.MAX_VALUE, 10)).containsExactly(trouble);
            assertThat(register.loose(trouble.id(), 10)).isEmpty();
            assertThat(register.waiting()).isEqualTo(new Register.Waiting(0, 0, 0, 1));
            var own = register.paper(head.id()).orElseThrow();
            assertThat(own.orderId()).isEqualTo(head.id());
            assertThat(new String(own.body(), StandardCharsets.UTF_8)).contains("secret='***'");
            assertThat(own.about().messageId()).isEqualTo("p-PO-1");
            assertThat(register.paper(trouble.message()).orElseThrow().orderId())
                    .isZero();
            assertThat(register.paper(trouble.id())).isEmpty();
            assertThat(register.trouble(trouble.id())).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "' or 1=1 --", "%", "<script>"})
    void whatNobodyCallsAnOrderFindsNone(String id) {
        TestDatabases.dialects().forEach(dialect -> {
            try (var trade = new Trade(dialect)) {
                trade.take("PO-1");
                assertThat(trade.orders.search(id)).isEmpty();
                assertThat(trade.orders.search(id + "x".repeat(10_000))).isEmpty();
                assertThat(trade.orders.find(new OrderRef.ByKey(id))).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void whatIsNotSettledIsCountedForEachSource(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            var register = new Register(trade.orders);
            trade.erp(Capability.BLIND);
            assertThat(register.unsettled("punchout")).isEqualTo(new Register.Unsettled(0, 0, 0));
            trade.erp.mood(Erp.Mood.TAKES_SILENTLY);
            trade.take("PO-1");
            trade.dispatcher.round();
            trade.take("PO-2");
            trade.receiver = null;
            trade.take("PO-3");
            trade.orders.unreadable(
                    "punchout", "acme", "PO-4", message("bad"), List.of(new Flaw("", "cannot be read")));
            trade.orders.unreadable("place", "", "PO-4", message("other"), List.of(new Flaw("", "cannot be read")));

            assertThat(register.unsettled("punchout"))
                    .as("one is on its way, one held, one in doubt, one became none")
                    .isEqualTo(new Register.Unsettled(2, 1, 1));
            assertThat(register.unsettled("place")).isEqualTo(new Register.Unsettled(0, 0, 1));
            assertThat(register.unsettled("nobody")).isEqualTo(new Register.Unsettled(0, 0, 0));
        }
    }

    private static Incoming.Message message(String id) {
        var body = ("<" + id).getBytes(StandardCharsets.UTF_8);
        return Incoming.Message.of("cxml", id, body, body);
    }
}
