package org.caravanserai.expression;

import java.util.List;

/** The functions of the language. */
public final class Functions {
    private Functions() {}

    /**
     * One function with all its forms, for checking and for the generated reference.
     *
     * @param name as written
     * @param forms each form as it is written: {@code text.cut(integer) -> text}
     * @param doc one or two sentences
     * @param example an expression; a test holds that it gives {@code result}
     * @param result the value of the example as text
     */
    public record Doc(String name, List<String> forms, String doc, String example, String result) {}
}
