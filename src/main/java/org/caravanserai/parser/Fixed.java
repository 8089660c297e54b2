package org.caravanserai.parser;

import java.io.InputStream;
import java.nio.charset.Charset;

/** The one place where readers of files with records of fixed width are made, with every limit said: record 1 Mi characters. */
public final class Fixed {
    /** Longest record, in characters. */
    public static final int MAX_RECORD = 1 << 20;

    private Fixed() {}

    /**
     * The records of a file in constant memory, a line each, ended by LF or CRLF. A wrong encoding or a record that is too long refuses the file. Empty lines
     * are passed over. The stream is closed with the records.
     */
    public static Records<FixedRecord> records(InputStream in, Charset charset) {
        return new FixedRecords(in, charset);
    }
}
