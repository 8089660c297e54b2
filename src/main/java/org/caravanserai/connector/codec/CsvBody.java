package org.caravanserai.connector.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.home.Format;
import org.caravanserai.home.Payload;
import org.caravanserai.home.Template;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.CsvWriter;

/** Writes items as CSV, one line each. No formula guard: a partner's import takes cells as they are. */
final class CsvBody {
    private final Payload.Csv csv;
    private final Values values;

    CsvBody(Payload.Csv csv, Values values) {
        this.csv = csv;
        this.values = values;
    }

    byte[] write() {
        var out = new ByteArrayOutputStream(4096);
        try (var writer = Csv.writer(out, dialect())) {
            if (csv.columns().isEmpty()) {
                rows(writer);
            } else {
                columns(writer);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private CsvDialect dialect() {
        var dialect = dialect(csv.format());
        return csv.quoteAll() ? dialect.quoting(CsvDialect.Quoting.ALL) : dialect;
    }

    /** How a file of this format is written and read. */
    static CsvDialect dialect(Format format) {
        var dialect = "tsv".equals(format.type())
                ? CsvDialect.tabs()
                : CsvDialect.standard().separator(format.separator()).quote(format.quote());
        return dialect.charset(format.encoding())
                .decimal(format.decimal())
                .header(format.header())
                .bom(format.bom())
                .guard(false)
                .lineEnd("\n".equals(format.lineEnd()) ? CsvDialect.LineEnd.LF : CsvDialect.LineEnd.CRLF);
    }

    private void rows(CsvWriter writer) throws IOException {
        List<String> fields = null;
        int[] places = null;
        for (var item : values.items()) {
            var row = item.row();
            if (row == null) {
                throw CannotEncode.channel("an item that is retired has no row: the operation needs csv.columns");
            }
            if (fields == null) {
                fields = row.fields();
                var order = csv.format().columns().isEmpty()
                        ? fields.stream().filter(name -> !name.startsWith("_")).toList()
                        : csv.format().columns();
                places = order.stream().mapToInt(fields::indexOf).toArray();
                writer.header(order);
            } else if (!fields.equals(row.fields())) {
                throw CannotEncode.channel("the rows of one call have different columns");
            }
            for (int place : places) {
                cell(writer, place < 0 ? null : row.value(place));
            }
            end(writer, item);
        }
    }

    private void columns(CsvWriter writer) throws IOException {
        writer.header(List.copyOf(csv.columns().keySet()));
        var templates = csv.columns().values().stream().map(Template::of).toList();
        for (var item : values.items()) {
            for (var template : templates) {
                var only = template.only();
                cell(writer, only == null ? values.text(template, item, text -> text) : values.value(only, item));
            }
            end(writer, item);
        }
    }

    private static void cell(CsvWriter writer, Object value) {
        if (value instanceof Long number) {
            writer.number(number);
        } else if (value instanceof BigDecimal number) {
            writer.number(number);
        } else {
            writer.text(Values.plain(value));
        }
    }

    private static void end(CsvWriter writer, Values.Subject item) throws IOException {
        var refusal = writer.end();
        if (refusal.isPresent()) {
            throw CannotEncode.item(
                    Values.shown(item.key()) + ": " + refusal.get().message());
        }
    }
}
