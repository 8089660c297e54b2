package org.caravanserai.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Follows bytes and knows whether they are UTF-8 so far (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF).
 */
final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;
    /** Added to a byte below 0x80, sets the high bit of every one but 0. */
    private static final long LOW7 = 0x7F7F7F7F7F7F7F7FL;

    private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;

    private long offset;
    private long lines = 1;
    private long start = -1;
    private long first = -1;
    private long firstLine;
    private int missing;
    private int low;
    private int high;
    private boolean broken;

    /** Takes the next bytes; false as soon as one does not fit, and from then on. */
    boolean feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && !broken) {
            if (missing == 0) {
                i = ascii(bytes, i, to);
            }
            if (i < to) {
                step(bytes[i] & 0xFF, offset + i - from);
                i++;
            }
        }
        offset += to - from;
        return !broken;
    }

    /** Passes over ASCII, eight bytes at a time; returns where it stopped. */
    private int ascii(byte[] bytes, int from, int to) {
        int i = from;
        int newlines = 0;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONGS.get(bytes, i);
            if ((word & HIGH) != 0) {
                break;
            }
            long hits = ~((word ^ NEWLINES) + LOW7) & HIGH;
            if (hits != 0) {
                newlines += Long.bitCount(hits);
            }
        }
        lines += newlines;
        return i;
    }

    private void step(int b, long at) {
        if (missing > 0) {
            broken = b < low || b > high;
            missing--;
            low = 0x80;
            high = 0xBF;
        } else if (b < 0x80) {
            lines += b == '\n' ? 1 : 0;
        } else {
            start = at;
            if (first < 0) {
                first = at;
                firstLine = lines;
            }
            begin(b);
        }
    }

    private void begin(int b) {
        low = 0x80;
        high = 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            missing = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            missing = 2;
            low = b == 0xE0 ? 0xA0 : 0x80;
            high = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            missing = 3;
            low = b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            broken = true;
        }
    }

    /** Lines seen, the current one included. */
    long line() {
        return lines;
    }

    /** Where the last character beyond ASCII begins, -1 when there was none. */
    long start() {
        return start;
    }

    /** True in the middle of a character. */
    boolean inside() {
        return missing > 0;
    }

    /** Where the first character beyond ASCII begins, -1 when there was none. */
    long first() {
        return first;
    }

    /** The line of {@link #first()}. */
    long firstLine() {
        return firstLine;
    }

    /** True when everything so far was UTF-8 and at least one character beyond ASCII was seen. */
    boolean isUtf8BeyondAscii() {
        return !broken && missing == 0 && first >= 0;
    }
}
