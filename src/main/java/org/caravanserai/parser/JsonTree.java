package org.caravanserai.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Builds the value a parser stands on, by the rules of canonical JSON. */
final class JsonTree {

    /** A fault of one record; the parser can go on behind it. */
    static final class Fault extends RuntimeException {
        final transient ParserCode code;
        private String field;

        Fault(ParserCode code, String text) {
            super(text, null, false, false);
            this.code = code;
        }

        /** The path of the field, null when the record as a whole is meant. */
        String field() {
            return field;
        }

        Fault inside(String name) {
            field = field == null ? name : name + "." + field;
            return this;
        }
    }

    private final JsonParser parser;
    private final long limit;

    private JsonTree(JsonParser parser, long limit) {
        this.parser = parser;
        this.limit = limit;
    }

    /** The object the parser stands at; the parser ends on its closing bracket. */
    static Map<String, Object> object(JsonParser parser, long maxBytes) {
        long start = parser.currentTokenLocation().getByteOffset();
        return new JsonTree(parser, start + maxBytes).map();
    }

    /** A whole document of any shape. */
    static Outcome<Object> document(JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                return new Outcome.Refused<>(Refusal.file(ParserCode.FILE_EMPTY, "there is nothing in it"));
            }
            var value = new JsonTree(parser, Long.MAX_VALUE).value();
            if (parser.nextToken() != null) {
                return new Outcome.Refused<>(trailing(parser));
            }
            return new Outcome.Taken<>(1, 1, value);
        } catch (Fault e) {
            var at = parser.currentTokenLocation();
            return new Outcome.Refused<>(new Refusal(
                    ParserCode.FILE_SYNTAX, 0, at.getLineNr(), at.getByteOffset(), e.field(), e.getMessage()));
        } catch (JacksonException e) {
            return new Outcome.Refused<>(broken(parser, e));
        }
    }

    static Refusal trailing(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return Refusal.file(
                ParserCode.FILE_SYNTAX,
                at.getLineNr(),
                at.getByteOffset(),
                "more text follows the end of the JSON value; remove it");
    }

    /** What a parser's exception says about the file as a whole. */
    static Refusal broken(JsonParser parser, JacksonException e) {
        var inner = RefusedException.in(e);
        if (inner != null) {
            return inner;
        }
        if (e instanceof JacksonIOException && e.getCause() instanceof IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        boolean placed = e.getLocation() != null && e.getLocation().getByteOffset() >= 0;
        var at = placed ? e.getLocation() : parser.currentLocation();
        long line = at.getLineNr();
        long offset = at.getByteOffset();
        if (e instanceof UnexpectedEndOfInputException) {
            return Refusal.file(
                    ParserCode.FILE_TRUNCATED, line, offset, "the JSON ends in the middle; send the file again");
        }
        if (e instanceof StreamConstraintsException) {
            return Refusal.file(ParserCode.FILE_LIMIT, line, offset, limit(e));
        }
        return Refusal.file(ParserCode.FILE_SYNTAX, line, offset, syntax(e));
    }

    static String syntax(JacksonException e) {
        return "not valid JSON: " + Escaped.cut(e.getOriginalMessage());
    }

    static String limit(JacksonException e) {
        var text = e.getOriginalMessage();
        if (text.contains("nesting depth")) {
            return "nested deeper than " + Json.MAX_DEPTH;
        }
        if (text.contains("String value length")) {
            return "a string is longer than " + Json.MAX_STRING + " characters";
        }
        if (text.contains("Number value length")) {
            return "a number has more than " + Json.MAX_DIGITS + " digits";
        }
        if (text.contains("Name length") || text.contains("Property name")) {
            return "a field name is longer than " + Json.MAX_NAME + " characters";
        }
        return text.contains("Document length")
                ? "the document is larger than " + Json.MAX_DOCUMENT + " bytes"
                : Escaped.cut(text);
    }

    private Map<String, Object> map() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            try {
                text(name);
                if (values.containsKey(name)) {
                    throw new Fault(ParserCode.ROW_DUPLICATE, "the field stands twice; send it once");
                }
                values.put(name, value());
            } catch (Fault e) {
                throw e.inside(name);
            }
        }
        return values;
    }

    private List<Object> list() {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return items;
    }

    private Object value() {
        if (parser.currentTokenLocation().getByteOffset() > limit) {
            throw new Fault(ParserCode.ROW_LIMIT, "the record is larger than " + Json.MAX_RECORD + " bytes; split it");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map();
            case START_ARRAY -> list();
            case VALUE_STRING -> text(parser.getString());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal(parser.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("token " + parser.currentToken());
        };
    }

    private Object integer() {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> decimal(parser.getString());
        };
    }

    /** The digits as written; an exponent is written out, within the limit of digits. */
    private static String decimal(String digits) {
        if (digits.indexOf('e') < 0 && digits.indexOf('E') < 0) {
            return digits;
        }
        try {
            var number = new BigDecimal(digits);
            if (Math.abs((long) number.scale()) + number.precision() <= Json.MAX_DIGITS) {
                return number.toPlainString();
            }
        } catch (NumberFormatException exponentBeyondAnyNumber) {
            // The same to a sender as one that has too many digits.
        }
        throw new Fault(
                ParserCode.ROW_NUMBER,
                "the number " + Escaped.cut(digits) + " has more than " + Json.MAX_DIGITS + " digits");
    }

    /** Refuses what cannot be written again as UTF-8, or not be kept as text. */
    private static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Fault(ParserCode.ROW_CHARACTER, "the text holds a NUL character; remove it");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new Fault(
                            ParserCode.ROW_CHARACTER,
                            "the text holds half of a character (a lone surrogate); mend it in the source");
                }
                i++;
            }
        }
        return text;
    }
}
