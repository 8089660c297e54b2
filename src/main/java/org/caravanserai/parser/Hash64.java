package org.caravanserai.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0 over bytes: equal content, equal number. For telling "unchanged" apart; no protection against
 * somebody who wants two contents to collide. Written here because the library's fast form unpacks a native library
 * into the temporary folder.
 */
public final class Hash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private Hash64() {}

    /** The hash of all bytes. */
    public static long of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The hash of a part of an array. */
    public static long of(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        long hash;
        if (length >= 32) {
            long a = P1 + P2;
            long b = P2;
            long c = 0;
            long d = -P1;
            for (int last = end - 32; i <= last; i += 32) {
                a = round(a, (long) LONGS.get(bytes, i));
                b = round(b, (long) LONGS.get(bytes, i + 8));
                c = round(c, (long) LONGS.get(bytes, i + 16));
                d = round(d, (long) LONGS.get(bytes, i + 24));
            }
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        } else {
            hash = P5;
        }
        return finish(bytes, i, end, hash + length);
    }

    private static long finish(byte[] bytes, int from, int end, long start) {
        long hash = start;
        int i = from;
        for (; i + 8 <= end; i += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(bytes, i)), 27) * P1 + P4;
        }
        if (i + 4 <= end) {
            hash = Long.rotateLeft(hash ^ ((int) INTS.get(bytes, i) & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
            i += 4;
        }
        for (; i < end; i++) {
            hash = Long.rotateLeft(hash ^ (bytes[i] & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long round(long sum, long input) {
        return Long.rotateLeft(sum + input * P2, 31) * P1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }
}
