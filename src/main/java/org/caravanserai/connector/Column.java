package org.caravanserai.connector;

import java.util.List;

/**
 * One column of a row that goes out.
 *
 * @param name target field
 * @param children columns of the rows nested in it, empty for a plain value
 */
public record Column(String name, List<Column> children) {
    public Column {
        children = List.copyOf(children);
    }

    /** A plain column. */
    public static Column of(String name) {
        return new Column(name, List.of());
    }
}
