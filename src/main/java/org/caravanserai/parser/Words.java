package org.caravanserai.parser;

import java.util.Arrays;
import java.util.Locale;

/**
 * Words of ASCII letters looked for in a text, whatever their case. One look at two letters rules out nearly every place; every document
 * that is kept is searched, and asking each word at each place was a third of what taking an order costs.
 */
final class Words {
    private static final int LETTERS = 128;

    private final String[] words;
    /** By the first letter, in either case: a bit for each second letter, from {@code a} = 1. */
    private final int[] pairs = new int[LETTERS];

    private Words(String[] words) {
        this.words = words;
        for (var word : words) {
            int second = 1 << word.charAt(1) - 'a';
            pairs[word.charAt(0)] |= second;
            pairs[Character.toUpperCase(word.charAt(0))] |= second;
        }
    }

    /** @param words of two letters or more */
    static Words of(String... words) {
        return new Words(
                Arrays.stream(words).map(word -> word.toLowerCase(Locale.ROOT)).toArray(String[]::new));
    }

    /** Whether one of them stands in these bytes of UTF-8. */
    boolean in(byte[] text) {
        for (int i = 0; i < text.length - 1; i++) {
            int first = text[i];
            if (first > 0 && pairs[first] != 0) {
                int second = (text[i + 1] | 0x20) - 'a';
                if (second >= 0 && second < 26 && (pairs[first] & 1 << second) != 0 && at(text, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean at(byte[] text, int at) {
        for (var word : words) {
            int i = 0;
            while (i < word.length() && at + i < text.length && (text[at + i] | 0x20) == word.charAt(i)) {
                i++;
            }
            if (i == word.length()) {
                return true;
            }
        }
        return false;
    }

    /** Where the first of them stands; -1 = nowhere. */
    int next(String text, int from) {
        for (int i = from; i < text.length() - 1; i++) {
            char first = text.charAt(i);
            if (first >= LETTERS || pairs[first] == 0) {
                continue;
            }
            int second = (text.charAt(i + 1) | 0x20) - 'a';
            if (second < 0 || second > 25 || (pairs[first] & 1 << second) == 0) {
                continue;
            }
            for (var word : words) {
                if (text.regionMatches(true, i, word, 0, word.length())) {
                    return i;
                }
            }
        }
        return -1;
    }
}
