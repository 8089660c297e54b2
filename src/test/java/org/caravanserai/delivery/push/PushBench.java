package org.caravanserai.delivery.push;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.Outcome;
import org.caravanserai.connector.Reply;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Profile;

/**
 * Pushed lanes, from the change log to a partner that accepts everything at once: what a delta of 1,000 changes costs in a small and in a large
 * catalogue (CPU of the process, turn by turn, medians), what a look costs when nothing is due, what a changed map costs, and what a channel that is
 * dead does to four that live.
 *
 * <p>By hand: {@code java -Xmx256m ... org.caravanserai.delivery.push.PushBench [small] [large] [rounds]}.
 */
public final class PushBench {
    static final int CHANGES = 1_000;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private PushBench() {}

    /** One hub's inside: master, ledger, engine and {@code channels} channels named {@code shop0} and so on. */
    static final class Line implements AutoCloseable {
        private final Path folder;
        private final Database database;
        private final Ledger ledger;
        private final int size;
        private final Map<String, Map<String, Long>> arrived = new ConcurrentHashMap<>();
        private Home home;
        private Master master;
        private Reconciler reconciler;
        private Deliveries deliveries;
        private volatile boolean dead;

        Line(Path folder, int size, int channels) {
            this.folder = folder;
            this.size = size;
            write("routes/inbound/.gitkeep", "");
            write("config/hub.yaml", "title: Bench\nlocales: [fr_FR]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
            write("config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n");
            write("connectors/demo/connector.yaml", """
                    title: Demo
                    connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
                    operations:
                      put: { path: /things, takes: [create, update, retire], answer: { accept: all, why: the bench says so } }
                    streams:
                      products: { kamelet: demo-product-sink, batch: 100 }
                    """);
            for (int i = 0; i < channels; i++) {
                write("config/channels/shop" + i + ".yaml", """
                        title: Shop
                        system: demo
                        mode: auto
                        locales: [fr_FR]
                        assortment: active
                        brake: { retirements: 100% }
                        connection: { baseUrl: "https://shop.example" }
                        streams: { products: { map: demo/product-out } }
                        """);
            }
            map(80);
            database =
                    Database.open(DatabaseSettings.h2(folder.resolve("data"), Profile.EVALUATION), Clock.systemUTC());
            ledger = new Ledger(database);
            open();
        }

        private void map(int longest) {
            write("mappings/demo/product-out.map.yaml", """
                    fields:
                      id: sku
                      title: { from: name, max: %d characters, required: true }
                      ean: gtin
                      brand: brand
                      weight_kg: { from: weight, unit: KGM, round: 0.001 }
                      origin: countryOfOrigin
                    """.formatted(longest));
        }

        private void open() {
            home = Home.read(folder, null, Library.ofClassPath());
            master = Master.open(database, Rules.of(home));
            var clock = Clock.systemUTC();
            var publishing = new Publishing(
                    home,
                    master,
                    ledger,
                    new FeedFolder(folder.resolve("feeds")),
                    database,
                    clock,
                    () -> false,
                    Publishing.Over.NONE);
            if (!publishing.broken().isEmpty()) {
                throw new IllegalStateException(publishing.broken().toString());
            }
            reconciler = new Reconciler(master, ledger, publishing, clock, () -> false);
            deliveries = new Deliveries(master, ledger, publishing, new Switches(database), new Partner(), clock);
        }

        private final class Partner implements Calls.Caller {
            @Override
            public Outcome call(String channel, String name, List<Batch.Item> items, Map<String, String> variables) {
                if (dead && channel.equals("shop0")) {
                    LockSupport.parkNanos(2_000_000_000L);
                    return new Outcome.Failed(
                            Fault.UNKNOWN, null, "no answer", new Reply(0, Map.of(), new byte[0], 1), List.of());
                }
                long now = System.nanoTime();
                var mine = arrived.computeIfAbsent(channel, none -> new ConcurrentHashMap<>());
                items.forEach(item -> mine.put(item.key(), now));
                return new Outcome.Answered(new Reply(200, Map.of(), new byte[0], 1), List.of());
            }

            @Override
            public Connector.Operation operation(String channel, String operation) {
                return home.connectors().get("demo").operations().get(operation);
            }
        }

        /** Products from one number to another; another version has another name. */
        void take(int from, int to, int version) {
            var batch = new ArrayList<Incoming>(500);
            for (int i = from; i < to; i++) {
                batch.add(Incoming.of(product(i, version)));
                if (batch.size() == 500 || i == to - 1) {
                    master.intake().take(Delivery.byKey("pim", Kind.PRODUCTS, 1), batch);
                    batch.clear();
                }
            }
        }

        void change(SplittableRandom random, int version) {
            var batch = new ArrayList<Incoming>(500);
            random.ints(CHANGES * 2L, 0, size).distinct().limit(CHANGES).forEach(i -> {
                batch.add(Incoming.of(product(i, version)));
                if (batch.size() == 500) {
                    master.intake().take(Delivery.byKey("pim", Kind.PRODUCTS, 1), batch);
                    batch.clear();
                }
            });
        }

        /** Everything that is due, to the end; returns how many items were sent. */
        int push() {
            reconciler.now();
            int sent = 0;
            for (var due = deliveries.next("shop0", "products", false);
                    due.isPresent();
                    due = deliveries.next("shop0", "products", false)) {
                deliveries.call(due.get(), "put");
                due.get().settle(false);
                sent += due.get().batch().items().size();
            }
            return sent;
        }

        /** What has changed becomes what is due. */
        void expand() {
            reconciler.now();
        }

        Deliveries deliveries() {
            return deliveries;
        }

        int size() {
            return size;
        }

        long confirmed() {
            return ledger.counts(ledger.lane("shop0", "products", null)).of(State.CONFIRMED);
        }

        private void write(String file, String text) {
            try {
                var path = folder.resolve(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() {
            reconciler.close();
            database.close();
        }
    }

    private static Document product(int number, int version) {
        var random = new SplittableRandom(number);
        var values = new LinkedHashMap<String, Object>();
        values.put("status", "active");
        values.put("brand", "Morvan");
        values.put("gtin", String.valueOf(9_520_000_000_000L + number));
        values.put("name", Map.of("fr_FR", "Gant de travail " + random.nextInt(1_000_000) + ", version " + version));
        values.put("countryOfOrigin", "FR");
        values.put("weight", Map.of("value", random.nextInt(1, 9000) + ".5", "unit", "GRM"));
        return new Document(Kind.PRODUCTS, "P-" + number, values);
    }

    public static void main(String[] args) throws IOException {
        int small = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int large = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        var folder = Files.createTempDirectory("push-bench");
        System.out.printf(
                Locale.ROOT,
                "%d and %d products, %d rounds, Java %s, -Xmx%dm, load %.1f%n",
                small,
                large,
                rounds,
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20,
                SYSTEM.getSystemLoadAverage());
        try (var few = new Line(folder.resolve("small"), small, 1);
                var many = new Line(folder.resolve("large"), large, 1)) {
            System.out.println(first(few));
            System.out.println(first(many));
            System.out.println(delta(few, many, rounds));
            System.out.println(idle(many));
            System.out.println(changedMap(many));
        }
        System.out.println(deadOne(folder.resolve("five"), Math.min(small, 10_000)));
    }

    private static String first(Line line) {
        long start = SYSTEM.getProcessCpuTime();
        line.take(0, line.size, 0);
        double taken = micros(start, line.size);
        start = SYSTEM.getProcessCpuTime();
        int sent = line.push();
        if (sent != line.size || line.confirmed() != line.size) {
            throw new IllegalStateException(sent + " sent and " + line.confirmed() + " confirmed of " + line.size);
        }
        return String.format(
                Locale.ROOT,
                "%d products: taking %.1f us CPU each, first push %.1f us each",
                line.size,
                taken,
                micros(start, line.size));
    }

    static double ratio(Line few, Line many, int rounds) {
        var costs = costs(few, many, rounds);
        return costs[1] / costs[0];
    }

    private static String delta(Line few, Line many, int rounds) {
        var costs = costs(few, many, rounds);
        return String.format(
                Locale.ROOT,
                "delta of %d: %.1f us CPU an item in %d products, %.1f us in %d: %.2fx",
                CHANGES,
                costs[0],
                few.size,
                costs[1],
                many.size,
                costs[1] / costs[0]);
    }

    private static double[] costs(Line few, Line many, int rounds) {
        var random = new SplittableRandom(7);
        var costs = new double[][] {new double[rounds], new double[rounds]};
        for (int round = -2; round < rounds; round++) {
            for (int which = 0; which < 2; which++) {
                var line = which == 0 ? few : many;
                line.change(random, round + 100);
                long start = SYSTEM.getProcessCpuTime();
                int sent = line.push();
                if (sent != CHANGES) {
                    throw new IllegalStateException(sent + " sent instead of " + CHANGES);
                }
                if (round >= 0) {
                    costs[which][round] = micros(start, CHANGES);
                }
            }
        }
        return new double[] {median(costs[0]), median(costs[1])};
    }

    /** A look at a stream in which nothing is due: the change log's head, then the lane's due rows. */
    private static String idle(Line line) {
        int looks = 2_000;
        double best = Double.MAX_VALUE;
        double cpu = 0;
        for (int round = 0; round < 5; round++) {
            long wall = System.nanoTime();
            long start = SYSTEM.getProcessCpuTime();
            for (int i = 0; i < looks; i++) {
                line.reconciler.now();
                if (line.deliveries.next("shop0", "products", false).isPresent()) {
                    throw new IllegalStateException("something was due");
                }
            }
            double took = (System.nanoTime() - wall) / 1e6 / looks;
            if (took < best) {
                best = took;
                cpu = micros(start, looks);
            }
        }
        return String.format(Locale.ROOT, "empty look: %.3f ms on the clock, %.1f us CPU", best, cpu);
    }

    private static String changedMap(Line line) {
        line.reconciler.close();
        line.map(79);
        line.open();
        long wall = System.nanoTime();
        long start = SYSTEM.getProcessCpuTime();
        int sent = line.push();
        double seconds = (System.nanoTime() - wall) / 1e9;
        if (sent != 0) {
            throw new IllegalStateException("the changed map changes no value, and " + sent + " items were sent");
        }
        return String.format(
                Locale.ROOT,
                "%d items judged again after a change of the map: %.1f us CPU each, %.0f s, most heap %d MiB",
                line.size,
                micros(start, line.size),
                seconds,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Five channels on threads of their own, as routes have them; one item changes every 20 ms. */
    private static String deadOne(Path folder, int size) {
        try (var line = new Line(folder, size, 5)) {
            line.take(0, size, 0);
            line.reconciler.start();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 5; i++) {
                var channel = "shop" + i;
                var thread = new Thread(() -> {
                    while (!Thread.currentThread().isInterrupted() && threads.size() > 0) {
                        var due = line.deliveries.next(channel, "products", false);
                        due.ifPresent(carriage -> {
                            line.deliveries.call(carriage, "put");
                            carriage.settle(false);
                        });
                        if (due.isEmpty()) {
                            LockSupport.parkNanos(20_000_000);
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            until(line, size);
            double alive = p95(line, size, 1);
            line.dead = true;
            double beside = p95(line, size, 2);
            line.dead = false;
            var running = List.copyOf(threads);
            threads.clear();
            for (var thread : running) {
                join(thread);
            }
            return String.format(
                    Locale.ROOT,
                    "five channels: p95 from commit to the partner %.0f ms when all live, %.0f ms for four beside a dead one: %.2fx",
                    alive,
                    beside,
                    beside / alive);
        }
    }

    private static void until(Line line, int size) {
        long end = System.nanoTime() + 600_000_000_000L;
        for (int i = 0; i < 5; i++) {
            var channel = "shop" + i;
            while (line.arrived.getOrDefault(channel, Map.of()).size() < size) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(channel + " did not get everything");
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** Of the four channels that are never dead. */
    private static double p95(Line line, int size, int version) {
        var random = new SplittableRandom(version);
        line.arrived.values().forEach(Map::clear);
        var committed = new LinkedHashMap<String, Long>();
        random.ints(2_000, 0, size).distinct().limit(600).forEach(i -> {
            line.take(i, i + 1, version);
            committed.put("P-" + i, System.nanoTime());
            LockSupport.parkNanos(20_000_000);
        });
        var waits = new ArrayList<Double>();
        long end = System.nanoTime() + 120_000_000_000L;
        for (int i = 1; i < 5; i++) {
            var mine = line.arrived.get("shop" + i);
            for (var one : committed.entrySet()) {
                while (!mine.containsKey(one.getKey())) {
                    if (System.nanoTime() > end) {
                        throw new IllegalStateException(one.getKey() + " did not arrive at shop" + i);
                    }
                    LockSupport.parkNanos(10_000_000);
                }
                waits.add((mine.get(one.getKey()) - one.getValue()) / 1e6);
            }
        }
        var sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) (sorted.length * 0.95)];
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static double micros(long start, int items) {
        return (SYSTEM.getProcessCpuTime() - start) / 1_000.0 / items;
    }

    private static double median(double[] values) {
        var sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
