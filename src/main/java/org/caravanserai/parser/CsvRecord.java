package org.caravanserai.parser;

import java.util.List;

/** One record of a CSV file: cells as they stand in the file, quotes removed. Immutable. */
public final class CsvRecord {
    private final CsvColumns columns;
    private final String[] cells;

    CsvRecord(CsvColumns columns, String[] cells) {
        this.columns = columns;
        this.cells = cells;
    }

    /** The cell of a column, empty text for an empty cell, null when the file has no such column. */
    public String cell(String column) {
        int index = columns.index(column);
        return index < 0 ? null : cells[index];
    }

    /** The cell of a column by its place, first is 0. */
    public String cell(int index) {
        return cells[index];
    }

    /** How many cells there are. */
    public int size() {
        return cells.length;
    }

    /** The columns of the file in their order; a column without a name is empty text. */
    public List<String> columns() {
        return columns.names();
    }

    /** True when every cell is empty, as spreadsheets write behind their last row. */
    public boolean blank() {
        for (var cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return List.of(cells).toString();
    }
}
