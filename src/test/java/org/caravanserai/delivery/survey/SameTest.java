package org.caravanserai.delivery.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameTest {
    @ParameterizedTest
    @CsvSource({
        "12.50,       12.5,        true",
        "12.50,       12.51,       false",
        "12.00,       12,          true",
        "0012,        12,          false",
        "' a ',       a,           true",
        "A,           a,           false",
        "'',          ,            true",
        ",            '',          true",
        "0,           ,            false",
        "1e3,         1000.0,      false"
    })
    void texts(String ours, String theirs, boolean same) {
        assertThat(Same.values(ours, Same.squeezed(theirs))).isEqualTo(same);
    }

    @Test
    void kindsOfValues() {
        assertThat(Same.values(new BigDecimal("12.00"), "12")).isTrue();
        assertThat(Same.values(12L, "12.000000")).isTrue();
        assertThat(Same.values(12L, "12.1")).isFalse();
        assertThat(Same.values(12L, "twelve")).isFalse();
        assertThat(Same.values(true, "1")).isTrue();
        assertThat(Same.values(true, "True")).isTrue();
        assertThat(Same.values(false, "1")).isFalse();
        assertThat(Same.values(LocalDate.of(2027, 1, 1), "2027-01-01T00:00:00Z"))
                .isTrue();
        assertThat(Same.values(List.of("a", "b"), "a,b")).isTrue();
        assertThat(Same.values(List.of("a", "b"), "b,a")).isFalse();
        assertThat(Same.values(null, null)).isTrue();
        assertThat(Same.values("a\r\nb", Same.squeezed("a\nb\n"))).isTrue();
    }

    @Test
    void longTextsAreKnownByTheirHash() {
        var text = "x".repeat(5_000);
        assertThat(Same.squeezed(text)).hasSizeLessThan(130);
        assertThat(Same.values(text, Same.squeezed(text))).isTrue();
        assertThat(Same.values(text, Same.squeezed(text + "y"))).isFalse();
    }
}
