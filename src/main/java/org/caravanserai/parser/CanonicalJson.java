package org.caravanserai.parser;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/**
 * The one written form of a document: UTF-8, no white space, the key field first, all other fields and the fields of
 * nested objects sorted by name (UTF-16 order), lists in their order, decimals as strings. Equal documents give equal
 * bytes, so that a hash tells "unchanged".
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The bytes of a document.
     *
     * @throws IllegalArgumentException when a value has no JSON form, or the values hold the key field
     */
    public static byte[] write(Document document) {
        var out = new JsonBytes(4096);
        out.raw('{');
        out.text(keyField(document));
        out.raw(':');
        out.text(document.key());
        out.fields(document.values(), false);
        out.raw('}');
        return out.toByteArray();
    }

    private static String keyField(Document document) {
        var keyField = document.kind().keyField();
        if (document.values().containsKey(keyField)) {
            throw new IllegalArgumentException("the values of a document hold its key field " + keyField);
        }
        return keyField;
    }

    /** Writes a document to a generator, for streams of many. */
    public static void write(JsonGenerator json, Document document) {
        json.writeStartObject();
        json.writeStringProperty(keyField(document), document.key());
        fields(json, document.values());
        json.writeEndObject();
    }

    /** The bytes of a bare value, maps sorted: what a hash of a part of a document is taken over. */
    public static byte[] write(Object value) {
        var out = new JsonBytes(256);
        out.value(value);
        return out.toByteArray();
    }

    /** The hash of a document's bytes; equal documents, equal number. */
    public static long hash(byte[] canonical) {
        return Hash64.of(canonical);
    }

    /**
     * Reads what {@link #write(Document)} wrote; not for foreign input, see {@link Json#records}.
     *
     * @throws IllegalArgumentException when the bytes are no document of this kind
     */
    public static Document read(Kind kind, byte[] bytes) {
        return read(kind, bytes, 0, bytes.length);
    }

    /** As {@link #read(Kind, byte[])}, from a part of an array. */
    public static Document read(Kind kind, byte[] bytes, int offset, int length) {
        if (QuickObject.value(bytes, offset, offset + length) instanceof Map<?, ?> quick) {
            return document(kind, fields(quick));
        }
        try (var parser = Json.parser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no object");
            }
            return document(kind, JsonTree.object(parser, Long.MAX_VALUE / 2));
        } catch (JsonTree.Fault e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * As {@link #read(Kind, byte[])}, but a value is built only when somebody asks for it: for looks at a few fields of
     * many documents. The bytes must not change; for one thread at a time.
     */
    public static Document glance(Kind kind, byte[] bytes) {
        var raw = QuickObject.glance(bytes, 0, bytes.length);
        if (raw == null || !(raw.get(kind.keyField()) instanceof String key) || key.isBlank()) {
            return read(kind, bytes);
        }
        return new Document(kind, key, raw.without(kind.keyField()));
    }

    /**
     * A document from the fields of a record; the key field is taken out of the map given.
     *
     * @throws IllegalArgumentException when the key field is absent, blank or no text
     */
    public static Document document(Kind kind, Map<String, Object> fields) {
        var key = fields.remove(kind.keyField());
        if (!(key instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("the field '" + kind.keyField() + "' must hold the key as text");
        }
        return new Document(kind, text, fields);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    private static void fields(JsonGenerator json, Map<?, ?> map) {
        if (inOrder(map)) {
            for (var field : map.entrySet()) {
                json.writeName((String) field.getKey());
                value(json, field.getValue());
            }
            return;
        }
        var names = map.keySet().toArray(new String[0]);
        Arrays.sort(names);
        for (var name : names) {
            json.writeName(name);
            value(json, map.get(name));
        }
    }

    /** True when the fields come sorted, as they do in every document that was read from canonical JSON. */
    static boolean inOrder(Map<?, ?> map) {
        if (map instanceof SortedMap<?, ?> sorted && sorted.comparator() == null) {
            return true;
        }
        String before = null;
        for (var key : map.keySet()) {
            var name = (String) key;
            if (before != null && before.compareTo(name) > 0) {
                return false;
            }
            before = name;
        }
        return true;
    }

    private static void value(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            fields(json, map);
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (var item : list) {
                value(json, item);
            }
            json.writeEndArray();
        } else {
            Json.write(json, value);
        }
    }
}
