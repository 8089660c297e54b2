package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that stand in no document: quantity breaks, the attributes of a family, what tells a variant apart, the others of a list. */
class ComputedListsTest {
    private static final String GLOVE = """
            {"sku":"GL-200-9","parent":"GL-200","family":"work-gloves","color":"red","size":"9","discountGroup":"GANT",
             "name":{"fr_FR":"Gant"},"weight":{"value":"125.50","unit":"GRM"},"hazardous":false,"features":["dry","thin"],
             "media":["M-1","M-2","M-3","M-4"]}""";
    private static final Map<String, String> RELATED = Map.of(
            "products GL-200",
                    "{\"sku\":\"GL-200\",\"family\":\"work-gloves\",\"variants\":\"size-colour\",\"material\":\"cuir\"}",
            "offers GL-200-9",
                    "{\"sku\":\"GL-200-9\",\"prices\":[{\"list\":\"public-2026\",\"minQuantity\":\"50\",\"basis\":\"100\",\"amount\":\"11.05\",\"currency\":\"EUR\"},"
                            + "{\"list\":\"public-2026\",\"minQuantity\":\"1\",\"basis\":\"100\",\"amount\":\"12.50\",\"currency\":\"EUR\"},"
                            + "{\"list\":\"public-2027\",\"basis\":\"100\",\"amount\":\"1300.00\",\"currency\":\"EUR\"}]}",
            "media M-1", "{\"code\":\"M-1\",\"url\":\"u1\",\"role\":\"sheet\"}",
            "media M-2", "{\"code\":\"M-2\",\"url\":\"u2\",\"role\":\"photo\"}",
            "media M-3", "{\"code\":\"M-3\",\"role\":\"photo\"}",
            "media M-4", "{\"code\":\"M-4\",\"url\":\"u4\",\"role\":\"photo\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            nullValues = "none",
            value = {
                "{price: public-2026, fields: {from: minQuantity, at: {from: amount, round: 0.001}}} ~ [{from=1, at=0.125}, {from=50, at=0.111}]",
                "{price: public-2026, fields: {from: minQuantity, at: {from: amount, per: basis, round: 0.01}, of: basis}} ~ [{from=1, at=12.50, of=100}, {from=50, at=11.05, of=100}]",
                "{price: public-2026, where: minQuantity > 1, fields: {at: amount}} ~ [{at=0.1105}]",
                "{price: level-a, fields: {at: {from: amount, per: basis, round: 0.01}, sku: product.sku}} ~ [{at=8.31, sku=GL-200-9}, {at=7.35, sku=GL-200-9}]",
                "{price: public-2026, per: basis, round: 0.01} ~ 12.50",
                "{price: public-2026, quantity: 60, per: basis, round: 0.01} ~ 11.05",
                "{each: attributes, fields: {n: code, v: value, u: unit}} ~ [{n=material, v=cuir}, {n=color, v=red}, {n=weight, v=0.1255, u=KGM}, {n=features, v=dry, thin}, {n=hazardous, v=false}]",
                "{each: attributes, where: \"code = 'features'\", fields: {v: values}} ~ [{v=[dry, thin]}]",
                "{each: attributes, where: \"has(unit)\", template: '{label}: {value} {unit}', join: '; '} ~ weight: 0.1255 KGM",
                "{each: attributes, where: \"code = 'color'\", fields: {c: code, twice: {from: value, template: '{value}/{value}'}}} ~ [{c=color, twice=red/red}]",
                "{template: '{name}{, axes?}'} ~ Gant, red, size 9",
                "{from: media, where: \"role = 'photo'\", pick: first, take: url} ~ u2",
                "{from: media, where: \"role = 'photo'\", pick: others, take: url} ~ [u4]",
                "{from: media, pick: others, take: code, join: '+'} ~ M-2+M-3+M-4",
                "{from: features, pick: others, join: '+'} ~ thin",
                "{from: media, where: \"role = 'sheet'\", pick: others, take: url} ~ none",
            })
    void giveTheirElements(String entry, String expected) {
        var map = new MapFixture().map("t/product-out", "fields:\n  f: " + entry + "\n");
        var row = ((MapResult.Mapped) map.apply("t/product-out", GLOVE, RELATED)).row();
        assertThat(row.value(0) == null ? null : row.value(0).toString()).isEqualTo(expected);
    }

    @Test
    void optionsAreToldInTheLanguageAndFiguresAsPeopleWriteThem() {
        var map = new MapFixture()
                .table("colors", "color;en_GB;fr_FR", "red;Red;Rouge", "blue;Blue;Bleu")
                .map("t/product-out", """
                        fields:
                          french: { template: "{axes}" }
                          english: { template: "{axes}", locale: en_GB }
                          german: { template: "{axes}", locale: de_DE }
                          half: { each: attributes, where: "code = 'color'", locale: en_GB, fields: { v: value } }
                        """);
        var glove = GLOVE.replace("\"size\":\"9\"", "\"size\":\"9.5\"");
        var row = ((MapResult.Mapped) map.apply("t/product-out", glove, RELATED)).row();
        assertThat(row.toString())
                .isEqualTo("{french=Rouge, size 9,5, english=Red, size 9.5, german=red, size 9,5, half=[{v=Red}]}");
    }

    @Test
    void anOfferTellsItsVariantApart() {
        var map = new MapFixture().map("t/offer-out", "fields:\n  f: {template: '{product.name}{, product.axes?}'}\n");
        var offer = "{\"sku\":\"GL-200-9\"}";
        var related = Map.of("products GL-200-9", GLOVE, "products GL-200", RELATED.get("products GL-200"));
        assertThat(((MapResult.Mapped) map.apply("t/offer-out", offer, related))
                        .row()
                        .value(0))
                .isEqualTo("Gant, red, size 9");
    }

    @Test
    void whatIsNoVariantHasNoAxes() {
        var map = new MapFixture().map("t/product-out", "fields:\n  f: {template: '{name}{, axes?}'}\n");
        var single = "{\"sku\":\"A\",\"family\":\"work-gloves\",\"color\":\"red\",\"name\":{\"fr_FR\":\"Gant\"}}";
        assertThat(((MapResult.Mapped) map.apply("t/product-out", single, Map.of()))
                        .row()
                        .value(0))
                .isEqualTo("Gant");
        var unknown = "{\"sku\":\"A\",\"family\":\"gadgets\",\"name\":{\"fr_FR\":\"Gant\"}}";
        assertThat(((MapResult.Mapped) map.apply("t/product-out", unknown, Map.of()))
                        .row()
                        .value(0))
                .isEqualTo("Gant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{price: public-2026, fields: {at: amout}} ~ 2:40 MAP-010 'amout' is no attribute of a product; did you mean 'amount'?",
                "{each: attributes, fields: {n: lable}} ~ 2:37 MAP-010 'lable' is no attribute of a product; did you mean 'label'?",
                "{price: public-2029, fields: {at: amount}} ~ 2:14 MAP-018 there is no price list 'public-2029'; did you mean 'public-2026'?",
                "{price: public-2026, fields: {at: {from: amount, per: base}}} ~ 2:60 MAP-010 'base' is no attribute of a product",
                "{from: media, pick: other, take: url} ~ did you mean 'others'?",
            })
    void mistakesAreNamed(String entry, String expected) {
        var problems = new MapFixture()
                .map("t/product-out", "fields:\n  f: " + entry + "\n")
                .problems("t/product-out");
        assertThat(problems).hasSize(1).first().asString().contains(expected);
    }
}
