package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.Purpose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What taking an order costs, beside a bare insert of the same bytes with a commit. CPU of the whole process, both in turn in one run. */
class IntakeBench {
    private static final int ROUNDS = 7;
    private static final int ORDERS = Integer.getInteger("intake.bench", 300);

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Order order(String number) {
        var lines = new ArrayList<OrderLine>();
        for (int i = 1; i <= 8; i++) {
            lines.add(Trade.line(String.valueOf(i), "GL-200-9", "10", "12.50"));
        }
        return Order.of(number, "C-10042", "EUR", lines, null);
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void takingAnOrderCostsAFewInserts(Dialect dialect) {
        try (var trade = new Trade(dialect)) {
            trade.database.write(tx -> tx.update(
                    "create table bare (id bigint primary key, name varchar(100) not null, body bytea not null)",
                    Bind.NONE));
            var ratios = new double[ROUNDS];
            var bareMicros = new double[ROUNDS];
            var fullMicros = new double[ROUNDS];
            for (int round = -3; round < ROUNDS; round++) {
                long begun = cpu();
                for (int i = 0; i < ORDERS; i++) {
                    var body = OrderDocument.canonical(
                            order("B-" + round + "-" + i).fields());
                    long id = (round + 10) * 1_000_000L + i;
                    trade.database.write(
                            Purpose.ORDER,
                            tx -> tx.update(
                                    "insert into bare (id, name, body) values (?, ?, ?)", Bind.of(id, "n" + id, body)));
                }
                long middle = cpu();
                for (int i = 0; i < ORDERS; i++) {
                    var order = order("PO-" + round + "-" + i);
                    var body = OrderDocument.canonical(order.fields());
                    var receipt = trade.orders.accept(new Incoming(
                            "punchout", "acme", order, null, Incoming.Message.of("cxml", "p", body, body)));
                    assertThat(receipt).isInstanceOf(Receipt.Taken.class);
                }
                long end = cpu();
                if (round < 0) {
                    continue;
                }
                bareMicros[round] = (middle - begun) / 1000.0 / ORDERS;
                fullMicros[round] = (end - middle) / 1000.0 / ORDERS;
                ratios[round] = fullMicros[round] / bareMicros[round];
            }
            Arrays.sort(ratios);
            Arrays.sort(bareMicros);
            Arrays.sort(fullMicros);
            System.out.printf(
                    "%s: bare insert %.0f us, order %.0f us, ratio %.2f (%.2f to %.2f)%n",
                    dialect,
                    bareMicros[ROUNDS / 2],
                    fullMicros[ROUNDS / 2],
                    ratios[ROUNDS / 2],
                    ratios[0],
                    ratios[ROUNDS - 1]);
        }
    }
}
