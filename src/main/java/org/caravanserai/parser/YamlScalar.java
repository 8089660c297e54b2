package org.caravanserai.parser;

import java.util.Objects;

/**
 * A scalar as its source text: {@code 007}, {@code no} and {@code 2026-01-01} stay what was typed.
 *
 * @param at where it begins, quotes and block marks included
 * @param text the text without quotes, escapes resolved, line folding done
 * @param style how it was written
 * @param raw the characters of the file it was read from, quotes and block header included; for {@link #position(int)}
 */
public record YamlScalar(Position at, String text, Style style, String raw) implements YamlNode {

    /** How a scalar was written. */
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        /** Block with {@code |}. */
        LITERAL,
        /** Block with {@code >}. */
        FOLDED
    }

    public YamlScalar {
        Objects.requireNonNull(at);
        Objects.requireNonNull(text);
        Objects.requireNonNull(style);
        Objects.requireNonNull(raw);
    }

    /** A plain scalar that was not read from a file, such as a default. */
    public static YamlScalar of(Position at, String text) {
        return new YamlScalar(at, text, Style.PLAIN, text);
    }

    @Override
    public String word() {
        return "value";
    }

    /** True when it stood in quotes or in a block: it is text, whatever it looks like. */
    public boolean quoted() {
        return style != Style.PLAIN;
    }

    @Override
    public boolean isNull() {
        return style == Style.PLAIN
                && (text.isEmpty()
                        || text.equals("~")
                        || text.equals("null")
                        || text.equals("Null")
                        || text.equals("NULL"));
    }

    /**
     * Where in the file the character at {@code offset} of the text stands, for errors inside an expression. Exact for
     * every style, as long as the character is no white space.
     *
     * @param offset index into {@link #text()}, its length means the end
     */
    public Position position(int offset) {
        int source = start();
        int from = Math.min(offset, text.length());
        for (int i = 0; i < from; i++) {
            source = Character.isWhitespace(text.charAt(i)) ? source : afterOne(skipSpace(source));
        }
        if (from < text.length() && !Character.isWhitespace(text.charAt(from))) {
            source = skipSpace(source);
        }
        int line = at.line();
        int column = at.column();
        for (int i = 0; i < Math.min(source, raw.length()); i++) {
            char c = raw.charAt(i);
            if (c == '\n') {
                line++;
                column = 1;
            } else if (c != '\r' && !Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return new Position(at.file(), line, column);
    }

    private int start() {
        return switch (style) {
            case PLAIN -> 0;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> 1;
            case LITERAL, FOLDED -> raw.indexOf('\n') + 1;
        };
    }

    private int skipSpace(int index) {
        int i = index;
        while (i < raw.length() && (Character.isWhitespace(raw.charAt(i)) || lineEscape(i))) {
            i += lineEscape(i) ? 2 : 1;
        }
        return i;
    }

    private boolean lineEscape(int i) {
        return style == Style.DOUBLE_QUOTED
                && raw.charAt(i) == '\\'
                && i + 1 < raw.length()
                && " \t\r\nnrt".indexOf(raw.charAt(i + 1)) >= 0;
    }

    private int afterOne(int i) {
        if (i >= raw.length()) {
            return i;
        }
        if (style == Style.SINGLE_QUOTED && raw.startsWith("''", i)) {
            return i + 2;
        }
        if (style == Style.DOUBLE_QUOTED && raw.charAt(i) == '\\' && i + 1 < raw.length()) {
            return i
                    + switch (raw.charAt(i + 1)) {
                        case 'x' -> 4;
                        case 'u' -> 6;
                        case 'U' -> 10;
                        default -> 2;
                    };
        }
        return i + 1;
    }
}
