package org.caravanserai.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParserCodeTest {

    @Test
    void everyCodeIsGivenOutOnceAndExplained() {
        assertThat(Arrays.stream(ParserCode.values()).map(ParserCode::code)).doesNotHaveDuplicates();
        for (var code : ParserCode.values()) {
            assertThat(code.code()).matches("(YML|FIL|ROW)-\\d{3}");
            assertThat(code.meaning()).endsWith(".");
            assertThat(code.action()).endsWith(".");
            assertThat(code.wholeFile()).isEqualTo(code.name().startsWith("FILE_"));
        }
    }

    @Test
    void aRefusalShowsItsPlaceAndHidesWhatIsHostile() {
        var hostile = Refusal.row(ParserCode.ROW_SHAPE, 7, 0, "a\nb" + "x".repeat(200), "text");
        assertThat(hostile.toString())
                .startsWith("record 7, field a\\u000abxxx")
                .endsWith("…: ROW-005 text");
        assertThat(Refusal.file(ParserCode.FILE_SYNTAX, 12, 345, "text"))
                .hasToString("line 12, byte 345: FIL-004 text");
        assertThat(Refusal.file(ParserCode.FILE_EMPTY, "text")).hasToString("FIL-001 text");
    }
}
