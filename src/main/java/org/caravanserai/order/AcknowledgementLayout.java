package org.caravanserai.order;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Acknowledgement;
import org.caravanserai.home.Acknowledgement.Column;
import org.caravanserai.home.OrderFile;
import org.caravanserai.order.AcknowledgementCells.Cell;
import org.caravanserai.order.AcknowledgementRow.Wrong;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.CsvRecord;
import org.caravanserai.parser.Fixed;
import org.caravanserai.parser.FixedRecord;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Refusal;

/** Reads a file an ERP answers with: rows that say something, and what is wrong with all others. */
final class AcknowledgementLayout {
    private final Acknowledgement file;
    private final AcknowledgementCells cells;

    AcknowledgementLayout(Acknowledgement file, ZoneId zone) {
        this.file = file;
        this.cells = new AcknowledgementCells(file.format().decimal(), zone);
    }

    /**
     * What a file says.
     *
     * @param refused why nothing of it counts, null = its rows do
     */
    record Read(List<AcknowledgementRow> rows, List<Wrong> wrong, Wrong refused) {}

    Read read(byte[] bytes) {
        var pass = new Pass();
        try {
            var refused = file.columns().isEmpty() ? pass.fixed(bytes) : pass.csv(bytes);
            return new Read(List.copyOf(pass.rows), List.copyOf(pass.wrong), refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory gives all bytes", impossible);
        }
    }

    private static Wrong wrong(Refusal refusal) {
        var field = refusal.field() == null ? "" : OrderRows.shown(refusal.field()) + ": ";
        return new Wrong(Math.max(refusal.line(), 1), 0, null, refusal.code().code() + " " + field + refusal.message());
    }

    /** One pass over one file. */
    private final class Pass {
        private final List<AcknowledgementRow> rows = new ArrayList<>();
        private final List<Wrong> wrong = new ArrayList<>();
        private Map<Column, Cell> head;
        private long headLine;
        private boolean headFits;
        private boolean headSaid;

        private void take(long line, Map<Column, Cell> said) {
            var read = cells.row(line, said);
            if (read.wrong() == null) {
                rows.add(read.row());
            } else {
                wrong.add(read.wrong());
            }
        }

        private Wrong csv(byte[] bytes) throws IOException {
            var format = file.format();
            var dialect = CsvDialect.standard()
                    .charset(format.encoding())
                    .separator(format.separator())
                    .quote(format.quote())
                    .header(format.header());
            var needed = file.columns().stream()
                    .filter(column -> column.written() && column.to() != null)
                    .map(Column::name)
                    .toList();
            try (var records = Csv.records(new ByteArrayInputStream(bytes), dialect, needed)) {
                while (records.hasNext()) {
                    var outcome = records.next();
                    if (outcome instanceof Outcome.Refused<CsvRecord> refused) {
                        if (refused.refusal().wholeFile()) {
                            return wrong(refused.refusal());
                        }
                        wrong.add(wrong(refused.refusal()));
                        continue;
                    }
                    var taken = (Outcome.Taken<CsvRecord>) outcome;
                    if (!taken.value().blank()) {
                        csv(taken.line(), taken.value());
                    }
                }
            }
            return null;
        }

        private void csv(long line, CsvRecord record) {
            var said = new LinkedHashMap<Column, Cell>();
            int at = 0;
            for (var column : file.columns()) {
                if (!column.written()) {
                    said.put(column, new Cell(column.constant(), 0));
                    continue;
                }
                int index = file.format().header() ? record.columns().indexOf(column.name()) : at;
                at++;
                if (index >= record.size()) {
                    wrong.add(new Wrong(
                            line,
                            0,
                            null,
                            "has " + record.size() + " cells, " + OrderRows.shown(column.name()) + " is the " + at
                                    + ". one"));
                    return;
                }
                if (index >= 0) {
                    said.put(column, new Cell(record.cell(index).strip(), index + 1));
                }
            }
            take(line, said);
        }

        private Wrong fixed(byte[] bytes) throws IOException {
            try (var records =
                    Fixed.records(new ByteArrayInputStream(bytes), file.format().encoding())) {
                while (records.hasNext()) {
                    var outcome = records.next();
                    if (outcome instanceof Outcome.Refused<FixedRecord> refused) {
                        return wrong(refused.refusal());
                    }
                    var taken = (Outcome.Taken<FixedRecord>) outcome;
                    if (!taken.value().blankFrom(0)) {
                        fixed(taken.line(), taken.value());
                    }
                }
            }
            closeHead();
            return null;
        }

        private void fixed(long line, FixedRecord record) {
            if (!file.head().isEmpty() && marked(record, file.head())) {
                closeHead();
                head = cut(line, record, file.head());
                headLine = line;
                headFits = head != null;
                headSaid = false;
            } else if (marked(record, file.line())) {
                line(line, record);
            } else {
                wrong.add(new Wrong(
                        line,
                        1,
                        null,
                        "the record is of no kind that is declared; it begins with '"
                                + OrderRows.shown(record.cell(0, 10)) + "'"));
            }
        }

        private void line(long line, FixedRecord record) {
            var said = cut(line, record, file.line());
            if (said == null) {
                headSaid = true;
                return;
            }
            if (!file.head().isEmpty()) {
                if (!headFits) {
                    wrong.add(new Wrong(
                            line,
                            0,
                            null,
                            headLine == 0
                                    ? "no head stands in front of it"
                                    : "belongs to the head of line " + headLine + ", which cannot be read"));
                    return;
                }
                headSaid = true;
                said = under(head, said);
            }
            take(line, said);
        }

        /** A head without lines speaks of its order as a whole. */
        private void closeHead() {
            if (head != null && !headSaid) {
                take(headLine, head);
            }
            head = null;
        }

        private Map<Column, Cell> cut(long line, FixedRecord record, List<Column> columns) {
            var said = new LinkedHashMap<Column, Cell>();
            int at = 0;
            for (var column : columns) {
                if (!column.written()) {
                    said.put(column, new Cell(column.constant(), 0));
                    continue;
                }
                int end = at + column.width();
                boolean trimmed = column.align() == OrderFile.Align.LEFT && column.pad() == ' ';
                if (record.length() > at && record.length() < end && !trimmed) {
                    wrong.add(new Wrong(
                            line,
                            at + 1,
                            null,
                            OrderRows.shown(column.name()) + ": the record ends in the middle of it, after "
                                    + record.length() + " characters"));
                    return null;
                }
                said.put(column, new Cell(AcknowledgementCells.bare(record.cell(at, column.width()), column), at + 1));
                at = end;
            }
            if (record.length() > at && !record.blankFrom(at)) {
                wrong.add(new Wrong(
                        line,
                        at + 1,
                        null,
                        "the record has " + record.length() + " characters, its columns take " + at));
                return null;
            }
            return said;
        }
    }

    /** What a line does not say itself, its head says for it. */
    private static Map<Column, Cell> under(Map<Column, Cell> head, Map<Column, Cell> line) {
        var own = new HashMap<Acknowledgement.To, Cell>();
        line.forEach((column, cell) -> {
            if (column.to() != null && !cell.text().isEmpty()) {
                own.put(column.to(), cell);
            }
        });
        var all = new LinkedHashMap<Column, Cell>();
        head.forEach((column, cell) -> {
            if (column.to() == null || !own.containsKey(column.to())) {
                all.put(column, cell);
            }
        });
        line.forEach((column, cell) -> {
            boolean saidAbove =
                    all.keySet().stream().anyMatch(other -> other.to() != null && other.to() == column.to());
            if (!saidAbove) {
                all.put(column, cell);
            }
        });
        return all;
    }

    private static boolean marked(FixedRecord record, List<Column> columns) {
        int at = 0;
        for (var column : columns) {
            if (column.marks()
                    && !AcknowledgementCells.bare(record.cell(at, column.width()), column)
                            .equals(column.constant())) {
                return false;
            }
            at += column.written() ? column.width() : 0;
        }
        return true;
    }
}
