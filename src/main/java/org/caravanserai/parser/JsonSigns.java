package org.caravanserai.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds what may not stand as it is in a JSON string, eight bytes at a time (RFC 8259, section 7). */
final class JsonSigns {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long SLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private JsonSigns() {}

    /** The index of the first quote, backslash or control character in a part of an array, its end when there is none. */
    static int skip(byte[] bytes, int from, int to) {
        return skip(bytes, from, to, '"');
    }

    /** The same that stops at one more ASCII character. */
    static int skip(byte[] bytes, int from, int to, char also) {
        long others = also * ONES;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONGS.get(bytes, i);
            long quote = word ^ QUOTES;
            long slash = word ^ SLASHES;
            long other = word ^ others;
            long signs = (quote - ONES & ~quote | slash - ONES & ~slash | other - ONES & ~other | word - SPACES & ~word)
                    & HIGH;
            if (signs != 0) {
                // The lowest hit of each kind is exact; only those above it may be false.
                return i + (Long.numberOfTrailingZeros(signs) >>> 3);
            }
        }
        while (i < to && bytes[i] != also && !special(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean special(byte b) {
        return b == '"' || b == '\\' || b >= 0 && b < ' ';
    }
}
