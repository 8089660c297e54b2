package org.caravanserai.connector.text;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.FeedFile;
import org.caravanserai.connector.FeedFormat;
import org.caravanserai.connector.FeedHeader;
import org.caravanserai.connector.RowWriter;
import org.caravanserai.home.Format;
import org.caravanserai.parser.Json;
import tools.jackson.core.JsonGenerator;

/** JSON Lines: one object per line, UTF-8. Missing values are left out; decimals are strings, as in canonical JSON. */
public final class JsonLines implements FeedFormat {

    @Override
    public String word() {
        return "jsonl";
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public FeedFile open(OutputStream out, Format format, FeedHeader header) {
        return new File(out);
    }

    private static final class File implements FeedFile {
        private final OutputStream out;
        private final JsonGenerator json;
        private boolean begun;

        File(OutputStream out) {
            this.out = out;
            this.json = Json.lines(out);
        }

        @Override
        public RowWriter part(String name, List<String> columns) {
            if (begun) {
                throw new IllegalArgumentException(
                        "a JSON Lines file has one part; give the second stream a file of its own");
            }
            begun = true;
            return row -> {
                write(row);
                return Optional.empty();
            };
        }

        private void write(Cells row) {
            json.writeStartObject();
            var fields = row.fields();
            for (int i = 0; i < row.size(); i++) {
                var value = row.value(i);
                if (value != null) {
                    json.writeName(fields.get(i));
                    value(value);
                }
            }
            json.writeEndObject();
        }

        private void value(Object value) {
            if (value instanceof String text) {
                json.writeString(text);
            } else if (value instanceof Long number) {
                json.writeNumber(number);
            } else if (value instanceof BigDecimal number) {
                json.writeString(number.toPlainString());
            } else if (value instanceof Boolean truth) {
                json.writeBoolean(truth);
            } else if (value instanceof List<?> list) {
                json.writeStartArray();
                list.forEach(this::value);
                json.writeEndArray();
            } else if (value instanceof Cells nested) {
                write(nested);
            } else {
                json.writeString(value.toString());
            }
        }

        @Override
        public void close() throws IOException {
            json.close();
            out.write('\n');
            out.close();
        }
    }
}
