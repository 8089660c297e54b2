package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;

/**
 * Throughput of readers and writers in CPU time of one thread:
 * {@code java ... org.caravanserai.parser.ParserBench [documents]}. Ratios between lines count, absolute figures are
 * those of the machine.
 */
public final class ParserBench {

    /** One thing measured: works through everything and returns the bytes that went by. */
    private interface Work {
        long run() throws IOException;
    }

    private ParserBench() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length == 0 ? 20_000 : Integer.parseInt(arguments[0]);
        var documents = documents(count);
        var bodies = documents.stream().map(CanonicalJson::write).toList();
        var lines = new ByteArrayOutputStream();
        for (var body : bodies) {
            lines.write(body);
            lines.write('\n');
        }
        var json = lines.toByteArray();
        var array = ("[" + new String(json, UTF_8).strip().replace('\n', ',') + "]").getBytes(UTF_8);
        var dialect = CsvDialect.standard().separator(';');
        var windows = dialect.charset(Charset.forName("windows-1252"));
        var rows = documents.stream().map(ParserBench::row).toList();
        var csv = csv(rows, dialect);
        var csvWindows = csv(rows, windows);
        Map<String, Work> works = new LinkedHashMap<>();
        works.put("JSON pull parser, skip nothing (limit)", () -> tokens(bodies));
        works.put("JSON identity copy, streaming (yardstick)", () -> copy(bodies));
        works.put("CanonicalJson.read", () -> {
            long bytes = 0;
            for (var body : bodies) {
                bytes += CanonicalJson.read(Kind.PRODUCTS, body).values().size() > 0 ? body.length : 0;
            }
            return bytes;
        });
        works.put("CanonicalJson.write, fields as they come", () -> write(documents));
        var sorted = bodies.stream()
                .map(body -> CanonicalJson.read(Kind.PRODUCTS, body))
                .toList();
        works.put("CanonicalJson.write, read before", () -> write(sorted));
        works.put("Hash64", () -> {
            long bytes = 0;
            for (var body : bodies) {
                bytes += Hash64.of(body) == 0 ? 0 : body.length;
            }
            return bytes;
        });
        works.put("Json.records, lines", () -> drain(Json.records(new ByteArrayInputStream(json)), json.length));
        works.put("Json.records, array", () -> drain(Json.records(new ByteArrayInputStream(array)), array.length));
        works.put(
                "Csv.records, UTF-8",
                () -> drain(Csv.records(new ByteArrayInputStream(csv), dialect, Set.of()), csv.length));
        works.put(
                "Csv.records, windows-1252",
                () -> drain(Csv.records(new ByteArrayInputStream(csvWindows), windows, Set.of()), csvWindows.length));
        works.put("Csv.writer, UTF-8", () -> csv(rows, dialect).length);
        works.put("Csv.writer, windows-1252", () -> csv(rows, windows).length);
        works.put("Sheet.writer", () -> sheet(rows));
        System.out.printf("%d documents of %d bytes, JDK %s%n", count, json.length / count, Runtime.version());
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < 7; round++) {
            for (var work : works.entrySet()) {
                long start = cpu();
                work.getValue().run();
                double taken = (cpu() - start) / 1e9;
                if (round >= 2) {
                    seconds.computeIfAbsent(work.getKey(), key -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        for (var work : works.entrySet()) {
            var ordered = seconds.get(work.getKey()).stream().sorted().toList();
            double median = ordered.get(ordered.size() / 2);
            long before = allocated();
            long bytes = work.getValue().run();
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %6.1f us, %6.1f KiB allocated a document, %6.0f MB/s%n",
                    work.getKey(),
                    median * 1e6 / count,
                    (allocated() - before) / 1024.0 / count,
                    bytes / median / 1e6);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Document> documents(int count) {
        var random = new Random(42);
        var words = "gant résistant coupure niveau cinq paume enduite nitrile poignet élastique travail précision"
                .split(" ");
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("status", "active");
            values.put("weight", Map.of("value", "0." + random.nextInt(1000), "unit", "KGM"));
            for (var attribute : List.of("name", "description", "shortText", "care")) {
                Map<String, Object> texts = new LinkedHashMap<>();
                for (var locale : List.of("fr_FR", "en_GB", "de_DE")) {
                    var text = new StringBuilder();
                    for (int k = 0; k < (attribute.equals("description") ? 40 : 8); k++) {
                        text.append(words[random.nextInt(words.length)]).append(' ');
                    }
                    texts.put(locale, text.toString().strip());
                }
                values.put(attribute, texts);
            }
            for (int k = 0; k < 30; k++) {
                values.put(
                        "attribute" + k,
                        k % 3 == 0 ? (Object) (long) random.nextInt(1000) : "value " + random.nextInt(100));
            }
            values.put("media", List.of("M-" + i, "M-" + (i + 1)));
            documents.add(new Document(Kind.PRODUCTS, "SKU-" + i, values));
        }
        return documents;
    }

    private static long tokens(List<byte[]> bodies) {
        long bytes = 0;
        for (var body : bodies) {
            try (var parser = Json.parser(body, 0, body.length)) {
                while (parser.nextToken() != null) {
                    bytes += parser.currentToken().isScalarValue() ? parser.getStringLength() : 0;
                }
            }
        }
        return bytes;
    }

    private static long write(List<Document> documents) {
        long bytes = 0;
        for (var document : documents) {
            bytes += CanonicalJson.write(document).length;
        }
        return bytes;
    }

    private static long copy(List<byte[]> bodies) {
        long bytes = 0;
        try (var out = Json.generator(OutputStream.nullOutputStream())) {
            for (var body : bodies) {
                try (var parser = Json.parser(body, 0, body.length)) {
                    while (parser.nextToken() != null) {
                        out.copyCurrentEvent(parser);
                    }
                }
                bytes += body.length;
            }
        }
        return bytes;
    }

    private static long drain(Records<?> records, long bytes) throws IOException {
        try (records) {
            while (records.hasNext()) {
                if (records.next() instanceof Outcome.Refused<?> refused) {
                    throw new IllegalStateException(refused.refusal().toString());
                }
            }
        }
        return bytes;
    }

    private static byte[] csv(List<Map<String, String>> rows, CsvDialect dialect) throws IOException {
        var out = new ByteArrayOutputStream(1 << 20);
        try (var writer = Csv.writer(out, dialect)) {
            writer.header(new ArrayList<>(rows.get(0).keySet()));
            for (var row : rows) {
                row.values().forEach(writer::text);
                writer.end();
            }
        }
        return out.toByteArray();
    }

    private static long sheet(List<Map<String, String>> rows) throws IOException {
        var out = new ByteArrayOutputStream(1 << 20);
        try (var writer = Sheet.writer(out)) {
            writer.sheet("A", new ArrayList<>(rows.get(0).keySet()));
            for (var row : rows) {
                row.values().forEach(writer::text);
                writer.end();
            }
        }
        return out.size();
    }

    private static Map<String, String> row(Document document) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("sku", document.key());
        document.values()
                .forEach((name, value) -> row.put(
                        name,
                        value instanceof Map<?, ?> map
                                ? map.values().iterator().next().toString()
                                : value.toString()));
        return row;
    }
}
