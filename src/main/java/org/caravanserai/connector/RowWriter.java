package org.caravanserai.connector;

import java.io.IOException;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;

/** Takes the rows of one part of a file, in order. */
@FunctionalInterface
public interface RowWriter {
    /**
     * Writes one row; its values stand in the order of the part's columns. The row is not kept.
     *
     * @return why the row cannot stand in this file and was left out, empty when it was written
     */
    Optional<Finding> row(Cells row) throws IOException;
}
