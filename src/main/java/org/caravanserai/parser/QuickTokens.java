package org.caravanserai.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The smallest parts of JSON out of an array: names, texts, numbers, words. What is special about one is odd and left to the careful reader. */
abstract class QuickTokens {
    /** Whole numbers of as many digits fit 64 bit. */
    private static final int DIGITS = 18;
    /** Field names come again and again: each is decoded once. Races lose an entry, nothing else. */
    private static final Name[] NAMES = new Name[2048];

    private static final int NAME_BYTES = 64;
    /** Stands for a value that is not read here. */
    static final Object ODD = new Object();

    private record Name(byte[] bytes, String text) {}

    final byte[] bytes;
    final int end;
    int at;
    /** Cleared by what is not as canonical JSON has it; by what may be blank while only places are sought. */
    boolean exact;

    QuickTokens(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The next byte that is no white space, taken; -1 at the end. */
    final int next() {
        while (at < end) {
            byte b = bytes[at++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            exact = false;
        }
        return -1;
    }

    final Object literal(String word, Object value) {
        int start = at - 1;
        if (end - start < word.length()) {
            return ODD;
        }
        for (int i = 1; i < word.length(); i++) {
            if (bytes[start + i] != word.charAt(i)) {
                return ODD;
            }
        }
        at = start + word.length();
        return value;
    }

    /** Whole numbers of 64 bit and fractions as they are written; exponents and long ones are odd. */
    final Object number() {
        int start = at - 1;
        int i = bytes[start] == '-' ? start + 1 : start;
        int first = i;
        long number = 0;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            number = 10 * number + bytes[i++] - '0';
            if (i - first > DIGITS) {
                return ODD;
            }
        }
        boolean leadingZero = i > first && bytes[first] == '0' && (i - first > 1 || first > start);
        boolean point = i < end && bytes[i] == '.';
        if (i == first || leadingZero && !(point && i - first == 1)) {
            return ODD;
        }
        if (!point) {
            at = i;
            return exponent(i) ? ODD : (Object) (first > start ? -number : number);
        }
        int fraction = ++i;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == fraction || i - start > Json.MAX_DIGITS || exponent(i)) {
            return ODD;
        }
        at = i;
        exact = false;
        return new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
    }

    private boolean exponent(int i) {
        return i < end && (bytes[i] == 'e' || bytes[i] == 'E');
    }

    /** A field name, null = odd. */
    final String name() {
        int start = at;
        int hash = 0;
        int i = start;
        for (; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                break;
            }
            if (b < 0x20 || b == '\\') {
                return null;
            }
            hash = 31 * hash + b;
        }
        int length = i - start;
        if (i == end || length > Json.MAX_NAME) {
            return null;
        }
        at = i + 1;
        if (length > NAME_BYTES) {
            return ascii(start, length);
        }
        int place = (hash ^ hash >>> 11) & NAMES.length - 1;
        var known = NAMES[place];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, start, i)) {
            return known.text;
        }
        var name = ascii(start, length);
        NAMES[place] = new Name(Arrays.copyOfRange(bytes, start, i), name);
        return name;
    }

    private String ascii(int start, int length) {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    final Object text() {
        int start = at;
        int i = JsonSigns.skip(bytes, start, end);
        int length = i - start;
        if (i == end || length > Json.MAX_STRING) {
            return ODD;
        }
        if (bytes[i] == '\\') {
            return escaped(start);
        }
        if (bytes[i] != '"') {
            return ODD;
        }
        at = i + 1;
        return decoded(start, length);
    }

    /** A text; what is not UTF-8 is odd. */
    private Object decoded(int start, int length) {
        var text = new String(bytes, start, length, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0 ? ODD : text;
    }

    /** A text with escapes. */
    private Object escaped(int start) {
        exact = false;
        var text = new StringBuilder();
        int from = start;
        int i = start;
        for (; i < end && bytes[i] != '"'; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20) {
                return ODD;
            }
            if (b == '\\') {
                var plain = decoded(from, i - from);
                int c = i + 1 < end ? escape(i + 1) : -1;
                if (plain == ODD || c < 0) {
                    return ODD;
                }
                text.append((String) plain).append((char) c);
                i += bytes[i + 1] == 'u' ? 5 : 1;
                from = i + 1;
            }
        }
        var rest = decoded(from, Math.max(0, i - from));
        if (i >= end || rest == ODD || i - start > Json.MAX_STRING) {
            return ODD;
        }
        at = i + 1;
        return text.append((String) rest).toString();
    }

    /** The character an escape means, -1 = odd: unknown, NUL or a half of a pair. */
    private int escape(int i) {
        return switch (bytes[i]) {
            case '"', '\\', '/' -> bytes[i];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex(i + 1);
            default -> -1;
        };
    }

    private int hex(int from) {
        if (from + 4 > end) {
            return -1;
        }
        int c = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit((char) bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            c = c << 4 | digit;
        }
        return c == 0 || Character.isSurrogate((char) c) ? -1 : c;
    }
}
