package org.caravanserai.parser;

import java.util.regex.Pattern;

/** Writes a tree back as block style YAML that reads as the same tree. */
final class YamlPrinter {
    /** Keys are quoted unless nothing in them means anything to YAML. */
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_/.][\\p{L}\\p{N}_/.-]*");

    /**
     * What ends or begins something else in YAML: indicators in front, ": " and " #" inside, control characters, outer
     * spaces.
     */
    private static final Pattern NOT_PLAIN = Pattern.compile("^[-?:](\\s|$)"
            + "|^[,\\[\\]{}#&*!|>'\"%@`]|^(---|\\.\\.\\.)"
            + "|:(\\s|$)|\\s#|^\\s|\\s$|\\p{Cc}|\u2028|\u2029|\uFEFF|^$");

    private static final int ORIGIN_COLUMN = 60;

    private final StringBuilder out = new StringBuilder();
    private final boolean origins;

    private YamlPrinter(boolean origins) {
        this.origins = origins;
    }

    static String print(YamlNode node, boolean origins) {
        var printer = new YamlPrinter(origins);
        printer.node(node, 0, false);
        return printer.out.toString();
    }

    /** @param inline true: the cursor stands behind "- " or "key:" */
    private void node(YamlNode node, int indent, boolean inline) {
        if (node instanceof YamlMap map) {
            map(map, indent, inline);
        } else if (node instanceof YamlList list) {
            list(list, indent, inline);
        } else if (node instanceof YamlScalar scalar) {
            scalar(scalar, indent);
        }
    }

    private void map(YamlMap map, int indent, boolean inline) {
        if (map.isEmpty()) {
            end("{}", map.at());
            return;
        }
        boolean first = inline;
        for (var entry : map.entries()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append(word(entry.key())).append(':');
            child(entry.value(), indent);
        }
    }

    private void child(YamlNode value, int indent) {
        boolean nested = value instanceof YamlMap map && !map.isEmpty()
                || value instanceof YamlList list && !list.items().isEmpty();
        out.append(nested ? "\n" : " ");
        node(value, indent + 2, false);
    }

    private void list(YamlList list, int indent, boolean inline) {
        if (list.items().isEmpty()) {
            end("[]", list.at());
            return;
        }
        boolean first = inline;
        for (var item : list.items()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append("- ");
            node(item, indent + 2, true);
        }
    }

    private void scalar(YamlScalar scalar, int indent) {
        if (!scalar.quoted()) {
            plainScalar(scalar);
        } else if (literal(scalar.text())) {
            end(scalar.text().endsWith("\n") ? "|" : "|-", scalar.at());
            for (var line : scalar.text().split("\n")) {
                out.append(line.isEmpty() ? "" : " ".repeat(Math.max(indent, 2)))
                        .append(line)
                        .append('\n');
            }
        } else {
            end(doubleQuoted(scalar.text()), scalar.at());
        }
    }

    private void plainScalar(YamlScalar scalar) {
        if (scalar.isNull()) {
            end("null", scalar.at());
        } else {
            end(plain(scalar.text()) ? scalar.text() : doubleQuoted(scalar.text()), scalar.at());
        }
    }

    private static boolean literal(String text) {
        return text.indexOf('\n') > 0
                && !text.startsWith(" ")
                && !text.endsWith("\n\n")
                && text.lines()
                        .noneMatch(line ->
                                line.endsWith(" ") || line.chars().anyMatch(c -> c < 32 || c > 126 && c < 161));
    }

    /** True when the text may stand without quotes as a block style value. */
    private static boolean plain(String text) {
        return !NOT_PLAIN.matcher(text).find();
    }

    private static String word(String key) {
        return KEY.matcher(key).matches() ? key : doubleQuoted(key);
    }

    private static String doubleQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 32 || c > 126 && c < 161 || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private void end(String text, Position at) {
        out.append(text);
        if (origins) {
            int column = out.length() - (out.lastIndexOf("\n") + 1);
            out.append(" ".repeat(Math.max(2, ORIGIN_COLUMN - column)))
                    .append("# ")
                    .append(at.file());
            if (at.line() > 0) {
                out.append(':').append(at.line());
            }
        }
        out.append('\n');
    }
}
