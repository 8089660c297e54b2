package org.caravanserai.expression;

import java.util.List;

/**
 * A function with everything that is said about it.
 *
 * @param forms how it is written, each form once
 * @param signatures empty for the forms the compiler builds itself
 */
record Function(
        String name, List<String> forms, String doc, String example, String result, List<Signature> signatures) {

    /** A function of the table. */
    static Function of(String name, String doc, String example, String result, Signature... signatures) {
        var list = List.of(signatures);
        return new Function(name, list.stream().map(Signature::form).toList(), doc, example, result, list);
    }

    /** A form that the compiler builds itself. */
    static Function built(String name, String doc, String example, String result, String... forms) {
        return new Function(name, List.of(forms), doc, example, result, List.of());
    }
}
