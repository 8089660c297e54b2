package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.Channels;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.home.Home;
import org.caravanserai.home.Library;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.Progress;
import org.caravanserai.ingest.Run;
import org.caravanserai.ingest.Ways;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Master;
import org.caravanserai.master.Rules;
import org.caravanserai.parser.Xml;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.TestXml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real catalogue through the whole line: all of it comes in, what goes out is read again by other libraries and equals a recount made here from
 * the CSV files alone. Budget: lint and language cases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IcecatTest {
    private static final String FOLDER = "catalogues/akeneo-icecat-demo";
    private static final List<String> LOCALES = List.of("en_US", "fr_FR", "de_DE");

    private final Map<String, Run> runs = new TreeMap<>();
    /** Every row of the file, and those that can be taken: 18 name their model in another case than the model's own code. */
    private List<CSVRecord> all;

    private List<CSVRecord> products;
    private Map<String, CSVRecord> models;
    private Database database;
    private Master master;
    private Channels channels;
    private FeedFolder feeds;

    @BeforeAll
    void takeAndPublish() throws IOException {
        var shared = Needs.shared(FOLDER);
        products = read(shared.resolve("products.csv"));
        models = new LinkedHashMap<>();
        read(shared.resolve("product_models.csv")).forEach(row -> models.put(row.get("code"), row));
        all = products;
        products = all.stream().filter(this::knowsItsParent).toList();
        var data = TestDatabases.folder();
        var home = Home.read(Path.of("src/test/homes/icecat"), null, Library.of(Path.of(".")));
        assertThat(home.problems()).isEmpty();
        database = TestDatabases.h2();
        master = Master.open(database, Rules.of(home));
        var ingest = new Ingest(master, database, home::sources, new Ways(home, Clock.systemUTC()), data);
        runs.put(
                "categories",
                ingest.file("icecat-models", Kind.CATEGORIES, shared.resolve("categories.csv"), Progress.NONE));
        runs.put(
                "models",
                ingest.file("icecat-models", Kind.PRODUCTS, shared.resolve("product_models.csv"), Progress.NONE));
        runs.put("products", ingest.file("icecat", Kind.PRODUCTS, shared.resolve("products.csv"), Progress.NONE));
        feeds = new FeedFolder(data.resolve("feeds"));
        var ledger = new Ledger(database);
        // Each look at the clock is two seconds later, so that the log has stood still.
        var clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1));
        var publishing = new Publishing(
                home, master, ledger, feeds, database, new Hurried(clock), () -> false, Publishing.Over.NONE);
        assertThat(publishing.broken()).isEmpty();
        for (var channel : home.channels().keySet()) {
            for (int i = 0; i < 5 && feeds.manifests(channel).isEmpty(); i++) {
                publishing.publish(channel, "products").ifPresent(Publishing.Published::confirm);
            }
        }
        channels = new Channels(ledger, feeds, publishing);
    }

    @AfterAll
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void everyRowIsTakenAndEveryAccountAddsUp() {
        runs.forEach((name, run) -> {
            assertThat(run.state()).as(name + ": " + run.reason()).isEqualTo(Run.State.DONE);
            assertThat(run.account().addsUp()).as(name).isTrue();
            if (!name.equals("products")) {
                assertThat(run.account().refused())
                        .as(name + " " + run.account().refusedBy())
                        .isZero();
            }
        });
        assertThat(all).hasSize(1239);
        assertThat(runs.get("products").account().received()).isEqualTo(1239);
        assertThat(runs.get("products").account().created())
                .isEqualTo(products.size())
                .isEqualTo(1221);
        assertThat(runs.get("products").account().refusedBy()).isEqualTo(Map.of("MST-002", 18L));
        assertThat(runs.get("models").account().created()).isEqualTo(models.size());
        assertThat(master.goldens().count(Kind.PRODUCTS)).isEqualTo(products.size() + models.size());
        assertThat(master.goldens().count(Kind.CATEGORIES))
                .isEqualTo(runs.get("categories").account().created());
    }

    /** 105 of the 115 EANs fail their check digit: they cost their value, not the product. */
    @Test
    void badCheckDigitsAreFindingsAndCostNoProduct() {
        long bad = products.stream()
                .map(row -> row.get("ean"))
                .filter(ean -> !ean.isBlank() && !gtin(ean))
                .count();
        long found = products.stream()
                .map(row ->
                        master.goldens().byKey(Kind.PRODUCTS, row.get("sku")).orElseThrow())
                .flatMap(golden -> master.sources().of(golden.id()).stream())
                .flatMap(record -> record.findings().stream())
                .filter(finding -> "gtin".equals(finding.attribute()))
                .count();
        assertThat(found).isEqualTo(bad);
        assertThat(all.stream().map(row -> row.get("ean")).filter(ean -> !ean.isBlank() && !gtin(ean)))
                .hasSize(105);
    }

    @Test
    void theCsvEqualsTheRecount() throws IOException {
        var rows = read(feeds.find("lines", "products.csv").orElseThrow().path());
        var published = new LinkedHashMap<String, CSVRecord>();
        rows.forEach(row ->
                assertThat(published.put(row.get("sku"), row)).as("twice").isNull());
        var expected = new ArrayList<String>();
        for (var product : products) {
            var name = inherited(product, "name");
            if (!name.isBlank() && leaf(product)) {
                expected.add(product.get("sku"));
            }
        }
        assertThat(published.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        for (var product : products) {
            var row = published.get(product.get("sku"));
            if (row != null) {
                assertThat(facts(row)).isEqualTo(recount(product));
            }
        }
        var counts = channels.of("lines").orElseThrow().streams().get(0).counts();
        assertThat(counts.of(State.CONFIRMED)).isEqualTo(expected.size());
        assertThat(counts.selected())
                .isEqualTo(products.stream().filter(this::leaf).count());
        assertThat(channels.of("lines").orElseThrow().streams().get(0).reasons().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("every held SKU says why")
                .isGreaterThanOrEqualTo(counts.of(State.HELD));
    }

    @Test
    void theJsonLinesHoldTheSameRecords() throws IOException {
        var csv = read(feeds.find("lines", "products.csv").orElseThrow().path());
        var lines = Files.readAllLines(
                feeds.find("lines", "products.jsonl").orElseThrow().path());
        assertThat(lines).hasSameSizeAs(csv);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .startsWith("{\"sku\":\"" + csv.get(i).get("sku") + "\"")
                    .endsWith("}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en_US", "fr_FR", "de_DE"})
    void googleEqualsTheRecountInEachLanguage(String locale) throws Exception {
        long expected = products.stream()
                .filter(this::leaf)
                .filter(product -> !inherited(product, "name").isBlank())
                .filter(product -> !description(product, locale).isBlank())
                .filter(product -> !price(product).isBlank())
                .count();
        var xml = feeds.find("google", "google-" + locale + ".xml").orElseThrow();
        var tsv = feeds.find("google", "google-" + locale + ".tsv").orElseThrow();
        assertThat(items(xml.path())).isEqualTo(expected).isEqualTo(xml.entry().count());
        assertThat(Files.readAllLines(tsv.path())).hasSize((int) expected + 1);
    }

    @Test
    void theBmecatIsValid() throws IOException {
        var file = feeds.find("bmecat", "catalogue.xml").orElseThrow();
        var schema = Xml.schema(Needs.shared("contracts/bmecat/bmecat_2005_1.xsd"));
        try (var in = Files.newInputStream(file.path())) {
            assertThat(Xml.validate(schema, in, Xml.Doctype.REFUSED, 5)).isEmpty();
        }
        assertThat(file.entry().count()).isPositive();
    }

    private Map<String, String> facts(CSVRecord row) {
        var facts = new LinkedHashMap<String, String>();
        for (var column : List.of("sku", "parent", "family", "name", "price", "weight_kg", "gtin", "categories")) {
            facts.put(column, row.get(column));
        }
        for (var language : List.of("en", "fr", "de")) {
            facts.put(
                    "described in " + language,
                    Boolean.toString(!row.get("description_" + language).isBlank()));
        }
        return facts;
    }

    private Map<String, String> recount(CSVRecord product) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("sku", product.get("sku"));
        facts.put("parent", product.get("parent"));
        facts.put("family", product.get("family"));
        facts.put("name", guarded(inherited(product, "name").strip()));
        facts.put("price", price(product));
        facts.put("weight_kg", weight(product));
        facts.put("gtin", gtin(product.get("ean")) ? product.get("ean") : "");
        facts.put("categories", inherited(product, "categories"));
        for (var locale : LOCALES) {
            facts.put(
                    "described in " + locale.substring(0, 2),
                    Boolean.toString(!inherited(product, "description-" + locale + "-ecommerce")
                            .isBlank()));
        }
        return facts;
    }

    private static String guarded(String text) {
        return !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private boolean knowsItsParent(CSVRecord product) {
        return product.get("parent").isBlank() || models.containsKey(product.get("parent"));
    }

    /** The value of the product, else of its models, the nearest first. */
    private String inherited(CSVRecord row, String column) {
        for (var at = row; at != null; at = models.get(at.get("parent"))) {
            if (at.isMapped(column) && !at.get(column).isBlank()) {
                return at.get(column);
            }
        }
        return "";
    }

    /** A product stands as deep as its family variant has levels. */
    private boolean leaf(CSVRecord product) {
        int depth = 0;
        String scheme = null;
        for (var at = models.get(product.get("parent")); at != null; at = models.get(at.get("parent"))) {
            depth++;
            scheme = at.get("family_variant");
        }
        return depth == (scheme == null ? 0 : levels(scheme));
    }

    private static int levels(String scheme) {
        return switch (scheme) {
            case "clothing_color_size", "shoes_size_color", "clothing_material_size" -> 2;
            default -> 1;
        };
    }

    private String price(CSVRecord product) {
        for (var currency : List.of("EUR", "USD")) {
            var amount = inherited(product, "price-" + currency);
            if (!amount.isBlank()) {
                return amount + " " + currency;
            }
        }
        return "";
    }

    private String description(CSVRecord product, String locale) {
        var own = inherited(product, "description-" + locale + "-ecommerce");
        return own.isBlank() ? inherited(product, "description-en_US-ecommerce") : own;
    }

    private String weight(CSVRecord product) {
        var amount = inherited(product, "weight");
        if (amount.isBlank()) {
            return "";
        }
        var grams = inherited(product, "weight-unit").equals("GRAM");
        return new BigDecimal(amount)
                .divide(BigDecimal.valueOf(grams ? 1000 : 1), 3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** GS1 General Specifications: weights 3 and 1 from the right, sum divisible by ten. */
    private static boolean gtin(String code) {
        if (!code.matches("\\d{8}|\\d{12,14}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < code.length(); i++) {
            sum += (code.charAt(code.length() - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    private static long items(Path xml) throws IOException {
        return TestXml.elements(TestXml.document(xml), "item").size();
    }

    private static List<CSVRecord> read(Path file) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            return parser.getRecords();
        }
    }

    /** Two seconds pass between two looks. */
    private static final class Hurried extends Clock {
        private final Clock clock;
        private long looks;

        Hurried(Clock clock) {
            this.clock = clock;
        }

        @Override
        public java.time.ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public synchronized java.time.Instant instant() {
            return clock.instant().plusSeconds(2 * looks++);
        }
    }
}
