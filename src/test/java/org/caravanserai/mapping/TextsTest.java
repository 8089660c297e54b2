package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3, abc",
        "abcd, 3, abc",
        "'ab cd', 3, ab",
        "\uD83D\uDE00b, 2, \uD83D\uDE00b",
        "\uD83D\uDE00bc, 2, \uD83D\uDE00b",
        "a\uD83D\uDE00\uD83D\uDE00, 2, a\uD83D\uDE00",
        "ab\uD83D\uDE00, 2, ab",
        "ab\uD83D\uDE00, 3, ab\uD83D\uDE00"
    })
    void charactersAreNeverSplit(String text, int length, String expected) {
        assertThat(Texts.cut(text, length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "\u00e9t\u00e9, 4, \u00e9t",
        "\u00e9t\u00e9, 5, \u00e9t\u00e9",
        "a\uD83D\uDE00, 4, a",
        "a\uD83D\uDE00, 5, a\uD83D\uDE00"
    })
    void bytesAreCountedInUtf8(String text, int bytes, String expected) {
        assertThat(Texts.cutBytes(text, bytes)).isEqualTo(expected);
    }
}
