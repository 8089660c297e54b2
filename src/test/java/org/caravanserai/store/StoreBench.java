package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The store beside SQLite: same documents, same durability (survives kill -9), same transactions (documents, counter, log rows), one JVM,
 * turn by turn, CPU time, median of warm rounds. Full form: {@code java -Xmx256m ... org.caravanserai.store.StoreBench 100000 5}.
 */
public class StoreBench {
    /** What is measured; us of CPU per document. */
    enum Step {
        INSERT("insert, key order, batch 500"),
        SCAN_KEY("scan and unpack, key order"),
        SCAN_ID("scan and unpack, id order"),
        UNCHANGED("write again, unchanged (hash guard)"),
        CHANGED("write again, changed, random keys"),
        SINGLE("one changed document per commit"),
        POINT("read one by key"),
        SHUFFLED("insert, shuffled, batch 500");

        private final String text;

        Step(String text) {
            this.text = text;
        }
    }

    /** A document on its way in. */
    record Item(String key, byte[] body) {}

    /** A store under test. */
    interface Engine extends AutoCloseable {
        void insert(List<Item> batch) throws SQLException;

        /** Looks up, compares hashes, updates what differs. */
        void write(List<Item> batch) throws SQLException;

        /** Reads everything; returns bytes unpacked. */
        long scan(boolean byKey) throws SQLException;

        byte[] point(String key) throws SQLException;

        long fileBytes() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /** CPU of all Java threads (the store's own, H2's) and of the whole process, in nanoseconds. */
    private static final class Meter {
        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        private static final OperatingSystemMXBean PROCESS =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private long threads;
        private long process;
        private long wall;
        private long threadsFrom;
        private long processFrom;
        private long wallFrom;

        private static long threadsNow() {
            long sum = 0;
            for (long time : THREADS.getThreadCpuTime(THREADS.getAllThreadIds())) {
                sum += Math.max(0, time);
            }
            return sum;
        }

        void start() {
            wallFrom = System.nanoTime();
            processFrom = PROCESS.getProcessCpuTime();
            threadsFrom = threadsNow();
        }

        void stop() {
            threads += threadsNow() - threadsFrom;
            process += PROCESS.getProcessCpuTime() - processFrom;
            wall += System.nanoTime() - wallFrom;
        }
    }

    /**
     * One figure of one engine.
     *
     * @param threads us a document, Java threads
     * @param process us a document, whole process with compiler and collector
     * @param wall us a document on the clock
     */
    record Figure(double threads, double process, double wall) {}

    /**
     * What a run found.
     *
     * @param documents how many there were
     * @param sqlite medians
     * @param ours medians
     * @param live bytes of our rows counted by SQL after the last round
     * @param afterLoad file bytes of the last round after the load
     * @param grown file bytes after the changes
     * @param compacted file bytes after the compaction
     * @param compaction seconds the database was closed
     * @param sqliteFile file bytes of SQLite after the same
     */
    record Result(
            int documents,
            Map<Step, Figure> sqlite,
            Map<Step, Figure> ours,
            long live,
            long afterLoad,
            long grown,
            long compacted,
            double compaction,
            long sqliteFile) {
        /** How fast we are, SQLite = 1. */
        double speed(Step step) {
            return sqlite.get(step).threads() / ours.get(step).threads();
        }
    }

    private static final int BATCH = 500;

    /** The goals, with {@code -Plong}: seconds a round on an idle machine, minutes on a busy one. */
    @Test
    @Tag("long")
    void theGoalsHold() throws SQLException {
        var result = run(Integer.getInteger("store.documents", 100_000), 1, 3);
        print(result, System.out);
        assertThat(result.speed(Step.INSERT))
                .as("insert in key order, SQLite = 1")
                .isGreaterThan(0.7);
        assertThat(result.speed(Step.SHUFFLED))
                .as("insert shuffled, SQLite = 1")
                .isGreaterThan(0.6);
        assertThat(result.speed(Step.CHANGED))
                .as("changed at random, SQLite = 1")
                .isGreaterThan(0.3);
        assertThat(result.ours().get(Step.SINGLE).threads())
                .as("us for one document a commit")
                .isLessThan(1_000);
        assertThat(result.compacted() / (double) result.live())
                .as("file after compaction, live = 1")
                .isLessThan(1.2);
    }

    /**
     * Runs all steps.
     *
     * @param documents how many
     * @param warm rounds before the measured ones, for the compiler
     * @param rounds measured ones
     */
    static Result run(int documents, int warm, int rounds) throws SQLException {
        var sqlite = new ArrayList<Map<Step, Figure>>();
        var ours = new ArrayList<Map<Step, Figure>>();
        var last = new long[6];
        for (int round = 0; round < warm + rounds; round++) {
            boolean measured = round >= warm;
            var there = one(new SqliteEngine(TestDatabases.folder()), documents, round, last);
            var here = one(new OurEngine(TestDatabases.folder()), documents, round, last);
            if (measured) {
                sqlite.add(there);
                ours.add(here);
            }
        }
        return new Result(
                documents, median(sqlite), median(ours), last[0], last[1], last[2], last[3], last[4] / 1e9, last[5]);
    }

    private static Map<Step, Figure> one(Engine engine, int documents, int round, long[] sizes) throws SQLException {
        var figures = new EnumMap<Step, Figure>(Step.class);
        try (engine) {
            var inOrder = IntStream.range(0, documents).boxed().toList();
            figures.put(Step.INSERT, batches(inOrder, 0, engine::insert));
            long afterLoad = engine.fileBytes();
            figures.put(Step.SCAN_KEY, scan(engine, documents, true));
            figures.put(Step.SCAN_ID, scan(engine, documents, false));
            figures.put(Step.UNCHANGED, batches(inOrder, 0, engine::write));
            var random = new Random(round);
            var shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            figures.put(Step.CHANGED, batches(shuffled, 1, engine::write));
            int singles = Math.min(1_000, documents / 4);
            var meter = new Meter();
            for (int i = 0; i < singles; i++) {
                var item = List.of(item(random.nextInt(documents), 2 + i));
                meter.start();
                engine.write(item);
                meter.stop();
            }
            figures.put(Step.SINGLE, figure(meter, singles));
            meter = new Meter();
            meter.start();
            for (int i = 0; i < singles; i++) {
                if (engine.point(ProductGenerator.sku(random.nextInt(documents))).length < 1_000) {
                    throw new IllegalStateException("not what was written");
                }
            }
            meter.stop();
            figures.put(Step.POINT, figure(meter, singles));
            if (engine instanceof OurEngine ours) {
                sizes[0] = ours.liveBytes();
                sizes[1] = afterLoad;
                var done = ours.compact();
                sizes[2] = done.before().file();
                sizes[3] = done.after().file();
                sizes[4] = done.closed().toNanos();
            } else {
                sizes[5] = engine.fileBytes();
            }
        }
        var other = engine instanceof OurEngine
                ? new OurEngine(TestDatabases.folder())
                : new SqliteEngine(TestDatabases.folder());
        try (other) {
            var shuffled = new ArrayList<>(IntStream.range(0, documents).boxed().toList());
            Collections.shuffle(shuffled, new Random(round + 1_000));
            figures.put(Step.SHUFFLED, batches(shuffled, 0, other::insert));
        }
        return figures;
    }

    /** Something done with a batch. */
    private interface Use {
        void batch(List<Item> items) throws SQLException;
    }

    private static Item item(int n, int version) {
        return new Item(ProductGenerator.sku(n), ProductGenerator.json(n, version));
    }

    private static Figure batches(List<Integer> numbers, int version, Use use) throws SQLException {
        var meter = new Meter();
        for (int from = 0; from < numbers.size(); from += BATCH) {
            var items = numbers.subList(from, Math.min(numbers.size(), from + BATCH)).stream()
                    .map(n -> item(n, version))
                    .toList();
            meter.start();
            use.batch(items);
            meter.stop();
        }
        return figure(meter, numbers.size());
    }

    private static Figure scan(Engine engine, int documents, boolean byKey) throws SQLException {
        var meter = new Meter();
        meter.start();
        long bytes = engine.scan(byKey);
        meter.stop();
        if (bytes < documents * 2_500L) {
            throw new IllegalStateException("scan found only " + bytes + " bytes");
        }
        return figure(meter, documents);
    }

    private static Figure figure(Meter meter, int count) {
        return new Figure(meter.threads / 1e3 / count, meter.process / 1e3 / count, meter.wall / 1e3 / count);
    }

    private static Map<Step, Figure> median(List<Map<Step, Figure>> rounds) {
        var medians = new EnumMap<Step, Figure>(Step.class);
        for (var step : Step.values()) {
            medians.put(
                    step,
                    new Figure(
                            middle(rounds.stream()
                                    .map(round -> round.get(step).threads())
                                    .sorted()
                                    .toList()),
                            middle(rounds.stream()
                                    .map(round -> round.get(step).process())
                                    .sorted()
                                    .toList()),
                            middle(rounds.stream()
                                    .map(round -> round.get(step).wall())
                                    .sorted()
                                    .toList())));
        }
        return medians;
    }

    private static double middle(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** Measures and prints the table of docs/benchmarks.md; arguments: documents, rounds. */
    public static void main(String[] args) throws SQLException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        int documents = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        print(run(documents, Math.max(1, 60_000 / documents), rounds), System.out);
    }

    private static void print(Result result, PrintStream out) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        out.printf(
                Locale.ROOT,
                "load %.1f, heap %d MiB, Java %s%n",
                system.getSystemLoadAverage(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
        out.println("| step, " + result.documents()
                + " documents | SQLite: CPU, process, wall (us) | store on H2 | speed, SQLite = 1 |");
        out.println("| --- | --- | --- | --- |");
        for (var step : Step.values()) {
            var a = result.sqlite().get(step);
            var b = result.ours().get(step);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f, %.0f, %.0f | %.1f, %.0f, %.0f | %.2f |%n",
                    step.text,
                    a.threads(),
                    a.process(),
                    a.wall(),
                    b.threads(),
                    b.process(),
                    b.wall(),
                    result.speed(step));
        }
        out.printf(
                Locale.ROOT,
                "MB: live %.1f, after load %.1f, after changes %.1f, compacted %.1f (%.2f of live) in %.1f s; SQLite %.1f%n",
                result.live() / 1e6,
                result.afterLoad() / 1e6,
                result.grown() / 1e6,
                result.compacted() / 1e6,
                (double) result.compacted() / result.live(),
                result.compaction(),
                result.sqliteFile() / 1e6);
    }
}
