package org.caravanserai.parser;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes bytes through and refuses what is not UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF) at its line and byte. A byte order mark is skipped.
 */
final class Utf8Stream extends FilterInputStream {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;
    private static final long LOW7 = 0x7F7F7F7F7F7F7F7FL;
    private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;

    private final byte[] one = new byte[1];
    private byte[] head;
    private int headAt;
    private long offset;
    private long lines = 1;
    private long start;
    private int missing;
    private int low;
    private int high;

    Utf8Stream(InputStream in) throws IOException {
        super(in);
        head = in.readNBytes(3);
        if (head.length >= 2
                && (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE
                        || head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)) {
            throw refuse(0, "the file is UTF-16; save it as UTF-8");
        }
        if (head.length == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            headAt = 3;
            offset = 3;
        }
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = headAt < head.length ? head(bytes, from, length) : in.read(bytes, from, length);
        if (count < 0) {
            if (missing > 0) {
                throw new RefusedException(Refusal.file(
                        ParserCode.FILE_TRUNCATED,
                        lines,
                        start,
                        "the file ends in the middle of a character; send it again"));
            }
            return -1;
        }
        check(bytes, from, from + count);
        offset += count;
        return count;
    }

    private int head(byte[] bytes, int from, int length) {
        int count = Math.min(length, head.length - headAt);
        System.arraycopy(head, headAt, bytes, from, count);
        headAt += count;
        return count;
    }

    private void check(byte[] bytes, int from, int to) throws IOException {
        int i = from;
        while (i < to) {
            while (missing == 0 && i + 8 <= to) {
                long word = (long) LONGS.get(bytes, i);
                if ((word & HIGH) != 0) {
                    break;
                }
                long newline = word ^ NEWLINES;
                lines += Long.bitCount(~(((newline & LOW7) + LOW7) | newline | LOW7));
                i += 8;
            }
            if (i < to) {
                step(bytes[i] & 0xFF, offset + i - from);
                i++;
            }
        }
    }

    private void step(int b, long at) throws IOException {
        if (missing > 0) {
            if (b < low || b > high) {
                throw refuse(start, "the byte is not UTF-8");
            }
            missing--;
            low = 0x80;
            high = 0xBF;
        } else if (b < 0x80) {
            lines += b == '\n' ? 1 : 0;
        } else {
            start = at;
            begin(b);
        }
    }

    private void begin(int b) throws IOException {
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
            throw refuse(start, "the byte is not UTF-8");
        }
    }

    private RefusedException refuse(long at, String text) {
        return new RefusedException(Refusal.file(
                ParserCode.FILE_ENCODING, lines, at, text + (text.contains(";") ? "" : "; save the file as UTF-8")));
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
