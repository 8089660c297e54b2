package org.caravanserai.mapping;

import java.util.List;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Position;

/**
 * Where the value of one target field comes from.
 *
 * @param value as in the row, null = no value
 * @param rule the entry as written, on one line
 * @param at place of the entry
 * @param inputs what was read, in the order of the entry
 * @param findings what was noticed on the way
 */
public record Explained(
        String field, Object value, String rule, Position at, List<Input> inputs, List<Finding> findings) {
    /** One value read, as text; null = missing. */
    public record Input(String path, String value) {}
}
