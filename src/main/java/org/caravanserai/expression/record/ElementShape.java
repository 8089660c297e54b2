package org.caravanserai.expression.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Section;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What is read of one element of a section (a price, a packaging level): an {@code Object[]} as wide as the fields somebody asked for. */
final class ElementShape {
    /** Name under which the key of an element is read where a section is an object by key: {@code packaging} -> {@code BX}. */
    static final String KEY_FIELD = "level";

    private final Section section;
    private final PathNode root = new PathNode();
    private final Map<String, Integer> fields = new LinkedHashMap<>();
    private int keySlot = -1;

    ElementShape(Section section) {
        this.section = section;
    }

    Section section() {
        return section;
    }

    /** The fields an element may have, with the key field where the section is by key. */
    Map<String, Attribute> names() {
        var all = new LinkedHashMap<>(section.fields());
        if (section.byKey()) {
            all.put(KEY_FIELD, Attribute.of(KEY_FIELD, AttributeType.TEXT));
        }
        return all;
    }

    /** The slot of a field inside the element, -1 when the section has no such field. */
    int slot(String field) {
        var known = fields.get(field);
        if (known != null) {
            return known;
        }
        var attribute = names().get(field);
        if (attribute == null) {
            return -1;
        }
        int slot = fields.size();
        fields.put(field, slot);
        if (section.byKey() && field.equals(KEY_FIELD)) {
            keySlot = slot;
        } else {
            root.child(field).value(attribute, slot);
        }
        return slot;
    }

    /** Reads a whole section; null when it has another structure than the model says, or no element. */
    Object[] read(JsonParser json, JsonToken token) {
        if (token != (section.byKey() ? JsonToken.START_OBJECT : JsonToken.START_ARRAY)) {
            json.skipChildren();
            return null;
        }
        var elements = new ArrayList<Object>(4);
        if (section.byKey()) {
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                add(json, json.nextToken(), key, elements);
            }
        } else {
            for (var next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                add(json, next, null, elements);
            }
        }
        return elements.isEmpty() ? null : elements.toArray();
    }

    private void add(JsonParser json, JsonToken token, String key, ArrayList<Object> elements) {
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        var element = new Object[fields.size()];
        if (keySlot >= 0) {
            element[keySlot] = key;
        }
        root.object(json, element);
        elements.add(element);
    }
}
