package org.caravanserai.parser;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Records of a CSV file. */
final class CsvRecords extends AbstractRecords<CsvRecord> {

    /** The cells of one record with its line. */
    private record Line(long number, String[] cells) {}

    /** Ends reading with a refusal of the file. */
    private static final class LimitException extends RuntimeException {
        private final transient Refusal refusal;

        LimitException(Refusal refusal) {
            super(refusal.toString(), null, false, false);
            this.refusal = refusal;
        }
    }

    /** Takes cells from the tokenizer and knows where it is, for the message when it fails. */
    private static final class Collector extends AbstractBaseCsvCallbackHandler<Line> {
        private final List<String> cells = new ArrayList<>();
        private long started;
        private long line;
        private long length;

        @Override
        protected void handleBegin(long number) {
            started = number;
            line = number;
            length = 0;
            cells.clear();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int count, boolean quoted) {
            length += count;
            if (count > Csv.MAX_CELL) {
                throw limit("a cell is longer than " + Csv.MAX_CELL + " characters");
            }
            if (length > Csv.MAX_RECORD) {
                throw limit("a record is longer than " + Csv.MAX_RECORD + " characters");
            }
            if (index >= Csv.MAX_COLUMNS) {
                throw limit("a record has more than " + Csv.MAX_COLUMNS + " cells");
            }
            if (quoted) {
                for (int i = offset; i < offset + count; i++) {
                    line += buffer[i] == '\n' || buffer[i] == '\r' && (i + 1 == offset + count || buffer[i + 1] != '\n')
                            ? 1
                            : 0;
                }
            }
            cells.add(count == 0 ? "" : new String(buffer, offset, count));
        }

        private LimitException limit(String text) {
            return new LimitException(
                    Refusal.file(ParserCode.FILE_LIMIT, started, -1, text + "; look for a quote that is not closed"));
        }

        @Override
        protected Line buildRecord() {
            return new Line(started, cells.toArray(new String[0]));
        }
    }

    private final InputStream in;
    private final CsvDialect dialect;
    private final Collection<String> expected;
    private final Collector collector = new Collector();
    private CloseableIterator<Line> lines;
    private CsvColumns columns;
    private long number;

    CsvRecords(InputStream in, CsvDialect dialect, Collection<String> expected) {
        this.in = in;
        this.dialect = dialect;
        this.expected = expected;
    }

    /** The columns, empty before the first record was asked for. */
    List<String> columns() {
        return columns == null ? List.of() : columns.names();
    }

    @Override
    Outcome<CsvRecord> read() throws IOException {
        try {
            if (lines == null) {
                var refusal = open();
                if (refusal != null) {
                    return new Outcome.Refused<>(refusal);
                }
            }
            return lines.hasNext() ? record(lines.next()) : null;
        } catch (LimitException e) {
            return new Outcome.Refused<>(e.refusal);
        } catch (CsvParseException e) {
            return new Outcome.Refused<>(fault(e));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Opens the file and reads its header; null when all is well. */
    private Refusal open() throws IOException {
        var reader = new StrictReader(in, dialect.charset());
        if (!reader.any()) {
            return Refusal.file(ParserCode.FILE_EMPTY, "the file is empty");
        }
        lines = CsvReader.builder()
                .fieldSeparator(dialect.separator())
                .quoteCharacter(dialect.quote())
                .skipEmptyLines(true)
                .detectBomHeader(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                // A power of two: the tokenizer oversteps its buffer otherwise.
                .maxBufferSize(2 * Csv.MAX_CELL)
                .build(collector, reader)
                .iterator();
        if (!dialect.header()) {
            return null;
        }
        if (!lines.hasNext()) {
            return Refusal.file(ParserCode.FILE_EMPTY, "the file holds nothing but empty lines");
        }
        var header = lines.next();
        columns = CsvColumns.named(header.cells());
        return columns.fault(expected, header.number()).orElse(null);
    }

    private Outcome<CsvRecord> record(Line line) {
        number++;
        var cells = line.cells();
        if (columns == null) {
            columns = CsvColumns.numbered(cells.length);
        }
        int wanted = columns.names().size();
        if (cells.length != wanted) {
            return new Outcome.Refused<>(Refusal.row(
                    ParserCode.ROW_COLUMNS,
                    number,
                    line.number(),
                    null,
                    cells.length + " cells, the " + (dialect.header() ? "header" : "first record") + " has " + wanted
                            + "; look for a missing quote or a separator inside a text"));
        }
        return new Outcome.Taken<>(number, line.number(), new CsvRecord(columns, cells));
    }

    private Refusal fault(CsvParseException e) throws IOException {
        var inner = RefusedException.in(e);
        if (inner != null) {
            return inner;
        }
        // The tokenizer wraps what was thrown inside it, its own faults included.
        var text = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof LimitException limit) {
                return limit.refusal;
            }
            if (cause instanceof IOException unreadable) {
                throw unreadable;
            }
            text = String.valueOf(cause.getMessage());
        }
        var column = columns != null && collector.cells.size() < columns.names().size()
                ? columns.names().get(collector.cells.size())
                : null;
        if (text.contains("after closing quote")) {
            return fault(
                    ParserCode.FILE_SYNTAX, column, "text follows a closing quote; double the quotes inside a cell");
        }
        if (text.contains("buffer size")) {
            return fault(
                    ParserCode.FILE_LIMIT,
                    column,
                    "the cell that begins here is longer than " + Csv.MAX_CELL
                            + " characters; look for a quote that is not closed");
        }
        if (text.contains("Unclosed quoted field")) {
            return fault(
                    ParserCode.FILE_TRUNCATED,
                    column,
                    "the quote opened here is never closed; the file was cut, or the quote is missing");
        }
        return fault(ParserCode.FILE_SYNTAX, column, "not valid CSV: " + Escaped.cut(text));
    }

    private Refusal fault(ParserCode code, String column, String text) {
        return new Refusal(code, 0, collector.line, -1, column, text);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
