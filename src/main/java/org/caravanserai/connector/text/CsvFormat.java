package org.caravanserai.connector.text;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.FeedFile;
import org.caravanserai.connector.FeedFormat;
import org.caravanserai.connector.FeedHeader;
import org.caravanserai.connector.RowWriter;
import org.caravanserai.home.Format;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.CsvWriter;
import org.caravanserai.parser.Refusal;

/**
 * CSV (RFC 4180 and its dialects) and TSV. Lists are joined with {@code ,} inside the cell; nested rows have no place in a cell. Cells that a
 * spreadsheet would run are guarded (OWASP ASVS 1.2.10).
 *
 * @param tabs true = TSV as Google and others read it: no quotes
 */
public record CsvFormat(boolean tabs) implements FeedFormat {

    @Override
    public String word() {
        return tabs ? "tsv" : "csv";
    }

    @Override
    public String mediaType() {
        return tabs ? "text/tab-separated-values" : "text/csv";
    }

    @Override
    public FeedFile open(OutputStream out, Format format, FeedHeader header) {
        var dialect = tabs
                ? CsvDialect.tabs()
                : CsvDialect.standard().separator(format.separator()).quote(format.quote());
        dialect = dialect.charset(format.encoding())
                .decimal(format.decimal())
                .header(format.header())
                .bom(format.bom())
                .lineEnd("\n".equals(format.lineEnd()) ? CsvDialect.LineEnd.LF : CsvDialect.LineEnd.CRLF);
        return new File(out, Csv.writer(out, dialect), format.columns());
    }

    private static final class File implements FeedFile {
        private final OutputStream out;
        private final CsvWriter csv;
        private final List<String> wanted;
        private boolean begun;

        File(OutputStream out, CsvWriter csv, List<String> wanted) {
            this.out = out;
            this.csv = csv;
            this.wanted = wanted;
        }

        @Override
        public RowWriter part(String name, List<String> columns) throws IOException {
            if (begun) {
                throw new IllegalArgumentException(
                        "a CSV or TSV file has one part; give the second stream a file of its own");
            }
            begun = true;
            var order = wanted.isEmpty() ? columns : wanted;
            int[] places = order.stream().mapToInt(columns::indexOf).toArray();
            csv.header(order);
            return row -> write(row, places);
        }

        private Optional<Finding> write(Cells row, int[] places) throws IOException {
            for (int place : places) {
                cell(place < 0 ? null : row.value(place));
            }
            return csv.end().map(File::finding);
        }

        private void cell(Object value) {
            if (value == null) {
                csv.text(null);
            } else if (value instanceof String text) {
                csv.text(text);
            } else if (value instanceof Long number) {
                csv.number(number);
            } else if (value instanceof BigDecimal number) {
                csv.number(number);
            } else {
                csv.text(text(value));
            }
        }

        private static String text(Object value) {
            if (value instanceof List<?> list) {
                var joined = new StringJoiner(",");
                list.forEach(one -> joined.add(text(one)));
                return joined.toString();
            }
            if (value instanceof BigDecimal number) {
                return number.toPlainString();
            }
            if (value instanceof Boolean
                    || value instanceof Long
                    || value instanceof LocalDate
                    || value instanceof String) {
                return value.toString();
            }
            throw new IllegalArgumentException(
                    "nested rows have no place in a cell; name their values in fields of their own");
        }

        private static Finding finding(Refusal refusal) {
            return new Finding(
                    refusal.code().code(), Finding.Severity.BLOCK, refusal.field(), null, refusal.message(), null);
        }

        @Override
        public void close() throws IOException {
            csv.close();
            out.close();
        }
    }
}
