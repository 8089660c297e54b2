package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a partner asks for in a category, as it says itself, is asked before anything is sent. */
class DemandsTest {
    private static final String TARGET =
            "target: { attributes: p-attributes, hierarchies: p-tree, values: p-values, category: category }\n";

    private static MapFixture world() {
        return new MapFixture()
                .table("p-tree", "code;parent", "EPI;", "GLOVES;EPI", "TOOLS;", "ROUND;ROUND")
                .table(
                        "p-attributes",
                        "key;hierarchy;code;required;type;list",
                        "/category;;category;REQUIRED;TEXT;",
                        "/title;;title;REQUIRED;TEXT;",
                        "/colour;;colour;OPTIONAL;LIST;colours",
                        "EPI/norm;EPI;norm;REQUIRED;TEXT;",
                        "GLOVES/sizes;GLOVES;sizes;RECOMMENDED;LIST_MULTIPLE_VALUES;sizes",
                        "TOOLS/length;TOOLS;length;REQUIRED;INTEGER;2")
                .table("p-values", "key;list;code", "colours/red;colours;red", "sizes/8;sizes;8", "sizes/9;sizes;9");
    }

    private static List<String> held(MapFixture world, String fields) {
        var result = world.map("t/product-out", TARGET + "fields:\n" + fields.indent(2))
                .apply("t/product-out", "{\"sku\":\"GL-1\",\"status\":\"active\"}", Map.of());
        return result instanceof MapResult.Held held
                ? held.findings().stream()
                        .map(finding -> finding.rule() + " " + finding.attribute() + ": " + finding.message())
                        .toList()
                : List.of();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "category: { const: GLOVES }|title: sku|norm: sku|sizes: { const: \"8|9\" }|colour: { const: red } ~ ``",
                "category: { const: TOOLS }|title: sku|length: sku ~ ``",
                "category: { const: TOOLS }|title: sku ~ MAP-191 length: the partner requires 'length' in category TOOLS; the map has no such field",
                "category: { const: GLOVES }|title: sku|norm: gtin ~ MAP-191 norm: the partner requires 'norm' in category GLOVES",
                "category: { const: GLOVES }|title: sku|norm: sku|colour: { const: mauve } ~ MAP-192 colour: the partner does not know 'mauve' for 'colour' (list colours)",
                "category: { const: GLOVES }|title: sku|norm: sku|sizes: { const: \"8, 10\" } ~ MAP-192 sizes: the partner does not know '10' for 'sizes' (list sizes)",
                "category: { const: GLOVE }|title: sku ~ MAP-192 category: the partner has no category 'GLOVE'; did you mean 'GLOVES'?",
                "category: { const: EPI }|title: sku|norm: sku|nrom: gtin ~ MAP-193 nrom: the partner has no attribute 'nrom'; did you mean 'norm'?; remove the field from the map",
                "category: gtin|title: sku ~ MAP-191 category: the partner requires 'category'",
                "category: { const: ROUND }|title: sku ~ ``"
            })
    void whatIsMissingOrNotAllowedIsHeld(String fields, String finding) {
        var held = held(world(), fields.replaceAll("\\|(?=[a-z]+:)", "\n"));
        if (finding.isEmpty()) {
            assertThat(held).isEmpty();
        } else {
            assertThat(held).singleElement().asString().startsWith(finding);
        }
    }

    @Test
    void everyFaultIsSaidAtOnce() {
        assertThat(held(world(), "category: { const: GLOVES }\ncolour: { const: mauve }"))
                .hasSize(3);
    }

    @Test
    void aFieldThatIsHeldAlreadyIsNotHeldTwice() {
        assertThat(held(world(), "category: { const: TOOLS }\ntitle: sku\nlength: { from: gtin, required: true }"))
                .singleElement()
                .asString()
                .startsWith("MAP-103 length");
    }

    @Test
    void beforeTheTablesHaveComeNothingIsAsked() {
        var world = world().table("p-attributes", "key;hierarchy;code;required;type;list");
        assertThat(held(world, "category: { const: NONE }\nany: sku")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{ attributes: p-atributes } ~ there is no table 'p-atributes', in mappings/tables/ or of a partner; did you mean 'p-attributes'?",
                "{ attributes: p-tree } ~ table 'p-tree' has no column 'hierarchy' (code, parent)",
                "{ attributes: p-attributes, values: p-tree } ~ table 'p-tree' has no column 'list' (code, parent)"
            })
    void aWrongTableIsSaid(String target, String problem) {
        assertThat(world().map("t/product-out", "target: " + target + "\nfields: { a: sku }\n")
                        .problems("t/product-out"))
                .singleElement()
                .asString()
                .contains(problem);
    }
}
