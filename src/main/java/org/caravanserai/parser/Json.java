package org.caravanserai.parser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * The one place where JSON parsers and writers are made, with every limit said: depth 64, document 64 MiB, record of a
 * stream 4 MiB, string 1 MiB, number 100 digits, name 1,000 characters. RFC 8259 without extensions; UTF-8 only.
 *
 * <p>Values are those of {@link org.caravanserai.canonical.Document}: a number without fraction that fits 64 bit is a
 * {@link Long}, any other number the text of its digits.
 */
public final class Json {
    /** Deepest nesting. */
    public static final int MAX_DEPTH = 64;
    /** Longest string, in characters. */
    public static final int MAX_STRING = 1 << 20;
    /** Most digits of a number. */
    public static final int MAX_DIGITS = 100;
    /** Longest field name, in characters. */
    public static final int MAX_NAME = 1000;
    /** Largest document that is read whole, in bytes. */
    public static final long MAX_DOCUMENT = 64L << 20;
    /** Largest record of a stream, in bytes. */
    public static final int MAX_RECORD = 4 << 20;

    private static final JsonFactory STREAMS = factory(-1);
    private static final JsonFactory LINES =
            STREAMS.rebuild().rootValueSeparator("\n").build();
    private static final JsonFactory DOCUMENTS = factory(MAX_DOCUMENT);

    private Json() {}

    private static JsonFactory factory(long maxDocument) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_DIGITS)
                        .maxNameLength(MAX_NAME)
                        .maxDocumentLength(maxDocument)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build();
    }

    /**
     * A pull parser over bytes that are known to be UTF-8, such as stored documents. Limits hold; a field that stands
     * twice is not noticed.
     */
    public static JsonParser parser(byte[] bytes, int offset, int length) {
        return STREAMS.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    /**
     * A pull parser over a stream of any length; bytes that are not UTF-8 end it with an exception. The stream stays
     * open.
     */
    public static JsonParser parser(InputStream in) {
        try {
            return STREAMS.createParser(ObjectReadContext.empty(), new Utf8Stream(in));
        } catch (IOException e) {
            throw JacksonIOException.construct(e);
        }
    }

    /** A pull parser over a stream that is checked for UTF-8 already. */
    static JsonParser trustedParser(InputStream in) throws IOException {
        return parser(STREAMS, in);
    }

    /** The factory reads ahead: what it meets there is an ordinary fault of the stream. */
    private static JsonParser parser(JsonFactory factory, InputStream in) throws IOException {
        try {
            return factory.createParser(ObjectReadContext.empty(), in);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** A writer of UTF-8 JSON; closing it flushes, the stream stays open. */
    public static JsonGenerator generator(OutputStream out) {
        return STREAMS.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** The same for JSON Lines: each value at the top begins a new line; the last line end is left to the caller. */
    public static JsonGenerator lines(OutputStream out) {
        return LINES.createGenerator(ObjectWriteContext.empty(), out);
    }

    /**
     * Reads one whole document, such as the answer of a partner. Strict: UTF-8, a field that stands twice is refused,
     * nothing may follow.
     *
     * @return the value, or why it was refused; a refusal of {@code FIL} kind in any case
     */
    public static Outcome<Object> read(InputStream in) throws IOException {
        try (var parser = parser(DOCUMENTS, new Utf8Stream(in))) {
            return JsonTree.document(parser);
        } catch (RefusedException e) {
            return new Outcome.Refused<>(e.refusal());
        }
    }

    /**
     * The records of a JSON array, or of lines with one object each (NDJSON): the first byte decides. In lines a broken
     * one is refused alone; a broken array is refused as a file, since nothing behind the break can be trusted. The
     * stream is closed with the records.
     */
    public static Records<Map<String, Object>> records(InputStream in) throws IOException {
        return JsonRecords.of(in);
    }

    /**
     * Writes a value as it stands: maps in their order, decimals as strings. For answers and reports; see
     * {@link CanonicalJson} for documents.
     */
    public static byte[] write(Object value) {
        var out = new ByteArrayOutputStream(256);
        try (var json = generator(out)) {
            write(json, value);
        }
        return out.toByteArray();
    }

    /**
     * Writes a value to a generator. Known: {@link CharSequence}, {@link Boolean}, integer numbers, {@link BigDecimal}
     * (as a string of digits), {@link Iterable}, {@link Map} with string keys, null.
     *
     * @throws IllegalArgumentException for any other type
     */
    public static void write(JsonGenerator json, Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof CharSequence text) {
            json.writeString(text.toString());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof BigDecimal decimal) {
            json.writeString(decimal.toPlainString());
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, field) -> {
                json.writeName((String) name);
                write(json, field);
            });
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            list.forEach(item -> write(json, item));
            json.writeEndArray();
        } else {
            throw new IllegalArgumentException(
                    "no JSON form for " + value.getClass().getName());
        }
    }
}
