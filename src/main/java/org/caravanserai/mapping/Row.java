package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;

/**
 * What a mapping makes of one record: values in the order of its fields.
 *
 * <p>Values: {@link String}, {@link Long}, {@link BigDecimal}, {@link Boolean}, {@link java.time.LocalDate},
 * {@link org.caravanserai.canonical.RemoteRef}, {@link List} of these, nested rows, and null = no value.
 */
public final class Row implements Cells {
    private final List<String> fields;
    private final Object[] values;

    Row(List<String> fields, Object[] values) {
        this.fields = fields;
        this.values = values;
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Object value(int field) {
        return values[field];
    }

    /** The value of this field, null = no value or no such field. */
    public Object value(String field) {
        int at = fields.indexOf(field);
        return at < 0 ? null : values[at];
    }

    /** Values by field, without those that are missing. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                map.put(fields.get(i), values[i]);
            }
        }
        return map;
    }

    /**
     * A hash of all values, the same on every machine and in every version: it decides whether a partner is told. Decimals count by their digits
     * as sent: 1.5 and 1.50 differ.
     */
    public long hash() {
        return hash(RowHash.SEED);
    }

    /** The hash of values read back: that of the row they once were. */
    public static long hash(Cells kept) {
        return RowHash.of(RowHash.SEED, kept);
    }

    long hash(long seed) {
        return RowHash.of(seed, this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && row.fields.equals(fields) && Arrays.equals(row.values, values);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
