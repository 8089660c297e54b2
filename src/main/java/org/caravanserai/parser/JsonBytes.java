package org.caravanserai.parser;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes canonical JSON straight into an array, the same bytes as {@link Json#generator} would: documents are written so
 * often on their way in that the difference shows.
 */
final class JsonBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final String SHORT = "btn?fr";
    /** Shorter texts are written faster character by character. */
    private static final int QUICK = 12;

    private byte[] bytes;
    private int at;

    JsonBytes(int size) {
        bytes = new byte[size];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, at);
    }

    void raw(char c) {
        room(1);
        bytes[at++] = (byte) c;
    }

    /** Takes over what is canonical JSON already. */
    void copy(byte[] from, int begin, int end) {
        room(end - begin);
        System.arraycopy(from, begin, bytes, at, end - begin);
        at += end - begin;
    }

    /** The same for all of an array. */
    void copy(byte[] all) {
        copy(all, 0, all.length);
    }

    /** Takes over an object of two fields that is canonical JSON but for their order; the second begins at {@code second}. */
    void swapped(byte[] from, int begin, int second, int end) {
        raw('{');
        copy(from, second, end - 1);
        raw(',');
        copy(from, begin + 1, second - 1);
        raw('}');
    }

    private void ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[at++] = (byte) text.charAt(i);
        }
    }

    private void room(int more) {
        if (at + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
        }
    }

    /** The fields of an object, sorted by name, each with a comma before it unless {@code first}. */
    void fields(Map<?, ?> map, boolean first) {
        if (map instanceof RawObject raw) {
            raw.write(this, first);
            return;
        }
        boolean comma = !first;
        if (map.size() == 2) {
            pair(comma, map.entrySet().iterator());
            return;
        }
        if (CanonicalJson.inOrder(map)) {
            for (var field : map.entrySet()) {
                field(comma, (String) field.getKey(), field.getValue());
                comma = true;
            }
            return;
        }
        var names = map.keySet().toArray(new String[0]);
        Arrays.sort(names);
        for (var name : names) {
            field(comma, name, map.get(name));
            comma = true;
        }
    }

    /** Quantities and amounts: by far the most frequent objects, and as often as not in another order. */
    private void pair(boolean comma, Iterator<? extends Map.Entry<?, ?>> fields) {
        var one = fields.next();
        var other = fields.next();
        boolean inOrder = ((String) one.getKey()).compareTo((String) other.getKey()) <= 0;
        var before = inOrder ? one : other;
        var after = inOrder ? other : one;
        field(comma, (String) before.getKey(), before.getValue());
        field(true, (String) after.getKey(), after.getValue());
    }

    private void field(boolean comma, String name, Object value) {
        if (comma) {
            raw(',');
        }
        text(name);
        raw(':');
        value(value);
    }

    void value(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Map<?, ?> map) {
            raw('{');
            fields(map, true);
            raw('}');
        } else if (value instanceof Iterable<?> list) {
            char before = '[';
            for (var item : list) {
                raw(before);
                value(item);
                before = ',';
            }
            if (before == '[') {
                raw('[');
            }
            raw(']');
        } else {
            scalar(value);
        }
    }

    private void scalar(Object value) {
        if (value == null || value instanceof Boolean) {
            ascii(String.valueOf(value));
        } else if (value instanceof CharSequence text) {
            text(text.toString());
        } else if (value instanceof BigDecimal decimal) {
            text(decimal.toPlainString());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            ascii(value.toString());
        } else {
            throw new IllegalArgumentException(
                    "no JSON form for " + value.getClass().getName());
        }
    }

    void text(String text) {
        int length = text.length();
        if (length >= QUICK) {
            var plain = text.getBytes(StandardCharsets.UTF_8);
            // A question mark may stand for half of a surrogate pair: those texts go the long way.
            if (JsonSigns.skip(plain, 0, plain.length, '?') == plain.length) {
                room(plain.length + 2);
                bytes[at++] = '"';
                System.arraycopy(plain, 0, bytes, at, plain.length);
                at += plain.length;
                bytes[at++] = '"';
                return;
            }
        }
        room(3 * length + 2);
        bytes[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[at++] = (byte) c;
            } else if (c < 0x80) {
                room(6 + 3 * (length - i) + 1);
                escape(c);
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xE0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                i++;
                pair(c, i < length ? text.charAt(i) : 0);
            }
        }
        bytes[at++] = '"';
    }

    private void pair(char high, char low) {
        if (!Character.isSurrogatePair(high, low)) {
            throw new IllegalArgumentException("half of a surrogate pair has no UTF-8 form");
        }
        int point = Character.toCodePoint(high, low);
        bytes[at++] = (byte) (0xF0 | point >> 18);
        bytes[at++] = (byte) (0x80 | point >> 12 & 0x3F);
        bytes[at++] = (byte) (0x80 | point >> 6 & 0x3F);
        bytes[at++] = (byte) (0x80 | point & 0x3F);
    }

    private void escape(char c) {
        bytes[at++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[at++] = (byte) c;
        } else if (c >= 0x08 && c <= 0x0D && c != 0x0B) {
            bytes[at++] = (byte) SHORT.charAt(c - 0x08);
        } else {
            bytes[at++] = 'u';
            bytes[at++] = '0';
            bytes[at++] = '0';
            bytes[at++] = HEX[c >> 4];
            bytes[at++] = HEX[c & 0xF];
        }
    }
}
