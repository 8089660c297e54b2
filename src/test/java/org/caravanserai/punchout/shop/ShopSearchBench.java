package org.caravanserai.punchout.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to find a product by its exact number, against showing one whose key is known: CPU of the process, in one run: the store reads on threads of its own. {@code -Dshop.bench=1000000}
 * says how many products; 20,000 when it says nothing.
 */
class ShopSearchBench {
    private static final int PRODUCTS = Integer.getInteger("shop.bench", 20_000);
    private static final int BATCH = 1_000;
    private static final int ASKED = Integer.getInteger("shop.asked", 2_000);
    private static final int ROUNDS = 5;
    private static final double MOST = 3;

    @TempDir
    Path folder;

    @Test
    void anExactNumberCostsAtMostThreePrimaryKeyPages() {
        try (var shop = new Shop(folder)) {
            long started = System.nanoTime();
            for (int from = 0; from < PRODUCTS; from += BATCH) {
                var batch = new ArrayList<Incoming>();
                for (int i = from; i < Math.min(PRODUCTS, from + BATCH); i++) {
                    batch.add(Incoming.of(new Document(
                            Kind.PRODUCTS,
                            sku(i),
                            Map.of(
                                    "status",
                                    "active",
                                    "brand",
                                    "Morvan",
                                    "name",
                                    Map.of("fr_FR", "Piquet " + i % 977, "en_GB", "Stake " + i % 977)))));
                }
                shop.master.intake().take(Delivery.byKey("erp", Kind.PRODUCTS, 1), batch);
            }
            long taken = System.nanoTime();
            shop.search = ShopSearch.start(
                    folder.resolve("data/search"), shop.master, () -> shop.home, java.time.Duration.ofMillis(50));
            while (!shop.search.ready()) {
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                assertThat(System.nanoTime() - taken).isLessThan(1_200_000_000_000L);
            }
            long built = System.nanoTime();
            shop.shelves = new Shelves(() -> shop.home, shop.master, shop.search, shop.clock);
            Consumer<String> page = sku -> assertThat(
                            shop.shelf("wide").article(sku).orElseThrow().sku())
                    .isEqualTo(sku);
            Consumer<String> search =
                    sku -> assertThat(((Shelf.Page.Articles) shop.shelf("wide").page(sku, null, 0))
                                    .articles()
                                    .get(0)
                                    .sku())
                            .isEqualTo(sku);
            Consumer<String> otherwise = sku -> assertThat(((Shelf.Page.Articles) shop.shelf("wide")
                                    .page(sku.toLowerCase(Locale.ROOT).replace("-", " "), null, 0))
                            .articles()
                            .get(0)
                            .sku())
                    .isEqualTo(sku);
            var asked = List.of(page, search, otherwise);
            asked.forEach(ShopSearchBench::cpu);
            var rounds = new ArrayList<double[]>();
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(asked.stream().mapToDouble(ShopSearchBench::cpu).toArray());
            }
            double one = median(rounds, 0);
            double other = median(rounds, 1);
            double third = median(rounds, 2);
            System.out.printf(
                    Locale.ROOT,
                    "%,d products: taken in %d s, index built in %d s; page by key %.0f us, search by number %.0f us of CPU, ratio %.2f; number written otherwise %.0f us, ratio %.2f%n",
                    PRODUCTS,
                    (taken - started) / 1_000_000_000,
                    (built - taken) / 1_000_000_000,
                    one,
                    other,
                    other / one,
                    third,
                    third / one);
            assertThat(other / one).isLessThan(MOST);
        }
    }

    private static double median(List<double[]> rounds, int which) {
        return rounds.stream()
                .mapToDouble(round -> round[which])
                .sorted()
                .skip(ROUNDS / 2)
                .findFirst()
                .orElseThrow();
    }

    private static String sku(int i) {
        return String.format("P-%07d", i);
    }

    /** Microseconds of CPU for one. */
    private static double cpu(Consumer<String> asked) {
        var random = new Random(42);
        var skus = new ArrayList<String>();
        for (int i = 0; i < ASKED; i++) {
            skus.add(sku(random.nextInt(PRODUCTS)));
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        List.copyOf(skus).forEach(asked);
        return (system.getProcessCpuTime() - before) / 1_000.0 / ASKED;
    }
}
