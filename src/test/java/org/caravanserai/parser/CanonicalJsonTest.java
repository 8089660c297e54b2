package org.caravanserai.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
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
}
