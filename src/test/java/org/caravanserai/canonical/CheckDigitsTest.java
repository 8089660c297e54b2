package org.caravanserai.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Valid numbers are published examples of the standards or follow from the rule by hand; the wrong ones differ in one
 * place.
 */
class CheckDigitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"4006381333931", "96385074", "036000291452", "10614141000415", "0000000000000"})
    void rightGtin(String gtin) {
        assertThat(Gtin.valid(gtin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4006381333932",
                "4006381339331",
                "400638133393",
                "40063813339311",
                "",
                " 4006381333931",
                "400638133393x",
                "\u0664006381333931"
            })
    void wrongGtin(String gtin) {
        assertThat(Gtin.valid(gtin)).isFalse();
    }

    @Test
    void checkDigitOfGtin() {
        assertThat(Gtin.checkDigit("400638133393")).isEqualTo(1);
        assertThat(Gtin.checkDigit("0614141000415".substring(0, 12))).isEqualTo(Gtin.checkDigit("061414100041"));
        assertThatThrownBy(() -> Gtin.checkDigit("12a")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"732829320", "123456782", "356000000"})
    void rightSiren(String siren) {
        assertThat(Siren.valid(siren)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"732829321", "73282932", "7328293200", "", "73282932 "})
    void wrongSiren(String siren) {
        assertThat(Siren.valid(siren)).isFalse();
    }

    @Test
    void siret() {
        assertThat(Siren.validSite("73282932000074")).isTrue();
        assertThat(Siren.validSite("73282932000075")).isFalse();
        assertThat(Siren.validSite("73282931000074")).isFalse();
        // La Poste, a post office: the sum of the digits is a multiple of five.
        assertThat(Siren.validSite("35600000049837")).isTrue();
        assertThat(Siren.validSite("35600000049838")).isFalse();
        assertThat(Siren.validSite(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FR83404833048",
                "FR11123456782",
                "FRK7732829320",
                "BE0428759497",
                "DE136695976",
                "NL004495445B01",
                "ATU13585627",
                "CHE123456788MWST",
                "GB980780684"
            })
    void rightVat(String number) {
        assertThat(Vat.valid(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FR84404833048",
                "FR83404833049",
                "BE0428759498",
                "DE13669597",
                "ZZ123456789",
                "",
                "FR",
                "fr83404833048",
                "FR 83404833048"
            })
    void wrongVat(String number) {
        assertThat(Vat.valid(number)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB82 WEST 1234 5698 7654 32",
                "DE89370400440532013000",
                "FR1420041010050500013M02606",
                "BE68539007547034",
                "CH9300762011623852957"
            })
    void rightIban(String iban) {
        assertThat(Iban.valid(iban)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB82WEST12345698765433",
                "DE8937040044053201300",
                "FR1420041010050500013M0260",
                "gb82WEST12345698765432",
                "",
                "12345678901234567890",
                "DE8937040044053201300\u0660"
            })
    void wrongIban(String iban) {
        assertThat(Iban.valid(iban)).isFalse();
    }
}
