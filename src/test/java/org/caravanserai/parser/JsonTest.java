package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    private static List<String> read(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    private static List<String> read(InputStream in) throws IOException {
        List<String> seen = new ArrayList<>();
        try (var records = Json.records(in)) {
            while (records.hasNext()) {
                var outcome = records.next();
                if (outcome instanceof Outcome.Taken<Map<String, Object>> taken) {
                    seen.add(taken.number() + "/" + taken.line() + " " + taken.value());
                } else if (outcome instanceof Outcome.Refused<Map<String, Object>> refused) {
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
    void readsAnArrayAndLinesAlike() throws IOException {
        assertThat(read(bytes(" [{\"a\":1},\n {\"b\":[true,null,\"x\"]}]\n")))
                .containsExactly("1/1 {a=1}", "2/2 {b=[true, null, x]}");
        assertThat(read(bytes("\uFEFF{\"a\":1}\r\n\n{\"b\":[true,null,\"x\"]}")))
                .containsExactly("1/1 {a=1}", "2/3 {b=[true, null, x]}");
        assertThat(read(bytes("[]"))).isEmpty();
    }

    @Test
    void keepsNumbersByTheirDigits() throws IOException {
        assertThat(read(bytes("{\"a\":12.50,\"b\":9223372036854775807,\"c\":9223372036854775808,"
                        + "\"d\":1.5e3,\"e\":2E-3,\"f\":-0.0}")))
                .containsExactly(
                        "1/1 {a=12.50, b=9223372036854775807, c=9223372036854775808, d=1500, e=0.002, f=-0.0}");
        var values = ((Outcome.Taken<Map<String, Object>>)
                        Json.records(new ByteArrayInputStream(bytes("{\"a\":1,\"b\":1.0}")))
                                .next())
                .value();
        assertThat(values).containsEntry("a", 1L).containsEntry("b", "1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}               @ line 2, field a: ROW-003 the field stands twice; send it once",
                "{\"a\":{\"b\":[{\"c\":1,\"c\":2}]}} @ line 2, field a.b.c: ROW-003 the field stands twice; send it"
                        + " once",
                "{\"a\":\"x\\u0000\"}            @ line 2, field a: ROW-006 the text holds a NUL character; remove it",
                "{\"a\":\"\\ud800x\"}            @ line 2, field a: ROW-006 the text holds half of a character (a lone"
                        + " surrogate); mend it in the source",
                "{\"a\":1e400}                   @ line 2, field a: ROW-007 the number 1e400 has more than 100 digits",
                "{\"a\":1e999999999}             @ line 2, field a: ROW-007 the number 1e999999999 has more than 100"
                        + " digits",
                "{\"a\":-1E+2147483648}         @ line 2, field a: ROW-007 the number -1E+2147483648 has more than 100"
                        + " digits",
            })
    void refusesOneRecordAndTakesItsNeighbours(String record, String message) throws IOException {
        assertThat(read(bytes("{\"k\":1}\n" + record + "\n{\"k\":3}")))
                .containsExactly("1/1 {k=1}", message, "3/3 {k=3}");
        assertThat(read(bytes("[{\"k\":1},\n" + record + ",\n{\"k\":3}]")))
                .containsExactly("1/1 {k=1}", message, "3/3 {k=3}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "[1]          @ line 2: ROW-005 the line does not hold one JSON object",
                "\"x\"        @ line 2: ROW-005 the line does not hold one JSON object",
                "{\"a\":1} 7  @ line 2: ROW-001 more text follows the object; write one record per line",
                "{\"a\":      @ line 2: ROW-001 the line ends in the middle of the object; write each object on one"
                        + " line, or send an array",
                "{'a':1}      @ line 2: ROW-001 not valid JSON: Unexpected character (''' (code 39)): was expecting"
                        + " double-quote to start property name",
                "{\"a\":007}  @ line 2: ROW-001 not valid JSON: Invalid numeric value: Leading zeroes not allowed",
                "{\"a\":NaN}  @ line 2: ROW-001 not valid JSON: Non-standard token 'NaN': enable"
                        + " `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
            })
    void refusesABrokenLineAlone(String line, String message) throws IOException {
        assertThat(read(bytes("{\"k\":1}\n" + line + "\n{\"k\":3}\n")))
                .containsExactly("1/1 {k=1}", message, "3/3 {k=3}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "[{\"k\":1},{\"a\":              @ line 1, byte 14: FIL-002 the JSON ends in the middle; send the file"
                        + " again",
                "[{\"k\":1},{\"a\":}]            @ line 1, byte 14: FIL-004 not valid JSON: Unexpected character ('}'"
                        + " (code 125)): expected a value",
                "[{\"k\":1}] x                   @ line 1, byte 10: FIL-004 not valid JSON: Unrecognized token 'x':"
                        + " was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "[{\"k\":1}] {}                  @ line 1, byte 10: FIL-004 more text follows the end of the JSON"
                        + " value; remove it",
                "{\"k\":1}|{\"a\":\"b           @ line 2, byte 8: FIL-002 the last line ends in the middle of its"
                        + " record; send the file again",
            })
    void refusesAFileAtItsByte(String text, String message) throws IOException {
        var seen = read(bytes(text.replace('|', '\n')));
        assertThat(seen).hasSize(2).first().isEqualTo("1/1 {k=1}");
        assertThat(seen.get(1)).startsWith(message.substring(0, Math.min(message.length(), 130)));
    }

    @Test
    void refusesElementsThatAreNoObjects() throws IOException {
        assertThat(read(bytes("[1,[{}],{\"k\":3}]")))
                .containsExactly(
                        "line 1: ROW-005 element 1 is not an object; send one object per record",
                        "line 1: ROW-005 element 2 is not an object; send one object per record",
                        "3/1 {k=3}");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        assertThat(read("{\"a\":\"x\"}\n{\"a\":\"é\"}".getBytes(ISO_8859_1)))
                .containsExactly("line 2, byte 16: FIL-003 the byte is not UTF-8; save the file as UTF-8");
        assertThat(read("[]".getBytes(UTF_16)))
                .containsExactly("line 1, byte 0: FIL-003 the file is UTF-16; save it as UTF-8");
        assertThat(read("[]".getBytes(UTF_16LE))).singleElement().asString().contains("FIL-004 not valid JSON");
        assertThat(read("{\"a\":1}\n{}".getBytes(UTF_16BE))).first().asString().contains("not valid JSON");
        assertThat(read(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}))
                .containsExactly("line 1, byte 2: FIL-003 the byte is not UTF-8; save the file as UTF-8");
        assertThat(read(new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .containsExactly("line 1, byte 2: FIL-003 the byte is not UTF-8; save the file as UTF-8");
        assertThat(read(new byte[] {'{', '"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80}))
                .containsExactly("line 1, byte 2: FIL-003 the byte is not UTF-8; save the file as UTF-8");
        assertThat(read(new byte[] {'{', '"', (byte) 0xE2, (byte) 0x82}))
                .containsExactly("line 1, byte 2: FIL-002 the file ends in the middle of a character; send it again");
    }

    @Test
    void findsBadBytesWhereverTheBufferEnds() throws IOException {
        var good = "é€𝄞abcdefgh\n".repeat(3000);
        for (int cut = 0; cut < 40; cut++) {
            var text = "[\"" + "x".repeat(cut) + good + "\"]";
            var wrong = bytes(text);
            int at = wrong.length - 5;
            wrong[at] = (byte) 0xFF;
            try (var stream = new Utf8Stream(new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(wrong, 0, 7 + cut),
                    new ByteArrayInputStream(wrong, 7 + cut, wrong.length)))))) {
                stream.readAllBytes();
                assertThat(cut).as("a wrong byte passed").isNegative();
            } catch (RefusedException e) {
                assertThat(e.refusal().offset()).isEqualTo(at);
                assertThat(e.refusal().line()).isEqualTo(3000);
            }
            assertThat(new Utf8Stream(new ByteArrayInputStream(bytes(text))).readAllBytes())
                    .isEqualTo(bytes(text));
        }
    }

    @Test
    void refusesNothingAsEmpty() throws IOException {
        var message = "FIL-001 the file holds no record; an empty delivery is written as []";
        assertThat(read(new byte[0])).containsExactly(message);
        assertThat(read(bytes("\uFEFF \n"))).containsExactly(message);
    }

    @Test
    void refusesWhatExceedsALimit() throws IOException {
        var deep = "{\"a\":" + "[".repeat(100_000);
        assertThat(read(bytes("{\"k\":1}\n" + deep + "\n{\"k\":3}")))
                .containsExactly("1/1 {k=1}", "line 2: ROW-004 nested deeper than 64", "3/3 {k=3}");
        assertThat(read(bytes("[" + deep))).containsExactly("line 1, byte 69: FIL-005 nested deeper than 64");
        var longText = "{\"a\":\"" + "x".repeat(Json.MAX_STRING + 1) + "\"}";
        assertThat(read(bytes(longText + "\n{\"k\":3}")))
                .containsExactly("line 1: ROW-004 a string is longer than 1048576 characters", "2/2 {k=3}");
        var digits = "{\"a\":" + "9".repeat(101) + "}";
        assertThat(read(bytes(digits + "\n"))).containsExactly("line 1: ROW-004 a number has more than 100 digits");
        var name = "{\"" + "n".repeat(1001) + "\":1}";
        assertThat(read(bytes(name + "\n")))
                .containsExactly("line 1: ROW-004 a field name is longer than 1000 characters");
        var wide = "{\"a\":[" + "\"0123456789\",".repeat(400_000) + "1]}";
        assertThat(read(bytes(wide + "\n{\"k\":3}")))
                .containsExactly(
                        "line 1: ROW-004 the line is longer than 4194304 bytes; write one record per line",
                        "2/2 {k=3}");
        assertThat(read(bytes("[" + wide + ",{\"k\":3}]")))
                .containsExactly(
                        "line 1, field a: ROW-004 the record is larger than 4194304 bytes; split it", "2/1 {k=3}");
    }

    @Test
    void anEndlessLineNeedsNoHeap() throws IOException {
        var endless = new InputStream() {
            private long left = 300L << 20;

            @Override
            public int read() {
                return left-- > 0 ? ' ' + 1 : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int count = (int) Math.min(left, length);
                Arrays.fill(bytes, from, from + count, (byte) '!');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        assertThat(read(endless))
                .containsExactly("line 1: ROW-004 the line is longer than 4194304 bytes; write one record per line");
    }

    @Test
    void readsOneStrictDocument() throws IOException {
        assertThat(Json.read(new ByteArrayInputStream(bytes("{\"a\":[1]}"))))
                .isEqualTo(new Outcome.Taken<>(1, 1, Map.of("a", List.of(1L))));
        assertThat(whole("{\"a\":1,\"a\":2}"))
                .isEqualTo("line 1, byte 11, field a: FIL-004 the field stands twice; send it once");
        assertThat(whole("{} {}"))
                .isEqualTo("line 1, byte 3: FIL-004 more text follows the end of the JSON value; remove it");
        assertThat(whole("")).isEqualTo("FIL-001 there is nothing in it");
        assertThat(whole("{\"a\":"))
                .isEqualTo("line 1, byte 5: FIL-002 the JSON ends in the middle; send the file again");
    }

    private static String whole(String text) throws IOException {
        return ((Outcome.Refused<Object>) Json.read(new ByteArrayInputStream(bytes(text))))
                .refusal()
                .toString();
    }

    @Test
    void writesValuesAsTheyStand() {
        var values = new LinkedHashMap<String, Object>();
        values.put("b", new BigDecimal("1.50"));
        values.put("a", Arrays.asList(1, 2L, null, true, "é\n\""));
        assertThat(new String(Json.write(values), UTF_8))
                .isEqualTo("{\"b\":\"1.50\",\"a\":[1,2,null,true,\"é\\n\\\"\"]}");
    }
}
