package org.caravanserai.delivery.push;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.camel.HubComponent;

/**
 * What the route costs beside the engine: the same changes pushed by calling the engine and by {@code hub:deliver} to {@code hub:call} in a Camel
 * context, turn by turn. CPU of the process an item, medians.
 *
 * <p>By hand: {@code java -Xmx512m ... org.caravanserai.delivery.push.CamelBench [products] [rounds]}.
 */
public final class CamelBench {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long PATIENCE = 300_000_000_000L;

    private CamelBench() {}

    public static void main(String[] args) throws Exception {
        int products = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        try (var direct = new PushBench.Line(Files.createTempDirectory("camel-bench"), products, 1);
                var routed = new PushBench.Line(Files.createTempDirectory("camel-bench"), products, 1);
                var context = new DefaultCamelContext()) {
            direct.take(0, products, 0);
            direct.push();
            routed.take(0, products, 0);
            routed.push();
            context.addComponent(
                    "hub",
                    new HubComponent(
                            (source, kinds, file) -> {},
                            (channel, stream) -> Optional.empty(),
                            routed.deliveries(),
                            new org.caravanserai.order.Desk(null)));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("hub:deliver?channel=shop0&stream=products&initialDelay=0&delay=200")
                            .routeId("deliver")
                            .autoStartup(false)
                            .to("hub:call?operation=put");
                }
            });
            context.start();
            var engine = new double[rounds];
            var camel = new double[rounds];
            var changes = new SplittableRandom(11);
            for (int round = -3; round < rounds; round++) {
                long seed = changes.nextLong();
                double first = direct(direct, seed, round);
                double second = routed(routed, context, seed, round);
                if (round >= 0) {
                    engine[round] = first;
                    camel[round] = second;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d products, %d rounds of %d changes, Java %s: engine %.1f us CPU an item, through Camel %.1f us: %.3fx%n",
                    products,
                    rounds,
                    PushBench.CHANGES,
                    System.getProperty("java.version"),
                    median(engine),
                    median(camel),
                    median(camel) / median(engine));
        }
        System.exit(0);
    }

    private static double direct(PushBench.Line line, long seed, int round) {
        line.change(new SplittableRandom(seed), round + 100);
        long start = SYSTEM.getProcessCpuTime();
        int sent = line.push();
        if (sent != PushBench.CHANGES) {
            throw new IllegalStateException(sent + " sent");
        }
        return (SYSTEM.getProcessCpuTime() - start) / 1_000.0 / PushBench.CHANGES;
    }

    private static double routed(PushBench.Line line, DefaultCamelContext context, long seed, int round)
            throws Exception {
        line.change(new SplittableRandom(seed), round + 100);
        long start = SYSTEM.getProcessCpuTime();
        line.expand();
        context.getRouteController().startRoute("deliver");
        long end = System.nanoTime() + PATIENCE;
        while (line.confirmed() != line.size()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(line.confirmed() + " confirmed of " + line.size());
            }
            LockSupport.parkNanos(20_000_000);
        }
        double cost = (SYSTEM.getProcessCpuTime() - start) / 1_000.0 / PushBench.CHANGES;
        context.getRouteController().stopRoute("deliver");
        return cost;
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
