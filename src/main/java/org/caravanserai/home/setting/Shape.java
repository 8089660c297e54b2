package org.caravanserai.home.setting;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The shape of a YAML value. */
public sealed interface Shape {

    /**
     * A single value.
     *
     * @param type how it looks
     * @param words closed list of values, empty = any of the type
     * @param names what it refers to, null = nothing
     * @param secret only a reference ({@code secret: env: file:}) is accepted, one or a list of current and previous
     * @param references whether a reference may stand in place of the value
     */
    record Single(ValueType type, List<String> words, NameOf names, boolean secret, boolean references)
            implements Shape {}

    /** An object with declared keys. Unknown keys are errors. */
    record Fields(String title, Map<String, Setting> settings) implements Shape {}

    /** An object whose keys we give ourselves. {@code words} closes the list of keys; empty = any key of the type. */
    record ByName(ValueType key, List<String> words, NameOf names, Shape value) implements Shape {}

    /** A list. {@code max} 0 = not limited. */
    record Items(Shape item, int min, int max) implements Shape {}

    /** One of several shapes, told apart by the kind of YAML node (single value, object, list). {@code null} is never one of them. */
    record Either(List<Shape> shapes) implements Shape {}

    /** A shape that contains itself. */
    record Later(String name, Supplier<Shape> shape) implements Shape {}

    /** Anything: checked by somebody else. */
    record Anything() implements Shape {}

    static Single of(ValueType type) {
        return new Single(type, List.of(), null, false, type == ValueType.TEXT || type == ValueType.URI);
    }

    static Single text() {
        return of(ValueType.TEXT);
    }

    static Single bool() {
        return of(ValueType.BOOLEAN);
    }

    static Single words(List<String> words) {
        return new Single(ValueType.TEXT, List.copyOf(words), null, false, false);
    }

    static Single words(String... words) {
        return words(Arrays.asList(words));
    }

    static <E extends Enum<E>> Single words(Class<E> type) {
        return words(ValueType.words(type));
    }

    static Single secret() {
        return new Single(ValueType.TEXT, List.of(), null, true, true);
    }

    static Single nameOf(NameOf names) {
        return new Single(ValueType.TEXT, List.of(), names, false, false);
    }

    static Items list(Shape item) {
        return new Items(item, 0, 0);
    }

    static Items someOf(Shape item) {
        return new Items(item, 1, 0);
    }

    static Either either(Shape... shapes) {
        return new Either(List.of(shapes));
    }

    static ByName byName(Shape value) {
        return new ByName(ValueType.NAME, List.of(), null, value);
    }

    static ByName by(ValueType key, Shape value) {
        return new ByName(key, List.of(), null, value);
    }

    static ByName byWord(List<String> words, Shape value) {
        return new ByName(ValueType.TEXT, List.copyOf(words), null, value);
    }

    static ByName by(NameOf names, Shape value) {
        return new ByName(ValueType.TEXT, List.of(), names, value);
    }

    static Fields fields(String title, Setting... settings) {
        var map = new LinkedHashMap<String, Setting>();
        for (var setting : settings) {
            if (map.put(setting.key(), setting) != null) {
                throw new IllegalArgumentException("declared twice: " + setting.key());
            }
        }
        return new Fields(title, java.util.Collections.unmodifiableMap(map));
    }
}
