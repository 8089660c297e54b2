package org.caravanserai.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.canonical.AttributeType;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Gtin;
import org.caravanserai.canonical.Model;
import org.caravanserai.canonical.Siren;
import org.caravanserai.canonical.Unit;
import org.caravanserai.canonical.Vat;
import org.caravanserai.parser.Nearest;

/** Checks one value of an attribute, locale and scope chosen, in the form of canonical JSON. */
final class ScalarCheck {
    /** Stands for a value that was left out. */
    static final Object BAD = new Object();

    private static final int MAX_DIGITS = 40;

    /** Codes whose values carry check digits: GS1 General Specifications; INSEE Sirene; VAT numbers of the member states. */
    private static final Map<String, Predicate<String>> CHECKED = new HashMap<>(
            Map.of("gtin", Gtin::valid, "siren", Siren::valid, "siret", Siren::validSite, "vatId", Vat::valid));

    private final Model model;
    private final Consumer<Finding> findings;

    ScalarCheck(Model model, Consumer<Finding> findings) {
        this.model = model;
        this.findings = findings;
    }

    /** Whether a value is certainly good as it stands, so that nobody has to say where it is: nearly all texts. */
    static boolean good(Attribute attribute, Object value) {
        if (attribute.type() != AttributeType.TEXT || !(value instanceof String text) || text.isEmpty()) {
            return false;
        }
        return visible(text.charAt(0))
                && visible(text.charAt(text.length() - 1))
                && (attribute.maxLength() == 0 || text.length() <= attribute.maxLength())
                && !CHECKED.containsKey(attribute.code());
    }

    /** Whether it is certainly no white space. */
    private static boolean visible(char c) {
        return c > ' ' && c < 0x7F;
    }

    /** The value, null for null, {@link #BAD} after a finding. */
    Object check(Attribute attribute, String path, Object value) {
        if (value == null) {
            return null;
        }
        return switch (attribute.type()) {
            case TEXT, HTML, REFERENCE -> text(attribute, path, value);
            case INTEGER -> value instanceof Long ? value : wrong(path, value, "a whole number, such as 12");
            case DECIMAL -> decimal(path, value);
            case BOOLEAN -> value instanceof Boolean ? value : wrong(path, value, "true or false");
            case DATE -> date(path, value);
            case INSTANT -> instant(path, value);
            case QUANTITY -> quantity(attribute, path, value);
            case MONEY -> money(path, value);
            case OPTION -> option(attribute, path, value);
            case OPTIONS ->
                list(path, value, one -> attribute.target() == null ? option(attribute, path, one) : code(path, one));
            case MEDIA -> list(path, value, one -> code(path, one));
        };
    }

    private Object text(Attribute attribute, String path, Object value) {
        if (!(value instanceof String text)) {
            return wrong(path, value, "text");
        }
        if (attribute.maxLength() > 0 && text.codePointCount(0, text.length()) > attribute.maxLength()) {
            return bad(
                    MapCode.VALUE_TOO_LONG,
                    path,
                    value,
                    path + " has " + text.codePointCount(0, text.length()) + " characters, the model allows "
                            + attribute.maxLength());
        }
        var check = CHECKED.get(attribute.code());
        if (check != null && !text.isBlank() && !check.test(text)) {
            return bad(
                    MapCode.VALUE_CHECK_DIGIT,
                    path,
                    value,
                    "'" + Finding.cut(text) + "' is no valid " + attribute.code()
                            + ": its check digit or length is wrong");
        }
        return text.isBlank() ? text : text.strip();
    }

    private Object code(String path, Object value) {
        return value instanceof String text && !text.isBlank() ? text : wrong(path, value, "the code of a document");
    }

    private Object decimal(String path, Object value) {
        if (value instanceof Long number) {
            return number.toString();
        }
        return value instanceof String digits && plain(digits)
                ? digits
                : wrong(path, value, "a decimal in text with a point, such as \"12.50\"");
    }

    static boolean plain(String digits) {
        int length = digits.length();
        int at = digits.startsWith("-") ? 1 : 0;
        int point = -1;
        for (int i = at; i < length; i++) {
            char c = digits.charAt(i);
            if (c == '.' && point < 0 && i > at && i < length - 1) {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return length > at && length <= MAX_DIGITS + 2;
    }

    private Object date(String path, Object value) {
        try {
            return value instanceof String text && text.length() == 10
                    ? LocalDate.parse(text).toString()
                    : wrong(path, value, "a date such as 2027-01-31");
        } catch (DateTimeException none) {
            return wrong(path, value, "a date such as 2027-01-31");
        }
    }

    private Object instant(String path, Object value) {
        try {
            if (value instanceof String text) {
                OffsetDateTime.parse(text);
                return text;
            }
        } catch (DateTimeException none) {
            return wrong(path, value, "a moment with offset such as 2027-01-31T09:00:00+01:00");
        }
        return wrong(path, value, "a moment with offset such as 2027-01-31T09:00:00+01:00");
    }

    private Object quantity(Attribute attribute, String path, Object value) {
        if (!(value instanceof Map<?, ?> map) || !holds(map, "value", "unit")) {
            return wrong(
                    path,
                    value,
                    "{\"value\": \"0.12\", \"unit\": \"" + (attribute.unit() == null ? "KGM" : attribute.unit())
                            + "\"}");
        }
        var number = decimal(path, map.get("value"));
        if (number == BAD) {
            return BAD;
        }
        var code = String.valueOf(map.get("unit"));
        var unit = Unit.of(code);
        var own = attribute.unit() == null || attribute.unit().equals(code) ? unit : Unit.of(attribute.unit());
        if (unit.isEmpty()
                || own.isPresent() && own.get().dimension() != unit.get().dimension()) {
            return bad(
                    MapCode.VALUE_UNIT,
                    path,
                    value,
                    unit.isEmpty()
                            ? "'" + Finding.cut(code) + "' is no UN/ECE unit code"
                                    + Changes.hint(code.length() > 20 ? code.substring(0, 20) : code)
                            : "'" + code + "' measures "
                                    + unit.get().dimension().word() + ", " + path + " is "
                                    + own.get().dimension().word());
        }
        return number == map.get("value") && code == map.get("unit") ? map : ordered("value", number, "unit", code);
    }

    /** Whether a map has these two fields and no other. */
    private static boolean holds(Map<?, ?> map, String one, String two) {
        return map.size() == 2 && map.containsKey(one) && map.containsKey(two);
    }

    private Object money(String path, Object value) {
        if (!(value instanceof Map<?, ?> map) || !holds(map, "amount", "currency")) {
            return wrong(path, value, "{\"amount\": \"12.50\", \"currency\": \"EUR\"}");
        }
        var number = decimal(path, map.get("amount"));
        if (number == BAD) {
            return BAD;
        }
        var currency = String.valueOf(map.get("currency"));
        return currency.matches("[A-Z]{3}")
                ? ordered("amount", number, "currency", currency)
                : wrong(path, value, "a currency of ISO 4217, such as EUR");
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    private Object option(Attribute attribute, String path, Object value) {
        if (!(value instanceof String text)) {
            return wrong(path, value, "the code of an option");
        }
        var options = attribute.table() == null ? null : model.options().get(attribute.table());
        if (options == null || options.contains(text) || text.isBlank()) {
            return text;
        }
        return bad(
                MapCode.VALUE_OPTION,
                path,
                value,
                "'" + Finding.cut(text) + "' is no value of " + attribute.code() + " (" + Yamls.listed(options) + ")"
                        + (text.length() > 60 ? "" : Nearest.hint(text, options)));
    }

    /** Checks one element. */
    private interface Element {
        Object check(Object value);
    }

    private Object list(String path, Object value, Element element) {
        if (!(value instanceof List<?> list)) {
            return wrong(path, value, "a list");
        }
        var kept = new ArrayList<Object>(list.size());
        boolean same = true;
        for (var one : list) {
            var checked = one == null ? BAD : element.check(one);
            same &= checked == one;
            if (checked != BAD) {
                kept.add(checked);
            }
        }
        if (same) {
            return list;
        }
        return kept.isEmpty() ? BAD : kept;
    }

    Object wrong(String path, Object value, String expected) {
        return bad(MapCode.VALUE_TYPE, path, value, path + " takes " + expected);
    }

    Object bad(MapCode code, String path, Object value, String message) {
        findings.accept(new Finding(code.code(), Finding.Severity.WARN, path, String.valueOf(value), message, null));
        return BAD;
    }
}
