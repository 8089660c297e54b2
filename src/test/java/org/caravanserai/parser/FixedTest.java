package org.caravanserai.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files whose columns have fixed widths. */
class FixedTest {
    private static List<Outcome<FixedRecord>> read(byte[] bytes, Charset charset) {
        var all = new ArrayList<Outcome<FixedRecord>>();
        Fixed.records(new ByteArrayInputStream(bytes), charset).forEachRemaining(all::add);
        return all;
    }

    private static List<String> texts(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).stream()
                .map(one ->
                        ((Outcome.Taken<FixedRecord>) one).line() + " " + ((Outcome.Taken<FixedRecord>) one).value())
                .toList();
    }

    @Test
    void aLineIsARecordWhateverEndsIt() {
        assertThat(texts("H1 \r\nL2\n\n\nL5")).containsExactly("1 H1 ", "2 L2", "5 L5");
        assertThat(texts("L1\n\u001a")).containsExactly("1 L1");
        assertThat(texts("\ufeffL1\n")).containsExactly("1 L1");
    }

    @Test
    void columnsAreCountedInCharactersNotInBytes() {
        var record = ((Outcome.Taken<FixedRecord>)
                        read("\u00e9t\u00e9\ud83d\ude9aX".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                                .get(0))
                .value();
        assertThat(record.length()).isEqualTo(5);
        assertThat(record.cell(0, 3)).isEqualTo("\u00e9t\u00e9");
        assertThat(record.cell(3, 1)).isEqualTo("\ud83d\ude9a");
        assertThat(record.cell(4, 10)).isEqualTo("X");
        assertThat(record.cell(9, 2)).isEmpty();
        assertThat(record.blankFrom(4)).isFalse();
        assertThat(record.blankFrom(5)).isTrue();
    }

    @Test
    void whatIsNoTextIsRefusedWithItsPlace() {
        assertThat(read(new byte[0], StandardCharsets.UTF_8)).singleElement().satisfies(one -> refused(one, "FIL-001"));
        assertThat(read(new byte[] {'a', '\n', (byte) 0xE9, '\n'}, StandardCharsets.UTF_8))
                .last()
                .satisfies(one -> assertThat(refused(one, "FIL-003").line()).isEqualTo(2));
        assertThat(read(new byte[] {'a', 0, 'b'}, StandardCharsets.UTF_8))
                .singleElement()
                .satisfies(one -> refused(one, "FIL-003"));
        assertThat(read("x".repeat(Fixed.MAX_RECORD + 1).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .singleElement()
                .satisfies(one -> refused(one, "FIL-005"));
    }

    private static Refusal refused(Outcome<FixedRecord> outcome, String code) {
        var refusal = ((Outcome.Refused<FixedRecord>) outcome).refusal();
        assertThat(refusal.code().code()).isEqualTo(code);
        assertThat(refusal.wholeFile()).isTrue();
        return refusal;
    }
}
