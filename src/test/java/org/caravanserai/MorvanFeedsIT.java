package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.TestXml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.json.JsonMapper;

/** The shipped home at its first start, from sample files to published feeds; what is published equals a recount of the files. */
class MorvanFeedsIT {
    private static RunningHub hub;
    private static MorvanRecount recount;

    @BeforeAll
    static void start() throws IOException {
        hub = RunningHub.start(Path.of("."));
        recount = new MorvanRecount(LocalDate.now(ZoneId.of("Europe/Paris")));
        until("the distributor's file", () -> skus(outilSud()).equals(recount.outilSud()));
        until(
                "the catalogue",
                () -> texts(xml("groupe-chantier", "catalogue.xml"), "SUPPLIER_PID")
                        .equals(recount.groupeChantier()));
        for (var locale : List.of("fr_FR", "en_GB", "de_DE")) {
            until(
                    "Google " + locale,
                    () -> texts(xml("google-shopping", "google-" + locale + ".xml"), "id")
                            .equals(recount.google(locale)));
        }
        until("the workbook", () -> articles().equals(recount.comptoir()));
        until("the people", () -> lines("force-de-vente", "contacts.jsonl").size() == 392);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void the_distributor_pays_its_level_of_the_grid() throws IOException {
        assertThat(outilSud())
                .hasSizeGreaterThan(250)
                .allSatisfy(row -> assertThat(new BigDecimal(row.get("prix_net").replace(',', '.')))
                        .as(row.get("reference"))
                        .isEqualByComparingTo(recount.netPrice(row.get("reference"))));
    }

    @Test
    void google_reads_the_same_in_rss_and_in_tsv() throws IOException {
        for (var locale : List.of("fr_FR", "en_GB", "de_DE")) {
            var tsv = CSVFormat.TDF
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setQuote('"')
                    .get()
                    .parse(new StringReader(
                            text("google-shopping", "google-" + locale + ".tsv", StandardCharsets.UTF_8)))
                    .getRecords();
            assertThat(new TreeSet<>(tsv.stream().map(row -> row.get("id")).toList()))
                    .isEqualTo(recount.google(locale));
            assertThat(tsv).allSatisfy(row -> {
                assertThat(row.get("price")).isEqualTo(recount.shopPrice(row.get("id")) + " EUR");
                assertThat(row.get("link")).isEqualTo("https://boutique.morvan.example/p/" + row.get("id"));
                assertThat(row.get("description")).doesNotContain("<", "alert(").isNotBlank();
            });
        }
    }

    /** The schema of 2005 itself is not at hand: name space and version are rewritten for those of its successors. */
    @ParameterizedTest
    @CsvSource({"2005.1, contracts/bmecat/bmecat_2005_1.xsd", "2005.2, standards/bmecat/bmecat_2005_2.xsd"})
    void the_catalogue_is_a_bmecat(String version, String schema) throws Exception {
        var copy = text("groupe-chantier", "catalogue.xml", StandardCharsets.UTF_8)
                .replace("http://www.bmecat.org/bmecat/2005\"", "http://www.bmecat.org/bmecat/" + version + "\"")
                .replace("version=\"2005\"", "version=\"" + version + "\"");
        assertThat(TestXml.complaint(Needs.shared(schema), copy)).isEmpty();
    }

    @Test
    void the_catalogue_says_what_the_sources_say() throws Exception {
        var catalogue = xml("groupe-chantier", "catalogue.xml");
        var counted = new BmecatRecount(recount);
        assertThat(BmecatRecount.read(catalogue)).isEqualTo(counted.expected());
        assertThat(BmecatRecount.readGroups(catalogue))
                .isEqualTo(counted.groups())
                .hasSizeGreaterThan(20);
        assertThat(texts(catalogue, "DESCRIPTION_SHORT"))
                .as("variants have names of their own")
                .hasSize(counted.expected().size());
    }

    /** Every picture stands in one of the two fields, and never twice. */
    @Test
    void google_shows_no_picture_twice() throws Exception {
        for (var locale : List.of("fr_FR", "en_GB", "de_DE")) {
            var items = TestXml.elements(xml("google-shopping", "google-" + locale + ".xml"), "item");
            var several = 0;
            for (var item : items) {
                var pictures = Stream.concat(
                                TestXml.elements(item, "image_link").stream(),
                                TestXml.elements(item, "additional_image_link").stream())
                        .map(Element::getTextContent)
                        .toList();
                var sku = TestXml.text(item, "id");
                assertThat(pictures)
                        .as(sku)
                        .containsExactlyElementsOf(recount.photos(sku))
                        .doesNotHaveDuplicates();
                several += pictures.size() > 1 ? 1 : 0;
            }
            assertThat(several).isGreaterThan(50);
            assertThat(items.stream().map(item -> TestXml.text(item, "title")).distinct())
                    .as("variants have titles of their own")
                    .hasSameSizeAs(items);
        }
    }

    /** A text that a spreadsheet would run is text in every file. */
    @Test
    void no_cell_is_a_formula() throws IOException {
        try (var book =
                WorkbookFactory.create(newest("comptoir-pro", "morvan.xlsx").toFile())) {
            assertThat(IntStream.range(0, book.getNumberOfSheets()).mapToObj(book::getSheetName))
                    .containsExactly("Articles", "Tarifs", "Photos", "Rubriques");
            book.sheetIterator()
                    .forEachRemaining(sheet -> sheet.forEach(row -> row.forEach(cell -> assertThat(cell.getCellType())
                            .isNotEqualTo(org.apache.poi.ss.usermodel.CellType.FORMULA))));
        }
        assertThat(outilSud()).allSatisfy(row -> assertThat(row.toList()).noneMatch(cell -> cell.matches("[=+@].*")));
    }

    @Test
    void the_sales_team_meets_nobody_anonymous() throws IOException {
        var companies = lines("force-de-vente", "clients.jsonl");
        assertThat(companies).hasSize(200 - 4 - 2); // inactive, anonymous
        assertThat(String.join("\n", companies))
                .doesNotContain("C-10148", "C-10180")
                .contains("C-10002");
        assertThat(lines("force-de-vente", "contacts.jsonl"))
                .allSatisfy(line ->
                        assertThat(JsonMapper.shared().readTree(line).size()).isGreaterThan(3));
    }

    /** A condition over published files; a file that is not there yet, or goes away while it is read, is no reason to stop. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) {
        long deadline = System.nanoTime() + 120_000_000_000L;
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(200_000_000);
        }
        throw new AssertionError(what + " did not become what the recount says", last);
    }

    private static Path newest(String channel, String file) throws IOException {
        try (var walk = Files.walk(hub.data().resolve("feeds").resolve(channel))) {
            return walk.filter(path -> path.getFileName().toString().equals(file))
                    .max(Comparator.comparingInt(path -> Integer.parseInt(
                            path.getParent().getFileName().toString().replaceFirst(".*\\.", ""))))
                    .orElseThrow();
        }
    }

    private static String text(String channel, String file, Charset charset) throws IOException {
        return Files.readString(newest(channel, file), charset);
    }

    private static List<String> lines(String channel, String file) throws IOException {
        return text(channel, file, StandardCharsets.UTF_8).lines().toList();
    }

    private static List<CSVRecord> outilSud() throws IOException {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text("outil-sud", "articles.csv", Charset.forName("windows-1252"))))
                .getRecords();
    }

    private static Set<String> skus(List<CSVRecord> rows) {
        return rows.stream().map(row -> row.get("reference")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> articles() throws IOException {
        try (var book =
                WorkbookFactory.create(newest("comptoir-pro", "morvan.xlsx").toFile())) {
            var skus = new TreeSet<String>();
            book.getSheet("Articles").forEach(row -> skus.add(row.getCell(0).getStringCellValue()));
            skus.remove("Référence");
            return skus;
        }
    }

    private static Document xml(String channel, String file) throws Exception {
        return TestXml.document(newest(channel, file));
    }

    private static Set<String> texts(Document document, String element) {
        return TestXml.elements(document, element).stream()
                .map(Element::getTextContent)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
