package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.caravanserai.order.Figures.Window;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the figures cost where 100,000 orders came in thirty days: the first board, and one a minute later. */
class FiguresBench {
    private static final int ORDERS = 100_000;

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void onlyTheLastDayIsReadEachMinute(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            long begin = trade.clock.millis() - Duration.ofDays(30).toMillis();
            long step = Duration.ofDays(30).toMillis() / ORDERS;
            var number = dialect == Dialect.H2 ? "x" : "n";
            trade.database.write(tx -> tx.update(
                    "insert into order_head (id, source, account, number, version, test, business_key, digest, customer, handling, state,"
                            + " currency, total, received_at, changed_at, accepted_at, revision) select #, 'punchout', 'a' || mod(#, 20), 'N' || #, 1, false,"
                                    .replace("#", number)
                            + " 'K#', 'd', 'C', 5, 6, 'EUR', '12.50 EUR', ? + # * ?, 0, ? + # * ? + 4000, 1 from "
                                    .replace("'K#'", "'K' || #")
                                    .replace("#", number)
                            + (dialect == Dialect.H2
                                    ? "system_range(1, " + ORDERS + ")"
                                    : "generate_series(1, " + ORDERS + ") n"),
                    Bind.of(begin, step, begin, step)));
            var figures = new Figures(trade.orders);
            new Figures(trade.orders).board();

            long start = System.nanoTime();
            var board = figures.board();
            long first = System.nanoTime() - start;
            trade.clock.pass(Duration.ofMinutes(2));
            start = System.nanoTime();
            figures.board();
            long again = System.nanoTime() - start;

            System.out.printf(
                    "%s: figures of %,d orders of thirty days: %d ms; a minute later %d ms%n",
                    dialect, ORDERS, first / 1_000_000, again / 1_000_000);
            assertThat(board.windows().get(Window.MONTH).stream()
                            .mapToInt(Figures.Line::orders)
                            .sum())
                    .isGreaterThan(99_990);
            assertThat(board.windows().get(Window.DAY).get(0).median()).isEqualTo(Duration.ofSeconds(4));
            assertThat(again).as("the last day alone").isLessThan(first / 3);
        }
    }
}
