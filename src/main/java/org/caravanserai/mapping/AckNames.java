package org.caravanserai.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;

/**
 * Names of one record of an answer: its fields as text, and in expressions what is known beside it. {@code record.x} is the field of the record
 * also where a variable or an element has the same name; {@code element.x} that of the element of {@code each}.
 */
final class AckNames extends InwardNames {
    /** Stands before the name of a variable. */
    private static final String BESIDE = "\u0001";

    private static final Map<String, Type> VARIABLES = Map.of(
            "status", Type.INTEGER,
            "job", Type.TEXT,
            "locale", Type.TEXT,
            "keys", new Type.ListOf(Type.TEXT),
            "index", Type.INTEGER);

    @Override
    public Optional<Variable> variable(List<String> path) {
        var type = path.size() == 1 ? VARIABLES.get(path.get(0)) : null;
        return type == null ? super.variable(path) : Optional.of(Variable.of(raw(BESIDE + path.get(0)), type));
    }

    @Override
    public Map<String, Type> under(List<String> prefix) {
        return prefix.isEmpty() ? VARIABLES : Map.of();
    }

    /** Lists and objects that are not empty are something: {@code has(errors)} must not overlook them. */
    @Override
    String asText(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? null : map.size() + " fields";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : list.size() + " elements";
        }
        return value.toString();
    }

    /**
     * The slots of one record.
     *
     * @param element the record itself where the map has no {@code each}; else what stands in the list, null = the list is empty
     * @param beside the variables by name, of the types declared here
     */
    Object[] read(Map<?, ?> record, Object element, Map<String, Object> beside) {
        return read(path -> {
            if (path.startsWith(BESIDE)) {
                return beside.get(path.substring(BESIDE.length()));
            }
            if (path.equals("element")) {
                return element;
            }
            if (path.startsWith("record.")) {
                return at(record, path.substring("record.".length()));
            }
            return at(element, path.startsWith("element.") ? path.substring("element.".length()) : path);
        });
    }

    /** A field by its path; a field that is named like the whole path comes first, a number counts in a list. Null when there is none. */
    static Object at(Object from, String path) {
        if (from instanceof Map<?, ?> map) {
            var whole = field(map, path);
            if (whole != null || path.indexOf('.') < 0) {
                return whole;
            }
        }
        Object value = from;
        for (var step : path.split("\\.")) {
            if (value instanceof Map<?, ?> map) {
                value = field(map, step);
            } else if (value instanceof List<?> list && step.matches("[0-9]{1,6}")) {
                int number = Integer.parseInt(step);
                value = number < list.size() ? list.get(number) : null;
            } else {
                return null;
            }
        }
        return value;
    }

    /** A field by its name, or by its name with underscores for what cannot stand in an expression: {@code error_message} finds "error-message". */
    private static Object field(Map<?, ?> map, String name) {
        if (map.containsKey(name) || name.indexOf('_') < 0) {
            return map.get(name);
        }
        for (var entry : map.entrySet()) {
            if (entry.getKey() instanceof String key && spelled(key).equals(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static String spelled(String key) {
        var spelled = new StringBuilder(key);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
                spelled.setCharAt(i, '_');
            }
        }
        return spelled.toString();
    }
}
