package org.caravanserai.home.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the JSON Schema (draft 2020-12) of a file kind, so that editors complete and check what {@link TreeCheck} takes. */
public final class JsonSchema {
    /** Version of our file shapes; it stands in the {@code $id} and rises when a file of the former version is no longer taken. */
    public static final String VERSION = "1";

    private static final String REFERENCE = "^((secret|env):[A-Za-z0-9][A-Za-z0-9._-]*|file:(?!//)\\S+)$";

    private final Map<String, Object> definitions = new TreeMap<>();
    private final FileKind.Mode mode;

    private JsonSchema(FileKind.Mode mode) {
        this.mode = mode;
    }

    /** The schema as a value of canonical JSON, keys in a stable order. */
    public static Map<String, Object> of(FileKind kind) {
        var writer = new JsonSchema(kind.mode());
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://caravanserai.org/schemas/" + VERSION + "/" + kind.name() + ".json");
        schema.put("title", kind.place());
        schema.put("description", kind.doc());
        schema.putAll(writer.shape(kind.shape()));
        if (!writer.definitions.isEmpty()) {
            schema.put("$defs", writer.definitions);
        }
        return SharedShapes.of(schema);
    }

    private Map<String, Object> shape(Shape shape) {
        if (shape instanceof Shape.Single single) {
            return single(single);
        }
        if (shape instanceof Shape.Fields fields) {
            return fields(fields);
        }
        if (shape instanceof Shape.ByName byName) {
            return byName(byName);
        }
        if (shape instanceof Shape.Items items) {
            return items(items);
        }
        if (shape instanceof Shape.Either either) {
            return any(either.shapes().stream().map(this::shape).toList());
        }
        if (shape instanceof Shape.Later later) {
            return later(later);
        }
        return new LinkedHashMap<>();
    }

    private Map<String, Object> later(Shape.Later later) {
        if (!definitions.containsKey(later.name())) {
            definitions.put(later.name(), Map.of());
            definitions.put(later.name(), shape(later.shape().get()));
        }
        return map("$ref", "#/$defs/" + later.name());
    }

    private Map<String, Object> fields(Shape.Fields fields) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var setting : fields.settings().values()) {
            properties.put(setting.key(), setting(setting));
            if (setting.required() && mode != FileKind.Mode.PATCH) {
                required.add(setting.key());
            }
        }
        var schema = map("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        // A file that extends another may leave required keys to it.
        if (!required.isEmpty() && fields.settings().containsKey("extends")) {
            schema.put("if", map("not", map("required", List.of("extends"))));
            schema.put("then", map("required", required));
        } else if (!required.isEmpty() && mode == FileKind.Mode.WHOLE) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> setting(Setting setting) {
        var schema = nullable(shape(setting.shape()));
        var described = new LinkedHashMap<String, Object>();
        if (!setting.doc().isBlank()) {
            described.put("description", setting.doc() + setting.note());
        }
        described.putAll(schema);
        if (setting.defaultValue() != null) {
            described.put("default", value(setting.defaultValue(), setting.shape()));
        }
        return described;
    }

    private static Object value(String text, Shape shape) {
        boolean flag = shape instanceof Shape.Single single && single.type() == ValueType.BOOLEAN;
        return flag ? (Object) Boolean.valueOf(text) : text;
    }

    /** Where {@code null} removes what was inherited, it is a value. */
    private Map<String, Object> nullable(Map<String, Object> schema) {
        return mode == FileKind.Mode.WHOLE || schema.isEmpty() ? schema : any(List.of(schema, map("type", "null")));
    }

    private Map<String, Object> byName(Shape.ByName byName) {
        var schema = map("type", "object");
        var value = nullable(shape(byName.value()));
        if (byName.words().isEmpty()) {
            if (byName.key().pattern() != null) {
                schema.put("propertyNames", map("pattern", "^(" + byName.key().pattern() + ")$"));
            }
            schema.put("additionalProperties", value);
        } else {
            var properties = new LinkedHashMap<String, Object>();
            byName.words().forEach(word -> properties.put(word, value));
            schema.put("properties", properties);
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private Map<String, Object> items(Shape.Items items) {
        var schema = map("type", "array");
        schema.put("items", shape(items.item()));
        if (items.min() > 0) {
            schema.put("minItems", items.min());
        }
        if (items.max() > 0) {
            schema.put("maxItems", items.max());
        }
        return schema;
    }

    private Map<String, Object> single(Shape.Single single) {
        if (single.secret()) {
            var reference = map("type", "string");
            reference.put("pattern", REFERENCE);
            var both = map("type", "array");
            both.put("items", new LinkedHashMap<>(reference));
            both.put("minItems", 2);
            both.put("maxItems", 2);
            return any(List.of(reference, both));
        }
        if (!single.words().isEmpty()) {
            return map("enum", single.words());
        }
        var schema = typed(single.type());
        if (single.references() && single.type().pattern() != null) {
            var reference = map("type", "string");
            reference.put("pattern", REFERENCE);
            return any(List.of(schema, reference));
        }
        return schema;
    }

    private static Map<String, Object> typed(ValueType type) {
        if (type == ValueType.BOOLEAN) {
            return map("type", "boolean");
        }
        // Plain YAML may hold a number where text is meant (a version, a level): the checker takes its source text.
        boolean number =
                type.numeric() || type.pattern() == null || type == ValueType.CHARACTER || type == ValueType.EXPRESSION;
        var schema = number ? map("type", List.of("string", "number")) : map("type", "string");
        if (type.pattern() != null) {
            schema.put("pattern", "^(" + type.pattern() + ")$");
        }
        return schema;
    }

    private static Map<String, Object> any(List<Map<String, Object>> schemas) {
        return map("anyOf", schemas);
    }

    private static Map<String, Object> map(String key, Object value) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        return map;
    }
}
