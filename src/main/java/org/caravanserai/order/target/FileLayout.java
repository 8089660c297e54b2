package org.caravanserai.order.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.home.OrderFile;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Row;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;

/** Writes an order as the file an ERP reads: the same order gives the same bytes. What does not fit is said and never cut in silence. */
final class FileLayout {
    private final OrderFile file;
    private final ZoneId zone;

    FileLayout(OrderFile file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /** A value that cannot be written as the layout says. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        final transient String column;

        Misfit(String column, String text) {
            super(text, null, false, false);
            this.column = column;
        }
    }

    /** Name of the file of an order. */
    String name(Consignment consignment) {
        return file.file().replace(OrderFile.KEY, consignment.key());
    }

    /** The file of an order. */
    byte[] write(Consignment consignment) throws Misfit {
        var order = Row.priced(consignment).fields();
        try {
            return file.columns().isEmpty() ? fixed(consignment.key(), order) : csv(consignment.key(), order);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory takes all bytes", impossible);
        }
    }

    private static List<?> lines(Map<String, Object> order) {
        return (List<?>) order.getOrDefault("lines", List.of());
    }

    private byte[] csv(String key, Map<String, Object> order) throws IOException, Misfit {
        var format = file.format();
        // No guard: an ERP reads it, no spreadsheet, and a value with an apostrophe in front is another value.
        var dialect = CsvDialect.standard()
                .separator(format.separator())
                .quote(format.quote())
                .charset(format.encoding())
                .header(format.header())
                .bom(format.bom())
                .guard(false)
                .lineEnd("\n".equals(format.lineEnd()) ? CsvDialect.LineEnd.LF : CsvDialect.LineEnd.CRLF);
        var out = new ByteArrayOutputStream();
        try (var csv = Csv.writer(out, dialect)) {
            csv.header(file.columns().stream().map(OrderFile.Column::name).toList());
            for (var line : lines(order)) {
                for (var column : file.columns()) {
                    csv.text(value(column, key, order, line));
                }
                var refused = csv.end();
                if (refused.isPresent()) {
                    throw new Misfit(refused.get().field(), refused.get().message());
                }
            }
        }
        return out.toByteArray();
    }

    private byte[] fixed(String key, Map<String, Object> order) throws Misfit, IOException {
        var out = new ByteArrayOutputStream();
        if (file.format().bom()) {
            out.write("\uFEFF".getBytes(file.format().encoding()));
        }
        if (!file.head().isEmpty()) {
            record(out, file.head(), key, order, null);
        }
        for (var line : lines(order)) {
            record(out, file.line(), key, order, line);
        }
        return out.toByteArray();
    }

    private void record(
            ByteArrayOutputStream out,
            List<OrderFile.Column> columns,
            String key,
            Map<String, Object> order,
            Object line)
            throws Misfit, IOException {
        var encoder = file.format().encoding().newEncoder();
        for (var column : columns) {
            var value = value(column, key, order, line);
            if (value.chars().anyMatch(sign -> sign < ' ')) {
                throw new Misfit(column.name(), "a line break or control character has no place in a fixed file");
            }
            var fill = String.valueOf(column.pad()).repeat(column.width() - value.codePointCount(0, value.length()));
            var cell = column.align() == OrderFile.Align.RIGHT ? fill + value : value + fill;
            try {
                var bytes = encoder.encode(CharBuffer.wrap(cell));
                out.write(bytes.array(), 0, bytes.limit());
            } catch (CharacterCodingException lacking) {
                throw new Misfit(
                        column.name(),
                        "holds a character that cannot be written in "
                                + file.format().encoding());
            }
        }
        out.write(file.format().lineEnd().getBytes(file.format().encoding()));
    }

    private String value(OrderFile.Column column, String key, Map<String, Object> order, Object line) throws Misfit {
        var raw = raw(column, key, order, line);
        if (raw == null || raw.isEmpty()) {
            if (column.required()) {
                throw new Misfit(column.name(), "the order has no " + column.from());
            }
            return "";
        }
        var text = switch (column.as()) {
            case TEXT -> raw;
            case NUMBER -> number(column, raw);
            case DATE -> date(column, raw);
        };
        int length = text.codePointCount(0, text.length());
        if (column.width() > 0 && length > column.width()) {
            if (!column.cut()) {
                throw new Misfit(column.name(), "has " + length + " characters, the column takes " + column.width());
            }
            return text.substring(0, text.offsetByCodePoints(0, column.width()));
        }
        return text;
    }

    private static String raw(OrderFile.Column column, String key, Map<String, Object> order, Object line) {
        var from = column.from();
        if (from == null) {
            return column.constant();
        }
        if (from.equals("key")) {
            return key;
        }
        int dot = from.indexOf('.');
        var path = from.substring(dot + 1);
        var record = from.startsWith("line.") ? line : order;
        return path.equals("version") ? String.valueOf(order.get(path)) : Paths.text(record, path);
    }

    private String number(OrderFile.Column column, String raw) throws Misfit {
        try {
            var number = new BigDecimal(raw);
            var shown =
                    column.decimals() == null ? number : number.setScale(column.decimals(), RoundingMode.UNNECESSARY);
            return shown.toPlainString().replace('.', file.format().decimal());
        } catch (NumberFormatException wrong) {
            throw new Misfit(column.name(), "is no number");
        } catch (ArithmeticException finer) {
            throw new Misfit(column.name(), "has more than " + column.decimals() + " decimals");
        }
    }

    private String date(OrderFile.Column column, String raw) throws Misfit {
        try {
            var pattern = DateTimeFormatter.ofPattern(column.pattern(), Locale.ROOT);
            return raw.contains("T")
                    ? Instant.parse(raw).atZone(zone).format(pattern)
                    : LocalDate.parse(raw).format(pattern);
        } catch (DateTimeException wrong) {
            throw new Misfit(column.name(), "is no date that '" + column.pattern() + "' can write");
        }
    }
}
