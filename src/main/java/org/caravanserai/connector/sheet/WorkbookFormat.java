package org.caravanserai.connector.sheet;

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
import org.caravanserai.parser.Refusal;
import org.caravanserai.parser.Sheet;
import org.caravanserai.parser.SheetWriter;

/**
 * XLSX: each part is a sheet with a header row. Numbers stay numbers and dates dates; a text that looks like a formula stays a text; lists are joined
 * with a comma. Equal content gives equal bytes.
 */
public final class WorkbookFormat implements FeedFormat {

    @Override
    public String word() {
        return "xlsx";
    }

    @Override
    public String mediaType() {
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    @Override
    public FeedFile open(OutputStream out, Format format, FeedHeader header) throws IOException {
        return new File(out, Sheet.writer(out));
    }

    private static final class File implements FeedFile {
        private final OutputStream out;
        private final SheetWriter sheet;
        private boolean begun;

        File(OutputStream out, SheetWriter sheet) {
            this.out = out;
            this.sheet = sheet;
        }

        @Override
        public RowWriter part(String name, List<String> columns) throws IOException {
            begun = true;
            sheet.sheet(name == null ? "Data" : name, columns);
            return this::write;
        }

        private Optional<Finding> write(Cells row) throws IOException {
            for (int i = 0; i < row.size(); i++) {
                cell(row.value(i));
            }
            return sheet.end().map(File::finding);
        }

        private void cell(Object value) {
            if (value instanceof Long number) {
                sheet.number(number);
            } else if (value instanceof BigDecimal number) {
                sheet.number(number);
            } else if (value instanceof LocalDate day) {
                sheet.date(day);
            } else if (value instanceof Boolean flag) {
                sheet.flag(flag);
            } else if (value instanceof List<?> list) {
                var joined = new StringJoiner(",");
                list.forEach(one -> joined.add(text(one)));
                sheet.text(joined.toString());
            } else {
                sheet.text(value == null ? null : text(value));
            }
        }

        private static String text(Object value) {
            if (value instanceof Cells) {
                throw new IllegalArgumentException(
                        "nested rows have no place in a cell; give them a sheet of their own");
            }
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }

        private static Finding finding(Refusal refusal) {
            return new Finding(
                    refusal.code().code(), Finding.Severity.BLOCK, refusal.field(), null, refusal.message(), null);
        }

        @Override
        public void close() throws IOException {
            if (!begun) {
                sheet.sheet("Data", List.of());
            }
            sheet.close();
            out.close();
        }
    }
}
