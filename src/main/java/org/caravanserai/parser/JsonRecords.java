package org.caravanserai.parser;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Records of a JSON array or of lines. */
final class JsonRecords {
    private JsonRecords() {}

    static Records<Map<String, Object>> of(InputStream in) throws IOException {
        Refusal refusal;
        try {
            var buffer = new Lines.Buffer(new Utf8Stream(in));
            int first = buffer.firstByte();
            if (first == '[') {
                return new Elements(in, buffer.rest());
            }
            if (first >= 0) {
                return new Lines(in, buffer);
            }
            refusal =
                    Refusal.file(ParserCode.FILE_EMPTY, "the file holds no record; an empty delivery is written as []");
        } catch (RefusedException e) {
            refusal = e.refusal();
        }
        return new Nothing(in, refusal);
    }

    /** A file that is refused before its first record. */
    private static final class Nothing extends AbstractRecords<Map<String, Object>> {
        private final InputStream in;
        private final Refusal refusal;

        Nothing(InputStream in, Refusal refusal) {
            this.in = in;
            this.refusal = refusal;
        }

        @Override
        Outcome<Map<String, Object>> read() {
            return new Outcome.Refused<>(refusal);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** The elements of one array. */
    private static final class Elements extends AbstractRecords<Map<String, Object>> {
        private final InputStream in;
        private final InputStream text;
        private JsonParser parser;
        private long number;

        Elements(InputStream in, InputStream text) {
            this.in = in;
            this.text = text;
        }

        @Override
        Outcome<Map<String, Object>> read() throws IOException {
            if (parser == null) {
                parser = Json.trustedParser(text);
                parser.nextToken();
            }
            try {
                var token = parser.nextToken();
                if (token == null) {
                    return null;
                }
                if (token == JsonToken.END_ARRAY && parser.streamReadContext().inRoot()) {
                    return parser.nextToken() == null ? null : new Outcome.Refused<>(JsonTree.trailing(parser));
                }
                return element(token);
            } catch (JacksonException e) {
                return new Outcome.Refused<>(JsonTree.broken(parser, e));
            }
        }

        private Outcome<Map<String, Object>> element(JsonToken token) {
            number++;
            long line = parser.currentTokenLocation().getLineNr();
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return refused(
                        ParserCode.ROW_SHAPE,
                        line,
                        null,
                        "element " + number + " is not an object; send one object per record");
            }
            try {
                return new Outcome.Taken<>(number, line, JsonTree.object(parser, Json.MAX_RECORD));
            } catch (JsonTree.Fault e) {
                while (!parser.streamReadContext().inArray()
                        || parser.streamReadContext().getNestingDepth() > 1) {
                    parser.nextToken();
                }
                return refused(e.code, line, e.field(), e.getMessage());
            }
        }

        private Outcome<Map<String, Object>> refused(ParserCode code, long line, String field, String text) {
            return new Outcome.Refused<>(Refusal.row(code, number, line, field, text));
        }

        @Override
        public void close() throws IOException {
            if (parser != null) {
                parser.close();
            }
            in.close();
        }
    }

    /** One object on each line. */
    private static final class Lines extends AbstractRecords<Map<String, Object>> {
        private final InputStream in;
        private final Buffer buffer;
        private long number;

        Lines(InputStream in, Buffer buffer) {
            this.in = in;
            this.buffer = buffer;
        }

        @Override
        Outcome<Map<String, Object>> read() throws IOException {
            while (buffer.nextLine()) {
                if (buffer.tooLong()) {
                    number++;
                    return refused(
                            ParserCode.ROW_LIMIT,
                            null,
                            "the line is longer than " + Json.MAX_RECORD + " bytes; write one record per line");
                }
                if (!buffer.blank()) {
                    number++;
                    return line();
                }
            }
            return null;
        }

        private Outcome<Map<String, Object>> line() {
            var quick = QuickObject.read(buffer.bytes, buffer.from, buffer.to);
            return quick == null ? carefully() : new Outcome.Taken<>(number, buffer.line, quick);
        }

        private Outcome<Map<String, Object>> carefully() {
            try (var parser = Json.parser(buffer.bytes, buffer.from, buffer.to - buffer.from)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return refused(ParserCode.ROW_SHAPE, null, "the line does not hold one JSON object");
                }
                var values = JsonTree.object(parser, Json.MAX_RECORD);
                if (parser.nextToken() != null) {
                    return refused(
                            ParserCode.ROW_SYNTAX, null, "more text follows the object; write one record per line");
                }
                return new Outcome.Taken<>(number, buffer.line, values);
            } catch (JsonTree.Fault e) {
                return refused(e.code, e.field(), e.getMessage());
            } catch (UnexpectedEndOfInputException e) {
                return unended();
            } catch (StreamConstraintsException e) {
                return refused(ParserCode.ROW_LIMIT, null, JsonTree.limit(e));
            } catch (JacksonException e) {
                return refused(ParserCode.ROW_SYNTAX, null, JsonTree.syntax(e));
            }
        }

        private Outcome<Map<String, Object>> unended() {
            if (buffer.lastLine()) {
                return new Outcome.Refused<>(Refusal.file(
                        ParserCode.FILE_TRUNCATED,
                        buffer.line,
                        buffer.offset(),
                        "the last line ends in the middle of its record; send the file again"));
            }
            return refused(
                    ParserCode.ROW_SYNTAX,
                    null,
                    "the line ends in the middle of the object; write each object on one line, or send an array");
        }

        private Outcome<Map<String, Object>> refused(ParserCode code, String field, String text) {
            return new Outcome.Refused<>(Refusal.row(code, number, buffer.line, field, text));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        /** The window on the stream that holds the current line. */
        static final class Buffer {
            private final InputStream in;
            private byte[] bytes = new byte[1 << 16];
            private int filled;
            private boolean ended;
            private long base;
            private int from;
            private int to;
            private int next;
            private long line;
            private boolean tooLong;

            Buffer(InputStream in) {
                this.in = in;
            }

            int firstByte() throws IOException {
                for (int i = 0; ; i++) {
                    if (i == filled && !fill()) {
                        return -1;
                    }
                    if (bytes[i] > ' ') {
                        return bytes[i];
                    }
                    if (bytes[i] < 0) {
                        return bytes[i] & 0xFF;
                    }
                }
            }

            /** Everything from the start, for a reader of its own. */
            InputStream rest() {
                return new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(bytes, 0, filled), in);
            }

            boolean nextLine() throws IOException {
                from = next;
                line++;
                tooLong = false;
                for (int i = from; ; i++) {
                    if (i == filled) {
                        int kept = filled - from;
                        if (kept >= Json.MAX_RECORD) {
                            tooLong = true;
                            base += kept;
                            filled = from;
                            kept = 0;
                        }
                        if (!fill()) {
                            to = filled;
                            next = filled;
                            return kept > 0 || tooLong;
                        }
                        i = from + kept;
                    }
                    i = Newline.find(bytes, i, filled);
                    if (i < filled) {
                        to = i;
                        next = i + 1;
                        return true;
                    }
                    i--;
                }
            }

            /** Reads more behind the current line, moving it to the front first; false at the end of the stream. */
            private boolean fill() throws IOException {
                if (ended) {
                    return false;
                }
                if (from > 0) {
                    System.arraycopy(bytes, from, bytes, 0, filled - from);
                    base += from;
                    filled -= from;
                    from = 0;
                    next = 0;
                }
                if (filled == bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.min(Json.MAX_RECORD, bytes.length * 2));
                }
                int count = in.read(bytes, filled, bytes.length - filled);
                ended = count < 0;
                filled += Math.max(count, 0);
                return !ended;
            }

            boolean tooLong() {
                return tooLong;
            }

            boolean lastLine() {
                return ended && next == filled && to == filled;
            }

            boolean blank() {
                for (int i = from; i < to; i++) {
                    if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                        return false;
                    }
                }
                return true;
            }

            long offset() {
                return base + from;
            }
        }
    }
}
