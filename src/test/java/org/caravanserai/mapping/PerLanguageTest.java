package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field whose name says {@code {language}} is one field per language of the channel. */
class PerLanguageTest {
    private static final String GLOVE = """
            {"sku":"GL-1","name":{"fr_FR":"Gant","en_GB":"Glove"},"description":{"*":{"fr_FR":"<p>Un <b>gant</b></p>"}},"brand":"morvan"}""";

    private static MapFixture speaking(String lane, String... locales) {
        return new MapFixture()
                .who(new Circumstances(
                        "shop",
                        null,
                        null,
                        lane,
                        List.of(locales),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        BigDecimal.ZERO,
                        null));
    }

    private static Row row(MapFixture fixture, String fields) {
        var result =
                fixture.map("t/product-out", "fields:\n" + fields.indent(2)).apply("t/product-out", GLOVE, Map.of());
        return ((MapResult.Mapped) result).row();
    }

    @Test
    void thereIsOneForEachLanguageInItsLanguage() {
        var row = row(speaking(null, "fr_FR", "en_GB"), """
                sku: sku
                "translations[languageCode={language}].name": name
                "{country}_{locale}": { template: "{brand} {name}", max: 9 characters }
                "texts.{language}": { from: description, html: text, when: has(name) }
                "shown.{language}": { value: "name.upper()" }
                rows: { const: "1" }
                """);
        assertThat(row.fields())
                .containsExactly(
                        "sku",
                        "translations[languageCode=fr].name",
                        "translations[languageCode=en].name",
                        "FR_fr_FR",
                        "GB_en_GB",
                        "texts.fr",
                        "texts.en",
                        "shown.fr",
                        "shown.en",
                        "rows");
        assertThat(row.value("translations[languageCode=en].name")).isEqualTo("Glove");
        assertThat(row.value("FR_fr_FR")).isEqualTo("morvan Ga");
        assertThat(row.value("texts.fr")).isEqualTo("Un gant");
        assertThat(row.value("texts.en")).as("no text in this language").isNull();
        assertThat(row.value("shown.fr")).isEqualTo("GANT");
        assertThat(row.value("shown.en")).isEqualTo("GLOVE");
    }

    @Test
    void anotherLanguageIsTakenWhereTheEntrySaysSo() {
        var row = row(
                speaking(null, "de_DE", "fr_FR"),
                "\"n.{language}\": { from: name, fallback: [en_GB], required: true }");
        assertThat(row.value("n.de")).isEqualTo("Glove");
        assertThat(row.value("n.fr")).isEqualTo("Gant");
    }

    @Test
    void aLaneOfOneLanguageHasOneField() {
        assertThat(row(speaking("en_GB", "fr_FR", "en_GB"), "\"n.{language}\": name")
                        .fields())
                .containsExactly("n.en");
    }

    @Test
    void languagesOfOneNameAreOneField() {
        var row = row(speaking(null, "fr_FR", "fr_FR"), "\"n.{language}\": name");
        assertThat(row.fields()).containsExactly("n.fr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "locale = 'fr_FR' ? 'a' : 'b' ~ says locale in a field per language",
                "nme ~ did you mean 'name'",
            })
    void wrongEntriesAreRefused(String value, String message) {
        var problems = speaking(null, "fr_FR", "en_GB")
                .map("t/product-out", "fields:\n  \"n.{language}\": { value: \"" + value + "\" }\n")
                .problems("t/product-out");
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains(message));
    }
}
