package org.caravanserai.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Type;
import org.caravanserai.expression.Variable;

/** Names of a source row: every column or JSON path is text. What exists is known only when a file is opened. */
sealed class InwardNames implements Names permits AckNames {
    private final Map<String, Integer> slots = new LinkedHashMap<>();

    /** Stands before a path whose value is kept as it came: lists and objects too. */
    private static final String RAW = "\u0000";

    /** The slot of a column or path as text. */
    int text(String path) {
        return slots.computeIfAbsent(path, none -> slots.size());
    }

    /** The slot of a column or path as it came. */
    int raw(String path) {
        return slots.computeIfAbsent(RAW + path, none -> slots.size());
    }

    /** The same names, to which more can be added. */
    InwardNames copy() {
        var copy = new InwardNames();
        copy.slots.putAll(slots);
        return copy;
    }

    /** Columns and paths that are read. */
    Set<String> paths() {
        var paths = new LinkedHashSet<String>();
        slots.keySet().forEach(name -> paths.add(name.startsWith(RAW) ? name.substring(1) : name));
        return paths;
    }

    /** Reads a row; blank text is missing. */
    Object[] read(Function<String, Object> row) {
        var read = new Object[slots.size()];
        slots.forEach((name, slot) -> {
            boolean raw = name.startsWith(RAW);
            var value = row.apply(raw ? name.substring(1) : name);
            if (value instanceof String text && text.isBlank()) {
                value = null;
            }
            read[slot] = raw || value == null ? value : asText(value);
        });
        return read;
    }

    /** A value as expressions and templates see it; lists and objects are missing. */
    String asText(Object value) {
        return value instanceof Map || value instanceof List ? null : value.toString();
    }

    @Override
    public Optional<Variable> variable(List<String> path) {
        return Optional.of(Variable.of(text(String.join(".", path)), Type.TEXT));
    }

    @Override
    public Map<String, Type> under(List<String> prefix) {
        return Map.of();
    }
}
