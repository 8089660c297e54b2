package org.caravanserai.expression;

import java.math.BigDecimal;
import org.caravanserai.canonical.Finding;

/** Cuts an expression into tokens, one at a time. */
final class Lexer {
    static final int MAX_DIGITS = 40;

    enum Kind {
        END,
        NAME,
        INTEGER,
        DECIMAL,
        TEXT,
        OPEN,
        CLOSE,
        OPEN_LIST,
        CLOSE_LIST,
        DOT,
        COMMA,
        QUESTION,
        COLON,
        BANG,
        OPERATOR
    }

    final String source;
    private int next;

    /** The current token. */
    Kind kind;

    int at;
    int end;
    /** Name or text of the token. */
    String text;
    /** Long or BigDecimal. */
    Object number;

    Operator operator;

    Lexer(String source) {
        this.source = source;
    }

    /** Moves to the next token. */
    void advance() {
        skipSpace();
        at = next;
        operator = null;
        if (next >= source.length()) {
            kind = Kind.END;
            end = next;
            return;
        }
        char c = source.charAt(next);
        if (letter(c)) {
            name();
        } else if (digit(c)) {
            number();
        } else if (c == '\'' || c == '"') {
            quoted(c);
        } else {
            symbol(c);
        }
        end = next;
    }

    /** The current token as a message shows it. */
    String shown() {
        if (kind == Kind.END) {
            return "the end";
        }
        var shown = Finding.cut(source.substring(at, end));
        return kind == Kind.TEXT ? shown : "'" + shown + "'";
    }

    /** A word directly behind a number: its unit; null when there is none. Moves behind it. */
    String unit() {
        int from = next;
        skipSpace();
        int start = next;
        if (start < source.length() && source.charAt(start) == '%') {
            next++;
        } else {
            while (next < source.length() && unitLetter(source.charAt(next), next > start)) {
                next++;
            }
        }
        var word = source.substring(start, next);
        if (word.isEmpty() || operatorWord(word)) {
            next = from;
            return null;
        }
        end = next;
        return word;
    }

    private boolean operatorWord(String word) {
        return word.equals("and") || word.equals("or") || word.equals("not") || word.equals("in") && !inch();
    }

    /** After {@code 12 in}: an inch unless a list or a name follows, which makes it the operator. */
    private boolean inch() {
        int i = next;
        while (i < source.length() && Character.isWhitespace(source.charAt(i))) {
            i++;
        }
        if (i < source.length() && source.charAt(i) == '[') {
            return false;
        }
        int start = i;
        while (i < source.length() && (letter(source.charAt(i)) || digit(source.charAt(i)))) {
            i++;
        }
        var word = source.substring(start, i);
        return word.isEmpty() || word.equals("and") || word.equals("or") || word.equals("in") || word.equals("not");
    }

    private void skipSpace() {
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
    }

    private void name() {
        while (next < source.length() && (letter(source.charAt(next)) || digit(source.charAt(next)))) {
            next++;
        }
        kind = Kind.NAME;
        text = source.substring(at, next);
    }

    private void number() {
        boolean fraction = false;
        while (next < source.length() && digit(source.charAt(next))) {
            next++;
        }
        if (next + 1 < source.length() && source.charAt(next) == '.' && digit(source.charAt(next + 1))) {
            fraction = true;
            next++;
            while (next < source.length() && digit(source.charAt(next))) {
                next++;
            }
        }
        if (next < source.length() && source.charAt(next) == '_') {
            throw new SyntaxError(Code.NUMBER, at, "a number has no underscores; write its digits only");
        }
        int digits = next - at - (fraction ? 1 : 0);
        if (digits > MAX_DIGITS) {
            throw new SyntaxError(
                    Code.NUMBER, at, "a number of " + digits + " digits; at most " + MAX_DIGITS + " are kept");
        }
        var written = source.substring(at, next);
        kind = fraction ? Kind.DECIMAL : Kind.INTEGER;
        if (fraction || digits > 19) {
            number = new BigDecimal(written);
            kind = Kind.DECIMAL;
        } else {
            try {
                number = Long.parseLong(written);
            } catch (NumberFormatException beyond) {
                number = new BigDecimal(written);
                kind = Kind.DECIMAL;
            }
        }
    }

    private void quoted(char quote) {
        var made = new StringBuilder();
        next++;
        while (true) {
            if (next >= source.length()) {
                throw new SyntaxError(
                        Code.UNFINISHED_TEXT, at, "the text is not closed; write " + quote + " at its end");
            }
            char c = source.charAt(next++);
            if (c == quote) {
                break;
            }
            made.append(c == '\\' ? escaped() : c);
        }
        kind = Kind.TEXT;
        text = made.toString();
    }

    private char escaped() {
        int place = next - 1;
        char c = next < source.length() ? source.charAt(next++) : ' ';
        switch (c) {
            case '\\', '\'', '"':
                return c;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'u':
                if (next + 4 <= source.length()) {
                    int code = 0;
                    for (int i = 0; i < 4; i++) {
                        int digit = Character.digit(source.charAt(next + i), 16);
                        code = digit < 0 || code < 0 ? -1 : code * 16 + digit;
                    }
                    if (code >= 0) {
                        next += 4;
                        return (char) code;
                    }
                }
                throw new SyntaxError(Code.ESCAPE, place, "\\u wants four hexadecimal digits, e.g. \\u00e9");
            default:
                throw new SyntaxError(
                        Code.ESCAPE,
                        place,
                        "'\\" + Finding.cut(String.valueOf(c)) + "' is no escape; write '\\\\' for a backslash");
        }
    }

    private void symbol(char c) {
        char second = next + 1 < source.length() ? source.charAt(next + 1) : 0;
        next++;
        switch (c) {
            case '(' -> kind = Kind.OPEN;
            case ')' -> kind = Kind.CLOSE;
            case '[' -> kind = Kind.OPEN_LIST;
            case ']' -> kind = Kind.CLOSE_LIST;
            case ',' -> kind = Kind.COMMA;
            case '?' -> kind = Kind.QUESTION;
            case ':' -> kind = Kind.COLON;
            case '+' -> operator(Operator.PLUS, 0);
            case '-' -> operator(Operator.MINUS, 0);
            case '*' -> operator(Operator.TIMES, 0);
            case '/' -> operator(Operator.DIVIDED, 0);
            case '.' -> {
                if (digit(second)) {
                    throw new SyntaxError(Code.NUMBER, at, "a number begins with a digit; write 0" + tail());
                }
                kind = Kind.DOT;
            }
            case '=' -> {
                if (second == '>' || second == '<') {
                    throw new SyntaxError(
                            Code.CHARACTER, at, "'=" + second + "' is no operator; write '" + second + "='");
                }
                operator(Operator.EQUAL, second == '=' ? 1 : 0);
            }
            case '!' -> {
                if (second == '=') {
                    operator(Operator.UNEQUAL, 1);
                } else {
                    kind = Kind.BANG;
                }
            }
            case '<' -> {
                if (second == '>') {
                    throw new SyntaxError(Code.CHARACTER, at, "'<>' is no operator; write '!='");
                }
                operator(second == '=' ? Operator.AT_MOST : Operator.LESS, second == '=' ? 1 : 0);
            }
            case '>' -> operator(second == '=' ? Operator.AT_LEAST : Operator.MORE, second == '=' ? 1 : 0);
            case '&' -> word(second, '&', Operator.AND);
            case '|' -> word(second, '|', Operator.OR);
            default -> throw new SyntaxError(Code.CHARACTER, at, stray(c));
        }
    }

    private void word(char second, char wanted, Operator meant) {
        if (second != wanted) {
            throw new SyntaxError(
                    Code.CHARACTER, at, "'" + wanted + "' is no operator; write '" + meant.written() + "'");
        }
        operator(meant, 1);
    }

    private void operator(Operator found, int more) {
        kind = Kind.OPERATOR;
        operator = found;
        next += more;
    }

    private String stray(char c) {
        if (c == '\u2018' || c == '\u2019' || c == '\u201c' || c == '\u201d') {
            return "a typographic quote does not begin a text; write '";
        }
        if (c == '%') {
            return "'%' stands behind a number only, e.g. 15 %";
        }
        return "unexpected character '" + Finding.cut(String.valueOf(c)) + "'";
    }

    private String tail() {
        int i = next;
        while (i < source.length() && digit(source.charAt(i))) {
            i++;
        }
        return Finding.cut(source.substring(at, i));
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean unitLetter(char c, boolean inside) {
        return Character.isLetter(c)
                || c == '\u00b0'
                || c == '\u20ac'
                || c == '$'
                || c == '\u00a3'
                || inside && (digit(c) || c == '\u00b2' || c == '\u00b3' || c == '_');
    }
}
