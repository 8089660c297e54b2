package org.caravanserai.web;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.KindModel;

/** Hides personal data from those who may not see it: the field stays, its value does not. */
public final class Masking {
    private static final String MASK = "•••";

    private final boolean clear;
    private final Set<String> personal = new HashSet<>();
    private final Map<String, Set<String>> bySection = new LinkedHashMap<>();

    private Masking(KindModel model, boolean clear) {
        this.clear = clear;
        model.attributes().values().stream()
                .filter(Attribute::personal)
                .forEach(attribute -> personal.add(attribute.code()));
        model.sections().values().forEach(section -> {
            var fields = new HashSet<String>();
            section.fields().forEach((name, field) -> {
                if (field.personal()) {
                    fields.add(name);
                }
            });
            bySection.put(section.code(), fields);
        });
    }

    /** @param clear the reader may see personal data */
    public static Masking of(KindModel model, boolean clear) {
        return new Masking(model, clear);
    }

    /** The fields of a document. */
    public Map<String, Object> values(Map<String, Object> values) {
        if (clear) {
            return values;
        }
        var masked = new LinkedHashMap<String, Object>();
        values.forEach((field, value) -> masked.put(field, value(field, value)));
        return masked;
    }

    /** One value by its address ({@code name.fr_FR}, {@code addresses}). */
    public Object value(String address, Object value) {
        if (clear || value == null) {
            return value;
        }
        int dot = address.indexOf('.');
        var field = dot < 0 ? address : address.substring(0, dot);
        if (personal.contains(field)) {
            return MASK;
        }
        var fields = bySection.get(field);
        return fields == null || fields.isEmpty() ? value : section(value, fields);
    }

    private static Object section(Object value, Set<String> fields) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> section(element, fields)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var masked = new LinkedHashMap<Object, Object>();
            map.forEach((key, inner) ->
                    masked.put(key, fields.contains(key) && inner != null ? MASK : section(inner, fields)));
            return masked;
        }
        return value;
    }
}
