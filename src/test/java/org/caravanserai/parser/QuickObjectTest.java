package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/** The quick reader says what the careful one says, or nothing. */
class QuickObjectTest {
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "0",
            "-",
            "1",
            ".",
            "e",
            "5",
            " ",
            "\t",
            "\n",
            "true",
            "null",
            "false",
            "\"a\":",
            "\"b\":1,",
            "\\n",
            "\\u00e9",
            "\\u0000",
            "\\ud800",
            "\\u12",
            "\\x",
            "é",
            "€",
            "𝄞",
            "\uFFFD",
            "\u0001",
            "123456789012345678",
            "9999999999999999999",
            "-0",
            "0.10",
            "1.",
            ".5",
            "1e3",
            "007");

    private static final List<String> ORDINARY = List.of(
            "{\"sku\":\"A-1\",\"n\":{\"fr\":\"Écran plat\",\"x\":[1,\"2\",{\"y\":0.5}]},\"z\":12}",
            "{\"w\":{\"value\":\"1.5\",\"unit\":\"MMT\"},\"sku\":\"A\",\"a\":{\"d\":1,\"c\":2},\"v\":{\"value\":1,\"unit\":\"é\"}}",
            "{\"b\":{\"z\":{\"d\":1,\"c\":2},\"a\":[1]},\"q\":[{\"b\":1,\"a\":2}],\"sku\":\"A\",\"r\":{\"c\":1,\"b\":2,\"a\":3}}");

    private static Map<String, Object> quick(byte[] bytes) {
        return QuickObject.read(bytes, 0, bytes.length);
    }

    /** As {@link JsonRecords} reads with care, null = refused. */
    private static Map<String, Object> careful(byte[] bytes) {
        try (var parser = Json.parser(bytes, 0, bytes.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            var values = JsonTree.object(parser, Json.MAX_RECORD);
            return parser.nextToken() == null ? values : null;
        } catch (JsonTree.Fault | JacksonException refused) {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { \"a\" : \"x\" } ",
                "{\"a\":\"gants \\\"d'hiver\\\"\\n\\u00e9\\/\",\"b\":[1,-2,[],{}],\"c\":null,\"d\":true,\"e\":false}",
                "{\"a\":\"é€𝄞 plus de huit caractères, and then some\",\"b\":{\"c\":{\"d\":\"e\"}}}",
                "{\"a\":0,\"b\":-1,\"c\":999999999999999999,\"d\":12.50,\"e\":-0.5,\"f\":0.0}",
            })
    void ordinary_objects_are_read_at_once(String json) {
        assertThat(quick(json.getBytes(UTF_8))).isNotNull().isEqualTo(careful(json.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}}",
                "{} x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{,\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":-01.5}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e5}",
                "{\"a\":12345678901234567890}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":\"x}",
                "{\"a\":\"x\\",
                "{\"a\":\"\\u00",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"tab\there\"}",
                "{\"a\\u0062\":1}",
                "{'a':1}",
                "{\"a\":1}//",
            })
    void what_is_out_of_the_ordinary_is_left_to_the_careful_reader(String json) {
        assertThat(quick(json.getBytes(UTF_8))).isNull();
    }

    @Test
    void bytes_that_are_not_utf_8_are_not_guessed() {
        var bytes = "{\"a\":\"12345678x\"}".getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) 0xC3;
        assertThat(quick(bytes)).isNull();
    }

    @Test
    void nesting_and_lengths_are_limited() {
        assertThat(quick(("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}").getBytes(UTF_8)))
                .isNull();
        assertThat(quick(("{\"" + "n".repeat(Json.MAX_NAME + 1) + "\":1}").getBytes(UTF_8)))
                .isNull();
        assertThat(quick(("{\"a\":\"" + "x".repeat(Json.MAX_STRING + 1) + "\"}").getBytes(UTF_8)))
                .isNull();
        assertThat(quick(("{\"a\":1." + "1".repeat(Json.MAX_DIGITS) + "}").getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void on_thousands_of_mutations_it_agrees_or_keeps_silent() {
        var random = new Random(7);
        int agreed = 0;
        for (int round = 0; round < 40_000; round++) {
            var text = new StringBuilder(ORDINARY.get(round % ORDINARY.size()));
            for (int change = random.nextInt(4); change > 0; change--) {
                int at = random.nextInt(text.length());
                var piece = PIECES.get(random.nextInt(PIECES.size()));
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, piece);
                    case 1 -> text.replace(at, at + 1, piece);
                    default -> text.deleteCharAt(at);
                }
            }
            var bytes = text.toString().getBytes(UTF_8);
            var quick = quick(bytes);
            if (quick != null) {
                agreed++;
                assertThat(careful(bytes)).as(text.toString()).isEqualTo(quick);
                var canonical = CanonicalJson.write((Object) careful(bytes));
                assertThat(CanonicalJson.write((Object) quick))
                        .as(text.toString())
                        .isEqualTo(canonical);
                if (quick instanceof RawObject raw) {
                    var rest = careful(bytes);
                    rest.remove("sku");
                    assertThat(CanonicalJson.write((Object) raw.without("sku")))
                            .as(text.toString())
                            .isEqualTo(CanonicalJson.write((Object) rest));
                }
                assertThat(new ArrayList<>(careful(bytes).keySet())).isEqualTo(new ArrayList<>(quick.keySet()));
            }
        }
        assertThat(agreed).isGreaterThan(10_000);
    }

    @Test
    void canonical_bytes_of_any_text_are_those_of_the_generator() {
        var random = new Random(11);
        var signs = "abcdefghij klm?\"\\\n\t\u0001/é€\uFFFD\uE000";
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                int sign = random.nextInt(signs.length() + 1 + random.nextInt(60));
                text.append(
                        sign < signs.length() ? signs.substring(sign, sign + 1) : sign == signs.length() ? "𝄞" : "x");
            }
            var document = new Document(Kind.PRODUCTS, "A", Map.of("z", text.toString(), "a", text.toString()));
            var out = new java.io.ByteArrayOutputStream();
            try (var json = Json.generator(out)) {
                CanonicalJson.write(json, document);
            }
            assertThat(CanonicalJson.write(document)).isEqualTo(out.toByteArray());
            assertThat(CanonicalJson.read(Kind.PRODUCTS, out.toByteArray())).isEqualTo(document);
            assertThat(CanonicalJson.glance(Kind.PRODUCTS, out.toByteArray())).isEqualTo(document);
        }
    }

    @Test
    void a_glance_builds_only_what_is_asked_for_and_knows_what_is_blank() {
        var cases = Map.of(
                "{\"sku\":\"A\",\"a\":{\"fr\":\"x\"},\"b\":[\"1\",{\"c\":2}],\"d\":-1,\"e\":true}", true,
                "{\"sku\":\"A\",\"a\":{\"fr\":\"\"}}", false,
                "{\"sku\":\"A\",\"a\":{\"fr\":\" \"}}", false,
                "{\"sku\":\"A\",\"a\":{\"fr\":null}}", false,
                "{\"sku\":\"A\",\"a\":[]}", false,
                "{\"sku\":\"A\",\"a\":{}}", false,
                "{\"sku\":\"A\",\"a\":null}", false,
                "{\"sku\":\"A\",\"a\":\"\\t\"}", false,
                "{\"sku\":\"A\",\"a\":\"\\\"x\\\\\",\"b\":123456789012345678}", false);
        cases.forEach((json, full) -> {
            var bytes = json.getBytes(UTF_8);
            var glance = CanonicalJson.glance(Kind.PRODUCTS, bytes);
            assertThat(glance.values()).as(json).isInstanceOf(RawObject.class);
            assertThat(((RawObject) glance.values()).full()).as(json).isEqualTo(full);
            assertThat(((RawObject) glance.values()).isObject("a")).isEqualTo(json.contains("\"a\":{"));
            assertThat(glance.values().get("a"))
                    .isEqualTo(CanonicalJson.read(Kind.PRODUCTS, bytes).values().get("a"));
            assertThat(glance).as(json).isEqualTo(CanonicalJson.read(Kind.PRODUCTS, bytes));
            assertThat(CanonicalJson.write(glance)).as(json).isEqualTo(bytes);
            assertThat(glance.values()).doesNotContainKey("sku");
        });
    }

    @Test
    void parts_of_an_object_are_found_and_left_out() {
        var values = quick("{\"b\":{\"y\":1,\"x\":2},\"a\":\"1\",\"c\":[]}".getBytes(UTF_8));
        assertThat(values).isInstanceOf(RawObject.class);
        var raw = (RawObject) values;
        assertThat(raw.keySet()).containsExactly("b", "a", "c");
        assertThat(raw.without("a")).isEqualTo(Map.of("b", Map.of("y", 1L, "x", 2L), "c", List.of()));
        assertThat(raw.without("a").get("c")).isEqualTo(List.of());
        assertThat(raw.without("z")).isSameAs(raw);
        assertThat(raw.isObject("b")).isTrue();
        assertThat(raw.isObject("a")).isFalse();
        assertThat(new String(CanonicalJson.write((Object) raw), UTF_8))
                .isEqualTo("{\"a\":\"1\",\"b\":{\"x\":2,\"y\":1},\"c\":[]}");
    }

    @Test
    void half_a_pair_is_refused_in_long_texts_too() {
        var document = new Document(Kind.PRODUCTS, "A", Map.of("z", "more than twelve characters \uD83D"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> CanonicalJson.write(document)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
