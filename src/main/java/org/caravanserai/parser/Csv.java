package org.caravanserai.parser;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Set;

/**
 * The one place where CSV readers and writers are made, with every limit said: cell 1 Mi characters, record 4 Mi
 * characters, 5,000 columns.
 */
public final class Csv {
    /** Longest cell, in characters. */
    public static final int MAX_CELL = 1 << 20;
    /** Longest record, in characters. */
    public static final int MAX_RECORD = 4 << 20;
    /** Most columns. */
    public static final int MAX_COLUMNS = 5000;

    private Csv() {}

    /** The records of a file, without expectations about its header. */
    public static Records<CsvRecord> records(InputStream in, CsvDialect dialect) {
        return records(in, dialect, Set.of());
    }

    /**
     * The records of a file in constant memory. A wrong encoding, a wrong header, a quote that is never closed or text
     * behind a closing quote refuses the file; a wrong number of cells refuses the record. Empty lines are passed over.
     * The stream is closed with the records.
     *
     * @param expected columns the header must have; not looked at without a header
     */
    public static Records<CsvRecord> records(InputStream in, CsvDialect dialect, Collection<String> expected) {
        return new CsvRecords(in, dialect, expected);
    }

    /** A writer to a stream, buffered; {@link CsvWriter#close()} flushes and leaves the stream open. */
    public static CsvWriter writer(OutputStream out, CsvDialect dialect) {
        return new CsvWriter(out, dialect);
    }
}
