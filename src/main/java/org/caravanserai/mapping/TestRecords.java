package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.expression.record.Related;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * The documents of one outward test case.
 *
 * @param record the record itself, null when it was not found
 * @param related what it is joined with
 * @param missing why there is no record, null when there is one
 */
record TestRecords(byte[] record, Related related, String missing) {

    static TestRecords of(MapTests.Case test, Kind kind, Model model) {
        var documents = new HashMap<String, byte[]>();
        for (var line : test.records().split("\n")) {
            if (!line.isBlank()) {
                var bad = line(line, documents);
                if (bad != null) {
                    return new TestRecords(null, Related.NONE, bad);
                }
            }
        }
        var given = test.get("given").orElseThrow();
        Related related = (of, key) -> documents.get(of.word() + " " + key);
        if (given instanceof YamlMap map) {
            return new TestRecords(CanonicalJson.write(inline(map, kind, model, documents)), related, null);
        }
        if (!(given instanceof YamlScalar key)) {
            return new TestRecords(null, related, "given is a record or the key of one");
        }
        var found = documents.get(kind.word() + " " + key.text());
        return new TestRecords(
                found,
                related,
                found != null
                        ? null
                        : "there is no record '" + key.text() + "' in "
                                + test.file().path().replaceAll("\\.test\\.yaml$", ".records.jsonl")
                                + "; save it with: map " + key.text() + " --save-test");
    }

    @SuppressWarnings("unchecked")
    private static String line(String line, Map<String, byte[]> documents) {
        Object value = read(line);
        if (value instanceof Map<?, ?> map && map.size() == 1) {
            var entry = map.entrySet().iterator().next();
            var kind = Kind.of(String.valueOf(entry.getKey()));
            if (kind.isPresent()
                    && entry.getValue() instanceof Map<?, ?> fields
                    && fields.get(kind.get().keyField()) instanceof String key) {
                documents.put(kind.get().word() + " " + key, CanonicalJson.write((Object) fields));
                return null;
            }
        }
        return "a line of the records file is no {\"products\": {...}}: "
                + org.caravanserai.canonical.Finding.cut(line);
    }

    private static Object read(String line) {
        try {
            var outcome = org.caravanserai.parser.Json.read(
                    new java.io.ByteArrayInputStream(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return outcome instanceof Outcome.Taken<Object> taken ? taken.value() : null;
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    /** A record written in the test; objects where the model holds keys become documents of their own. */
    private static Object inline(YamlMap map, Kind kind, Model model, Map<String, byte[]> documents) {
        var fields = new LinkedHashMap<String, Object>();
        var offer = new LinkedHashMap<String, Object>();
        var known = model.of(kind);
        for (var entry : map.entries()) {
            var code = entry.key();
            var attribute = known.attributes().get(code);
            if (code.equals(kind.keyField()) && entry.value() instanceof YamlScalar key) {
                fields.put(code, key.text());
            } else if (kind == Kind.PRODUCTS
                    && attribute == null
                    && !known.sections().containsKey(code)
                    && model.of(Kind.OFFERS).sections().containsKey(code)) {
                offer.put(code, value(entry.value(), null));
            } else if (attribute != null && target(attribute.type(), attribute.target(), code) != null) {
                fields.put(
                        code,
                        keys(entry.value(), target(attribute.type(), attribute.target(), code), model, documents));
            } else {
                fields.put(code, value(entry.value(), attribute == null ? null : attribute.type()));
            }
        }
        var key = fields.computeIfAbsent(kind.keyField(), none -> "given-" + documents.size());
        if (!offer.isEmpty()) {
            offer.put("sku", key);
            documents.put(Kind.OFFERS.word() + " " + key, CanonicalJson.write((Object) offer));
        }
        return fields;
    }

    private static Kind target(AttributeType type, Kind target, String code) {
        if (type == AttributeType.MEDIA) {
            return Kind.MEDIA;
        }
        return code.equals("categories") && target == null ? Kind.CATEGORIES : target;
    }

    private static Object keys(YamlNode node, Kind kind, Model model, Map<String, byte[]> documents) {
        if (node instanceof YamlList list) {
            return list.items().stream()
                    .map(item -> keys(item, kind, model, documents))
                    .toList();
        }
        if (node instanceof YamlMap map) {
            @SuppressWarnings("unchecked")
            var document = (Map<String, Object>) inline(map, kind, model, documents);
            var key = String.valueOf(document.get(kind.keyField()));
            documents.put(kind.word() + " " + key, CanonicalJson.write((Object) document));
            return key;
        }
        return node.isNull() ? null : ((YamlScalar) node).text();
    }

    /** A source row: cells as text, lists and objects as they are. */
    static Map<String, Object> plain(YamlMap row) {
        var fields = new LinkedHashMap<String, Object>();
        row.entries().forEach(entry -> fields.put(entry.key(), value(entry.value(), null)));
        return fields;
    }

    /** A value as JSON would hold it; unquoted true, false and whole numbers are typed unless the attribute is text. */
    private static Object value(YamlNode node, AttributeType type) {
        if (node.isNull()) {
            return null;
        }
        if (node instanceof YamlMap map) {
            var fields = new LinkedHashMap<String, Object>();
            map.entries().forEach(entry -> fields.put(entry.key(), value(entry.value(), type)));
            return fields;
        }
        if (node instanceof YamlList list) {
            List<Object> all = new ArrayList<>();
            list.items().forEach(item -> all.add(value(item, type)));
            return all;
        }
        var scalar = (YamlScalar) node;
        boolean text =
                scalar.quoted() || type != null && type != AttributeType.INTEGER && type != AttributeType.BOOLEAN;
        if (!text && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return Boolean.valueOf(scalar.text());
        }
        return !text && scalar.text().matches("-?(0|[1-9][0-9]{0,17})")
                ? (Object) Long.valueOf(scalar.text())
                : scalar.text();
    }
}
