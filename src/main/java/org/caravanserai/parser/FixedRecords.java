package org.caravanserai.parser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** Records of a file whose columns have fixed widths: its lines. */
final class FixedRecords extends AbstractRecords<FixedRecord> {
    private static final int BUFFER = 1 << 14;
    /** End of a file in DOS; some systems still write it behind the last record. */
    private static final char SUBSTITUTE = 0x1A;

    private final InputStream in;
    private final Charset charset;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder text = new StringBuilder();
    private StrictReader reader;
    private int at;
    private int filled;
    private long line;
    private long number;
    private boolean ended;

    FixedRecords(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    @Override
    Outcome<FixedRecord> read() throws IOException {
        if (reader == null) {
            reader = new StrictReader(in, charset);
            if (!reader.any()) {
                return new Outcome.Refused<>(Refusal.file(ParserCode.FILE_EMPTY, "the file is empty"));
            }
        }
        while (!ended) {
            line++;
            if (!advance()) {
                return new Outcome.Refused<>(Refusal.file(
                        ParserCode.FILE_LIMIT,
                        line,
                        -1,
                        "a record is longer than " + Fixed.MAX_RECORD + " characters; look for a missing line end"));
            }
            if (!text.isEmpty()) {
                number++;
                return new Outcome.Taken<>(number, line, new FixedRecord(text.toString()));
            }
        }
        return null;
    }

    /** The next line into the text, without its end; false when it is too long. */
    private boolean advance() throws IOException {
        text.setLength(0);
        while (true) {
            if (at == filled) {
                filled = Math.max(0, reader.read(buffer, 0, BUFFER));
                at = 0;
                if (filled == 0) {
                    ended = true;
                    break;
                }
            }
            char sign = buffer[at++];
            if (sign == '\n') {
                break;
            }
            if (text.length() >= Fixed.MAX_RECORD) {
                return false;
            }
            text.append(sign);
        }
        int last = text.length() - 1;
        if (last >= 0 && (text.charAt(last) == '\r' || ended && text.charAt(last) == SUBSTITUTE)) {
            text.setLength(last);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
