package org.caravanserai.home.setting;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.caravanserai.parser.Json;

/** JSON for people: two spaces, one key per line, a line end at the end; the same value always gives the same text. */
public final class PrettyJson {
    private PrettyJson() {}

    /** Writes maps, lists, texts, numbers and booleans. */
    public static String write(Object value) {
        var out = new StringBuilder();
        write(value, "", out);
        return out.append('\n').toString();
    }

    private static void write(Object value, String indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            var separator = "{\n";
            for (var entry : map.entrySet()) {
                out.append(separator)
                        .append(indent)
                        .append("  ")
                        .append(one(entry.getKey()))
                        .append(": ");
                write(entry.getValue(), indent + "  ", out);
                separator = ",\n";
            }
            out.append('\n').append(indent).append('}');
        } else if (value instanceof List<?> list
                && list.stream().anyMatch(item -> item instanceof Map || item instanceof List)) {
            var separator = "[\n";
            for (var item : list) {
                out.append(separator).append(indent).append("  ");
                write(item, indent + "  ", out);
                separator = ",\n";
            }
            out.append('\n').append(indent).append(']');
        } else {
            out.append(one(value));
        }
    }

    private static String one(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
