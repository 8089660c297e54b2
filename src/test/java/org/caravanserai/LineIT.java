package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caravanserai.testing.Needs;
import org.caravanserai.testing.TestXml;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * The line from the samples of the shipped home to the files its partners fetch, read with other libraries than those that wrote them. Budget: 60 s,
 * one start of the hub, shared.
 */
class LineIT {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String NUMBER = "[+-]?\\d+([.,]\\d+)?";

    @BeforeAll
    static void start() {
        ShippedHub.settled();
    }

    @Test
    void everyChannelServesItsFiles() {
        assertThat(ShippedHub.channels())
                .isEqualTo(Map.of(
                        "comptoir-pro",
                        1,
                        "force-de-vente",
                        2,
                        "google-shopping",
                        6,
                        "groupe-chantier",
                        1,
                        "outil-sud",
                        1));
    }

    @Test
    void everySelectedItemIsInExactlyOneState() {
        ShippedHub.pushed();
        for (var channel : ShippedHub.json("/api/v1/channels")) {
            assertThat(channel.get("fault").isNull()).as("%s", channel).isTrue();
            for (var stream : channel.get("streams")) {
                if (List.of("orders", "order-status", "shipments")
                        .contains(stream.get("stream").asString())) {
                    // Orders and what is said of them; nothing of the master is selected for it.
                    continue;
                }
                long sum = 0;
                for (var state : List.of("pending", "unknown", "confirmed", "held", "parked")) {
                    sum += stream.get(state).asLong();
                }
                assertThat(stream.get("selected").asLong())
                        .as("%s %s", channel.get("channel"), stream)
                        .isEqualTo(sum)
                        .isPositive();
                assertThat(stream.get("confirmed").asLong()).isPositive();
            }
        }
    }

    @Test
    void theAccountOfEveryRunAddsUp() {
        var runs = ShippedHub.json("/api/v1/runs?limit=500");
        assertThat(runs.size()).isGreaterThanOrEqualTo(9);
        for (var run : runs) {
            var account = run.get("account");
            long sum = 0;
            for (var part : List.of("created", "updated", "unchanged", "refused")) {
                sum += account.get(part).asLong();
            }
            assertThat(account.get("received").asLong()).as("%s", run).isEqualTo(sum);
            long refused = 0;
            for (var reason : account.get("refusedBy")) {
                refused += reason.asLong();
            }
            assertThat(account.get("refused").asLong()).as("%s", run).isEqualTo(refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"comptoir-pro", "force-de-vente", "google-shopping", "groupe-chantier", "outil-sud"})
    void whatIsFetchedIsWhatTheManifestSays(String channel) throws Exception {
        for (var file : ShippedHub.feeds(channel).values()) {
            assertThat(file.bytes())
                    .as("%s", file.entry())
                    .hasSize(file.entry().get("bytes").asInt());
            assertThat(sha256(file.bytes()))
                    .as("%s", file.entry())
                    .isEqualTo(file.entry().get("sha256").asString());
            assertThat(file.entry().get("count").asLong()).isPositive();
        }
    }

    @Test
    void theKeyMayComeInFourWays() {
        var key = ShippedHub.key("outil-sud");
        assertThat(fetch("outil-sud/articles.csv", "X-Channel-Key", key)).isEqualTo(200);
        assertThat(fetch("outil-sud/articles.csv", "Authorization", "Bearer " + key))
                .isEqualTo(200);
        assertThat(fetch("outil-sud/articles.csv", "Authorization", RunningHub.basic("outil-sud", key)))
                .isEqualTo(200);
        assertThat(fetch("outil-sud/articles.csv?key=" + key, "Accept", "*/*")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong key, groupe-chantier/catalogue.xml, X-Channel-Key, wrong",
        "key of another channel, groupe-chantier/catalogue.xml, X-Channel-Key, OTHER",
        "key of another channel by Basic, groupe-chantier/catalogue.xml, Authorization, BASIC",
        "no key, groupe-chantier/catalogue.xml, Accept, */*",
        "unknown channel, no-such-channel/catalogue.xml, X-Channel-Key, OTHER",
        "unknown file without key, groupe-chantier/no-such-file.xml, Accept, */*"
    })
    void everyOtherCallerIsRefusedAlike(String title, String path, String header, String value) {
        var other = ShippedHub.key("outil-sud");
        var presented = switch (value) {
            case "OTHER" -> other;
            case "BASIC" -> RunningHub.basic("groupe-chantier", other);
            default -> value;
        };
        var hub = ShippedHub.hub();
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/feeds/" + path)).header(header, presented));
        assertThat(answer.statusCode()).as(title).isEqualTo(401);
        assertThat(answer.body().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"code\":\"WEB-401\","
                                + "\"detail\":\"Sign in with HTTP Basic, or send a key: Authorization: Bearer <key>; a channel's key may also come as X-Channel-Key.\",}");
    }

    @Test
    void anUnchangedFileIsNotSentAgain() {
        var first = ShippedHub.feed("force-de-vente", "clients.jsonl");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var again = ShippedHub.feed("force-de-vente", "clients.jsonl", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(ShippedHub.feed("force-de-vente", "clients.jsonl", "If-None-Match", "\"another\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-99, 0, 100", "bytes=1000-1999, 1000, 2000", "bytes=-50, -50, 0"})
    void aDownloadCanGoOnWhereItStopped(String range, int from, int to) {
        var whole = ShippedHub.feed("force-de-vente", "clients.jsonl").body();
        var part = ShippedHub.feed("force-de-vente", "clients.jsonl", "Range", range);
        assertThat(part.statusCode()).isEqualTo(206);
        int start = from < 0 ? whole.length + from : from;
        int end = to <= 0 ? whole.length + to : to;
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, start, end));
        assertThat(part.headers().firstValue("Content-Range"))
                .hasValue("bytes " + start + "-" + (end - 1) + "/" + whole.length);
        var beyond = ShippedHub.feed("force-de-vente", "clients.jsonl", "Range", "bytes=" + whole.length + "-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + whole.length);
        assertThat(beyond.body()).isEmpty();
    }

    @Test
    void aDownloadGoesOnOnlyInTheVersionItBeganWith() {
        var first = ShippedHub.feed("force-de-vente", "clients.jsonl");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var same = ShippedHub.feed("force-de-vente", "clients.jsonl", "Range", "bytes=10-19", "If-Range", tag);
        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(same.body()).isEqualTo(Arrays.copyOfRange(first.body(), 10, 20));
        for (var other :
                List.of("\"another\"", "W/" + tag, tag.replace("\"", "") + "-gzip", "Sun, 22 Nov 2026 00:00:00 GMT")) {
            var whole = ShippedHub.feed("force-de-vente", "clients.jsonl", "Range", "bytes=10-19", "If-Range", other);
            assertThat(whole.statusCode()).as(other).isEqualTo(200);
            assertThat(whole.body()).as(other).isEqualTo(first.body());
        }
    }

    @Test
    void packedItIsTheSameFile() throws IOException {
        var plain = ShippedHub.feed("groupe-chantier", "catalogue.xml");
        var packed = ShippedHub.feed("groupe-chantier", "catalogue.xml", "Accept-Encoding", "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(ShippedHub.feed("groupe-chantier", "catalogue.xml", "Accept-Encoding", "gzip;q=0")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
        assertThat(packed.headers().firstValue("ETag"))
                .isNotEqualTo(plain.headers().firstValue("ETag"));
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void csvIsReadByAnotherLibraryAndRunsNothing() throws IOException {
        var file = ShippedHub.feeds("outil-sud").get("articles.csv");
        var records = csv(file.bytes());
        assertThat(records).hasSize(file.entry().get("count").asInt());
        assertThat(records).allMatch(CSVRecord::isConsistent);
        assertThat(records.stream().map(row -> row.get("reference"))).doesNotHaveDuplicates();
        // PI-500's name begins with a plus in the PIM.
        assertThat(records.stream()
                        .filter(row -> row.get("reference").equals("PI-500"))
                        .map(row -> row.get("designation")))
                .singleElement()
                .asString()
                .startsWith("'+");
        for (var row : records) {
            for (var cell : row) {
                assertThat(cell.matches("[=+@\\t-].*") && !cell.matches(NUMBER))
                        .as("a spreadsheet would run %s", cell)
                        .isFalse();
            }
        }
    }

    @Test
    void theWorkbookIsReadByAnotherLibraryAndHoldsNoFormula() throws IOException {
        var file = ShippedHub.feeds("comptoir-pro").get("morvan.xlsx");
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file.bytes()))) {
            var names = new ArrayList<String>();
            int rows = 0;
            for (var sheet : book) {
                names.add(sheet.getSheetName());
                rows += sheet.getPhysicalNumberOfRows() - 1;
                for (var row : sheet) {
                    for (var cell : row) {
                        assertThat(cell.getCellType())
                                .as("%s", cell.getAddress())
                                .isNotEqualTo(CellType.FORMULA);
                    }
                }
            }
            assertThat(names).containsExactly("Articles", "Tarifs", "Photos", "Rubriques");
            assertThat(rows).isEqualTo(file.entry().get("count").asInt());
            var articles = book.getSheet("Articles");
            assertThat(articles.getRow(0).getCell(0).getStringCellValue()).isEqualTo("Référence");
            assertThat(articles.getRow(1).getCell(1).getCellType())
                    .as("a GTIN is no number")
                    .isEqualTo(CellType.STRING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients.jsonl", "contacts.jsonl"})
    void everyLineOfJsonLinesIsAnObject(String name) {
        var file = ShippedHub.feeds("force-de-vente").get(name);
        var lines = new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(file.entry().get("count").asInt());
        assertThat(lines)
                .allMatch(line ->
                        ShippedHub.json(line.getBytes(StandardCharsets.UTF_8)).isObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr_FR", "en_GB", "de_DE"})
    void rssAndTsvSayTheSame(String locale) throws Exception {
        var files = ShippedHub.feeds("google-shopping");
        var rss = files.get("google-" + locale + ".xml");
        var tsv = files.get("google-" + locale + ".tsv");
        var items = items(rss.bytes());
        assertThat(items).hasSize(rss.entry().get("count").asInt()).doesNotHaveDuplicates();
        var lines = new String(tsv.bytes(), StandardCharsets.UTF_8).lines().toList();
        int columns = lines.get(0).split("\t", -1).length;
        assertThat(lines).allMatch(line -> line.split("\t", -1).length == columns);
        var ids = lines.stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
        assertThat(ids).hasSize(tsv.entry().get("count").asInt()).isEqualTo(items);
    }

    /** The schema of BMEcat 2005 itself is not among the references; those of its successors ask for more. */
    @ParameterizedTest
    @CsvSource({"2005.1, contracts/bmecat/bmecat_2005_1.xsd", "2005.2, standards/bmecat/bmecat_2005_2.xsd"})
    void bmecatFollowsItsSchema(String version, String schema) throws Exception {
        var xsd = Needs.shared(schema);
        var file = ShippedHub.feeds("groupe-chantier").get("catalogue.xml");
        var text = new String(file.bytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("xmlns=\"http://www.bmecat.org/bmecat/2005\"").contains("version=\"2005\"");
        assertThat(text.split("<(PRODUCT|CATALOG_STRUCTURE type=\"(node|leaf)\")>", -1))
                .as("products and groups")
                .hasSize(file.entry().get("count").asInt() + 1);
        var later = text.replaceFirst("bmecat/2005\"", "bmecat/" + version + "\"")
                .replaceFirst("version=\"2005\"", "version=\"" + version + "\"");
        assertThat(TestXml.complaint(xsd, later)).isEmpty();
        assertThat(TestXml.complaint(xsd, later.replaceFirst("<SUPPLIER_PID[^>]*>[^<]*</SUPPLIER_PID>", "")))
                .contains("SUPPLIER_PID");
    }

    private static int fetch(String path, String header, String value) {
        var hub = ShippedHub.hub();
        return hub.send(HttpRequest.newBuilder(hub.main("/feeds/" + path)).header(header, value))
                .statusCode();
    }

    /** The records of Outil Sud's file by its agreed dialect. */
    static List<CSVRecord> csv(byte[] bytes) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = CSVParser.parse(new ByteArrayInputStream(bytes), WINDOWS, format)) {
            return parser.getRecords();
        }
    }

    private static List<String> items(byte[] rss) throws IOException {
        var feed = TestXml.document(rss);
        var ids = TestXml.elements(feed, "id");
        assertThat(ids)
                .hasSameSizeAs(TestXml.elements(feed, "item"))
                .allSatisfy(id -> assertThat(id.getNamespaceURI()).isEqualTo("http://base.google.com/ns/1.0"));
        return ids.stream().map(Element::getTextContent).toList();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
