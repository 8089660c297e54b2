package org.caravanserai.ingest;

import java.nio.charset.StandardCharsets;
import org.caravanserai.parser.Hash64;

/**
 * The keys of one file, as 64-bit hashes: some 20 bytes a key, so that a file of millions of rows fits a small heap.
 * Two keys with one hash would be taken for duplicates; among a million keys that happens once in 37 million files.
 */
final class Seen {
    /** The key stands more than once with differing content. */
    static final byte DIFFERS = 1;
    /** The rows of the key do not stand together. */
    static final byte SCATTERED = 2;
    /** A row of the key was decided in the present pass. */
    static final byte DECIDED = 4;
    /** The row waits for its parent in the same file. */
    static final byte LATER = 8;

    private long[] keys = new long[1024];
    private int[] contents = new int[1024];
    private byte[] flags = new byte[1024];
    private int size;
    /** The hash 0 marks a free place, so the key that hashes to 0 is kept as 1. */
    private static final long ZERO = 1;

    static long hash(String key) {
        long hash = Hash64.of(key.getBytes(StandardCharsets.UTF_8));
        return hash == 0 ? ZERO : hash;
    }

    int size() {
        return size;
    }

    boolean contains(long key) {
        return keys[place(key)] == key;
    }

    boolean has(long key, byte flag) {
        int place = place(key);
        return keys[place] == key && (flags[place] & flag) != 0;
    }

    void set(long key, byte flag) {
        flags[place(key)] |= flag;
    }

    void clear(long key, byte flag) {
        flags[place(key)] &= (byte) ~flag;
    }

    /** Adds a key; notes when it was there with other content.
     * @return whether it is new */
    boolean add(long key, long content) {
        int place = place(key);
        if (keys[place] == key) {
            if (contents[place] != fold(content)) {
                flags[place] |= DIFFERS;
            }
            return false;
        }
        if (4L * size >= 3L * keys.length) {
            grow();
            place = place(key);
        }
        keys[place] = key;
        contents[place] = fold(content);
        size++;
        return true;
    }

    private static int fold(long content) {
        return (int) (content ^ content >>> 32);
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) (key ^ key >>> 32) & mask;
        while (keys[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        var oldKeys = keys;
        var oldContents = contents;
        var oldFlags = flags;
        keys = new long[oldKeys.length * 2];
        contents = new int[keys.length];
        flags = new byte[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                contents[place] = oldContents[i];
                flags[place] = oldFlags[i];
            }
        }
    }
}
