package org.caravanserai.home.setting;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says each shape of a schema once: an object that stands in several places becomes a definition, named after the first key it stands under. */
final class SharedShapes {
    private static final String PROPERTIES = "properties";
    private static final String DEFINITIONS = "$defs";

    private final Map<String, Object> definitions = new TreeMap<>();
    private final Set<Map<?, ?>> seen = new HashSet<>();
    private final Set<Map<?, ?>> repeated = new HashSet<>();
    private final Map<Map<?, ?>, String> names = new HashMap<>();

    private SharedShapes() {}

    /** The schema with references in place of what is repeated. */
    static Map<String, Object> of(Map<String, Object> schema) {
        var shapes = new SharedShapes();
        var before = schema.get(DEFINITIONS) instanceof Map<?, ?> named ? named : Map.of();
        before.keySet().forEach(name -> shapes.definitions.put(String.valueOf(name), Map.of()));
        shapes.count(schema);
        var shared = new LinkedHashMap<String, Object>();
        schema.forEach((key, value) -> {
            if (!key.equals(DEFINITIONS)) {
                shared.put(key, shapes.share(key, value));
            }
        });
        before.forEach((name, value) ->
                shapes.definitions.put(String.valueOf(name), shapes.share(String.valueOf(name), value)));
        if (!shapes.definitions.isEmpty()) {
            shared.put(DEFINITIONS, shapes.definitions);
        }
        return shared;
    }

    /** What stands inside of something repeated is counted once. */
    private void count(Object node) {
        if (node instanceof Map<?, ?> map) {
            if (map.containsKey(PROPERTIES) && !seen.add(map)) {
                repeated.add(map);
                return;
            }
            map.values().forEach(this::count);
        } else if (node instanceof List<?> list) {
            list.forEach(this::count);
        }
    }

    private Object share(String under, Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(value -> share(under, value)).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        if (!repeated.contains(map)) {
            return inside(under, map);
        }
        var name = names.get(map);
        if (name == null) {
            name = free(under);
            names.put(map, name);
            definitions.put(name, Map.of());
            definitions.put(name, inside(under, map));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> inside(String under, Map<?, ?> map) {
        var inside = new LinkedHashMap<String, Object>();
        boolean named = under.equals(PROPERTIES) || under.equals(DEFINITIONS);
        map.forEach((key, value) -> inside.put(
                String.valueOf(key), share(named || key.equals(PROPERTIES) ? String.valueOf(key) : under, value)));
        return inside;
    }

    private String free(String under) {
        var name = under;
        for (int i = 2; definitions.containsKey(name); i++) {
            name = under + "-" + i;
        }
        return name;
    }
}
