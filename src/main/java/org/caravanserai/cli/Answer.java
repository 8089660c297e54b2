package org.caravanserai.cli;

import java.util.List;
import java.util.Map;

/**
 * A piece of an answer of the hub, read without casts: what is absent is null, empty or zero.
 *
 * @param value map, list, text, number, truth or null
 */
record Answer(Object value) {
    static Answer of(Object value) {
        return new Answer(value);
    }

    Answer get(String field) {
        return of(map().get(field));
    }

    /** The text of a field, numbers as digits; null when there is none. */
    String text(String field) {
        var found = map().get(field);
        return found == null ? null : found.toString();
    }

    /** The text of a field, {@code otherwise} when there is none. */
    String text(String field, String otherwise) {
        var found = text(field);
        return found == null ? otherwise : found;
    }

    long number(String field) {
        return map().get(field) instanceof Long number ? number : 0;
    }

    boolean truth(String field) {
        return Boolean.TRUE.equals(map().get(field));
    }

    List<Answer> list(String field) {
        return get(field).list();
    }

    List<Answer> list() {
        return value instanceof List<?> list ? list.stream().map(Answer::of).toList() : List.of();
    }

    Map<?, ?> map() {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    boolean none() {
        return value == null;
    }

    /** The value on one line: text as it is, everything else as JSON. */
    String line() {
        return value instanceof String text
                ? text
                : new String(org.caravanserai.parser.Json.write(value), java.nio.charset.StandardCharsets.UTF_8);
    }
}
