package org.caravanserai.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/** Rows of one sheet. */
final class SheetRecords extends AbstractRecords<SheetRecord> {
    /** Columns of a sheet without header; Excel's own limit is 16,384. */
    private static final int UNNAMED = 1024;

    private final Path file;
    private final String name;
    private final boolean header;
    private final Collection<String> expected;
    private ReadableWorkbook workbook;
    private SheetValues values;
    private Iterator<Row> rows;
    private CsvColumns columns;
    private long number;

    SheetRecords(Path file, String name, boolean header, Collection<String> expected) {
        this.file = file;
        this.name = name;
        this.header = header;
        this.expected = expected;
    }

    /** The columns, empty before the first record was asked for. */
    List<String> columns() {
        return columns == null || !header ? List.of() : columns.names();
    }

    @Override
    Outcome<SheetRecord> read() throws IOException {
        try {
            if (rows == null) {
                var refusal = open();
                if (refusal != null) {
                    return new Outcome.Refused<>(refusal);
                }
            }
            while (rows.hasNext()) {
                var row = rows.next();
                var cells = cells(row);
                if (!cells.isEmpty()) {
                    return record(row.getRowNum(), cells);
                }
            }
            return null;
        } catch (IOException | UncheckedIOException e) {
            if (malformed(e)) {
                return new Outcome.Refused<>(damaged());
            }
            throw e;
        } catch (RuntimeException e) {
            // The library trusts the parts of a workbook and fails on wrong ones in many ways.
            return new Outcome.Refused<>(damaged());
        }
    }

    /** The library wraps what is wrong with the XML in the exceptions of a disk that fails. */
    private static boolean malformed(Throwable fault) {
        var cause = fault;
        while (cause != null && !(cause instanceof XMLStreamException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static Refusal damaged() {
        return Refusal.file(
                ParserCode.FILE_SYNTAX, "the workbook is damaged; open it in a spreadsheet program and save it again");
    }

    /** Looks through the archive, opens it and reads the header; null when all is well. */
    private Refusal open() throws IOException {
        var refused = ZipGuard.check(file);
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            workbook = workbook();
        } catch (IOException e) {
            return damaged();
        }
        values = new SheetValues(workbook.isDate1904());
        var sheet = name == null ? workbook.getSheet(0) : workbook.findSheet(name);
        if (sheet.isEmpty()) {
            var names = workbook.getSheets()
                    .map(org.dhatim.fastexcel.reader.Sheet::getName)
                    .filter(Objects::nonNull)
                    .toList();
            return Refusal.file(
                    ParserCode.FILE_SHEET,
                    name == null || names.isEmpty()
                            ? "the workbook has no sheet"
                            : "the workbook has no sheet '" + Escaped.cut(name) + "'" + Nearest.hint(name, names)
                                    + "; it has " + Escaped.cut(String.join(", ", names)));
        }
        rows = sheet.get().openStream().iterator();
        return header ? header() : null;
    }

    private ReadableWorkbook workbook() throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (ExcelReaderException e) {
            // Styles are optional in a workbook, the library insists on them: without them no number can be a date.
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(false, true));
        }
    }

    private Refusal header() {
        while (rows.hasNext()) {
            var row = rows.next();
            var cells = cells(row);
            if (!cells.isEmpty()) {
                columns = CsvColumns.named(cells.stream().map(SheetCell::text).toArray(String[]::new));
                return columns.fault(expected, row.getRowNum()).orElse(null);
            }
        }
        return Refusal.file(ParserCode.FILE_EMPTY, "the sheet is empty");
    }

    /** The cells up to the last one that holds something; empty for a blank row. */
    private List<SheetCell> cells(Row row) {
        List<SheetCell> cells = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < row.getCellCount(); i++) {
            var cell = values.cell(row.getCell(i));
            cells.add(cell);
            last = cell.text().isBlank() ? last : i + 1;
        }
        return cells.subList(0, last);
    }

    private Outcome<SheetRecord> record(int row, List<SheetCell> cells) {
        number++;
        if (columns == null) {
            columns = CsvColumns.numbered(UNNAMED);
        }
        int wanted = columns.names().size();
        if (cells.size() > wanted) {
            return new Outcome.Refused<>(Refusal.row(
                    ParserCode.ROW_COLUMNS,
                    number,
                    row,
                    null,
                    cells.size() + " cells, the " + (header ? "header has " : "limit is ") + wanted
                            + "; look for a value outside the table"));
        }
        return new Outcome.Taken<>(number, row, new SheetRecord(columns, cells));
    }

    @Override
    public void close() throws IOException {
        if (workbook != null) {
            workbook.close();
        }
    }
}
