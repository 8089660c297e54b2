package org.caravanserai.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text without ever inventing a character: bytes that the encoding does not know, a NUL, or a mark of another
 * encoding refuse the file at their line and byte. A fitting byte order mark is skipped.
 */
final class StrictReader extends Reader {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private long base;
    private long lines = 1;
    private boolean afterReturn;
    private boolean ended;
    private boolean any;

    StrictReader(InputStream in, Charset charset) throws IOException {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        bytes.flip();
        fill();
        mark();
        any = bytes.hasRemaining();
    }

    /** True when the file holds anything beside a byte order mark. */
    boolean any() {
        return any;
    }

    private void mark() throws IOException {
        var found = marked();
        if (found == null) {
            return;
        }
        boolean fits =
                charset.equals(found) || charset.equals(StandardCharsets.UTF_16) && found != StandardCharsets.UTF_8;
        if (!fits) {
            throw refuse(
                    0,
                    "the file begins with the mark of " + found + ", it is declared as " + charset + "; declare "
                            + found);
        }
        if (!charset.equals(StandardCharsets.UTF_16)) {
            bytes.position(found.equals(StandardCharsets.UTF_8) ? 3 : 2);
        }
    }

    private Charset marked() {
        int a = peek(0);
        int b = peek(1);
        if (a == 0xEF && b == 0xBB && peek(2) == 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (a == 0xFF && b == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return a == 0xFE && b == 0xFF ? StandardCharsets.UTF_16BE : null;
    }

    private int peek(int index) {
        return index < bytes.limit() ? bytes.get(index) & 0xFF : -1;
    }

    /** Reads until at least three bytes are there or the stream ends. */
    private void fill() throws IOException {
        base += bytes.position();
        bytes.compact();
        do {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(count, 0));
        } while (!ended && bytes.position() < 3);
        bytes.flip();
    }

    @Override
    public int read(char[] chars, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var out = CharBuffer.wrap(chars, from, length);
        while (true) {
            var result = decoder.decode(bytes, out, ended);
            int count = out.position() - from;
            check(chars, from, from + count);
            if (result.isError()) {
                throw fault(result);
            }
            if (count > 0) {
                return count;
            }
            if (result.isOverflow()) {
                return 0;
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private RefusedException fault(CoderResult result) {
        long at = base + bytes.position();
        boolean cut = ended && result.isMalformed() && bytes.remaining() <= result.length() && bytes.remaining() < 4;
        boolean lead = (bytes.get(bytes.position()) & 0xFF) >= 0xC2;
        if (cut
                && (charset.equals(StandardCharsets.UTF_8)
                        ? lead
                        : charset.name().startsWith("UTF-16"))) {
            return new RefusedException(Refusal.file(
                    ParserCode.FILE_TRUNCATED, lines, at, "the file ends in the middle of a character; send it again"));
        }
        return refuse(
                at,
                String.format(
                        "the byte 0x%02X is no character of %s; declare the true encoding or save the file as %s",
                        bytes.get(bytes.position()) & 0xFF, charset, charset));
    }

    private void check(char[] chars, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c > '\r') {
                afterReturn = false;
            } else if (c == '\n') {
                lines += afterReturn ? 0 : 1;
                afterReturn = false;
            } else if (c == '\r') {
                lines++;
                afterReturn = true;
            } else {
                afterReturn = false;
            }
            if (c == 0) {
                throw refuse(
                        -1,
                        "the text holds a NUL character: the file is binary, or in another encoding such as UTF-16");
            }
        }
    }

    private RefusedException refuse(long at, String text) {
        return new RefusedException(Refusal.file(ParserCode.FILE_ENCODING, lines, at, text));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
