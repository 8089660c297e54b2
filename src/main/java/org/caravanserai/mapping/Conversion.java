package org.caravanserai.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Unit;

/**
 * Makes a canonical value of the text of a source, as one attribute wants it.
 *
 * @param dialect numbers of the source
 * @param decimal decimal sign of this entry
 * @param date pattern of dates, null = ISO 8601
 * @param unit gives the unit the number is in, null = that of the model
 * @param currency gives the currency, null = none
 * @param split text between the values of a list, null = a list of one
 */
record Conversion(
        Attribute attribute,
        String path,
        Dialect dialect,
        char decimal,
        DateTimeFormatter date,
        Eval unit,
        Eval currency,
        String split) {
    private static final Set<String> YES = Set.of("true", "1", "yes", "y", "oui", "o", "ja", "j");
    private static final Set<String> NO = Set.of("false", "0", "no", "n", "non", "nein");

    /** A pattern such as {@code dd/MM/yyyy}, strict: the 31st of February is none. */
    static DateTimeFormatter pattern(String written) {
        return DateTimeFormatter.ofPattern(written.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** The canonical value of a text that is not blank; {@link ScalarCheck#BAD} after a finding. */
    Object of(String text, Object[] slots, Work work) {
        var raw = text.strip();
        return switch (attribute.type()) {
            case TEXT, HTML, OPTION, REFERENCE -> raw;
            case INTEGER -> integer(raw, work);
            case DECIMAL -> number(raw, work);
            case BOOLEAN -> flag(raw, work);
            case DATE -> date(raw, work);
            case INSTANT -> instant(raw, work);
            case QUANTITY -> quantity(raw, slots, work);
            case MONEY -> money(raw, slots, work);
            case OPTIONS, MEDIA -> list(raw);
        };
    }

    private List<Object> list(String raw) {
        if (split == null) {
            return List.of(raw);
        }
        return java.util.Arrays.stream(raw.split(java.util.regex.Pattern.quote(split)))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> (Object) one)
                .toList();
    }

    /** Digits with a point, {@link ScalarCheck#BAD} when the number is written otherwise than declared. */
    private Object number(String raw, Work work) {
        var digits = raw.replace("\u00a0", "").replace("\u202f", "").replace(" ", "");
        if (decimal == ',' && digits.indexOf('.') < 0) {
            digits = digits.replace(',', '.');
        } else if (decimal == ',') {
            return bad(
                    MapCode.VALUE_NUMBER,
                    raw,
                    "'" + Finding.cut(raw) + "' has a point, the source writes a decimal comma",
                    work);
        } else if (digits.indexOf(',') >= 0) {
            return bad(
                    MapCode.VALUE_NUMBER,
                    raw,
                    "'" + Finding.cut(raw) + "' has a comma, the source writes a decimal point",
                    work);
        }
        if (digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (digits.startsWith(".") || digits.startsWith("-.")) {
            digits = digits.replace(".", "0.");
        }
        if (digits.endsWith("-") && digits.length() > 1) {
            digits = "-" + digits.substring(0, digits.length() - 1);
        }
        return ScalarCheck.plain(digits)
                ? digits
                : bad(MapCode.VALUE_TYPE, raw, "'" + Finding.cut(raw) + "' is no number", work);
    }

    private Object integer(String raw, Work work) {
        var number = number(raw, work);
        if (number == ScalarCheck.BAD) {
            return number;
        }
        try {
            return new BigDecimal((String) number).longValueExact();
        } catch (ArithmeticException fraction) {
            return bad(MapCode.VALUE_TYPE, raw, "'" + Finding.cut(raw) + "' is no whole number", work);
        }
    }

    private Object flag(String raw, Work work) {
        var word = raw.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        return NO.contains(word)
                ? (Object) false
                : bad(MapCode.VALUE_TYPE, raw, "'" + Finding.cut(raw) + "' is neither yes nor no; use a table", work);
    }

    private Object date(String raw, Work work) {
        try {
            return (date == null ? LocalDate.parse(raw) : LocalDate.parse(raw, date)).toString();
        } catch (DateTimeException none) {
            return bad(MapCode.VALUE_DATE, raw, "'" + Finding.cut(raw) + "' is no date of the declared form", work);
        }
    }

    private Object instant(String raw, Work work) {
        try {
            if (date == null && raw.length() > 10) {
                return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(raw));
            }
            var day = date == null ? LocalDate.parse(raw) : LocalDate.parse(raw, date);
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(day.atStartOfDay(dialect.zone()));
        } catch (DateTimeException none) {
            return bad(MapCode.VALUE_DATE, raw, "'" + Finding.cut(raw) + "' is no moment of the declared form", work);
        }
    }

    private Object quantity(String raw, Object[] slots, Work work) {
        var number = number(raw, work);
        if (number == ScalarCheck.BAD) {
            return number;
        }
        var given = unit == null ? attribute.unit() : (String) unit.eval(slots, work);
        if (given == null) {
            return bad(MapCode.VALUE_UNIT, raw, path + " has no unit; say it in the map with unit", work);
        }
        var from = Unit.of(given).or(() -> Unit.written(given));
        var to = attribute.unit() == null ? from : Unit.of(attribute.unit());
        if (from.isEmpty()
                || to.isEmpty()
                || !from.get().equals(to.get()) && !from.get().converts(to.get())) {
            return bad(
                    MapCode.VALUE_UNIT,
                    raw + " " + given,
                    from.isEmpty()
                            ? "'" + Finding.cut(given) + "' is no UN/ECE unit code"
                                    + Changes.hint(given.length() > 20 ? given.substring(0, 20) : given)
                            : "'" + given + "' cannot be converted to " + attribute.unit(),
                    work);
        }
        var value = from.get().equals(to.get())
                ? number
                : plain(from.get().convert(new BigDecimal((String) number), to.get()));
        return pair("value", value, "unit", to.get().code());
    }

    private static String plain(BigDecimal value) {
        return (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString();
    }

    private Object money(String raw, Object[] slots, Work work) {
        var number = number(raw, work);
        if (number == ScalarCheck.BAD) {
            return number;
        }
        var code = currency == null ? null : (String) currency.eval(slots, work);
        return code == null
                ? bad(MapCode.VALUE_TYPE, raw, path + " has no currency; say it in the map with currency", work)
                : pair("amount", number, "currency", code);
    }

    private static Map<String, Object> pair(String first, Object one, String second, Object two) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    Object bad(MapCode code, String raw, String message, Work work) {
        work.note(new Finding(code.code(), Finding.Severity.WARN, path, raw, message, null));
        return ScalarCheck.BAD;
    }
}
