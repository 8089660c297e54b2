package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final CsvDialect SEMICOLON = CsvDialect.standard().separator(';');

    private static List<String> read(byte[] bytes, CsvDialect dialect, String... expected) throws Exception {
        return read(new ByteArrayInputStream(bytes), dialect, expected);
    }

    private static List<String> read(InputStream in, CsvDialect dialect, String... expected) throws Exception {
        List<String> seen = new ArrayList<>();
        try (var records = Csv.records(in, dialect, Set.of(expected))) {
            while (records.hasNext()) {
                var outcome = records.next();
                if (outcome instanceof Outcome.Taken<CsvRecord> taken) {
                    seen.add(taken.number() + "/" + taken.line() + " " + taken.value());
                } else if (outcome instanceof Outcome.Refused<CsvRecord> refused) {
                    seen.add(refused.refusal().toString());
                }
            }
        }
        return seen;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void readsCellsByColumnAndKeepsPhysicalLines() throws Exception {
        var text =
                "\uFEFF sku ;name;;price\r\nA-1;\"Gant; \"\"fin\"\"\";x;12,50\r\n\r\nA-2;\"two\r\nlines\";;\nA-3;;;1";
        assertThat(read(bytes(text), SEMICOLON))
                .containsExactly(
                        "1/2 [A-1, Gant; \"fin\", x, 12,50]", "2/4 [A-2, two\r\nlines, , ]", "3/6 [A-3, , , 1]");
        var first = ((Outcome.Taken<CsvRecord>) Csv.records(new ByteArrayInputStream(bytes(text)), SEMICOLON)
                        .next())
                .value();
        assertThat(first.columns()).containsExactly("sku", "name", "", "price");
        assertThat(first.cell("price")).isEqualTo("12,50");
        assertThat(first.cell("weight")).isNull();
        assertThat(first.cell(2)).isEqualTo("x");
    }

    @Test
    void numbersTheColumnsOfAFileWithoutHeader() throws Exception {
        var records =
                Csv.records(new ByteArrayInputStream(bytes("A-1;5\nA-2\n")), SEMICOLON.header(false), Set.of("sku"));
        assertThat(((Outcome.Taken<CsvRecord>) records.next()).value().cell("2"))
                .isEqualTo("5");
        assertThat(((Outcome.Refused<CsvRecord>) records.next()).refusal())
                .hasToString("line 2: ROW-002 1 cells, the first record has 2; look for a missing quote or a separator"
                        + " inside a text");
    }

    @Test
    void refusesARecordOfAnotherWidthAlone() throws Exception {
        assertThat(read(bytes("a;b\n1;2\n3\n4;5;6\n7;8\n"), SEMICOLON))
                .containsExactly(
                        "1/2 [1, 2]",
                        "line 3: ROW-002 1 cells, the header has 2; look for a missing quote or a separator inside a"
                                + " text",
                        "line 4: ROW-002 3 cells, the header has 2; look for a missing quote or a separator inside a"
                                + " text",
                        "4/5 [7, 8]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "sku;name;sku|A;B;C           @ line 1: FIL-006 the header names 'sku' twice, as column 1 and 3;"
                        + " rename one",
                "sku;nam|A;B                  @ line 1: FIL-006 the header lacks the column 'name'; did you mean"
                        + " 'nam'?",
                "x;y|A;B                      @ line 1: FIL-006 the header lacks the column 'name', 'sku'",
                "sku,name|A,B                 @ line 1: FIL-006 the header lacks the column 'name', 'sku'; the header"
                        + " has one column only: look at the separator",
                ";;|A;B;C                     @ line 1: FIL-006 the header names no column",
                "sku;name|A;\"B|C;D|          @ line 2, field name: FIL-002 the quote opened here is never closed; the"
                        + " file was cut, or the quote is missing",
                "sku;name|\"A|C;D|            @ line 2, field sku: FIL-002 the quote opened here is never closed; the"
                        + " file was cut, or the quote is missing",
                "sku;name|\"A|a\";\"x|C;D|    @ line 3, field name: FIL-002 the quote opened here is never closed; the"
                        + " file was cut, or the quote is missing",
                "sku;name|A;\"B\"x|C;D|       @ line 2, field name: FIL-004 text follows a closing quote; double the"
                        + " quotes inside a cell",
                "||                           @ FIL-001 the file holds nothing but empty lines",
                "A\\0                         @ line 1: FIL-003 the text holds a NUL character: the file is binary, or"
                        + " in another encoding such as UTF-16",
            })
    void refusesTheFileAtItsPlace(String text, String message) throws Exception {
        var input = text.replace('|', '\n').replace("\\0", "\0");
        assertThat(read(bytes(input), SEMICOLON, "sku", "name")).last().isEqualTo(message);
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        assertThat(read(new byte[0], SEMICOLON)).containsExactly("FIL-001 the file is empty");
        assertThat(read(bytes("\uFEFF"), SEMICOLON)).containsExactly("FIL-001 the file is empty");
        assertThat(read(bytes("sku;name"), SEMICOLON)).isEmpty();
    }

    @Test
    void neverInventsACharacter() throws Exception {
        var text = "a;b\n1;é€\n";
        assertThat(read(text.getBytes(WINDOWS), SEMICOLON.charset(WINDOWS))).containsExactly("1/2 [1, é€]");
        assertThat(read(text.getBytes(WINDOWS), SEMICOLON))
                .containsExactly(
                        "line 2, byte 6: FIL-003 the byte 0xE9 is no character of UTF-8; declare the true encoding or"
                                + " save the file as UTF-8");
        for (int undefined : new int[] {0x81, 0x8D, 0x8F, 0x90, 0x9D}) {
            var bytes = text.getBytes(WINDOWS);
            bytes[6] = (byte) undefined;
            assertThat(read(bytes, SEMICOLON.charset(WINDOWS)))
                    .containsExactly(String.format(
                            "line 2, byte 6: FIL-003 the byte 0x%02X is no character of windows-1252; declare the true"
                                    + " encoding or save the file as windows-1252",
                            undefined));
        }
        assertThat(read(bytes("\uFEFF" + text), SEMICOLON.charset(WINDOWS)))
                .containsExactly("line 1, byte 0: FIL-003 the file begins with the mark of UTF-8, it is declared as"
                        + " windows-1252; declare UTF-8");
        assertThat(read(("\uFEFF" + text).getBytes(UTF_16LE), SEMICOLON))
                .containsExactly(
                        "line 1, byte 0: FIL-003 the file begins with the mark of UTF-16LE, it is declared as UTF-8;"
                                + " declare UTF-16LE");
        assertThat(read(("\uFEFF" + text).getBytes(UTF_16LE), SEMICOLON.charset(UTF_16LE)))
                .containsExactly("1/2 [1, é€]");
        assertThat(read(text.getBytes(UTF_16LE), SEMICOLON))
                .singleElement()
                .asString()
                .contains("FIL-003 the text holds a NUL");
        assertThat(read(new byte[] {'a', '\n', (byte) 0xE2, (byte) 0x82}, SEMICOLON))
                .containsExactly("line 2, byte 2: FIL-002 the file ends in the middle of a character; send it again");
    }

    @Test
    void findsABadByteFarInAFile() throws Exception {
        var good = bytes("a;b\r\n" + "é;\"x\r\ny\"\r\n".repeat(20_000));
        good[good.length - 7] = (byte) 0xFF;
        var seen = read(good, SEMICOLON);
        assertThat(seen.get(seen.size() - 1))
                .startsWith("line 40000, byte " + (good.length - 7) + ": FIL-003 the byte 0xFF");
    }

    @Test
    void refusesWhatExceedsALimit() throws Exception {
        assertThat(read(bytes("a;b\n1;" + "x".repeat(Csv.MAX_CELL + 1) + "\n"), SEMICOLON))
                .singleElement()
                .asString()
                .startsWith("line 2")
                .contains("FIL-005", "longer than 1048576 characters; look for a quote that is not closed");
        assertThat(read(bytes("a;b\n" + "x;".repeat(6000) + "\n"), SEMICOLON))
                .containsExactly(
                        "line 2: FIL-005 a record has more than 5000 cells; look for a quote that is not closed");
        assertThat(read(bytes("a;b\n" + ("x".repeat(1000) + ";").repeat(4500) + "\n"), SEMICOLON))
                .containsExactly(
                        "line 2: FIL-005 a record is longer than 4194304 characters; look for a quote that is not"
                                + " closed");
    }

    @Test
    void anUnclosedQuoteInAHugeFileNeedsNoHeap() throws Exception {
        var head = new ByteArrayInputStream(bytes("a;b\n1;2\n3;\"4\n"));
        var endless = new InputStream() {
            private long left = 200L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int from, int length) {
                int count = (int) Math.min(left, length);
                java.util.Arrays.fill(target, from, from + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        assertThat(read(new java.io.SequenceInputStream(head, endless), SEMICOLON))
                .containsExactly(
                        "1/2 [1, 2]",
                        "line 3, field b: FIL-005 the cell that begins here is longer than 1048576 characters; look"
                                + " for a quote that is not closed");
    }
}
