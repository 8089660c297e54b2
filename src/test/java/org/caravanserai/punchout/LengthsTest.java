package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts are cut between characters as people see them. */
class LengthsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            abc,    3, false, abc
            abcd,   3, false, abc
            ab cd,  3, false, ab
            é€x,    5, true,  é€
            é€x,    4, true,  é
            a𝄞b,    2, false, a
            a𝄞b,    3, false, a𝄞
            a𝄞b,    4, true,  a
            e\u0301x, 1, false, ''
            e\u0301x, 2, false, e\u0301
            """)
    void cut(String text, int most, boolean bytes, String expected) {
        assertThat(Lengths.cut(text, most, bytes)).isEqualTo(expected);
    }
}
