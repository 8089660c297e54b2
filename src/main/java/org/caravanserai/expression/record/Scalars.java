package org.caravanserai.expression.record;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one stored value as its attribute says. What does not fit is missing (null): a stored value never stops a record. */
final class Scalars {
    /** Digits of a decimal, as in expressions. */
    private static final int MAX_DIGITS = 40;

    private Scalars() {}

    /** The value at the current token, consumed whole; null = missing. */
    static Object read(JsonParser json, JsonToken token, Attribute attribute) {
        return switch (attribute.type()) {
            case TEXT, HTML, OPTION, REFERENCE -> text(json, token);
            case INTEGER -> integer(json, token);
            case DECIMAL -> decimal(json, token);
            case BOOLEAN -> bool(json, token);
            case DATE -> date(text(json, token));
            case INSTANT -> instant(text(json, token));
            case QUANTITY -> quantity(json, token);
            case MONEY -> money(json, token);
            case OPTIONS, MEDIA -> texts(json, token);
        };
    }

    private static String text(JsonParser json, JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return null;
        }
        var text = json.getString();
        return text.isBlank() ? null : text;
    }

    private static Long integer(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            var type = json.getNumberType();
            return type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG ? json.getLongValue() : null;
        }
        json.skipChildren();
        return null;
    }

    private static BigDecimal decimal(JsonParser json, JsonToken token) {
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                decimal(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    /** Plain digits with a point and a sign; no exponent, no more than 40 digits. Null when it is anything else. */
    private static BigDecimal decimal(char[] text, int from, int length) {
        int digits = 0;
        int scale = 0;
        boolean point = false;
        long value = 0;
        for (int i = 0; i < length; i++) {
            char c = text[from + i];
            if (c >= '0' && c <= '9') {
                digits++;
                value = value * 10 + (c - '0');
                scale += point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else if (c != '-' || i > 0) {
                return null;
            }
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return null;
        }
        if (digits > 18) {
            return new BigDecimal(text, from, length);
        }
        return BigDecimal.valueOf(text[from] == '-' ? -value : value, scale);
    }

    private static Boolean bool(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_TRUE) {
            return Boolean.TRUE;
        }
        if (token == JsonToken.VALUE_FALSE) {
            return Boolean.FALSE;
        }
        json.skipChildren();
        return null;
    }

    private static LocalDate date(String text) {
        if (text == null || text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        return LocalDate.of(year, month, day);
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            return null;
        }
    }

    private static Quantity quantity(JsonParser json, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        BigDecimal value = null;
        String unit = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            var next = json.nextToken();
            if (name.equals("value")) {
                value = decimal(json, next);
            } else if (name.equals("unit")) {
                unit = text(json, next);
            } else {
                json.skipChildren();
            }
        }
        return value == null || unit == null ? null : new Quantity(value, unit);
    }

    private static Money money(JsonParser json, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        BigDecimal amount = null;
        String currency = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            var next = json.nextToken();
            if (name.equals("amount")) {
                amount = decimal(json, next);
            } else if (name.equals("currency")) {
                currency = text(json, next);
            } else {
                json.skipChildren();
            }
        }
        return amount == null || currency == null ? null : new Money(amount, currency);
    }

    private static Object[] texts(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            var one = text(json, token);
            return one == null ? null : new Object[] {one};
        }
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return null;
        }
        var all = new ArrayList<Object>(4);
        for (var next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            var one = text(json, next);
            if (one != null) {
                all.add(one);
            }
        }
        return all.isEmpty() ? null : all.toArray();
    }
}
