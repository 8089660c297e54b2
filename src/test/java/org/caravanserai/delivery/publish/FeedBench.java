package org.caravanserai.delivery.publish;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.wanted.FetchedTables;
import org.caravanserai.delivery.wanted.Notices;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.Publication;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.parser.Json;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Profile;

/**
 * A full feed (store read, select, gate, map, compare with the ledger, CSV, digest) against a streaming identity copy of the same documents. Process
 * CPU, both interleaved in one run, medians of the rounds.
 *
 * <p>By hand: {@code java -Xmx256m ... org.caravanserai.delivery.publish.FeedBench [products] [rounds]}.
 */
public final class FeedBench {
    private static final String[] WORDS =
            ("acier robuste léger poignée réglable précision boîtier étanche couple batterie garantie confort atelier chantier qualité finition"
                            + " revêtement anti-coupure résistant lavable durable")
                    .split(" ");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private FeedBench() {}

    /**
     * What was measured.
     *
     * @param feed CPU of a full feed in which nothing has changed, microseconds a product
     * @param first CPU of the very first feed, in which every item and its payload are new
     * @param copy CPU of the identity copy
     * @param load CPU of taking the documents into the master
     * @param bytes mean size of a document
     */
    record Figures(double feed, double first, double copy, double load, long bytes) {
        double ratio() {
            return feed / copy;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "full feed %.1f us CPU a product, identity copy %.1f us: %.2fx; first feed %.1f us (%.2fx); taking into the master %.1f us; %d bytes a document",
                    feed,
                    copy,
                    ratio(),
                    first,
                    first / copy,
                    load,
                    bytes);
        }
    }

    public static void main(String[] args) throws IOException {
        int products = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        var folder = Files.createTempDirectory("feed-bench");
        System.out.println(products + " products, " + rounds + " rounds, Java " + System.getProperty("java.version")
                + ", -Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m, load " + SYSTEM.getSystemLoadAverage());
        System.out.println(run(folder, products, rounds));
    }

    static Figures run(Path folder, int products, int rounds) throws IOException {
        write(folder);
        var home = Home.read(folder, null, Library.ofClassPath());
        if (home.failed()) {
            throw new IllegalStateException(home.problems().toString());
        }
        try (var database =
                Database.open(DatabaseSettings.h2(folder.resolve("data"), Profile.EVALUATION), Clock.systemUTC())) {
            var master = Master.open(database, Rules.of(home));
            long start = SYSTEM.getProcessCpuTime();
            long bytes = load(master, products);
            double load = micros(start, products);
            var ledger = new Ledger(database);
            var means = new Publication.Means(
                    master.goldens(), ledger, new FeedFolder(folder.resolve("feeds")), home.company());
            var plans = Plans.compile(home, ledger, new Notices(database), FetchedTables.NONE);
            if (!plans.broken().isEmpty()) {
                throw new IllegalStateException(plans.broken().toString());
            }
            var publication = plans.led("shop", "products").orElseThrow();
            start = SYSTEM.getProcessCpuTime();
            publish(publication, means, ledger, products);
            double first = micros(start, products);
            var feeds = new ArrayList<Double>();
            var copies = new ArrayList<Double>();
            for (int i = 0; i < rounds; i++) {
                start = SYSTEM.getProcessCpuTime();
                copy(products);
                copies.add(micros(start, products) - made(products));
                start = SYSTEM.getProcessCpuTime();
                publish(publication, means, ledger, products);
                feeds.add(micros(start, products));
            }
            return new Figures(median(feeds), first, median(copies), load, bytes / products);
        }
    }

    private static void publish(Publication publication, Publication.Means means, Ledger ledger, int products)
            throws IOException {
        var outcome = publication.publish(means, Instant.now(), true, null, (rows, prices) -> true);
        long rows = outcome.manifest().orElseThrow().files().get(0).count();
        if (rows != products) {
            throw new IllegalStateException(rows + " rows instead of " + products);
        }
        publication.streams().forEach(stream -> stream.lanes().forEach(lane -> ledger.confirmSnapshot(lane.lane())));
    }

    private static long load(Master master, int products) {
        long bytes = 0;
        var batch = new ArrayList<Incoming>();
        for (int i = 0; i < products; i++) {
            var document = product(i);
            batch.add(Incoming.of(document));
            if (batch.size() == 500 || i == products - 1) {
                master.intake().take(Delivery.byKey("pim", Kind.PRODUCTS, 1), batch);
                batch.clear();
            }
            if (i < 1_000) {
                bytes += CanonicalJson.write(document).length;
            }
        }
        return bytes * products / Math.min(products, 1_000);
    }

    /** Parses and writes every document again, token by token. */
    private static void copy(int products) throws IOException {
        var out = new Counting();
        for (int i = 0; i < products; i++) {
            var bytes = CanonicalJson.write(product(i));
            try (var json = Json.parser(bytes, 0, bytes.length);
                    var generator = Json.generator(out)) {
                for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                    generator.copyCurrentEvent(json);
                }
            }
        }
        if (out.count == 0) {
            throw new IllegalStateException("nothing copied");
        }
    }

    /** What making the documents costs, to be taken off the copy. */
    private static double made(int products) {
        long start = SYSTEM.getProcessCpuTime();
        long bytes = 0;
        for (int i = 0; i < products; i++) {
            bytes += CanonicalJson.write(product(i)).length;
        }
        return bytes == 0 ? 0 : micros(start, products);
    }

    private static final class Counting extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }

    private static double micros(long start, int products) {
        return (SYSTEM.getProcessCpuTime() - start) / 1_000.0 / products;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Document product(int number) {
        var random = new SplittableRandom(number);
        var values = new LinkedHashMap<String, Object>();
        values.put("status", "active");
        values.put("family", "tools");
        values.put("brand", "Morvan");
        values.put("gtin", String.valueOf(9_520_000_000_000L + number));
        values.put("name", texts(random, 6));
        values.put("shortDescription", texts(random, 14));
        values.put("description", Map.of("*", texts(random, 60)));
        values.put("weight", quantity(random.nextInt(1, 9000) + ".5", "GRM"));
        for (var side : List.of("length", "width", "height")) {
            values.put(side, quantity(String.valueOf(random.nextInt(1, 2000)), "MMT"));
        }
        values.put("countryOfOrigin", "FR");
        values.put("customsCode", "82052000");
        for (int i = 0; i < 20; i++) {
            values.put("x" + i, WORDS[random.nextInt(WORDS.length)] + " " + random.nextInt(1000));
        }
        return new Document(Kind.PRODUCTS, "P-" + number, values);
    }

    private static Map<String, Object> quantity(String value, String unit) {
        var quantity = new LinkedHashMap<String, Object>();
        quantity.put("value", value);
        quantity.put("unit", unit);
        return quantity;
    }

    private static Map<String, Object> texts(SplittableRandom random, int words) {
        var texts = new LinkedHashMap<String, Object>();
        for (var locale : List.of("de_DE", "en_GB", "fr_FR")) {
            var text = new StringBuilder();
            for (int i = 0; i < words; i++) {
                text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
            }
            texts.put(locale, text.toString());
        }
        return texts;
    }

    private static void write(Path folder) {
        var attributes = new StringBuilder("attributes:\n");
        for (int i = 0; i < 20; i++) {
            attributes.append("  x").append(i).append(": { type: text }\n");
        }
        var files = Map.of(
                "routes/inbound/.gitkeep", "",
                "config/hub.yaml",
                        "title: Bench\nlocales: [fr_FR, en_GB, de_DE]\ncurrency: EUR\ntimeZone: Europe/Paris\n",
                "config/model/products.yaml", attributes + "families:\n  tools: { attributes: [name, weight] }\n",
                "config/model/assortments.yaml", "active: { where: \"status = 'active'\" }\n",
                "config/channels/shop.yaml", """
                        title: Shop
                        system: feed
                        mode: auto
                        locales: [fr_FR, en_GB]
                        assortment: active
                        streams:
                          products: { map: shop/product-out, gate: shop/product-out, file: articles.csv, format: { type: csv } }
                        """,
                "mappings/shop/product-out.gate.yaml",
                        "rules:\n  named: { require: \"has(name.fr_FR) and size(name.fr_FR) >= 5\" }\n",
                "mappings/shop/product-out.map.yaml", """
                        fields:
                          id: sku
                          ean: gtin
                          title: { from: name, max: 80 characters, required: true }
                          title_en: { from: name, locale: en_GB, max: 80 characters }
                          teaser: { from: shortDescription, max: 120 characters }
                          text: { from: description, html: text, max: 500 characters }
                          brand: brand
                          family: family
                          weight_kg: { from: weight, unit: KGM, round: 0.001 }
                          length_cm: { from: length, unit: CMT }
                          width_cm: { from: width, unit: CMT }
                          height_cm: { from: height, unit: CMT }
                          origin: countryOfOrigin
                          customs: customsCode
                          label: { template: "{brand} {x0}" }
                          a: x1
                          b: x2
                          c: x3
                          d: { from: x4, default: none }
                          e: { value: "x5.upper()" }
                        """);
        files.forEach((path, text) -> {
            try {
                var file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }
}
