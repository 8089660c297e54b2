package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.order.Flaw;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Totals;
import org.caravanserai.ledger.Capability;
import org.caravanserai.order.Figures.Of;
import org.caravanserai.order.Figures.Window;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of channels and accounts, counted by hand. */
class FiguresTest {
    private static final Of ACME = new Of("punchout", "acme", false);

    private Trade trade;
    private Figures figures;

    @BeforeEach
    void open() {
        trade = new Trade(Dialect.H2);
        figures = new Figures(trade.orders);
    }

    @AfterEach
    void close() {
        trade.close();
    }

    private Figures.Line line(Window window, Of of) {
        return figures.board().windows().get(window).stream()
                .filter(line -> line.of().equals(of))
                .findFirst()
                .orElse(null);
    }

    @Test
    void ordersBringRevenueAndABasketAndTheirTimeToTheErp() {
        trade.take("PO-1");
        trade.clock.pass(Duration.ofSeconds(3));
        trade.dispatcher.round();
        trade.accepted("PO-2");
        trade.take("PO-3");

        var line = line(Window.DAY, ACME);

        assertThat(line.orders()).isEqualTo(3);
        assertThat(line.takings()).singleElement().satisfies(takings -> {
            assertThat(takings.revenue()).isEqualByComparingTo("531.00");
            assertThat(takings.basket()).isEqualByComparingTo("177.00");
            assertThat(takings.orders()).isEqualTo(3);
        });
        assertThat(line.arrived()).isEqualTo(2);
        assertThat(line.median()).isEqualTo(Duration.ZERO);
        assertThat(line.slow()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void currenciesAreNeverSummedTogether() {
        trade.take("PO-1");
        trade.policy = trade.policy.pricing(IntakePolicy.Pricing.ERP, java.math.BigDecimal.ZERO);
        var swiss = new Money(new java.math.BigDecimal("99.90"), "CHF");
        var order = Order.of(
                "PO-CHF",
                "C-10042",
                "CHF",
                List.of(org.caravanserai.canonical.order.OrderLine.of("1", "GL-200-9", Trade.pieces("1"), null)),
                new Totals(null, null, null, null, swiss));
        assertThat(trade.orders.accept(Trade.incoming(order))).isInstanceOf(Receipt.Taken.class);

        assertThat(line(Window.WEEK, ACME).takings())
                .extracting(
                        Figures.Takings::currency, takings -> takings.revenue().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("CHF", "99.90"),
                        org.assertj.core.groups.Tuple.tuple("EUR", "177.00"));
    }

    @Test
    void testsAreApartAndWhatIsRefusedOrGivenUpBringsNothing() {
        trade.orders.accept(Trade.incoming(Trade.order("T-1").test(true)));
        trade.orders.unreadable(
                "punchout",
                "acme",
                "PO-9",
                Incoming.Message.of("cxml", "m", bytes("<x/>"), bytes("<x/>")),
                List.of(new Flaw("lines", "is missing")));
        trade.erp(Capability.BLIND);
        var head = trade.take("PO-1");
        trade.orders.decide(head.id(), new Decision.Cancel("not wanted"), "jeanne");

        var line = line(Window.DAY, ACME);
        assertThat(line.orders()).isEqualTo(1);
        assertThat(line.cancelled()).isEqualTo(1);
        assertThat(line.refused()).isEqualTo(1);
        assertThat(line.takings()).isEmpty();
        assertThat(line.median()).isNull();
        assertThat(line(Window.DAY, new Of("punchout", "acme", true)).orders()).isEqualTo(1);
    }

    @Test
    void aConflictIsNoRefusalAndNoOrder() {
        trade.take("PO-1");
        assertThat(trade.orders.accept(
                        Trade.incoming(Trade.order("PO-1").with(List.of(Trade.line("1", "GL-200-9", "1", "12.50"))))))
                .isInstanceOf(Receipt.Conflict.class);

        assertThat(line(Window.DAY, ACME).orders()).isEqualTo(1);
        assertThat(line(Window.DAY, ACME).refused()).isZero();
    }

    @Test
    void whatIsOlderFallsOutOfOneWindowAfterTheOther() {
        trade.take("PO-1");
        trade.clock.pass(Duration.ofHours(25));
        trade.take("PO-2");

        assertThat(line(Window.DAY, ACME).orders()).isEqualTo(1);
        assertThat(line(Window.WEEK, ACME).orders()).isEqualTo(2);
        trade.clock.pass(Duration.ofDays(8));
        assertThat(line(Window.DAY, ACME)).isNull();
        assertThat(line(Window.WEEK, ACME)).isNull();
        assertThat(line(Window.MONTH, ACME).orders()).isEqualTo(2);
        trade.clock.pass(Duration.ofDays(30));
        assertThat(figures.board().windows().get(Window.MONTH)).isEmpty();
    }

    @Test
    void aBoardIsAMinuteOldAtMostAndNothingIsCountedTwice() {
        trade.take("PO-1");
        assertThat(line(Window.MONTH, ACME).orders()).isEqualTo(1);
        trade.take("PO-2");
        assertThat(line(Window.MONTH, ACME).orders()).as("the same minute").isEqualTo(1);
        for (int minute = 0; minute < 200; minute++) {
            trade.clock.pass(Duration.ofMinutes(15));
            assertThat(line(Window.MONTH, ACME).orders())
                    .as("quarter " + minute)
                    .isEqualTo(2);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
