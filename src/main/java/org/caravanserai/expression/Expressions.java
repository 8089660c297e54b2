package org.caravanserai.expression;

import java.util.Optional;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** Compiles expressions. Thread-safe; every call stands alone. */
public final class Expressions {
    private Expressions() {}

    /**
     * Parses, checks and compiles.
     *
     * @param text the expression
     * @param at place of its first character
     * @param problems receives every error with its code {@code EXP-nnn} and the column of the operand
     * @return empty when there was an error
     */
    public static Optional<Compiled> compile(String text, Position at, Names names, Environment environment, Problems problems) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The same for a condition (select, when, where, require): anything but a boolean is an error. */
    public static Optional<Compiled> condition(
            String text, Position at, Names names, Environment environment, Problems problems) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The expression in its written form (and, or, not, =, spaces); the text itself when it does not parse. */
    public static String format(String text) {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
