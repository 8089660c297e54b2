package org.caravanserai.expression;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One form of a function.
 *
 * @param parameters types; the first is the receiver in {@code x.name(...)}
 * @param result type of its value
 * @param body null where the compiler builds the call itself
 */
record Signature(String name, List<Type> parameters, Type result, Body body) {

    /** Takes present values only, gives null for missing. Unused arguments are null. */
    @FunctionalInterface
    interface Body {
        Object apply(Object first, Object second, Object third, Run run);
    }

    static Signature of(String name, Type result, Body body, Type... parameters) {
        return new Signature(name, List.of(parameters), result, body);
    }

    /** {@code text.cut(integer) -> text}. */
    String form() {
        var words = parameters.stream().map(Signature::shown).toList();
        if (words.isEmpty()) {
            return name + "() -> " + shown(result);
        }
        return words.get(0) + "." + name
                + words.stream().skip(1).collect(Collectors.joining(", ", "(", ")"))
                + " -> " + shown(result);
    }

    private static String shown(Type type) {
        return type instanceof Type.ListOf list ? "list of " + list.item().word() : type.word();
    }
}
