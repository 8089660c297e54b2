package org.caravanserai.connector;

import java.io.IOException;
import java.util.List;

/**
 * A file being written. It has one or several parts (sheets of a workbook, sections of a catalogue), one after the other; each is a list of rows.
 * Closing completes the file and closes the stream below.
 */
public interface FeedFile extends AutoCloseable {
    /**
     * Begins the next part; the one before is complete.
     *
     * @param name sheet or section, null where the format has a single part
     * @param columns names of the values every row of this part has
     * @throws IllegalArgumentException when the format has no such part or it cannot come now; the message says which parts there are
     */
    RowWriter part(String name, List<String> columns) throws IOException;

    @Override
    void close() throws IOException;
}
