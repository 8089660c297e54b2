package org.caravanserai.connector;

import java.io.IOException;
import org.caravanserai.canonical.Cells;

/** Takes the rows of one part of a file, in order. */
@FunctionalInterface
public interface RowWriter {
    /** Writes one row; its values stand in the order of the part's columns. The row is not kept. */
    void row(Cells row) throws IOException;
}
