package org.caravanserai.parser;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes through and refuses what is not UTF-8 at its line and byte. A byte order mark is skipped. */
final class Utf8Stream extends FilterInputStream {
    private final byte[] one = new byte[1];
    private final Utf8Check check = new Utf8Check();
    private final byte[] head;
    private int headAt;

    Utf8Stream(InputStream in) throws IOException {
        super(in);
        head = in.readNBytes(3);
        if (head.length >= 2 && (head(0xFF, 0xFE) || head(0xFE, 0xFF))) {
            throw new RefusedException(
                    Refusal.file(ParserCode.FILE_ENCODING, 1, 0, "the file is UTF-16; save it as UTF-8"));
        }
        if (head.length == 3 && head(0xEF, 0xBB) && head[2] == (byte) 0xBF) {
            headAt = 3;
            check.feed(head, 0, 3);
        }
    }

    private boolean head(int first, int second) {
        return head[0] == (byte) first && head[1] == (byte) second;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = headAt < head.length ? fromHead(bytes, from, length) : in.read(bytes, from, length);
        if (count < 0 && check.inside()) {
            throw new RefusedException(Refusal.file(
                    ParserCode.FILE_TRUNCATED,
                    check.line(),
                    check.start(),
                    "the file ends in the middle of a character; send it again"));
        }
        if (count > 0 && !check.feed(bytes, from, from + count)) {
            throw new RefusedException(Refusal.file(
                    ParserCode.FILE_ENCODING,
                    check.line(),
                    check.start(),
                    "the byte is not UTF-8; save the file as UTF-8"));
        }
        return count;
    }

    private int fromHead(byte[] bytes, int from, int length) {
        int count = Math.min(length, head.length - headAt);
        System.arraycopy(head, headAt, bytes, from, count);
        headAt += count;
        return count;
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
