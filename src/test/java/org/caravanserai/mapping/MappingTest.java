package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MappingTest {
    private static final String GLOVE = """
            {"sku":"GL-200-9","parent":"GL-200","status":"active","brand":"morvan","color":"red","size":"9","discountGroup":"GANT",
             "name":{"fr_FR":"Gant anti-coupure taille 9","en_GB":"Cut-proof glove"},
             "description":{"*":{"fr_FR":"<p>Un <b>gant</b> &amp; plus</p><p>Deux</p>"}},
             "weight":{"value":"0.125","unit":"KGM"},"length":{"value":"10","unit":"INH"},"warranty":24,"hazardous":false,
             "launched":"2026-02-28","features":["dry","thin"],"keywords":{"en_GB":["glove","safe"]},"packaging":{"BX":{"quantity":"12"}},
             "media":["M-1","M-2","M-3"],"categories":["epi/gants/fins","epi"]}""";
    private static final Map<String, String> RELATED = Map.of(
            "products GL-200", "{\"sku\":\"GL-200\",\"material\":\"cuir\"}",
            "offers GL-200-9",
                    "{\"sku\":\"GL-200-9\",\"prices\":[{\"list\":\"public-2026\",\"minQuantity\":\"1\",\"basis\":\"100\",\"amount\":\"1250.00\",\"currency\":\"EUR\"},"
                            + "{\"list\":\"public-2026\",\"minQuantity\":\"10\",\"basis\":\"100\",\"amount\":\"1100.00\",\"currency\":\"EUR\"},"
                            + "{\"list\":\"public-2027\",\"basis\":\"100\",\"amount\":\"1300.00\",\"currency\":\"EUR\"}],"
                            + "\"stock\":[{\"warehouse\":\"nevers\",\"quantity\":\"5\"},{\"warehouse\":\"lyon\",\"quantity\":\"7\"}]}",
            "media M-1", "{\"code\":\"M-1\",\"url\":\"https://m/1.jpg\",\"role\":\"sheet\"}",
            "media M-2", "{\"code\":\"M-2\",\"url\":\"https://m/2.jpg\",\"role\":\"photo\",\"width\":800}",
            "media M-3", "{\"code\":\"M-3\",\"url\":\"https://m/3.jpg\",\"role\":\"photo\",\"width\":1200}",
            "categories epi/gants/fins",
                    "{\"code\":\"epi/gants/fins\",\"parent\":\"epi/gants\",\"name\":{\"fr_FR\":\"Fins\"}}",
            "categories epi/gants", "{\"code\":\"epi/gants\",\"parent\":\"epi\",\"name\":{\"fr_FR\":\"Gants\"}}");

    private static MapResult apply(String entry) {
        return new MapFixture()
                .map("t/product-out", "fields:\n  f: " + entry + "\n")
                .apply("t/product-out", GLOVE, RELATED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "sku ~ GL-200-9",
                "[gtin, sku] ~ GL-200-9",
                "name ~ Gant anti-coupure taille 9",
                "{from: name, locale: en_GB} ~ Cut-proof glove",
                "{from: name, locale: [de_DE, en_GB]} ~ Cut-proof glove",
                "{from: name, locale: de_DE, fallback: [en_GB]} ~ Cut-proof glove",
                "name.en_GB ~ Cut-proof glove",
                "parent.sku ~ GL-200",
                "material ~ cuir",
                "warranty ~ 24",
                "hazardous ~ false",
                "launched ~ 2026-02-28",
                "packaging.BX.quantity ~ 12",
                "{from: packaging.CT.quantity, default: 1} ~ 1",
                "{from: weight, unit: GRM} ~ 125",
                "{from: weight, unit: GRM, round: half-up} ~ 125",
                "{from: length, unit: MMT, round: 0.1} ~ 254.0",
                "{from: weight, unit: KGM, round: 0.05} ~ 0.15",
                "{from: weight, unit: KGM, round: 0.05 down} ~ 0.10",
                "{from: color, table: colors} ~ Rouge",
                "{from: size, table: colors, unmapped: pass} ~ 9",
                "{from: size, table: colors, default: Autre} ~ Autre",
                "{from: features, table: two-languages, join: '/'} ~ Sec",
                "{from: features, table: two-languages.en_GB, join: '/'} ~ Dry",
                "{from: features, join: ', '} ~ dry, thin",
                "{from: features, pick: last} ~ thin",
                "{from: keywords, locale: [fr_FR, en_GB], join: '/'} ~ glove/safe",
                "{template: '{brand} {name}{ - color?}{ / gtin?}'} ~ morvan Gant anti-coupure taille 9 - red",
                "{from: sku, template: 'https://s.example/{value}'} ~ https://s.example/GL-200-9",
                "{from: name, max: 10 characters} ~ Gant anti-",
                "{from: name, max: 5 bytes} ~ Gant",
                "{from: brand, case: title} ~ Morvan",
                "{from: description, html: text} ~ Un gant & plus|Deux",
                "{from: description, html: [b]} ~ Un <b>gant</b> &amp; plus Deux",
                "{const: new} ~ new",
                "{from: media, take: url, pick: first} ~ https://m/1.jpg",
                "{from: media, pick: last} ~ M-3",
                "{each: media, from: url, max: 2 items, join: ' '} ~ https://m/1.jpg https://m/2.jpg",
                "{from: categories, pick: first, table: adeo-categories, unmapped: parent} ~ 110",
                "{from: categories, pick: first, table: adeo-categories, fallback: parent} ~ 110",
                "{from: categories, take: path, pick: first, join: ' > '} ~ epi > Gants > Fins",
                "{stock: total} ~ 12",
                "{stock: [nevers]} ~ 5",
                "{price: public-2026} ~ 12.50",
                "{price: public-2027} ~ 12.50",
                "{price: public-2026, quantity: 10, per: 100} ~ 1100.00",
                "{price: level-a} ~ 8.3125",
                "{price: level-a, round: half-up} ~ 8.31",
                "{price: chf} ~ 12.125",
                "{value: \"lookup('brands', brand) + ' ' + name\"} ~ Ateliers Morvan Gant anti-coupure taille 9",
                "{from: parent.sku, when: isVariant} ~ GL-200",
                "{const: in stock, when: 'stockOf() > 0', else: out of stock} ~ in stock",
                "{const: in stock, when: \"stockOf('paris') > 0\", else: out of stock} ~ out of stock",
                "{value: \"priceOf('public-2026')\"} ~ 12.50",
                "{from: media, where: role = 'photo', take: url, pick: first} ~ https://m/2.jpg",
                "{from: media, where: role = 'photo' and width > 1000, take: url, pick: first} ~ https://m/3.jpg",
                "{each: media, where: \"role = 'photo' and product.color = 'red'\", from: url, join: ' '} ~ https://m/2.jpg https://m/3.jpg",
                "{each: media, where: \"role = 'photo'\", template: '{code}={width?}', join: ' '} ~ M-2=800 M-3=1200",
                "{value: \"name.cut(4).upper()\"} ~ GANT",
            })
    void entriesGiveTheirValue(String entry, String expected) {
        var result = apply(entry);
        assertThat(result).isInstanceOf(MapResult.Mapped.class);
        var value = ((MapResult.Mapped) result).row().value(0);
        assertThat(String.valueOf(value).replace('\n', '|')).isEqualTo(expected);
    }

    @Test
    void valuesKeepTheirType() {
        var map = new MapFixture().map("t/product-out", """
                fields:
                  text: sku
                  integer: warranty
                  decimal: {from: weight, unit: KGM}
                  flag: hazardous
                  day: launched
                  list: {from: media, take: url}
                  rows: {each: media, fields: {u: url, w: width}}
                  nothing: gtin
                """);
        var row = ((MapResult.Mapped) map.apply("t/product-out", GLOVE, RELATED)).row();
        assertThat(row.fields())
                .containsExactly("text", "integer", "decimal", "flag", "day", "list", "rows", "nothing");
        assertThat(row.value("integer")).isEqualTo(24L);
        assertThat(row.value("decimal")).isEqualTo(new BigDecimal("0.125"));
        assertThat(row.value("flag")).isEqualTo(false);
        assertThat(row.value("list")).isEqualTo(List.of("https://m/1.jpg", "https://m/2.jpg", "https://m/3.jpg"));
        assertThat(((Row) ((List<?>) row.value("rows")).get(1)).asMap())
                .isEqualTo(Map.of("u", "https://m/2.jpg", "w", 800L));
        assertThat(row.value("nothing")).isNull();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("{form: name}", "2:7 MAP-002 'form' is no key of an entry; did you mean 'from'?", "MAP-009"),
                refused("nme", "2:6 MAP-010 'nme' is no attribute of a product; did you mean 'name'?"),
                refused(
                        "parent.nme",
                        "2:6 MAP-010 'parent.nme' is no attribute of a product; did you mean 'parent.name'?"),
                refused(
                        "packaging.BX.gtn",
                        "2:6 MAP-010 'packaging.BX.gtn' is no attribute of a product; did you mean 'packaging.BX.gtin'?"),
                refused(
                        "{from: weight}",
                        "2:13 MAP-016 'f' is a quantity; say in which unit it is sent, e.g. unit: KGM"),
                refused(
                        "{from: weight, unit: MMT}",
                        "2:27 MAP-016 'MMT' measures length, the value is mass; write a unit such as kg"),
                refused("{from: weight, unit: KG}", "2:27 MAP-016 'KG' is no UN/ECE unit code; did you mean 'KGM'?"),
                refused("{from: name, unit: KGM}", "2:25 MAP-013 unit goes with a quantity, this is text"),
                refused(
                        "{from: prices}",
                        "2:13 MAP-012 'prices' is a list; add take: with one of amount, basis, currency, list, minQuantity, unit, validFrom, validTo, or use each"),
                refused("{from: name, pick: first}", "2:25 MAP-012 pick goes with a list, this is one text"),
                refused(
                        "{from: color, table: colrs}",
                        "2:27 MAP-015 there is no table 'colrs' (mappings/tables/colrs.csv); did you mean 'colors'?"),
                refused(
                        "{from: color, table: colors.labl}",
                        "2:27 MAP-015 table 'colors' has no column 'labl' (color, label); did you mean 'label'?"),
                refused(
                        "{from: color, table: colors, unmapped: defualt}",
                        "2:45 MAP-023 'unmapped' is never 'defualt' (default, hold, parent, pass, reject); did you mean 'default'?"),
                refused(
                        "{from: color, table: colors, unmapped: default}",
                        "2:45 MAP-003 unmapped: default needs the key default"),
                refused(
                        "{from: name, locale: fr_FX}",
                        "2:27 MAP-011 'fr_FX' is no locale of this installation (de_DE, en_GB, fr_FR); did you mean 'fr_FR'?"),
                refused(
                        "{from: name, max: many}",
                        "2:24 MAP-019 'many' is no limit; write: max: 120 characters, 150 bytes or 8 items"),
                refused("{from: name, max: 8 items}", "2:24 MAP-012 this is one value; write: max: 8 characters"),
                refused(
                        "{each: media, from: url, max: 8 characters}",
                        "2:36 MAP-012 this is a list; write: max: 8 items, or join it first"),
                refused(
                        "{from: warranty, round: nearly}",
                        "2:30 MAP-019 'nearly' says not how to round; write: round: half-up, 0.05 or 0.01 down"),
                refused("{from: warranty, html: text}", "2:29 MAP-013 html goes with text, this is integer"),
                refused(
                        "{from: name, html: [script]}",
                        "2:25 MAP-023 html takes text or a list of tags such as [b, ul, li, br], not 'script'"),
                refused("{from: name, required: when}", "2:29 MAP-002 required: when needs the key when"),
                refused("{from: name, else: x}", "2:25 MAP-002 else goes with when; without it use default"),
                refused(
                        "{price: public-2072}",
                        "2:14 MAP-018 there is no price list 'public-2072'; did you mean 'public-2027'?"),
                refused(
                        "{from: name, price: chf}",
                        "2:3 MAP-009 'f' has several sources (from, price); give one of const, each, from, price, stock, template, value"),
                refused("{template: '{brand} {'}", "2:26 MAP-020 the brace is not closed; write {name}"),
                refused(
                        "{template: '{brand} {nme}'}",
                        "2:27 MAP-010 'nme' is no attribute of a product; did you mean 'name'?"),
                refused("{template: '{media}'}", "2:19 MAP-012 'media' is a list; a template takes single values"),
                refused(
                        "{from: [name, warranty]}",
                        "2:20 MAP-013 'warranty' is integer, 'name' is text; alternatives are of one type"),
                refused("{const: [a]}", "2:14 MAP-003 'const' takes one value, found a list; write: const: new"),
                refused(
                        "{from: name, when: [a]}",
                        "2:25 MAP-003 YAML reads a list behind 'when', not an expression; put the expression in quotes"),
                refused(
                        "{from: warranty, default: x}",
                        "2:32 MAP-019 'x' is no integer; the value it stands for is one"),
                refused("{from: name, when: status = 'activ'}", "2:34 EXP-"),
                refused(
                        "{value: 'weight > 5'}",
                        "2:24 EXP-021 cannot compare quantity with integer; write the unit, e.g. weight > 5 kg"));
    }

    private static Arguments refused(String entry, String... messages) {
        return Arguments.of(entry, List.of(messages));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void wrongEntriesAreRefusedAtTheOperand(String entry, List<String> messages) {
        var problems = new MapFixture()
                .map("t/product-out", "fields:\n  f: " + entry + "\n")
                .problems("t/product-out");
        assertThat(problems).hasSize(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            assertThat(problems)
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith(
                                    message.startsWith("MAP")
                                            ? "mappings/"
                                            : "mappings/t/product-out.map.yaml:" + message)
                            .contains(message));
        }
    }
}
