package org.caravanserai.home.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is repeated is said once, and means what it meant. */
class SharedShapesTest {
    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "properties", new TreeMap<>(properties));
    }

    private static final Map<String, Object> FORMAT = object(Map.of("charset", Map.of("type", "string")));

    private static Map<String, Object> stream(String more) {
        return object(Map.of("format", FORMAT, "map", Map.of("type", more)));
    }

    /** Every reference replaced by what it names. */
    private static Object open(Object node, Map<?, ?> definitions) {
        if (node instanceof List<?> list) {
            return list.stream().map(value -> open(value, definitions)).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        if (map.get("$ref") instanceof String reference) {
            var name = reference.substring("#/$defs/".length());
            assertThat(definitions.containsKey(name)).as(name).isTrue();
            return open(definitions.get(name), definitions);
        }
        var opened = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!key.equals("$defs")) {
                opened.put(String.valueOf(key), open(value, definitions));
            }
        });
        return opened;
    }

    @Test
    void aShapeThatStandsTwiceBecomesADefinitionAndInsideItToo() {
        var schema = object(Map.of(
                "products",
                stream("string"),
                "offers",
                Map.of("anyOf", List.of(stream("string"), Map.of("type", "null"))),
                "other",
                stream("number")));

        var shared = SharedShapes.of(schema);

        assertThat(((Map<?, ?>) shared.get("$defs")).keySet().stream().map(String::valueOf))
                .containsExactly("format", "offers");
        assertThat(shared.toString().split("charset", -1)).hasSize(2);
        assertThat(open(shared, (Map<?, ?>) shared.get("$defs"))).isEqualTo(schema);
    }

    @Test
    void sameKeysOfOtherShapesGetNamesOfTheirOwn() {
        var one = object(Map.of("a", object(Map.of("x", Map.of())), "b", object(Map.of("x", Map.of()))));
        var two = object(Map.of("a", object(Map.of("y", Map.of())), "b", object(Map.of("y", Map.of()))));
        var schema = object(Map.of("p", one, "q", two));

        var shared = SharedShapes.of(schema);

        assertThat(((Map<?, ?>) shared.get("$defs")).keySet().stream().map(String::valueOf))
                .containsExactly("a", "a-2");
        assertThat(open(shared, (Map<?, ?>) shared.get("$defs"))).isEqualTo(schema);
    }

    @Test
    void whatStandsOnceStaysAndDefinitionsOfBeforeStay() {
        var schema = new LinkedHashMap<String, Object>(object(Map.of("a", FORMAT)));
        assertThat(SharedShapes.of(schema)).isEqualTo(schema);

        schema.put("$defs", Map.of("later", Map.of("type", "string")));
        assertThat(SharedShapes.of(schema)).isEqualTo(schema);
    }
}
