package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.caravanserai.crash.CommitProxy;
import org.caravanserai.crash.CommitProxy.Cut;
import org.caravanserai.ledger.Capability;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;
import org.caravanserai.store.StoreException;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F07: the line to PostgreSQL ends at a commit, after the server has done it or before it hears of it; the hub cannot know which. Whoever asked is told that
 * it is not known; who asks again gets the first answer, and there is one order.
 */
class CommitAnswerLostTest {
    private static CommitProxy proxy;
    private static Trade trade;
    private static int number;

    @BeforeAll
    static void start() throws IOException {
        var server = TestDatabases.settings(Dialect.POSTGRESQL);
        proxy = CommitProxy.before(server.url());
        trade = new Trade(DatabaseSettings.at(
                        proxy.url(server.url()),
                        server.user(),
                        server.password(),
                        TestDatabases.folder(),
                        Profile.EVALUATION)
                .guarded(DiskGuard.Limits.NONE)
                .waiting(Duration.ofSeconds(60)));
    }

    @AfterAll
    static void stop() throws IOException {
        if (trade != null) {
            trade.close();
            proxy.close();
        }
    }

    @AfterEach
    void everyLineThatWasToBeCutWasCut() {
        assertThat(proxy.lost()).isPositive();
    }

    static Stream<Arguments> ways() {
        return Arrays.stream(Capability.values())
                .flatMap(can -> Arrays.stream(Cut.values()).map(cut -> Arguments.of(can, cut)));
    }

    private static String fresh() {
        return "PO-" + ++number;
    }

    private static void doubt(Throwable thrown) {
        assertThat(thrown).isInstanceOf(StoreException.Unavailable.class);
        assertThat(((StoreException.Unavailable) thrown).outcomeUnknown()).isTrue();
    }

    /** A dispatcher at work goes on after a failure of the database; here its failure is ours. */
    private static void round() {
        var failed = catchThrowable(() -> trade.dispatcher.round());
        if (failed != null) {
            doubt(failed);
        }
    }

    /** The same, with the line cut at the commit of what says this. */
    private static void roundCut(Cut cut, String saying) {
        int before = proxy.lost();
        proxy.next(cut, saying);
        round();
        assertThat(proxy.lost()).isEqualTo(before + 1);
    }

    private static void endsAsOne(OrderHead head) {
        for (int i = 0; i < 6; i++) {
            trade.clock.pass(Duration.ofMinutes(20));
            trade.dispatcher.round();
            if (trade.now(head).state() == OrderState.UNKNOWN) {
                assertThat(trade.orders.waiting(OrderState.UNKNOWN, 0, 100))
                        .as("a doubt is seen")
                        .extracting(OrderHead::id)
                        .contains(head.id());
                if (!trade.targets.get("erp/orders").capability().equals(Capability.BLIND)) {
                    continue;
                }
                var there = trade.erp.has.stream()
                        .filter(one -> one.key().equals(head.key()))
                        .findFirst();
                trade.orders.decide(
                        head.id(),
                        there.isPresent() ? new Decision.Arrived(there.get().number()) : new Decision.SendAgain(),
                        "anna");
            }
        }
        assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(trade.erp.has)
                .filteredOn(one -> one.key().equals(head.key()))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void anOrderThatIsSentAgainIsOneOrder(Cut cut) {
        trade.erp(Capability.QUERYABLE);
        var order = Trade.incoming(Trade.order(fresh()));
        int before = proxy.lost();
        proxy.next(cut, "insert into order_head");
        doubt(catchThrowable(() -> trade.orders.accept(order)));
        assertThat(proxy.lost()).isEqualTo(before + 1);

        var again = (Receipt.Taken) trade.orders.accept(order);
        assertThat(again.repeated()).as("the first answer").isEqualTo(cut == Cut.AFTER);
        assertThat(((Receipt.Taken) trade.orders.accept(order)).head().id())
                .isEqualTo(again.head().id());
        trade.dispatcher.round();
        assertThat(trade.orders.search(order.order().number())).hasSize(1);
        endsAsOne(again.head());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anIntentNobodyKnowsOfEndsInOneOrder(Capability can, Cut cut) {
        trade.erp(can);
        var head = trade.take(fresh());
        roundCut(cut, "update ledger_once");
        assertThat(trade.erp.calls)
                .as("nothing goes out before its intent is known")
                .isEmpty();
        endsAsOne(head);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anOutcomeNobodyKnowsOfIsTheOneOrderAllTheSame(Capability can, Cut cut) {
        trade.erp(can);
        var head = trade.take(fresh());
        roundCut(cut, "insert into order_reference");
        assertThat(trade.erp.has).hasSize(1);
        if (cut == Cut.AFTER) {
            assertThat(trade.now(head).state()).isEqualTo(OrderState.ACCEPTED);
        }
        endsAsOne(head);
        assertThat(trade.erp.calls)
                .as("sent again to whoever recognises the key, and to nobody else")
                .hasSize(can == Capability.KEYED && cut == Cut.BEFORE ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void anEventThatIsSaidAgainIsToldOnce(Cut cut) {
        trade.erp(Capability.QUERYABLE);
        var head = trade.accepted(fresh());
        int told = trade.partner.has.size();
        var event = Trade.shipment("LS-" + head.number(), 1, Instant.parse("2026-11-22T09:00:00Z"), "1", "10");
        int before = proxy.lost();
        proxy.next(cut, "insert into order_event");
        var ref = new OrderRef.ByKey(head.key());
        doubt(catchThrowable(() -> trade.orders.event("erp", ref, event, null)));
        assertThat(proxy.lost()).isEqualTo(before + 1);

        assertThat(trade.orders.event("erp", ref, event, null))
                .isInstanceOf(cut == Cut.AFTER ? Noted.Repeated.class : Noted.Applied.class);
        trade.dispatcher.round();
        assertThat(trade.partner.has).hasSize(told + 1);
    }
}
