package org.caravanserai.connector.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds thousands of short texts in one walk through a long one: by their first three characters. */
final class Needles {
    private static final int HEAD = 3;
    private static final int SIEVE = 1 << 13;

    private final boolean[] sieve = new boolean[SIEVE];
    private final Map<Integer, List<String>> byHead = new HashMap<>();
    /** Shorter than a head: few, and looked for one by one. */
    private final List<String> tiny = new ArrayList<>();

    Needles(Collection<String> texts) {
        var sorted = new ArrayList<>(Set.copyOf(texts));
        sorted.sort(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (var text : sorted) {
            if (text.length() < HEAD) {
                tiny.add(text);
            } else {
                int head = head(text, 0);
                sieve[head & SIEVE - 1] = true;
                byHead.computeIfAbsent(head, same -> new ArrayList<>()).add(text);
            }
        }
    }

    private static int head(String text, int at) {
        return (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
    }

    /** The text with every needle replaced, the longest first; the same object when there is none. */
    String replace(String text, String by) {
        StringBuilder out = null;
        int from = 0;
        for (int at = 0; at + HEAD <= text.length(); at++) {
            var needle = at(text, at);
            if (needle != null) {
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, from, at).append(by);
                from = at + needle.length();
                at = from - 1;
            }
        }
        var replaced =
                out == null ? text : out.append(text, from, text.length()).toString();
        for (var needle : tiny) {
            replaced = replaced.replace(needle, by);
        }
        return replaced;
    }

    /** True when the text holds one of them. */
    boolean in(String text) {
        for (int at = 0; at + HEAD <= text.length(); at++) {
            if (at(text, at) != null) {
                return true;
            }
        }
        return tiny.stream().anyMatch(text::contains);
    }

    private String at(String text, int at) {
        int head = head(text, at);
        if (!sieve[head & SIEVE - 1]) {
            return null;
        }
        for (var needle : byHead.getOrDefault(head, List.of())) {
            if (text.startsWith(needle, at)) {
                return needle;
            }
        }
        return null;
    }
}
