package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Compares what came out with what a test expects: numbers by value, everything else by its text. */
record Expected(BiConsumer<YamlNode, String> differ) {

    /** Only the fields listed; {@code null} expects no value. A dotted name reaches into objects. */
    void fields(YamlMap expected, Map<String, ?> values, String prefix) {
        for (var entry : expected.entries()) {
            @SuppressWarnings("unchecked")
            var value = InwardMap.at((Map<String, Object>) values, entry.key());
            value(entry.value(), value, prefix + entry.key());
        }
    }

    /** Outcomes in order; of each only the fields listed. One alone needs no list. */
    void outcomes(YamlNode expected, List<Map<String, Object>> rows) {
        var list = expected instanceof YamlList items ? items.items() : List.of(expected);
        if (list.size() != rows.size()) {
            differ.accept(expected, "expected " + list.size() + " outcomes, found " + rows);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (list.get(i) instanceof YamlMap one) {
                fields(one, rows.get(i), "[" + i + "].");
            } else {
                differ.accept(list.get(i), "an outcome is { key: GL-1, outcome: accepted }");
            }
        }
    }

    private void value(YamlNode expected, Object value, String name) {
        if (expected.isNull() || value == null) {
            if (!expected.isNull() || value != null) {
                differ.accept(expected, name + ": expected " + MapReader.text(expected) + ", found " + shown(value));
            }
        } else if (expected instanceof YamlScalar scalar) {
            if (!same(scalar.text(), value)) {
                differ.accept(expected, name + ": expected " + scalar.text() + ", found " + shown(value));
            }
        } else if (expected instanceof YamlMap map) {
            var fields = value instanceof Row row ? row.asMap() : value instanceof Map<?, ?> other ? cast(other) : null;
            if (fields == null) {
                differ.accept(expected, name + ": expected fields, found " + shown(value));
            } else {
                fields(map, fields, name + ".");
            }
        } else {
            list((YamlList) expected, value, name);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private void list(YamlList expected, Object value, String name) {
        if (!(value instanceof List<?> list) || list.size() != expected.items().size()) {
            differ.accept(expected, name + ": expected " + expected.items().size() + " values, found " + shown(value));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            value(expected.items().get(i), list.get(i), name + "[" + i + "]");
        }
    }

    private static boolean same(String expected, Object value) {
        if (value instanceof List || value instanceof Map || value instanceof Row) {
            return false;
        }
        if (value instanceof BigDecimal number && expected.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            return number.compareTo(new BigDecimal(expected)) == 0;
        }
        return Texts.of(value).equals(expected);
    }

    private static String shown(Object value) {
        return value == null ? "no value" : Texts.of(value);
    }
}
