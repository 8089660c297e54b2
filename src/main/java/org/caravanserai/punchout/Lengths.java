package org.caravanserai.punchout;

import java.nio.charset.StandardCharsets;
import org.caravanserai.home.Account;

/** Cuts texts to what a buyer takes, between characters as people see them and never within one. */
public final class Lengths {
    private Lengths() {}

    /** How long a text is in the measure of the account. */
    public static int of(String text, boolean bytes) {
        return bytes ? text.getBytes(StandardCharsets.UTF_8).length : text.length();
    }

    /** Whether a text is longer than allowed; 0 = not limited. */
    public static boolean over(String text, int most, Account.Limits limits) {
        return most > 0 && of(text, limits.bytes()) > most;
    }

    /**
     * The text, or as much of its beginning as fits: neither a pair of surrogates nor a letter and its accent is cut in
     * two, and no blank is left at the end.
     *
     * @param most longest, more than 0
     * @param bytes counted in bytes of UTF-8; else in UTF-16 units, which is what other systems call characters
     */
    public static String cut(String text, int most, boolean bytes) {
        if (of(text, bytes) <= most) {
            return text;
        }
        var breaks = java.text.BreakIterator.getCharacterInstance(java.util.Locale.ROOT);
        breaks.setText(text);
        int end = 0;
        int length = 0;
        for (int next = breaks.next(); next != java.text.BreakIterator.DONE; next = breaks.next()) {
            length += of(text.substring(end, next), bytes);
            if (length > most) {
                break;
            }
            end = next;
        }
        return text.substring(0, end).stripTrailing();
    }
}
