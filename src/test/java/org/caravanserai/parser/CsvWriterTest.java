package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CsvWriterTest {
    private static final CsvDialect LINES =
            CsvDialect.standard().lineEnd(CsvDialect.LineEnd.LF).header(false);

    private static String line(CsvDialect dialect, String... cells) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = Csv.writer(out, dialect)) {
            for (var cell : cells) {
                writer.text(cell);
            }
            assertThat(writer.end()).isEmpty();
        }
        return out.toString(dialect.charset());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "plain       ~ plain",
                "a,b         ~ \"a,b\"",
                "a\"b        ~ \"a\"\"b\"",
                "a|b         ~ \"a|b\"",
                "`  a`       ~ `\"  a\"`",
                "é€𝄞         ~ é€𝄞",
                "=1+1        ~ '=1+1",
                "+cmd,x      ~ \"'+cmd,x\"",
                "-2+3        ~ '-2+3",
                "@SUM(A1)    ~ '@SUM(A1)",
                "-5          ~ -5",
                "+33612345678 ~ +33612345678",
                "-12.50      ~ -12.50",
                "-           ~ '-",
                "a=b         ~ a=b",
            })
    void quotesAndGuardsWhatNeedsIt(String cell, String written) throws IOException {
        assertThat(line(LINES, cell.replace('|', '\n'))).isEqualTo(written.replace('|', '\n') + "\n");
    }

    @Test
    void leavesControlCharactersOut() throws IOException {
        assertThat(line(LINES, "a\u0000b\u001Fc\u007Fd")).isEqualTo("abcd\n");
        assertThat(line(LINES, "\u0001=1+1")).isEqualTo("'=1+1\n");
        assertThat(line(LINES, "\u0000=1+1")).isEqualTo("'=1+1\n");
        assertThat(line(LINES, "a", "\u0002", "b")).isEqualTo("a,,b\n");
        assertThat(line(LINES.quoting(CsvDialect.Quoting.ALL), "\u0002")).isEqualTo("\"\"\n");
        assertThat(line(LINES, "a\tb\u0003")).isEqualTo("a\tb\n");
    }

    @Test
    void guardsControlCharactersToo() throws IOException {
        assertThat(line(LINES, "\t=1")).isEqualTo("'\t=1\n");
        assertThat(line(LINES, "\r=1")).isEqualTo("\"'\r=1\"\n");
        assertThat(line(LINES, "\0=1")).isEqualTo("'=1\n");
        for (var wide : "\uFF1D\uFF0B\uFF0D\uFF20".split("")) {
            assertThat(line(LINES, wide + "1+1")).isEqualTo("'" + wide + "1+1\n");
        }
        assertThat(line(LINES, "\uFF11+1")).isEqualTo("\uFF11+1\n");
        assertThat(line(LINES.guard(false), "=1+1")).isEqualTo("=1+1\n");
    }

    @Test
    void knowsEveryQuoting() throws IOException {
        assertThat(line(LINES.quoting(CsvDialect.Quoting.ALL), "a", null, "b\""))
                .isEqualTo("\"a\",\"\",\"b\"\"\"\n");
        assertThat(line(LINES.quoting(CsvDialect.Quoting.TEXT), "a", null, "1")).isEqualTo("\"a\",,\"1\"\n");
        assertThat(line(CsvDialect.tabs(), "a\tb", "c\r\nd", "\"e\"")).isEqualTo("a b\tc d\t\"e\"\n");
        assertThat(line(LINES, (String) null))
                .as("an empty line is no record to a reader")
                .isEqualTo("\"\"\n");
        assertThat(line(LINES, null, null)).isEqualTo(",\n");
    }

    @Test
    void writesNumbersInTheDialect() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = Csv.writer(out, LINES.separator(';').decimal(',').quoting(CsvDialect.Quoting.TEXT))) {
            writer.number("-12.50")
                    .number(7)
                    .number(new BigDecimal("1E+3"))
                    .number((String) null)
                    .text("x")
                    .end();
        }
        assertThat(out.toString(UTF_8)).isEqualTo("-12,50;7;1000;;\"x\"\n");
        out.reset();
        try (var writer = Csv.writer(out, LINES.decimal(','))) {
            writer.number("12.50").end();
        }
        assertThat(out.toString(UTF_8)).as("the decimal comma is the separator").isEqualTo("\"12,50\"\n");
    }

    @Test
    void leavesOutARecordItCannotEncode() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = Csv.writer(out, LINES.charset(ISO_8859_1).header(true))) {
            writer.header(List.of("sku", "name"));
            assertThat(writer.text("A-1").text("é").end()).isEmpty();
            assertThat(writer.text("A-2").text("5 €").end().orElseThrow())
                    .hasToString("record 2, field name: ROW-008 the character U+20AC cannot be written in ISO-8859-1");
            assertThat(writer.text("A-3").text("x").end()).isEmpty();
            assertThat(writer.records()).isEqualTo(2);
            writer.text("not ended");
        }
        assertThat(out.toString(ISO_8859_1)).isEqualTo("sku,name\nA-1,é\nA-3,x\n");
    }

    @Test
    void writesTheNearestCharactersWhenToldSo() throws IOException {
        var nearest = LINES.unencodable(CsvDialect.Unencodable.NEAREST);
        assertThat(line(nearest.charset(ISO_8859_1), "5 € – “œuf” ő 漢 é")).isEqualTo("5 EUR - \"oeuf\" o ? é\n");
        assertThat(line(nearest.charset(Charset.forName("US-ASCII")), "Größe ≥ 5 µm…"))
                .isEqualTo("Grosse >= 5 ?m...\n");
    }

    @Test
    void marksAndCountsBytes() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = Csv.writer(out, LINES.bom(true))) {
            writer.text("é").end();
            assertThat(writer.bytes()).isEqualTo(6);
        }
        assertThat(out.toString(UTF_8)).isEqualTo("\uFEFFé\n");
        assertThat(line(LINES.bom(true).charset(UTF_16), "a", "b"))
                .as("one mark only")
                .isEqualTo("a,b\n");
        assertThat(line(LINES.bom(true).charset(UTF_16LE), "é,b")).isEqualTo("\uFEFF\"é,b\"\n");
    }

    @ParameterizedTest
    @EnumSource(value = CsvDialect.Quoting.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void whatItWritesIsReadBackByTwoReaders(CsvDialect.Quoting quoting) throws IOException {
        var dialect = LINES.separator(';').quoting(quoting).guard(false);
        var random = new Random(11);
        var alphabet = "ab;\"\n\r, é€'=𝄞\t";
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < 3; j++) {
                row.add(random.ints(random.nextInt(8), 0, alphabet.codePointCount(0, alphabet.length()))
                        .map(k -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, k)))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
            }
            rows.add(row);
        }
        var out = new ByteArrayOutputStream();
        try (var writer = Csv.writer(out, dialect)) {
            for (var row : rows) {
                row.forEach(writer::text);
                assertThat(writer.end()).isEmpty();
            }
        }
        List<List<String>> ours = new ArrayList<>();
        try (var records = Csv.records(new ByteArrayInputStream(out.toByteArray()), dialect)) {
            records.forEachRemaining(outcome -> {
                var record = ((Outcome.Taken<CsvRecord>) outcome).value();
                ours.add(List.of(record.cell(0), record.cell(1), record.cell(2)));
            });
        }
        assertThat(ours).isEqualTo(rows);
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setRecordSeparator("\n")
                .get();
        try (var parser = CSVParser.parse(out.toString(UTF_8), format)) {
            assertThat(parser.stream().map(record -> record.stream().toList()).toList())
                    .isEqualTo(rows);
        }
    }

    @Test
    void refusesADialectThatCannotBeRead() {
        assertThatThrownBy(() -> CsvDialect.standard().separator('"'))
                .hasMessage("separator and quote must differ and be no line break");
        assertThatThrownBy(() -> CsvDialect.standard().decimal(';')).hasMessage("the decimal separator is . or ,");
    }
}
