package org.caravanserai.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "1, LBR, GRM, 453.59237",
        "12, in, cm, 30.48",
        "1, mi, m, 1609.344",
        "1, KWH, KJO, 3600",
        "212, FAH, CEL, 100",
        "-40, CEL, FAH, -40",
        "0, KEL, CEL, -273.15",
        "1, bar, kPa, 100",
        "1, HUR, MIN, 60",
        "36, KMH, MTS, 10",
        "60, RPM, RPS, 1",
        "1, GLL, l, 3.785411784",
        "1, DZN, EA, 12",
        "1, m3, l, 1000",
        "10, GRM, LBR, 0.022046226218",
        "100, PS, BAR, 6.894757293168",
        "2.50, KGM, KGM, 2.50"
    })
    void converts(BigDecimal value, String from, String to, BigDecimal expected) {
        var told =
                Unit.written(from).orElseThrow().convert(value, Unit.written(to).orElseThrow());
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void comparesWithoutRounding() {
        var pound = Unit.of("LBR").orElseThrow();
        var gram = Unit.of("GRM").orElseThrow();
        assertThat(Unit.compare(BigDecimal.ONE, pound, new BigDecimal("453.59237"), gram))
                .isZero();
        assertThat(Unit.compare(BigDecimal.ONE, pound, new BigDecimal("453.5923700000000001"), gram))
                .isNegative();
    }

    @Test
    void packsDoNotConvert() {
        var box = Unit.of("BX").orElseThrow();
        assertThat(Unit.of("XBX")).contains(box);
        assertThat(box.converts(Unit.of("CT").orElseThrow())).isFalse();
        assertThat(box.convert(BigDecimal.TEN, box)).isEqualTo(BigDecimal.TEN);
        assertThatThrownBy(() -> box.convert(BigDecimal.ONE, Unit.of("EA").orElseThrow()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BX does not convert to EA");
    }

    @Test
    void everyDimensionHasAUnitToShow() {
        for (var dimension : Dimension.values()) {
            assertThat(Unit.written(dimension.example()).orElseThrow().dimension())
                    .isEqualTo(dimension);
        }
    }

    @Test
    void codesSharedWithCurrenciesAreKnown() {
        // In expressions the unit wins: square millimetres are written more often than Burmese kyat.
        var shared = Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(Unit.words()::contains)
                .toList();
        assertThat(shared).isSubsetOf("MMK", "COU", "STN", "XDR");
    }
}
