package org.caravanserai.canonical;

import java.util.List;

/**
 * Values in a fixed order under fixed names: what a mapping makes and a file format writes.
 *
 * <p>Values: {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link Boolean}, {@link java.time.LocalDate}, {@link RemoteRef} (never in
 * a published file), a {@link List} of these or of nested {@code Cells}, and null = no value.
 */
public interface Cells {
    /** Names in order; the same list for all rows of one maker. */
    List<String> fields();

    /** How many values. */
    int size();

    /** The value at this place, null = no value. */
    Object value(int field);
}
