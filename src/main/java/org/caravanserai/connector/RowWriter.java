package org.caravanserai.connector;

import java.io.IOException;

/** Takes the rows of one part of a file, in order. */
@FunctionalInterface
public interface RowWriter {
    /**
     * Writes one row.
     *
     * @param values one per column, null = missing. String, Long, BigDecimal, Boolean, LocalDate, Instant; {@code Object[]} of these for a list, of
     *     {@code Object[]} for nested rows. The array is not kept.
     */
    void row(Object[] values) throws IOException;
}
