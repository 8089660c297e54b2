package org.caravanserai.parser;

import java.util.List;

/** One row of a sheet below its header. Immutable. */
public final class SheetRecord {
    private final CsvColumns columns;
    private final List<SheetCell> cells;

    SheetRecord(CsvColumns columns, List<SheetCell> cells) {
        this.columns = columns;
        this.cells = List.copyOf(cells);
    }

    /**
     * The cell of a column, {@link SheetCell#EMPTY} where the row has nothing, null when the sheet has no such column.
     */
    public SheetCell cell(String column) {
        int index = columns.index(column);
        return index < 0 ? null : cell(index);
    }

    /** The cell of a column by its place, first is 0. */
    public SheetCell cell(int index) {
        return index < cells.size() ? cells.get(index) : SheetCell.EMPTY;
    }

    /** The columns of the sheet in their order; a column without a name is empty text. */
    public List<String> columns() {
        return columns.names();
    }

    @Override
    public String toString() {
        return cells.stream().map(SheetCell::text).toList().toString();
    }
}
