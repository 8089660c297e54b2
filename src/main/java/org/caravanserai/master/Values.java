package org.caravanserai.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.caravanserai.canonical.Attribute;
import org.caravanserai.parser.RawObject;

/** Walks the values of one attribute by address. */
final class Values {
    private Values() {}

    /**
     * Where a value stands below its attribute.
     *
     * @param scope {@code "*"} = no scope; null when the attribute has none
     * @param locale null when the attribute has none
     */
    record Place(String scope, String locale) {
        static final Place WHOLE = new Place(null, null);

        /**
         * The address as people read it: {@code name.fr_FR}, {@code description.print.fr_FR}; the scope {@code "*"} is
         * not shown.
         */
        String address(String attribute) {
            if (this == WHOLE) {
                return attribute;
            }
            var text = new StringBuilder(attribute);
            if (scope != null && !scope.equals("*")) {
                text.append('.').append(scope);
            }
            if (locale != null) {
                text.append('.').append(locale);
            }
            return text.toString();
        }
    }

    /** Nothing, white space, an empty list or an object that holds only such: never overwrites a value. */
    static boolean blank(Object value) {
        if (value == null) {
            return true;
        }
        if (value instanceof String text) {
            return text.isBlank();
        }
        if (value instanceof List<?> list) {
            return list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            for (Object inner : map.values()) {
                if (!blank(inner)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    /**
     * Calls {@code each} for every value of the attribute that is not blank. A value without the locales or scopes its
     * attribute asks for is passed over: it dates from an older model.
     */
    static void walk(Attribute attribute, Object value, BiConsumer<Place, Object> each) {
        if (!attribute.scopable()) {
            locales(attribute, null, value, each);
        } else if (value instanceof Map<?, ?> byScope) {
            byScope.forEach((scope, scoped) -> locales(attribute, (String) scope, scoped, each));
        }
    }

    private static void locales(Attribute attribute, String scope, Object value, BiConsumer<Place, Object> each) {
        if (attribute.localizable()) {
            if (value instanceof Map<?, ?> byLocale) {
                byLocale.forEach((locale, text) -> {
                    if (!blank(text)) {
                        each.accept(new Place(scope, (String) locale), text);
                    }
                });
            }
        } else if (!blank(value)) {
            each.accept(scope == null ? Place.WHOLE : new Place(scope, null), value);
        }
    }

    /** Whether the value under a code has the scopes and locales its attribute asks for. */
    static boolean fits(Attribute attribute, Map<String, Object> values, String code) {
        if (!attribute.scopable() && !attribute.localizable()) {
            return true;
        }
        if (values instanceof RawObject raw && !(attribute.scopable() && attribute.localizable())) {
            return raw.isObject(code);
        }
        return fits(attribute, values.get(code));
    }

    private static boolean fits(Attribute attribute, Object value) {
        if (!(value instanceof Map<?, ?> outer)) {
            return false;
        }
        return !(attribute.scopable() && attribute.localizable())
                || outer.values().stream().allMatch(inner -> inner instanceof Map);
    }

    /** The string elements of a list value, or the one string; empty for anything else. */
    static List<String> texts(Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        var texts = new ArrayList<String>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
