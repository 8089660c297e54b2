package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values as text, and texts cut to a length. */
final class Texts {
    private Texts() {}

    /** The plain form of a value: digits with a point, ISO dates, {@code 12.50 EUR}, {@code 0.12 KGM}. */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** All values with a text between them. */
    static String joined(List<?> values, String between) {
        if (values.size() == 1) {
            return of(values.get(0));
        }
        var text = new StringBuilder(128);
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : between).append(of(values.get(i)));
        }
        return text.toString();
    }

    /** Cuts at a character boundary; the text itself when it is short enough. */
    static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        for (int i = 0; i < characters; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return cutByPoints(text, characters);
            }
        }
        return text.substring(0, characters).stripTrailing();
    }

    private static String cutByPoints(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters)).stripTrailing();
    }

    /** Cuts to so many bytes of UTF-8 at a character boundary. */
    static String cutBytes(String text, int bytes) {
        if (text.length() * 3L <= bytes) {
            return text;
        }
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (used > bytes) {
                return text.substring(0, i).stripTrailing();
            }
            i += Character.charCount(point);
        }
        return text;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
