package org.caravanserai.expression.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.expression.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
    private static final String GLOVE = """
            {"sku":"GL-200-9","parent":"GL-200-red","size":"9","status":"active","gtin":"4006381333931",
             "name":{"fr_FR":"Gant anti-coupure taille 9"},
             "description":{"print":{"fr_FR":"Imprime"},"*":{"fr_FR":"Partout","en_GB":"Everywhere"}},
             "weight":{"value":"0.12","unit":"KGM"},"cost":{"amount":"3.20","currency":"EUR"},"warranty":24,"score":"9.50",
             "hazardous":false,"launched":"2026-02-28","features":["dry","thin"],
             "packaging":{"EA":{"quantity":"1"},"BX":{"quantity":"12","gtin":"14006381333938"}},
             "media":["M-1","M-gone"],"categories":["epi/gants/fins"],"supplier":"C-1","unread":{"deep":[1,{"a":2}]}}""";

    private static final Map<String, String> OTHERS = Map.of(
            "products GL-200-red",
                    "{\"sku\":\"GL-200-red\",\"parent\":\"GL-200\",\"color\":\"red\",\"gtin\":\"40063813\"}",
            "products GL-200",
                    "{\"sku\":\"GL-200\",\"family\":\"work-gloves\",\"variants\":\"size-colour\",\"brand\":\"Morvan\","
                            + "\"name\":{\"fr_FR\":\"Gant\",\"en_GB\":\"Glove\"},\"media\":[\"M-9\"]}",
            "offers GL-200-9",
                    "{\"sku\":\"GL-200-9\",\"prices\":[{\"list\":\"public\",\"minQuantity\":\"1\",\"amount\":\"12.50\",\"currency\":\"EUR\"},"
                            + "{\"list\":\"public\",\"minQuantity\":\"10\",\"amount\":\"11\",\"validFrom\":\"2027-01-01\"}]}",
            "media M-1", "{\"code\":\"M-1\",\"url\":\"https://m.example/1.jpg\",\"role\":\"photo\",\"width\":1200}",
            "categories epi/gants/fins",
                    "{\"code\":\"epi/gants/fins\",\"parent\":\"epi/gants\",\"name\":{\"fr_FR\":\"Fins\"}}",
            "categories epi/gants", "{\"code\":\"epi/gants\",\"parent\":\"epi\",\"name\":{\"fr_FR\":\"Gants\"}}",
            "categories epi", "{\"code\":\"epi\"}",
            "companies C-1", "{\"number\":\"C-1\",\"name\":\"Tissages du Nord\",\"country\":\"FR\"}");

    private static final Related RELATED = (kind, key) -> bytes(OTHERS.get(kind.word() + " " + key));

    private static byte[] bytes(String json) {
        return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one path of the glove. */
    private static Object read(String path, Perspective view) {
        return read(GLOVE, path, view);
    }

    private static Object read(String document, String path, Perspective view) {
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var variable = shape.names(view).variable(List.of(path.split("\\."))).orElseThrow();
        return shape.reader().read(bytes(document), RELATED)[variable.slot()];
    }

    @Test
    void everyTypeArrivesInItsOwnForm() {
        var view = new Perspective(null, "fr_FR");
        assertThat(read("sku", view)).isEqualTo("GL-200-9");
        assertThat(read("status", view)).isEqualTo("active");
        assertThat(read("warranty", view)).isEqualTo(24L);
        assertThat(read("score", view)).isEqualTo(new BigDecimal("9.50"));
        assertThat(read("hazardous", view)).isEqualTo(false);
        assertThat(read("launched", view)).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(read("weight", view)).isEqualTo(new Quantity(new BigDecimal("0.12"), "KGM"));
        assertThat(read("cost", view)).isEqualTo(new Money(new BigDecimal("3.20"), "EUR"));
        assertThat((Object[]) read("features", view)).containsExactly("dry", "thin");
    }

    @ParameterizedTest
    @CsvSource({
        "name.fr_FR,, Gant anti-coupure taille 9",
        "name.en_GB,, Glove",
        "name,, Gant anti-coupure taille 9",
        "description,, Partout",
        "description,print, Imprime",
        "description,ecommerce, Partout",
        "description.print.fr_FR,, Imprime",
        "description.print.en_GB,, Everywhere",
        "brand,, Morvan",
        "color,, red",
        "parent,, GL-200-red",
        "parent.sku,, GL-200-red",
        "parent.parent.sku,, GL-200",
        "parent.name.en_GB,, Glove",
        "parent.color,, red",
        "supplier,, C-1",
        "supplier.country,, FR",
        "packaging.BX.gtin,, 14006381333938",
        "gtin,, 4006381333931"
    })
    void pathsReachTheirText(String path, String scope, String expected) {
        assertThat(read(path, new Perspective(scope, "fr_FR"))).isEqualTo(expected);
    }

    @Test
    void keysOfOneRecordAreNotInherited() {
        assertThat(read("{\"sku\":\"X\",\"parent\":\"GL-200-red\"}", "gtin", Perspective.NEUTRAL))
                .isNull();
    }

    @Test
    void sectionsAreInheritedWhole() {
        var related = (Related)
                (kind, key) -> bytes(
                        "{\"sku\":\"P\",\"packaging\":{\"BX\":{\"quantity\":\"6\",\"gtin\":\"1\"},\"CT\":{\"quantity\":\"60\"}}}");
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(Perspective.NEUTRAL);
        var box =
                names.variable(List.of("packaging", "BX", "gtin")).orElseThrow().slot();
        var carton = names.variable(List.of("packaging", "CT", "quantity"))
                .orElseThrow()
                .slot();
        var reader = shape.reader();
        var own = reader.read(
                bytes("{\"sku\":\"X\",\"parent\":\"P\",\"packaging\":{\"BX\":{\"quantity\":\"12\"}}}"), related);
        assertThat(own[box]).isNull();
        assertThat(own[carton]).isNull();
        var inherited = reader.read(bytes("{\"sku\":\"X\",\"parent\":\"P\"}"), related);
        assertThat(inherited[box]).isEqualTo("1");
        assertThat(inherited[carton]).isEqualTo(new BigDecimal("60"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sku\":\"X\",\"warranty\":\"24\"}", "{\"sku\":\"X\",\"warranty\":1.5}",
                        "{\"sku\":\"X\",\"warranty\":99999999999999999999}",
                "{\"sku\":\"X\",\"warranty\":{\"a\":[1]}}", "{\"sku\":\"X\",\"warranty\":null}",
                        "{\"sku\":\"X\",\"warranty\":[24]}"
            })
    void aValueThatDoesNotFitIsMissing(String document) {
        assertThat(read(document, "warranty", Perspective.NEUTRAL)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "score, '\"1,5\"'",
        "score, '\"1e9\"'",
        "score, '\"--1\"'",
        "score, '\".\"'",
        "score, '\"12345678901234567890123456789012345678901\"'",
        "launched, '\"2026-02-30\"'",
        "launched, '\"26-02-01\"'",
        "weight, '\"12\"'",
        "weight, '{\"value\":\"x\",\"unit\":\"KGM\"}'",
        "weight, '{\"value\":\"1\"}'",
        "cost, 12",
        "brand, '\"  \"'",
        "name.fr_FR, '\"plain\"'",
        "features, '[1,null,\"\"]'",
        "packaging.BX.gtin, '[1]'",
        "hazardous, '\"true\"'"
    })
    void whatTheModelDoesNotAllowIsMissing(String path, String json) {
        var field = path.split("\\.")[0];
        assertThat(read("{\"sku\":\"X\",\"" + field + "\":" + json + "}", path, Perspective.NEUTRAL))
                .isNull();
    }

    @Test
    void mediaAreJoinedInTheirOrderAndAGoneOneKeepsItsCode() {
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(Perspective.NEUTRAL);
        var media = names.variable(List.of("media")).orElseThrow();
        assertThat(media.type()).isEqualTo(new Type.ListOf(new Type.Struct("medium")));
        var code = media.element().variable(List.of("code")).orElseThrow().slot();
        var url = media.element().variable(List.of("url")).orElseThrow().slot();
        var reader = shape.reader();
        var elements = (Object[]) reader.read(bytes(GLOVE), RELATED)[media.slot()];
        assertThat(elements).hasSize(2);
        assertThat(((Object[]) elements[0])[url]).isEqualTo("https://m.example/1.jpg");
        assertThat(((Object[]) elements[1])[code]).isEqualTo("M-gone");
        assertThat(((Object[]) elements[1])[url]).isNull();
        assertThat(names.reads().own()).containsExactly("media");
        assertThat(names.reads().related()).containsExactly("media.url");
    }

    @Test
    void categoriesKnowTheirPathAndAncestors() {
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(new Perspective(null, "fr_FR"));
        var categories = names.variable(List.of("categories")).orElseThrow();
        var path = categories.element().variable(List.of("path")).orElseThrow().slot();
        var ancestors = categories
                .element()
                .variable(List.of("ancestors"))
                .orElseThrow()
                .slot();
        var slots = shape.reader().read(bytes(GLOVE), RELATED);
        var first = (Object[]) ((Object[]) slots[categories.slot()])[0];
        assertThat((Object[]) first[path]).containsExactly("epi", "Gants", "Fins");
        assertThat((Object[]) first[ancestors]).containsExactly("epi/gants", "epi");
    }

    @Test
    void pricesComeFromTheOfferWithOnlyTheFieldsRead() {
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(Perspective.NEUTRAL);
        var prices = names.variable(List.of("prices")).orElseThrow();
        var amount = prices.element().variable(List.of("amount")).orElseThrow().slot();
        var from = prices.element().variable(List.of("validFrom")).orElseThrow().slot();
        var elements = (Object[]) shape.reader().read(bytes(GLOVE), RELATED)[prices.slot()];
        assertThat(Arrays.stream(elements).map(element -> ((Object[]) element)[amount]))
                .containsExactly(new BigDecimal("12.50"), new BigDecimal("11"));
        assertThat(((Object[]) elements[1])[from]).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat((Object[]) elements[0]).hasSize(2);
        assertThat(names.reads().joins(Kind.OFFERS)).isTrue();
    }

    @Test
    void offersReadTheirProductWithWhatItInherits() {
        var shape = RecordShape.of(SampleModel.model(), Kind.OFFERS);
        var slot = shape.names(Perspective.NEUTRAL)
                .variable(List.of("product", "brand"))
                .orElseThrow()
                .slot();
        var related = (Related) (kind, key) ->
                kind == Kind.PRODUCTS && key.equals("GL-200-9") ? bytes(GLOVE) : RELATED.document(kind, key);
        assertThat(shape.reader().read(bytes("{\"sku\":\"GL-200-9\"}"), related)[slot])
                .isEqualTo("Morvan");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"sku\":\"A\"}', true, false",
        "'{\"sku\":\"GL-200\",\"family\":\"work-gloves\",\"variants\":\"size-colour\"}', false, false",
        "'{\"sku\":\"GL-200-red\",\"parent\":\"GL-200\"}', false, true",
        "'{\"sku\":\"GL-200-9\",\"parent\":\"GL-200-red\"}', true, true",
        "'{\"sku\":\"A-1\",\"parent\":\"A\"}', false, true"
    })
    void onlyLeavesAreSellable(String document, boolean sellable, boolean variant) {
        var reader = RecordShape.of(SampleModel.model(), Kind.PRODUCTS).reader();
        var slots = reader.read(bytes(document), RELATED);
        assertThat(reader.sellable(slots)).isEqualTo(sellable);
        assertThat(reader.variant(slots)).isEqualTo(variant);
    }

    @Test
    void aCircleOfParentsEnds() {
        var related = (Related)
                (kind, key) -> bytes("{\"sku\":\"" + key + "\",\"parent\":\"" + (key.equals("A") ? "B" : "A") + "\"}");
        var reader = RecordShape.of(SampleModel.model(), Kind.PRODUCTS).reader();
        assertThat(reader.sellable(reader.read(bytes("{\"sku\":\"A\",\"parent\":\"B\"}"), related)))
                .isFalse();
    }

    @Test
    void aPageAnnouncesWhatItWillAskFor() {
        var asked = new HashMap<Kind, Collection<String>>();
        var related = new Related.Paged() {
            @Override
            public byte[] document(Kind kind, String key) {
                return RELATED.document(kind, key);
            }

            @Override
            public void expect(Kind kind, Collection<String> keys) {
                asked.put(kind, new ArrayList<>(keys));
            }
        };
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(Perspective.NEUTRAL);
        names.variable(List.of("prices")).orElseThrow();
        names.variable(List.of("media")).orElseThrow();
        var reader = shape.reader();
        var page = reader.read(List.of(bytes(GLOVE), bytes("{\"sku\":\"B\"}")), related);
        assertThat(page.stream().map(reader::key)).containsExactly("GL-200-9", "B");
        assertThat(asked.get(Kind.OFFERS)).containsExactlyInAnyOrder("GL-200-9", "B");
        assertThat(asked.get(Kind.MEDIA)).containsExactlyInAnyOrder("M-1", "M-gone");
        assertThat(asked.get(Kind.PRODUCTS)).containsExactly("GL-200-red");
    }

    static Stream<List<String>> unknown() {
        return Stream.of(
                List.of("nme"),
                List.of("name", "it_IT"),
                List.of("sku", "x"),
                List.of("packaging", "XX", "gtin"),
                List.of("packaging", "BX", "gtn"),
                List.of("media", "role"),
                List.of("supplier", "nme"),
                List.of("parent", "nme"),
                List.of("brand", "fr_FR"),
                List.of("prices", "amount"),
                List.of("product", "sku"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("unknown")
    void unknownPathsAreEmptyAndReadNothing(List<String> path) {
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        assertThat(shape.names(Perspective.NEUTRAL).variable(path)).isEmpty();
    }

    @Test
    void namesAreListedForHints() {
        var names = RecordShape.of(SampleModel.model(), Kind.PRODUCTS).names(Perspective.NEUTRAL);
        assertThat(names.under(List.of())).containsKeys("sku", "name", "prices", "packaging");
        assertThat(names.under(List.of("name")).keySet()).containsExactly("de_DE", "en_GB", "fr_FR");
        assertThat(names.under(List.of("packaging"))).containsKeys("BX");
        assertThat(names.under(List.of("packaging", "BX"))).containsKeys("gtin", "quantity");
        assertThat(names.under(List.of("supplier"))).containsKeys("country");
        assertThat(names.under(List.of("nothing"))).isEmpty();
    }

    @Test
    void aClosedShapeGivesOutNoMoreSlots() {
        var shape = RecordShape.of(SampleModel.model(), Kind.PRODUCTS);
        var names = shape.names(Perspective.NEUTRAL);
        shape.reader();
        assertThatThrownBy(() -> names.variable(List.of("brand"))).isInstanceOf(IllegalStateException.class);
    }
}
