package org.caravanserai.company;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as one line of JSON. */
final class Json {
    private Json() {}

    static String line(Map<String, Object> object) {
        var out = new StringBuilder();
        write(out, object);
        return out.append('\n').toString();
    }

    private static void write(StringBuilder out, Object value) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            String comma = "";
            for (var entry : map.entrySet()) {
                out.append(comma);
                text(out, entry.getKey().toString());
                out.append(':');
                write(out, entry.getValue());
                comma = ",";
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            String comma = "";
            for (var element : list) {
                out.append(comma);
                write(out, element);
                comma = ",";
            }
            out.append(']');
        } else if (value instanceof String string) {
            text(out, string);
        } else {
            out.append(value);
        }
    }

    private static void text(StringBuilder out, String value) {
        out.append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
