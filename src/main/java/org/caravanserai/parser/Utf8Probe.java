package org.caravanserai.parser;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes through and notes whether they are UTF-8. */
final class Utf8Probe extends FilterInputStream {
    private final Utf8Check check = new Utf8Check();

    Utf8Probe(InputStream in) {
        super(in);
    }

    Utf8Check check() {
        return check;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = in.read(bytes, from, length);
        if (count > 0) {
            check.feed(bytes, from, from + count);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
