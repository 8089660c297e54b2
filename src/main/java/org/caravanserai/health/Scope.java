package org.caravanserai.health;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which part of a population a figure is about: {@code channel:google-shopping,locale:de_DE}; empty = the whole.
 *
 * @param text dimensions in the order given; comma, colon and per cent inside values are escaped as {@code %2C %3A %25}
 */
public record Scope(String text) {
    /** The whole population. */
    public static final Scope ALL = new Scope("");

    private static final int LONGEST = 400;

    /** Dimension and value in turn; a null value leaves its dimension out. */
    static Scope of(String... pairs) {
        var text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                text.append(text.isEmpty() ? "" : ",")
                        .append(pairs[i])
                        .append(':')
                        .append(escaped(pairs[i + 1]));
            }
        }
        return new Scope(text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST));
    }

    /** This scope and one dimension more. */
    Scope and(String dimension, String value) {
        var more = of(dimension, value);
        return text.isEmpty() ? more : new Scope(text + "," + more.text);
    }

    /** The dimensions in their order. */
    public Map<String, String> dimensions() {
        var all = new LinkedHashMap<String, String>();
        if (!text.isEmpty()) {
            for (var part : text.split(",")) {
                int colon = part.indexOf(':');
                all.put(part.substring(0, Math.max(0, colon)), plain(part.substring(colon + 1)));
            }
        }
        return all;
    }

    private static String escaped(String value) {
        return value.replace("%", "%25").replace(",", "%2C").replace(":", "%3A");
    }

    private static String plain(String value) {
        return value.replace("%2C", ",").replace("%3A", ":").replace("%25", "%");
    }
}
