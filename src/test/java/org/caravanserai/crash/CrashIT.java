package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * F01: kill -9 at random moments while products are taken and sent to three partners over lines that fail. Afterwards every partner shows exactly what
 * the master says, and the ledger accounts for each item. Budget: kill harness, about 40 s. All of it again, with its own figures:
 *
 * <pre>
 * mvn verify -Plong -Dit.test=CrashIT -Dcrash.kills=200 -Dcrash.items=20000 [-Dcrash.seed=N]
 * </pre>
 *
 * A seed gives the same order of kills, faults and changes; at which instruction a kill falls is up to the machine.
 */
class CrashIT {
    private static final Duration REST = Duration.ofMinutes(10);

    private final Path folder = TestDatabases.folder();

    @Test
    void killedAFewTimes() throws IOException {
        run(600, Integer.getInteger("crash.few", 3), 10);
    }

    @Test
    @Tag("long")
    void killedManyTimes() throws IOException {
        run(Integer.getInteger("crash.items", 20_000), Integer.getInteger("crash.kills", 200), 20);
    }

    private void run(int items, int kills, int between) throws IOException {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash seed " + seed);
        var random = new Random(seed);
        long began = System.nanoTime();
        try (var run = new CrashRun(folder, items, seed, List.of())) {
            run.start();
            for (int kill = 1; kill <= kills; kill++) {
                // Half of the time the lines are good, so that what kills cost is seen alone.
                double chance = random.nextBoolean() ? 0 : 0.03;
                run.proxies.values().forEach(proxy -> proxy.chance(chance));
                var changed = kill == 1 ? run.all() : some(run, random);
                kill(run, random, kill, changed);
                run.start();
                if (kill % between == 0 && kill < kills) {
                    clean(run, seed, kill);
                } else if (kill == 1 || random.nextInt(4) == 0) {
                    // From here on things are changed that stand there already.
                    run.converge(REST);
                }
            }
            run.proxies.values().forEach(proxy -> proxy.chance(0));
            var checker = clean(run, seed, kills);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            System.out.println("crash: " + run.kills() + " kills, " + items + " items, " + seconds + " s, clean; "
                    + checker.figures());
            assertThat(run.kills()).isEqualTo(kills);
            assertThat(checker.figures().values()).allMatch(figures -> figures.writes() >= items * 9L / 10);
        }
    }

    private static Checker clean(CrashRun run, long seed, int kill) {
        run.converge(REST);
        var checker = run.gather();
        var violations = checker.check();
        if (!violations.isEmpty()) {
            run.keep(Path.of("target", "crash-" + seed));
        }
        assertThat(violations)
                .as("seed %s, after kill %s, evidence in target/crash-%s", seed, kill, seed)
                .isEmpty();
        return checker;
    }

    /** A fifth of all products, 2,000 at most. */
    private static List<Integer> some(CrashRun run, Random random) {
        var all = new ArrayList<>(run.all());
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(2_000, all.size() / 5));
    }

    private void kill(CrashRun run, Random random, int kill, List<Integer> changed) {
        var shop = Shop.ALL.get(random.nextInt(Shop.ALL.size()));
        // The first kill falls into the first load, while things are created.
        switch (kill == 1 ? 2 : random.nextInt(4)) {
            case 0 -> {
                run.tell(kill, changed);
                long nanos = random.nextInt(60) * 1_000_000L;
                LockSupport.parkNanos(nanos);
                run.kill("while it takes products, after " + nanos / 1_000_000 + " ms");
            }
            case 1 -> {
                run.put(kill, changed);
                run.kill("right after the acknowledgement");
            }
            case 2 -> {
                long bytes = 1 + random.nextInt(kill == 1 ? 100_000 : 20_000);
                run.put(kill, changed);
                grown(run, shop, bytes);
                run.kill("when the journal of " + shop.channel() + " has grown by " + bytes + " bytes");
            }
            default -> {
                run.put(kill, changed);
                grown(run, shop, 1);
                long nanos = random.nextInt(1_000) * 1_000_000L;
                long end = System.nanoTime() + nanos;
                run.waitFor(() -> System.nanoTime() > end, Duration.ofSeconds(5));
                run.kill(nanos / 1_000_000 + " ms after the first call to " + shop.channel());
            }
        }
    }

    private static void grown(CrashRun run, Shop shop, long bytes) {
        long before = run.journal(shop);
        run.waitFor(() -> run.journal(shop) >= before + bytes, Duration.ofSeconds(20));
    }
}
