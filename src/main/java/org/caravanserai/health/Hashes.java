package org.caravanserai.health;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.caravanserai.parser.Hash64;

/** A map from 64-bit hashes to ids without an object per entry: sixteen bytes each, half full at most. One thread. */
final class Hashes {
    static final long ABSENT = Long.MIN_VALUE;

    private long[] keys = new long[1 << 10];
    private long[] values = new long[1 << 10];
    private int size;

    Hashes() {
        Arrays.fill(values, ABSENT);
    }

    /** The hash of a text. */
    static long of(String text) {
        return Hash64.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands under a hash, {@link #ABSENT} when nothing does; then the value is put there. */
    long putIfAbsent(long hash, long value) {
        int at = place(keys, values, hash);
        if (values[at] != ABSENT) {
            return values[at];
        }
        keys[at] = hash;
        values[at] = value;
        if (++size * 2 > keys.length) {
            grow();
        }
        return ABSENT;
    }

    void add(String text) {
        putIfAbsent(of(text), 1);
    }

    boolean contains(String text) {
        return values[place(keys, values, of(text))] != ABSENT;
    }

    int size() {
        return size;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[oldKeys.length * 2];
        Arrays.fill(values, ABSENT);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != ABSENT) {
                int at = place(keys, values, oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }

    private static int place(long[] keys, long[] values, long hash) {
        int mask = keys.length - 1;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (values[at] != ABSENT && keys[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }
}
