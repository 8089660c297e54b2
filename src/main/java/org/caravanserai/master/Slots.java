package org.caravanserai.master;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Numbers that hold what is looked for and who has it: 28 bits of a hash, then 36 bits of the id. A row with such a number as
 * its primary key is one entry in one tree, where one with a key of several columns is two on H2, and who has the same
 * stands together in order of id.
 *
 * <p>The hash only finds: the row keeps the text, and readers compare it. Some of its bits are made from the beginning of
 * the text, so that what is delivered together mostly stands together, and a commit touches few pages.
 */
final class Slots {
    /** No number of its own: the row stands in the table with the long key. */
    static final long NONE = 0;

    private static final int ID_BITS = 36;
    private static final long IDS = (1L << ID_BITS) - 1;
    /** Bits made from the beginning of the text. */
    private static final int FRONT = 12;
    /** Bits made from all of it. */
    private static final int WHOLE = 16;
    /** How many digits at the end tell neighbours apart. */
    private static final int DIGITS = 3;

    private Slots() {}

    /** Less than the numbers of all who have this. */
    static long before(int kind, String what, String text) {
        int start = 0x9E3779B9 * (kind + 1) + what.hashCode();
        int whole = mixed(start ^ text.hashCode());
        int beginning = 0;
        for (int i = 0, end = beginning(text); i < end; i++) {
            beginning = 31 * beginning + text.charAt(i);
        }
        long front = mixed(start + beginning) >>> (32 - FRONT);
        return (front << WHOLE | whole >>> (32 - WHOLE)) << ID_BITS;
    }

    /** The number behind which those with higher ids stand. */
    static long after(long before, long id) {
        return before | Math.min(id, IDS);
    }

    /** The highest number of all who have this. */
    static long last(long before) {
        return before | IDS;
    }

    static long reference(Facts.Reference reference, long from) {
        return with(before(reference.kind().code(), role(reference.parent()), reference.key()), from);
    }

    static long match(int kind, Facts.Match match, long id) {
        return with(before(kind, match.attribute(), match.value()), id);
    }

    static String role(boolean parent) {
        return parent ? "P" : "R";
    }

    private static long with(long before, long id) {
        if (id < 1 || id > IDS) {
            throw new IllegalStateException("the id " + id + " has no room in a number of " + ID_BITS + " bits");
        }
        return before | id;
    }

    /** Those facts of one document whose number another of them has too; they go without one. */
    static <T> Set<T> crowded(Collection<T> facts, ToLongFunction<T> slot) {
        if (facts.size() < 2) {
            return Set.of();
        }
        var first = new HashMap<Long, T>();
        var crowded = new HashSet<T>();
        for (var fact : facts) {
            var other = first.putIfAbsent(slot.applyAsLong(fact), fact);
            if (other != null) {
                crowded.add(other);
                crowded.add(fact);
            }
        }
        return crowded;
    }

    /** How much of a text its neighbours have too: everything before the last digits but a few. */
    private static int beginning(String text) {
        int digits = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && ++digits == DIGITS) {
                return i;
            }
        }
        return text.length() / 2;
    }

    private static int mixed(int hash) {
        int h = (hash ^ hash >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }
}
