package org.caravanserai.connector.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Bodies and rows of recordings: what YAML says, as JSON and as cells. Here a number and the text of its digits are two things. */
public final class RecordedValues {
    private static final String NUMBER = "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?";

    private RecordedValues() {}

    /** Maps, lists, texts, {@link BigDecimal}, {@link Boolean}, null. */
    public static Object json(YamlNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node instanceof YamlMap map) {
            var fields = new LinkedHashMap<String, Object>();
            map.entries().forEach(entry -> fields.put(entry.key(), json(entry.value())));
            return fields;
        }
        if (node instanceof YamlList list) {
            var items = new ArrayList<Object>();
            list.items().forEach(item -> items.add(json(item)));
            return items;
        }
        var scalar = (YamlScalar) node;
        if (scalar.quoted()) {
            return scalar.text();
        }
        if (scalar.text().matches("true|false")) {
            return Boolean.valueOf(scalar.text());
        }
        return scalar.text().matches(NUMBER) ? new BigDecimal(scalar.text()) : scalar.text();
    }

    /** Records of an answer, as {@link #json}; what is no map is passed over. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> records(YamlNode node) {
        return json(node) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(one -> (Map<String, Object>) one)
                        .toList()
                : List.of();
    }

    /** Such a value as UTF-8 JSON. */
    public static byte[] write(Object tree) {
        var out = new ByteArrayOutputStream();
        try (var json = Json.generator(out)) {
            write(json, tree);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, one) -> {
                json.writeName((String) name);
                write(json, one);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(one -> write(json, one));
            json.writeEndArray();
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString((String) value);
        }
    }

    /** One sentence about the first difference of a body from what was recorded; null = there is none. */
    public static String difference(Object recorded, byte[] body) {
        try (var parser = Json.parser(body, 0, body.length)) {
            if (parser.nextToken() == null) {
                return "the body is empty";
            }
            return difference(recorded, read(parser), "");
        } catch (JacksonException broken) {
            return "the body is no JSON: " + Finding.cut(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Object read(JsonParser parser) {
        var token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            var fields = new LinkedHashMap<String, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = parser.currentName();
                parser.nextToken();
                fields.put(name, read(parser));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            var items = new ArrayList<Object>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(parser));
            }
            return items;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_STRING ? parser.getString() : new BigDecimal(parser.getString());
    }

    private static String difference(Object recorded, Object found, String at) {
        if (recorded instanceof Map<?, ?> fields && found instanceof Map<?, ?> others) {
            for (var name : fields.keySet()) {
                if (!others.containsKey(name)) {
                    return place(at, name) + " is missing";
                }
            }
            for (var name : others.keySet()) {
                if (!fields.containsKey(name)) {
                    return place(at, name) + " was not recorded; it is " + shown(others.get(name));
                }
                var inner = difference(fields.get(name), others.get(name), place(at, name));
                if (inner != null) {
                    return inner;
                }
            }
            return null;
        }
        if (recorded instanceof List<?> items && found instanceof List<?> others) {
            if (items.size() != others.size()) {
                return (at.isEmpty() ? "the list" : at) + " has " + others.size() + " elements, recorded are "
                        + items.size();
            }
            for (int i = 0; i < items.size(); i++) {
                var inner = difference(items.get(i), others.get(i), at + "[" + i + "]");
                if (inner != null) {
                    return inner;
                }
            }
            return null;
        }
        boolean same = recorded instanceof BigDecimal one && found instanceof BigDecimal other
                ? one.compareTo(other) == 0
                : java.util.Objects.equals(recorded, found);
        return same
                ? null
                : (at.isEmpty() ? "the body" : at) + " is " + shown(found) + ", recorded is " + shown(recorded);
    }

    private static String place(String at, Object name) {
        return at.isEmpty() ? String.valueOf(name) : at + "." + name;
    }

    private static String shown(Object value) {
        return Finding.cut(new String(write(value), StandardCharsets.UTF_8));
    }

    /** A row as a map makes it: whole numbers, decimals, texts, lists, nested rows. */
    public static Cells row(YamlMap map) {
        var names = List.copyOf(map.keys());
        var values = map.entries().stream().map(entry -> cell(entry.value())).toArray();
        return new Cells() {
            @Override
            public List<String> fields() {
                return names;
            }

            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Object value(int field) {
                return values[field];
            }
        };
    }

    private static Object cell(YamlNode node) {
        if (node instanceof YamlMap map) {
            return row(map);
        }
        if (node instanceof YamlList list) {
            var items = new ArrayList<Object>();
            list.items().forEach(item -> items.add(cell(item)));
            return items;
        }
        var value = json(node);
        return value instanceof BigDecimal number && number.scale() == 0 && number.precision() < 19
                ? (Object) number.longValueExact()
                : value;
    }
}
