package org.caravanserai.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Trust;
import org.caravanserai.home.Connection;
import org.caravanserai.home.Source;
import org.caravanserai.mapping.ValueChecks;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.parser.Hash64;
import org.caravanserai.parser.Position;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Packed;
import org.caravanserai.store.Profile;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.RecordTable;
import org.caravanserai.store.StoredRow;
import org.caravanserai.store.TestDatabases;

/**
 * The whole ingest (two passes over the file, value checks, source record, golden document, lineage, look-ups, log)
 * beside the bare insert of the same documents into one table with its log. Same database, same durability, turn by
 * turn, CPU of all Java threads, median of warm rounds. Full form: {@code java -Xmx256m ... IngestBench 100000 5}.
 */
public final class IngestBench {
    private static final int BATCH = 500;
    private static final Position HERE = Position.of("config/sources/bench.yaml");
    private static final String[] LOCALES = {"fr_FR", "en_GB", "de_DE"};

    private IngestBench() {}

    /** What is measured; microseconds of CPU a document. */
    enum Step {
        RAW("bare insert with log, batch 500"),
        FIRST("ingest, all new"),
        AGAIN("ingest, nothing changed"),
        CHANGED("ingest, one in ten changed"),
        SECOND("ingest, a second source adds to each");

        private final String text;

        Step(String text) {
            this.text = text;
        }
    }

    /** The model of the bench's products. */
    static Model model() {
        var attributes = new HashMap<String, Attribute>();
        for (var code : List.of("name", "shortDescription", "description", "delivery")) {
            attributes.put(code, attribute(code, AttributeType.TEXT, true, null));
        }
        for (var code : List.of("status", "family", "gtin", "note")) {
            attributes.put(code, attribute(code, AttributeType.TEXT, false, null));
        }
        for (int i = 0; i < 45; i++) {
            attributes.put("measure" + i, attribute("measure" + i, AttributeType.QUANTITY, false, null));
        }
        attributes.put("media", attribute("media", AttributeType.MEDIA, false, Kind.MEDIA));
        var kinds = new EnumMap<Kind, KindModel>(Kind.class);
        for (var kind : Kind.values()) {
            kinds.put(kind, new KindModel(kind, kind == Kind.PRODUCTS ? attributes : Map.of(), Map.of(), Map.of()));
        }
        var trust = new Trust(Map.of("*", List.of("pim", "erp")));
        return new Model(kinds, Map.of(), List.of(), List.of(LOCALES), List.of(), trust, Map.of());
    }

    private static Attribute attribute(String code, AttributeType type, boolean localizable, Kind target) {
        return new Attribute(code, type, localizable, false, null, null, 0, target, null, Map.of(), false);
    }

    /** Product n, about 3.1 KiB; another version has another note. */
    static String json(int n, int version) {
        var random = new Random(n * 1_000_003L);
        var out = new StringBuilder(3_400);
        out.append("{\"sku\":\"")
                .append(sku(n))
                .append("\",\"status\":\"active\",\"family\":\"family-")
                .append(n % 40);
        out.append("\",\"gtin\":\"").append(gtin(n)).append('"');
        for (var code : List.of("name", "shortDescription", "description", "delivery")) {
            out.append(",\"").append(code).append("\":{");
            int words = code.equals("name") ? 6 : code.equals("description") ? 42 : 11;
            for (int l = 0; l < LOCALES.length; l++) {
                out.append(l == 0 ? "\"" : ",\"").append(LOCALES[l]).append("\":\"");
                sentence(out, random, words);
                out.append('"');
            }
            out.append('}');
        }
        out.append(",\"note\":\"");
        sentence(out, new Random(n * 31L + version * 7_919L), 14);
        out.append('"');
        for (int i = 0; i < 14; i++) {
            out.append(",\"measure")
                    .append(i * 3 + n % 3)
                    .append("\":{\"value\":\"")
                    .append(random.nextInt(100_000) / 10.0);
            out.append("\",\"unit\":\"MMT\"}");
        }
        out.append(",\"media\":[\"M-").append(n).append("-0\",\"M-").append(n).append("-1\"]");
        return out.append('}').toString();
    }

    private static String sku(int n) {
        return String.format("P-%08d", n);
    }

    /** A GTIN-13 with its check digit (GS1 General Specifications, 7.9). */
    private static String gtin(int n) {
        var digits = String.valueOf(300_000_000_000L + n);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static void sentence(StringBuilder out, Random random, int words) {
        for (int i = 0; i < words; i++) {
            double skewed = random.nextDouble();
            out.append(i == 0 ? "" : " ")
                    .append(Long.toString((long) (skewed * skewed * 4_000) * 911_111L + 60_000_000L, 36));
        }
    }

    /** Median microseconds a document of each step. */
    record Result(Map<Step, Double> medians, long bytes) {
        /** How fast a step is beside the bare insert, which is 1. */
        double ratio(Step step) {
            return medians.get(Step.RAW) / medians.get(step);
        }
    }

    static Result run(int documents, int rounds, boolean all) throws IOException {
        var folder = TestDatabases.folder();
        var first = write(folder.resolve("first.jsonl"), documents, Integer.MAX_VALUE);
        var second = write(folder.resolve("second.jsonl"), documents, 10);
        var names = folder.resolve("names.jsonl");
        try (var out = new BufferedOutputStream(Files.newOutputStream(names))) {
            for (int n = 0; n < documents; n++) {
                line(out, "{\"sku\":\"" + sku(n) + "\",\"name\":{\"fr_FR\":\"Gant " + n + "\"},\"status\":\"active\"}");
            }
        }
        var figuresOfRounds = new EnumMap<Step, List<Double>>(Step.class);
        int warm = Math.max(1, Math.min(2, 20_000 / documents));
        for (int round = 0; round < warm + rounds; round++) {
            var figures = new EnumMap<Step, Double>(Step.class);
            figures.put(Step.RAW, raw(documents));
            try (var hub = new Hub()) {
                figures.put(Step.FIRST, hub.load("erp", first, documents, documents, 0));
                if (all) {
                    figures.put(Step.AGAIN, hub.load("erp", first, documents, 0, 0));
                    figures.put(Step.CHANGED, hub.load("erp", second, documents, 0, (documents + 9) / 10));
                    figures.put(Step.SECOND, hub.load("pim", names, documents, documents, 0));
                }
            }
            if (round >= warm) {
                figures.forEach((step, figure) -> figuresOfRounds
                        .computeIfAbsent(step, none -> new ArrayList<>())
                        .add(figure));
            }
        }
        var medians = new EnumMap<Step, Double>(Step.class);
        figuresOfRounds.forEach((step, list) ->
                medians.put(step, list.stream().sorted().toList().get(list.size() / 2)));
        return new Result(medians, Files.size(first) / documents);
    }

    private static Path write(Path file, int documents, int changedEvery) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int n = 0; n < documents; n++) {
                line(out, json(n, n % changedEvery == 0 && changedEvery < documents ? 1 : 0));
            }
        }
        return file;
    }

    private static void line(OutputStream out, String json) throws IOException {
        out.write(json.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private static Database open() {
        var settings = DatabaseSettings.h2(TestDatabases.folder(), Profile.EVALUATION);
        return Database.open(settings.guarded(DiskGuard.Limits.NONE), Clock.systemUTC());
    }

    private static double raw(int documents) {
        var table = new RecordTable("bench_record");
        try (var database = open()) {
            database.write(tx -> {
                tx.update(
                        "create table bench_record (id bigint primary key, space int not null,"
                                + " natural_key varchar(200) not null, hash bigint not null, body bytea not null)",
                        Bind.NONE);
                tx.update("create unique index bench_record_key on bench_record (space, natural_key)", Bind.NONE);
                tx.update("create table bench_log (seq bigint primary key, id bigint not null)", Bind.NONE);
                return null;
            });
            long spent = 0;
            for (int from = 0; from < documents; from += BATCH) {
                int to = Math.min(documents, from + BATCH);
                var bodies = new ArrayList<byte[]>();
                for (int n = from; n < to; n++) {
                    bodies.add(json(n, 0).getBytes(StandardCharsets.UTF_8));
                }
                int start = from;
                long before = cpu();
                var packed = bodies.stream().map(Packed::of).toList();
                var hashes = bodies.stream().map(Hash64::of).toList();
                database.write(Purpose.BATCH, tx -> {
                    var ids = tx.ids(packed.size());
                    var rows = new ArrayList<StoredRow>();
                    for (int i = 0; i < ids.length; i++) {
                        rows.add(new StoredRow(ids[i], 1, sku(start + i), hashes.get(i), packed.get(i)));
                    }
                    table.insert(tx, rows);
                    tx.beforeCommit(last -> {
                        long seq = last.takeBlock("bench", rows.size());
                        last.batch("insert into bench_log (seq, id) values (?, ?)", rows, (statement, row) -> {
                            statement.setLong(1, seq + row.id() - ids[0]);
                            statement.setLong(2, row.id());
                        });
                        return null;
                    });
                    return null;
                });
                spent += cpu() - before;
            }
            return spent / 1e3 / documents;
        }
    }

    private static long cpu() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long time : threads.getThreadCpuTime(threads.getAllThreadIds())) {
            sum += Math.max(0, time);
        }
        return sum;
    }

    /** Master and ingest on a fresh database. */
    static final class Hub implements AutoCloseable {
        private final Database database = open();
        private final Ingest ingest;

        Hub() {
            var model = model();
            var zone = ZoneId.of("Europe/Paris");
            var rules = new Rules(model, Map.of(Kind.PRODUCTS, Set.of("gtin")), Map.of(), zone);
            var sources = Map.of("erp", source("erp"), "pim", source("pim"));
            ingest = new Ingest(
                    Master.open(database, rules),
                    database,
                    () -> sources,
                    (name, kind, entity) -> new Canonical(kind, false, zone, document -> {
                        var checked = ValueChecks.check(model, document);
                        return new Canonical.Checked(checked.document(), checked.findings());
                    }),
                    TestDatabases.folder());
        }

        private static Source source(String name) {
            var entity = new Source.Entity(
                    Kind.PRODUCTS, List.of(), null, null, Source.Load.FULL, List.of("sku"), true, HERE);
            return new Source(
                    name,
                    name,
                    null,
                    "files",
                    null,
                    new Connection(Map.of(), HERE),
                    null,
                    Map.of(Kind.PRODUCTS, entity),
                    null,
                    null,
                    null,
                    HERE);
        }

        /** Microseconds a document; the account is checked. */
        double load(String source, Path file, int documents, int created, int updated) {
            long before = cpu();
            var run = ingest.file(source, Kind.PRODUCTS, file, Progress.NONE);
            long spent = cpu() - before;
            var expected =
                    new Account(documents, created, updated, documents - created - updated, 0, 0, 0, 0, Map.of());
            if (run.state() != Run.State.DONE || !run.account().equals(expected)) {
                throw new IllegalStateException(run.toString());
            }
            return spent / 1e3 / documents;
        }

        @Override
        public void close() {
            database.close();
        }
    }

    /** Arguments: documents, rounds. */
    public static void main(String[] args) throws IOException {
        int documents = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        var result = run(documents, rounds, args.length < 3);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT,
                "%d documents of %d bytes, %d rounds, heap %d MiB, Java %s, load %.1f%n%n",
                documents,
                result.bytes(),
                rounds,
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version(),
                system.getSystemLoadAverage());
        System.out.println("| step | us CPU a document | beside the bare insert |\n| --- | --- | --- |");
        for (var step : result.medians().keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.2fx |%n",
                    step.text,
                    result.medians().get(step),
                    result.ratio(step));
        }
    }
}
