package org.caravanserai.canonical.order;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;

/** Builds the JSON tree of one object: what is absent is left out, decimals are texts as they were written. */
final class Written {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** The word of an enum constant in documents: small, hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same value in one writing, so that 1.50 and 1.5 are the same content. */
    static BigDecimal plain(BigDecimal value) {
        if (value == null) {
            return null;
        }
        var plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    static Money plain(Money money) {
        return money == null ? null : new Money(plain(money.amount()), money.currency());
    }

    static Quantity plain(Quantity quantity) {
        return quantity == null ? null : new Quantity(plain(quantity.value()), quantity.unit());
    }

    Written put(String name, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer) {
            fields.put(name, value);
        } else if (value instanceof BigDecimal number) {
            fields.put(name, number.toPlainString());
        } else if (value instanceof Enum<?> constant) {
            fields.put(name, word(constant));
        } else if (value != null) {
            // Moments and dates, ISO 8601.
            fields.put(name, value.toString());
        }
        return this;
    }

    Written money(String name, Money money) {
        return object(
                name,
                money,
                one -> new Written()
                        .put("amount", one.amount())
                        .put("currency", one.currency())
                        .fields());
    }

    Written quantity(String name, Quantity quantity) {
        return object(
                name,
                quantity,
                one -> new Written()
                        .put("value", one.value())
                        .put("unit", one.unit())
                        .fields());
    }

    <T> Written object(String name, T value, Function<T, Map<String, Object>> writer) {
        if (value != null) {
            fields.put(name, writer.apply(value));
        }
        return this;
    }

    <T> Written list(String name, List<T> items, Function<T, ?> writer) {
        if (!items.isEmpty()) {
            fields.put(name, items.stream().map(writer).toList());
        }
        return this;
    }

    Written words(String name, Map<String, String> words) {
        if (!words.isEmpty()) {
            fields.put(name, new LinkedHashMap<>(words));
        }
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
