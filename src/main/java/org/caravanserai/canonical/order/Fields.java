package org.caravanserai.canonical.order;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;

/** Reads the fields of one JSON object; what is wrong is collected, so that a sender hears of everything at once. */
final class Fields {
    /** No text of a document is longer. */
    static final int MAX_TEXT = 4_000;

    static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private static final int MAX_NAME = 200;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

    private final Map<?, ?> map;
    private final String path;
    private final List<Flaw> flaws;
    private final Set<String> asked = new HashSet<>();

    private Fields(Map<?, ?> map, String path, List<Flaw> flaws) {
        this.map = map;
        this.path = path;
        this.flaws = flaws;
    }

    /** Reads a whole document. */
    static <T> Read<T> read(Map<?, ?> map, Function<Fields, T> reader) {
        var flaws = new ArrayList<Flaw>();
        var fields = new Fields(map, "", flaws);
        T value = null;
        try {
            value = reader.apply(fields);
            fields.nothingElse();
        } catch (Missing incomplete) {
            // Said already: a document that lacks what it cannot do without has no value.
        }
        return flaws.isEmpty() ? new Read.Taken<>(value) : new Read.Refused<>(flaws);
    }

    /** Something that cannot be done without is not there; the flaw was noted. */
    private static final class Missing extends RuntimeException {
        Missing() {
            super(null, null, false, false);
        }
    }

    /** Text without blanks around it, null when absent, null or blank. */
    String text(String name) {
        return text(name, MAX_TEXT);
    }

    String text(String name, int max) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String raw)) {
            flaw(name, "must be text");
            return null;
        }
        var text = raw.strip();
        if (text.length() > max) {
            flaw(name, "has " + text.length() + " characters; at most " + max);
            return null;
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            flaw(name, "holds control characters: " + Flaw.shown(text));
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    /** Text that must be there. */
    String key(String name, int max) {
        var text = text(name, max);
        return need(name, text);
    }

    <T> T need(String name, T value) {
        if (value == null) {
            var at = at(name);
            if (flaws.stream().noneMatch(flaw -> flaw.path().startsWith(at))) {
                flaw(name, "is missing");
            }
            throw new Missing();
        }
        return value;
    }

    int number(String name, int otherwise) {
        var value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        flaw(name, "must be a whole number from 0 on, not " + Flaw.shown(value));
        return otherwise;
    }

    boolean flag(String name) {
        var value = value(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        flaw(name, "must be true or false, not " + Flaw.shown(value));
        return false;
    }

    /** A decimal as text of digits, or a whole number; null when absent. */
    BigDecimal decimal(String name) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof String text
                && text.length() <= 40
                && DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        flaw(name, "must be a decimal with a dot and no separators, such as \"1250.50\", not " + Flaw.shown(value));
        return null;
    }

    Instant instant(String name) {
        var text = text(name, 40);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            flaw(name, "must be a moment with offset, such as 2026-11-21T10:30:00+01:00, not " + Flaw.shown(text));
            return null;
        }
    }

    LocalDate date(String name) {
        var text = text(name, 40);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            flaw(name, "must be a date such as 2026-11-21, not " + Flaw.shown(text));
            return null;
        }
    }

    /** One word of a closed list, written small with hyphens; null when absent. */
    <E extends Enum<E>> E word(String name, Class<E> words) {
        var text = text(name, 40);
        if (text == null) {
            return null;
        }
        for (var word : words.getEnumConstants()) {
            if (Written.word(word).equals(text)) {
                return word;
            }
        }
        var known = new ArrayList<String>();
        for (var word : words.getEnumConstants()) {
            known.add(Written.word(word));
        }
        flaw(name, "must be one of " + String.join(", ", known) + ", not " + Flaw.shown(text));
        return null;
    }

    Money money(String name) {
        return object(name, money -> {
            var amount = money.need("amount", money.decimal("amount"));
            var currency = money.key("currency", 3).toUpperCase(Locale.ROOT);
            if (!CURRENCY.matcher(currency).matches()) {
                money.flaw("currency", "must be a code of ISO 4217, not " + Flaw.shown(currency));
            }
            return new Money(amount, currency);
        });
    }

    Quantity quantity(String name) {
        return object(
                name,
                quantity -> new Quantity(quantity.need("value", quantity.decimal("value")), quantity.key("unit", 20)));
    }

    /** An object, null when absent or unreadable. */
    <T> T object(String name, Function<Fields, T> reader) {
        var value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> inner) {
            return inside(inner, at(name), reader);
        }
        flaw(name, "must be an object");
        return null;
    }

    /** A list of objects, empty when absent. */
    <T> List<T> list(String name, Function<Fields, T> reader) {
        return each(name, (item, place) -> {
            if (item instanceof Map<?, ?> inner) {
                return inside(inner, place, reader);
            }
            flaws.add(new Flaw(place, "must be an object"));
            return null;
        });
    }

    List<String> texts(String name) {
        return each(name, (item, place) -> {
            if (item instanceof String text && text.length() <= MAX_TEXT) {
                return text;
            }
            flaws.add(new Flaw(place, "must be text of at most " + MAX_TEXT + " characters"));
            return null;
        });
    }

    /** An object whose values are texts, in its order; empty when absent. */
    Map<String, String> words(String name) {
        var found = new LinkedHashMap<String, String>();
        if (value(name) instanceof Map<?, ?> inner) {
            var fields = new Fields(inner, at(name), flaws);
            inner.keySet().forEach(key -> {
                if (String.valueOf(key).length() > MAX_NAME) {
                    flaw(name, "holds a name of " + String.valueOf(key).length() + " characters; at most " + MAX_NAME);
                    return;
                }
                var text = fields.text(String.valueOf(key));
                if (text != null) {
                    found.put(String.valueOf(key), text);
                }
            });
        } else if (value(name) != null) {
            flaw(name, "must be an object of texts");
        }
        return found;
    }

    void flaw(String name, String text) {
        flaws.add(new Flaw(at(name), text));
    }

    /** Runs a part; what it lacks ends the part, not the document. */
    private <T> T inside(Map<?, ?> inner, String place, Function<Fields, T> reader) {
        var fields = new Fields(inner, place, flaws);
        try {
            var value = reader.apply(fields);
            fields.nothingElse();
            return value;
        } catch (Missing incomplete) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Item<T> {
        T read(Object item, String place);
    }

    private <T> List<T> each(String name, Item<T> reader) {
        var value = value(name);
        var found = new ArrayList<T>();
        if (value instanceof List<?> items) {
            int number = 0;
            for (var item : items) {
                number++;
                var one = reader.read(item, at(name) + "[" + number + "]");
                if (one != null) {
                    found.add(one);
                }
            }
        } else if (value != null) {
            flaw(name, "must be a list");
        }
        return found;
    }

    private void nothingElse() {
        for (var key : map.keySet()) {
            if (!asked.contains(String.valueOf(key))) {
                flaw(Flaw.shown(key), "is not known here; remove it");
            }
        }
    }

    private Object value(String name) {
        asked.add(name);
        return map.get(name);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
