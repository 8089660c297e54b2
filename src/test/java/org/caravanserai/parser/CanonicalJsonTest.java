package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jpountz.xxhash.XXHashFactory;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void writesTheKeyFirstAndTheRestSorted() {
        var values = new LinkedHashMap<String, Object>();
        values.put("zeta", null);
        values.put("weight", Map.of("value", "0.12", "unit", "KGM"));
        values.put("name", Map.of("fr_FR", "Gant \"é\"", "en_GB", "Glove"));
        values.put("media", Arrays.asList("M-2", "M-1", 3L, true, null));
        assertThat(new String(CanonicalJson.write(new Document(Kind.PRODUCTS, "GL-200", values)), UTF_8))
                .isEqualTo("{\"sku\":\"GL-200\",\"media\":[\"M-2\",\"M-1\",3,true,null],"
                        + "\"name\":{\"en_GB\":\"Glove\",\"fr_FR\":\"Gant \\\"é\\\"\"},"
                        + "\"weight\":{\"unit\":\"KGM\",\"value\":\"0.12\"},\"zeta\":null}");
    }

    @Test
    void equalDocumentsGiveEqualBytesWhateverTheOrder() {
        var backwards = new TreeMap<String, Object>(Comparator.reverseOrder());
        backwards.putAll(Map.of("a", "1", "b", "2", "c", Map.of("x", 1L, "y", 2L)));
        var one = CanonicalJson.write(new Document(Kind.MEDIA, "M", backwards));
        var two = CanonicalJson.write(new Document(
                Kind.MEDIA, "M", new LinkedHashMap<>(Map.of("c", Map.of("y", 2L, "x", 1L), "b", "2", "a", "1"))));
        assertThat(one).isEqualTo(two);
        assertThat(CanonicalJson.hash(one)).isEqualTo(CanonicalJson.hash(two));
        var other = CanonicalJson.write(new Document(Kind.MEDIA, "M", Map.of("a", "1")));
        assertThat(CanonicalJson.hash(other)).isNotEqualTo(CanonicalJson.hash(one));
    }

    @Test
    void readsBackWhatItWrote() {
        var document = new Document(
                Kind.OFFERS,
                "GL-200",
                new LinkedHashMap<>(Map.of("stock", List.of(Map.of("quantity", "5")), "n", 7L, "f", false)));
        assertThat(CanonicalJson.read(Kind.OFFERS, CanonicalJson.write(document)))
                .isEqualTo(document);
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertThatThrownBy(() -> CanonicalJson.write(new Document(Kind.MEDIA, "M", Map.of("code", "M"))))
                .hasMessage("the values of a document hold its key field code");
        assertThatThrownBy(() -> CanonicalJson.write(new Document(Kind.MEDIA, "M", Map.of("a", 1.5))))
                .hasMessage("no JSON form for java.lang.Double");
        assertThatThrownBy(() -> CanonicalJson.read(Kind.MEDIA, "{\"a\":\"1\"}".getBytes(UTF_8)))
                .hasMessage("the field 'code' must hold the key as text");
        assertThatThrownBy(() -> CanonicalJson.read(Kind.MEDIA, "[]".getBytes(UTF_8)))
                .hasMessage("no object");
    }

    @Test
    void hashesAsXxHash64() {
        var oracle = XXHashFactory.safeInstance().hash64();
        var random = new Random(7);
        for (int length = 0; length < 300; length++) {
            var bytes = new byte[length + 5];
            random.nextBytes(bytes);
            assertThat(Hash64.of(bytes, 3, length)).isEqualTo(oracle.hash(bytes, 3, length, 0));
        }
    }

    @Test
    void theShortWayGivesTheBytesOfTheGenerator() {
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            var document = new Document(Kind.PRODUCTS, anyText(random, true), anyObject(random, 0));
            document.values().remove("sku");
            var out = new ByteArrayOutputStream();
            try (var json = Json.generator(out)) {
                CanonicalJson.write(json, document);
            }
            assertThat(new String(CanonicalJson.write(document), StandardCharsets.UTF_8))
                    .isEqualTo(out.toString(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> CanonicalJson.write(new Document(Kind.PRODUCTS, "a\ud800b", Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> CanonicalJson.write(new Document(Kind.PRODUCTS, "a", Map.of("x", 1.5))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> anyObject(Random random, int depth) {
        var map = new HashMap<String, Object>();
        int size = random.nextInt(6);
        for (int i = 0; i < size; i++) {
            map.put(anyText(random, false), anyValue(random, depth + 1));
        }
        return map;
    }

    private static Object anyValue(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> new BigDecimal(random.nextInt(100_000)).movePointLeft(2);
            case 4 -> random.nextInt();
            case 5 -> anyText(random, false);
            case 6 -> anyObject(random, depth);
            default -> {
                var list = new ArrayList<Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(anyValue(random, depth));
                }
                yield list;
            }
        };
    }

    private static String anyText(Random random, boolean filled) {
        var text = new StringBuilder(filled ? "k" : "");
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x30));
                case 1 -> text.append((char) (0x70 + random.nextInt(0x200)));
                case 2 -> text.append((char) (0x7F0 + random.nextInt(0x3000)));
                case 3 -> text.appendCodePoint(0x1F300 + random.nextInt(200));
                default -> text.append((char) ('!' + random.nextInt(90)));
            }
        }
        return text.toString();
    }
}
