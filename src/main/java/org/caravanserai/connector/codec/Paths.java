package org.caravanserai.connector.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks the tree of an answer: {@code data.updateProducts}, {@code errors.*.message}, {@code references[type=EAN].code}. Lists on the way are walked
 * through; of a list with {@code [field=value]} behind its name, the entries with this value.
 */
public final class Paths {
    private Paths() {}

    /** The records at a path, null when there is nothing of that name. Single values become {@code { value: ... }}. */
    public static List<Map<String, Object>> records(Object document, String path) {
        var found = new ArrayList<Object>();
        if (!find(document, path, found)) {
            return null;
        }
        return found.stream().map(Paths::record).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> record(Object value) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, Object>) value;
        }
        var single = new LinkedHashMap<String, Object>();
        single.put("value", value);
        return single;
    }

    /** The first value at a path as text, null when there is none or it is no single value. */
    public static String text(Object record, String path) {
        return texts(record, path).stream().findFirst().orElse(null);
    }

    /** All single values at a path as texts; none for a path that is null. */
    public static List<String> texts(Object record, String path) {
        var found = new ArrayList<Object>();
        if (path != null) {
            find(record, path, found);
        }
        return found.stream()
                .filter(value -> value instanceof String || value instanceof Long || value instanceof Boolean)
                .map(Object::toString)
                .toList();
    }

    private static boolean find(Object node, String path, List<Object> found) {
        if (path.isEmpty()) {
            if (node instanceof List<?> list) {
                found.addAll(list);
            } else if (node != null) {
                found.add(node);
            }
            return node != null;
        }
        if (node instanceof List<?> list) {
            boolean any = list.isEmpty();
            for (var one : list) {
                any |= find(one, path, found);
            }
            return any;
        }
        return node instanceof Map<?, ?> map && step(map, path, found);
    }

    private static boolean step(Map<?, ?> map, String path, List<Object> found) {
        if (map.containsKey(path)) {
            return find(map.get(path), "", found);
        }
        int dot = path.indexOf('.');
        int bracket = path.indexOf('[');
        if (bracket > 0 && (dot < 0 || bracket < dot)) {
            return chosen(map, path, bracket, found);
        }
        var name = dot < 0 ? path : path.substring(0, dot);
        var rest = dot < 0 ? "" : path.substring(dot + 1);
        if (name.equals("*")) {
            boolean any = map.isEmpty();
            for (var value : map.values()) {
                any |= find(value, rest, found);
            }
            return any;
        }
        return map.containsKey(name) && find(map.get(name), rest, found);
    }

    /** Of a list only the entries whose field has this value. */
    private static boolean chosen(Map<?, ?> map, String path, int bracket, List<Object> found) {
        int end = path.indexOf(']', bracket);
        int equals = path.indexOf('=', bracket);
        if (equals < 0 || end < equals || !(map.get(path.substring(0, bracket)) instanceof List<?> list)) {
            return false;
        }
        var field = path.substring(bracket + 1, equals);
        var value = path.substring(equals + 1, end);
        var rest = path.substring(Math.min(path.length(), end + 2));
        for (var one : list) {
            if (one instanceof Map<?, ?> entry && value.equals(String.valueOf(entry.get(field)))) {
                find(one, rest, found);
            }
        }
        return true;
    }
}
