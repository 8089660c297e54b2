package org.caravanserai.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.caravanserai.company.Defects.Defect;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The checked-in samples are what the generator makes, right where they are meant to be right, wrong where the list says so. */
class MorvanTest {
    private static final Map<String, byte[]> FILES = Morvan.files();
    private static final List<Defect> DEFECTS = defects();

    /** {@code -Dregenerate} writes the files instead of comparing them. */
    @TestFactory
    Stream<DynamicTest> files_are_what_the_generator_makes() throws IOException {
        if (System.getProperty("regenerate") != null) {
            for (var file : FILES.entrySet()) {
                Files.createDirectories(Path.of(file.getKey()).getParent());
                Files.write(Path.of(file.getKey()), file.getValue());
            }
        }
        return FILES.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
                    var kept = Files.readAllBytes(Path.of(file.getKey()));
                    if (file.getKey().endsWith(".xlsx")) {
                        // zip libraries of two Java versions may pack the same content into other bytes
                        assertThat(unzipped(kept)).isEqualTo(unzipped(file.getValue()));
                    } else {
                        assertThat(kept)
                                .as("run the command in config/samples/README.md")
                                .isEqualTo(file.getValue());
                    }
                }));
    }

    @Test
    void nothing_else_lies_there_and_all_of_it_is_small() throws IOException {
        try (var walk = Files.walk(Path.of("config/samples"))) {
            var kept = walk.filter(Files::isRegularFile)
                    .map(path -> path.toString().replace('\\', '/'))
                    .filter(path ->
                            !path.startsWith("config/samples/sandbox/")) // switches of partners, written by hand
                    .toList();
            assertThat(kept).filteredOn(path -> !FILES.containsKey(path)).containsExactly("config/samples/README.md");
        }
        assertThat(FILES.values().stream().mapToInt(bytes -> bytes.length).sum())
                .isLessThan(1_000_000);
    }

    @Test
    void every_planted_defect_stands_in_the_file_it_names() {
        assertThat(DEFECTS).hasSizeGreaterThan(200).allSatisfy(defect -> {
            var file = defect.file().split("#")[0];
            boolean absent = List.of("no-stock", "no-price").contains(defect.kind())
                    && defect.what().equals("no row at all");
            assertThat(text("config/samples/" + defect.source() + "/" + file).contains(defect.key()))
                    .as(defect.toString())
                    .isNotEqualTo(absent);
        });
    }

    @Test
    void every_kind_of_counter_has_something_to_count() {
        assertThat(DEFECTS)
                .extracting(Defect::expected)
                .contains(
                        "refused",
                        "finding",
                        "unchanged",
                        "trimmed",
                        "guarded",
                        "held",
                        "not-selected",
                        "counter:incomplete-products",
                        "counter:unfinished-products",
                        "counter:missing-translations",
                        "waits",
                        "counter:inactive-products",
                        "counter:inactive-categories",
                        "counter:duplicate-products",
                        "counter:duplicate-companies",
                        "counter:duplicate-contacts",
                        "counter:incomplete-companies",
                        "counter:incomplete-contacts",
                        "counter:anonymous-companies",
                        "counter:anonymous-contacts",
                        "counter:expired-media",
                        "counter:expiring-media",
                        "counter:media-unknown-expiry",
                        "counter:unused-media",
                        "counter:duplicate-media",
                        "counter:media-tag-quality");
    }

    @Test
    void gtins_are_right_and_unique_but_for_the_listed_ones() {
        var seen = new TreeMap<String, Integer>();
        erp(Morvan.ARTICLES)
                .filter(row -> row.length == 19)
                .forEach(row -> List.of(2, 8, 11).forEach(column -> {
                    var gtin = row[column].trim();
                    if (gtin.matches("[0-9]+")) {
                        seen.merge(gtin, 1, Integer::sum);
                    }
                }));
        var wrong = seen.keySet().stream()
                .filter(gtin ->
                        !Digits.gtin(gtin.substring(0, gtin.length() - 1)).equals(gtin));
        assertThat(wrong).containsExactlyInAnyOrderElementsOf(whats("bad-gtin"));
        // MA-200-450 stands in the file twice
        var twice =
                seen.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey);
        assertThat(twice).containsAll(whats("duplicate-gtin")).hasSize(2 + 3);
        assertThat(seen).hasSizeGreaterThan(600);
    }

    @Test
    void legal_ids_are_right_but_for_the_listed_ones() throws IOException {
        var rows = sheet("Companies");
        var sirens = rows.stream()
                .map(row -> row.get("Siren"))
                .filter(siren -> !siren.isEmpty())
                .toList();
        assertThat(sirens.stream()
                        .filter(siren -> !Digits.luhn(siren.substring(0, 8)).equals(siren)))
                .containsExactlyElementsOf(whats("bad-siren"));
        assertThat(rows.stream().map(row -> row.get("Siret")).filter(siret -> !siret.isEmpty()))
                .hasSizeGreaterThan(150)
                .allMatch(siret -> Digits.luhn(siret.substring(0, 13)).equals(siret));
        assertThat(rows.stream()
                        .map(row -> row.get("VatNumber").replace(" ", ""))
                        .filter(vat -> vat.startsWith("FR"))
                        .filter(vat -> !Digits.frenchVat(vat.substring(4)).equals(vat)))
                .containsExactlyElementsOf(whats("bad-vat"));
    }

    /** The check digits themselves, against published examples. */
    @Test
    void check_digits_follow_the_published_rules() {
        assertThat(Digits.gtin("400638133393")).isEqualTo("4006381333931");
        assertThat(Digits.luhn("73282932")).isEqualTo("732829320");
        assertThat(Digits.frenchVat("732829320")).isEqualTo("FR44732829320");
        assertThat(Digits.germanVat("13669597")).isEqualTo("DE136695976");
        assertThat(Digits.belgianVat("04287594")).isEqualTo("BE0428759497");
    }

    @Test
    void the_size_of_the_company() throws IOException {
        assertThat(lines("pim", Morvan.PRODUCTS).filter(line -> line.contains("\"familyVariant\"")))
                .hasSizeBetween(45, 60);
        assertThat(erp(Morvan.ARTICLES)).hasSizeBetween(300, 320);
        assertThat(lines("pim", Morvan.CATEGORIES)).hasSizeBetween(40, 70);
        assertThat(lines("dam", Morvan.MEDIA)).hasSizeBetween(380, 420);
        assertThat(sheet("Companies")).hasSize(200);
        assertThat(sheet("Contacts")).hasSize(404);
    }

    /** Nobody must be reachable by mistake: domains and numbers are those kept for fiction. */
    @Test
    void people_cannot_be_reached() throws IOException {
        for (var name : List.of("Companies", "Contacts")) {
            assertThat(sheet(name)).allSatisfy(row -> {
                assertThat(row.get("Email").toLowerCase()).matches("|.*\\.example|n/a|.*\\(at\\).*");
                assertThat(row.get("Phone")).matches("|\\+33 1 99 00 \\d\\d \\d\\d|à compléter");
                assertThat(row.getOrDefault("Mobile", "")).matches("|\\+33 6 39 98 \\d\\d \\d\\d");
            });
        }
        assertThat(sheet("Contacts").stream().filter(row -> !row.get("Mobile").isEmpty()))
                .hasSizeGreaterThan(200);
        assertThat(lines("newsletter", Morvan.CONSENTS).filter(line -> line.contains("@")))
                .hasSizeGreaterThan(50)
                .allMatch(line -> line.endsWith(".example\"}"));
    }

    private static List<Map<String, String>> sheet(String name) throws IOException {
        try (var book =
                new ReadableWorkbook(new ByteArrayInputStream(FILES.get("config/samples/crm/" + Morvan.CUSTOMERS)))) {
            var rows = book.findSheet(name).orElseThrow().read();
            var header = rows.get(0);
            return rows.stream().skip(1).map(row -> record(header, row)).toList();
        }
    }

    private static Map<String, String> record(Row header, Row row) {
        var values = new TreeMap<String, String>();
        for (int c = 0; c < header.getCellCount(); c++) {
            values.put(header.getCellText(c), c < row.getCellCount() ? row.getCellText(c) : "");
        }
        return values;
    }

    private static List<String> whats(String kind) {
        return DEFECTS.stream()
                .filter(defect -> defect.kind().equals(kind))
                .map(Defect::what)
                .distinct()
                .toList();
    }

    private static Stream<String> lines(String source, String file) {
        return text("config/samples/" + source + "/" + file).lines();
    }

    private static Stream<String[]> erp(String file) {
        return lines("erp", file).map(line -> line.split(";", -1));
    }

    private static String text(String path) {
        var bytes = FILES.get(path);
        if (path.endsWith(".xlsx")) {
            return unzipped(bytes).values().stream().collect(Collectors.joining());
        }
        return new String(bytes, path.contains("/erp/") ? Charset.forName("windows-1252") : StandardCharsets.UTF_8);
    }

    private static List<Defect> defects() {
        var cell = Pattern.compile(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
        return new String(FILES.get(Morvan.DEFECTS), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> {
                    var cells = Arrays.stream(cell.split(line, -1))
                            .map(text -> text.startsWith("\"")
                                    ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                                    : text)
                            .toList();
                    return new Defect(
                            cells.get(0),
                            cells.get(1),
                            cells.get(2),
                            cells.get(3),
                            cells.get(4),
                            cells.get(5),
                            cells.get(6));
                })
                .toList();
    }

    private static Map<String, String> unzipped(byte[] zip) {
        var entries = new TreeMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
