package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What taking an order costs, beside a bare insert of the same bytes with a commit. CPU of the process and its database, both in turn in one
 * run; {@code -Dintake.callers} at once. */
class IntakeBench {
    private static final int ROUNDS = 7;
    private static final int CALLERS = Integer.getInteger("intake.callers", 1);
    private static final int ORDERS = Integer.getInteger("intake.bench", 300);

    /** Of this process and of the server of its database, ns. */
    private static long cpu(Trade trade) {
        long own = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        return trade.database.dialect() == Dialect.H2
                ? own
                : own
                        + trade
                                .database
                                .read(tx -> tx.query(
                                        "select pid from pg_stat_activity where datname = current_database() or datname is null",
                                        Bind.NONE,
                                        row -> row.getLong(1)))
                                .stream()
                                .flatMap(pid -> ProcessHandle.of(pid).stream())
                                .flatMap(process -> process.info().totalCpuDuration().stream())
                                .mapToLong(Duration::toNanos)
                                .sum();
    }

    private static Order order(String number) {
        var lines = new ArrayList<OrderLine>();
        for (int i = 1; i <= 8; i++) {
            lines.add(Trade.line(String.valueOf(i), "GL-200-9", "10", "12.50"));
        }
        return Order.of(number, "C-10042", "EUR", lines, null);
    }

    /** A program that knows nothing but its table: a connection for each caller, a commit for each row. */
    private static final class Bare implements AutoCloseable {
        private final List<Connection> connections = new ArrayList<>();

        Bare(Trade trade) throws SQLException {
            trade.database.write(tx -> tx.update(
                    "create table bare (id bigint primary key, name varchar(100) not null, body bytea not null)",
                    Bind.NONE));
            for (int i = 0; i < CALLERS; i++) {
                connections.add(TestDatabases.connect(trade.settings));
            }
        }

        void insert(int caller, long id, byte[] body) throws SQLException {
            try (var statement =
                    connections.get(caller).prepareStatement("insert into bare (id, name, body) values (?, ?, ?)")) {
                statement.setLong(1, id);
                statement.setString(2, "n" + id);
                statement.setBytes(3, body);
                statement.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    @FunctionalInterface
    private interface One {
        void of(int caller, int i) throws SQLException;
    }

    /** CPU of one, us, with all callers at once, each the next as soon as its last is done. */
    private static double micros(Trade trade, One one) throws InterruptedException {
        var next = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<Exception>();
        var threads = new ArrayList<Thread>();
        long begun = cpu(trade);
        for (int c = 0; c < CALLERS; c++) {
            int caller = c;
            var thread = new Thread(() -> {
                try {
                    for (int i = next.getAndIncrement(); i < ORDERS; i = next.getAndIncrement()) {
                        one.of(caller, i);
                    }
                } catch (SQLException | RuntimeException failed) {
                    failures.add(failed);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        return (cpu(trade) - begun) / 1000.0 / ORDERS;
    }

    @ParameterizedTest
    @MethodSource("org.caravanserai.store.TestDatabases#dialects")
    void takingAnOrderCostsAFewInserts(Dialect dialect) throws Exception {
        try (var trade = new Trade(dialect);
                var bare = new Bare(trade)) {
            var ratios = new double[ROUNDS];
            var bareMicros = new double[ROUNDS];
            var fullMicros = new double[ROUNDS];
            for (int r = -3; r < ROUNDS; r++) {
                int round = r;
                double naive = micros(
                        trade,
                        (caller, i) -> bare.insert(
                                caller,
                                (round + 10) * 1_000_000L + i,
                                OrderDocument.canonical(
                                        order("B-" + round + "-" + i).fields())));
                double ours = micros(trade, (caller, i) -> {
                    var order = order("PO-" + round + "-" + i);
                    var body = OrderDocument.canonical(order.fields());
                    var receipt = trade.orders.accept(new Incoming(
                            "punchout", "acme", order, null, Incoming.Message.of("cxml", "p", body, body)));
                    assertThat(receipt).isInstanceOf(Receipt.Taken.class);
                });
                if (round >= 0) {
                    bareMicros[round] = naive;
                    fullMicros[round] = ours;
                    ratios[round] = ours / naive;
                }
            }
            Arrays.sort(ratios);
            Arrays.sort(bareMicros);
            Arrays.sort(fullMicros);
            System.out.printf(
                    "%s, %d callers: bare insert %.0f us, order %.0f us, ratio %.2f (%.2f to %.2f)%n",
                    dialect,
                    CALLERS,
                    bareMicros[ROUNDS / 2],
                    fullMicros[ROUNDS / 2],
                    ratios[ROUNDS / 2],
                    ratios[0],
                    ratios[ROUNDS - 1]);
        }
    }
}
