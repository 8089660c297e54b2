package org.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a record: mapped with findings, held, not selected; and what a file may say about itself. */
class MapOutcomesTest {
    private static final String GLOVE =
            "{\"sku\":\"GL-1\",\"status\":\"active\",\"color\":\"mauve\",\"warranty\":24,\"score\":\"1.5\","
                    + "\"name\":{\"en_GB\":\"Cut-proof glove of a long name\"},\"cost\":{\"amount\":\"3.20\",\"currency\":\"EUR\"}}";

    private static MapResult apply(String map) {
        return new MapFixture().map("t/product-out", map).apply("t/product-out", GLOVE, Map.of());
    }

    private static List<String> findings(MapResult result) {
        var all = result instanceof MapResult.Mapped mapped ? mapped.findings() : ((MapResult.Held) result).findings();
        return all.stream()
                .map(finding -> finding.rule() + " " + finding.attribute() + ": " + finding.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{from: name.en_GB, max: 9 characters} ~ MAP-101 f: f is longer than 9 characters and was cut",
                "{from: color, table: colors} ~ MAP-102 f: 'mauve' has no row in table colors; add one",
                "{value: warranty / (warranty - 24)} ~ EXP",
                "{from: name, locale: [fr_FR, en_GB], fallback: mark} ~ MAP-107 f: name is sent in en_GB because fr_FR is missing; translate it",
            })
    void aFindingLetsTheRecordPass(String entry, String finding) {
        var result = apply("fields:\n  f: " + entry + "\n");
        assertThat(result).isInstanceOf(MapResult.Mapped.class);
        assertThat(findings(result)).singleElement().asString().startsWith(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{from: gtin, required: true} ~ MAP-103 f: f is required and has no value; complete the record",
                "{from: gtin, when: warranty > 12, required: when} ~ MAP-103 f: f is required and has no value; complete the record",
                "{from: color, table: colors, unmapped: hold} ~ MAP-102 f: 'mauve' has no row in table colors; add one",
                "{from: status, max: 3} ~ MAP-104 f: f is longer than 3 characters; a code or number is not cut, correct it at its source",
                "{from: warranty, max: 1} ~ MAP-104 f: f is longer than 1 characters; a code or number is not cut, correct it at its source",
            })
    void whatMustNotGoOutIsHeld(String entry, String finding) {
        var result = apply("fields:\n  f: " + entry + "\n");
        assertThat(result).isInstanceOf(MapResult.Held.class);
        assertThat(findings(result)).containsExactly(finding);
        assertThat(((MapResult.Held) result).findings().get(0).severity()).isEqualTo(Finding.Severity.BLOCK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "select: status = 'draft' ~ select: status = 'draft' is false",
                "select: weight > 1 kg ~ select: weight > 1 kg is undecided: weight is missing",
            })
    void aRecordThatIsNotSelectedSaysWhy(String select, String reason) {
        assertThat(apply(select + "\nfields:\n  f: sku\n")).isEqualTo(new MapResult.NotSelected(reason));
    }

    @Test
    void unmappedMayReject() {
        assertThat(apply("fields:\n  f: {from: color, table: colors, unmapped: reject}\n"))
                .isEqualTo(new MapResult.NotSelected("f: 'mauve' is not in table colors"));
    }

    @Test
    void theTargetCompletesTheRules() {
        var map = new MapFixture()
                .map(
                        "t/product-out",
                        "target: t/fields.csv\nfields:\n  id: sku\n  title: name.en_GB\n  colour: color\n  years: score\n")
                .file(
                        "t/fields.csv",
                        "field;type;required;maxLength;values\nid;text;true;;\ntitle;text;true;9;\ncolour;option;;;red|blue\nyears;integer;;;\n");
        var result = map.apply("t/product-out", GLOVE, Map.of());
        assertThat(((MapResult.Mapped) result).row().asMap()).isEqualTo(Map.of("id", "GL-1", "title", "Cut-proof"));
        assertThat(findings(result))
                .containsExactly(
                        "MAP-101 title: title is longer than 9 characters and was cut",
                        "MAP-105 colour: 'mauve' is no value of colour (blue, red); translate it with a table",
                        "MAP-106 years: years takes whole numbers, this is 1.5; add round: half-up");
    }

    @Test
    void theTargetFindsWhatIsWrong() {
        var map = new MapFixture()
                .map("t/product-out", "target: t/fields.csv\nfields:\n  tilte: name.en_GB\n  flag: warranty\n")
                .file(
                        "t/fields.csv",
                        "field;type;required;maxLength;values\ntitle;text;true;9;\nflag;boolean;;;\nx;txt;;;\n");
        assertThat(map.problems("t/product-out"))
                .containsExactly(
                        "mappings/t/fields.csv:4:1 MAP-006 'txt' is no type (boolean, date,"
                                + " decimal, html, instant, integer, list, number, option, string, text, url); did you mean 'text'?");
        map.file("t/fields.csv", "field;type;required;maxLength;values\ntitle;text;true;9;\nflag;boolean;;;\n");
        assertThat(map.problems("t/product-out"))
                .contains(
                        "mappings/t/product-out.map.yaml MAP-008 the target requires 'title' and no entry fills it",
                        "mappings/t/product-out.map.yaml:3:3 MAP-007 the target has no field 'tilte'; did you mean 'title'?",
                        "mappings/t/product-out.map.yaml:4:3 MAP-013 'flag' takes boolean, this is integer");
    }

    @Test
    void constantsAreCheckedAgainstTheTargetsValues() {
        var map = new MapFixture()
                .map(
                        "t/product-out",
                        "target: t/fields.csv\nfields:\n  state: {const: activ, when: has(color), else: of}\n")
                .file("t/fields.csv", "field;type;required;maxLength;values\nstate;option;;;active|off\n");
        assertThat(map.problems("t/product-out"))
                .containsExactly(
                        "mappings/t/product-out.map.yaml:3:18 MAP-014 'activ' is never a value of state (active, off); did you mean 'active'?",
                        "mappings/t/product-out.map.yaml:3:49 MAP-014 'of' is never a value of state (active, off); did you mean 'off'?");
    }

    @Test
    void anOverlayReplacesRemovesAndIncludes() {
        var map = new MapFixture()
                .map("t/product-out", "locale: en_GB\nfields:\n  id: sku\n  title: name\n  old: warranty\n")
                .map("t/product-out.extra", "fields:\n  more: {const: x}\n")
                .map(
                        "t/product-out.adeo",
                        "extends: t/product-out\ninclude: t/product-out.extra\nremove: [old]\nfields:\n  title: {from: name, max: 9}\n");
        var row = ((MapResult.Mapped) map.apply("t/product-out.adeo", GLOVE, Map.of())).row();
        assertThat(row.asMap()).isEqualTo(Map.of("id", "GL-1", "title", "Cut-proof", "more", "x"));
        assertThat(row.fields()).containsExactly("id", "title", "more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "extends: t/product-uot ~ 1:10 MAP-004 there is no map 't/product-uot'; did you mean 't/product-out'?",
                "extends: t/product-out ~ 1:10 MAP-004 't/product-out' extends itself through t/product-out",
                "remove: [x] ~ 1:10 MAP-005 the extended map has no field 'x' to remove",
                "scope: prnt ~ 1:8 MAP-011 'prnt' is no scope (ecommerce, print); did you mean 'print'?",
                "feilds: {} ~ 1:1 MAP-002 'feilds' is no key of a map file; did you mean 'fields'?",
                "fields: [a] ~ 1:9 MAP-003 'fields' takes one line per field, found a list; write: title: name",
                "collect: prices ~ 1:1 MAP-002 'collect' is no key of a map file",
            })
    void wrongFilesAreRefused(String yaml, String message) {
        assertThat(new MapFixture().map("t/product-out", yaml + "\n").problems("t/product-out"))
                .containsExactly("mappings/t/product-out.map.yaml:" + message);
    }

    @Test
    void aFileNameSaysWhatIsMapped() {
        assertThat(new MapFixture().map("t/prodct-out", "fields: {}\n").problems("t/prodct-out"))
                .containsExactly(
                        "mappings/t/prodct-out.map.yaml MAP-001 the name 'prodct-out' is not <object>-in, <object>-out or <object>-ack with an object of cart, category, company,"
                                + " contact, media, offer, product; did you mean 'product'?");
    }

    @Test
    void explainTellsRuleInputsAndFindings() {
        var all = new MapFixture()
                .map(
                        "t/product-out",
                        "locale: [fr_FR, en_GB]\nfields:\n  title: {from: name, max: 9 characters}\n  no: gtin\n")
                .explain("t/product-out", GLOVE, Map.of());
        var title = all.get(0);
        assertThat(title.value()).isEqualTo("Cut-proof");
        assertThat(title.rule()).isEqualTo("{from: name, max: 9 characters}");
        assertThat(title.at().toString()).isEqualTo("mappings/t/product-out.map.yaml:3:3");
        assertThat(title.inputs())
                .containsExactly(
                        new Explained.Input("name.fr_FR", null),
                        new Explained.Input("name.en_GB", "Cut-proof glove of a long name"));
        assertThat(title.findings()).hasSize(1);
        assertThat(all.get(1).value()).isNull();
    }

    @Test
    void explainTellsTheWayToAPrice() {
        var offer =
                "{\"sku\":\"GL-1\",\"prices\":[{\"list\":\"public-2026\",\"amount\":\"10.00\",\"currency\":\"EUR\"}]}";
        var all = new MapFixture()
                .map("t/product-out", "fields:\n  p: {price: chf}\n")
                .explain("t/product-out", GLOVE, Map.of("offers GL-1", offer));
        assertThat(all.get(0).inputs())
                .containsExactly(new Explained.Input(
                        "price chf",
                        "on 2026-11-21 list public-2026 holds instead of public-2027; public-2026: 10.00 EUR for 1 = 10.00;"
                                + " chf: x 0.97 CHF = 9.7000; chf: to 0.05 = 9.70"));
    }

    @Test
    void theHashOfARowIsStableAndSeesEveryValue() {
        var map = "fields:\n  a: sku\n  b: warranty\n  c: score\n";
        var row = ((MapResult.Mapped) apply(map)).row();
        assertThat(row.hash()).isEqualTo(((MapResult.Mapped) apply(map)).row().hash());
        assertThat(Long.toHexString(row.hash())).isEqualTo("89e4ae0e9b8c161f");
        assertThat(row.hash())
                .isNotEqualTo(((MapResult.Mapped) apply("fields:\n  a: sku\n  b: warranty\n  c: gtin\n"))
                        .row()
                        .hash());
        assertThat(row.hash())
                .isNotEqualTo(((MapResult.Mapped) apply("fields:\n  a: sku\n  c: score\n  b: warranty\n"))
                        .row()
                        .hash());
    }
}
