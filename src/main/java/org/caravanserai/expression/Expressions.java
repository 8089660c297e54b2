package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlScalar;

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
    public static Optional<Compiled> compile(
            String text, Position at, Names names, Environment environment, Problems problems) {
        return compile(text, offset -> Checker.place(text, at, offset), names, environment, problems, false);
    }

    /** The same for a value of a YAML file; columns are exact in quotes and blocks too. */
    public static Optional<Compiled> compile(
            YamlScalar written, Names names, Environment environment, Problems problems) {
        return compile(written.text(), written::position, names, environment, problems, false);
    }

    /** The same for a condition (select, when, where, require): anything but a boolean is an error. */
    public static Optional<Compiled> condition(
            String text, Position at, Names names, Environment environment, Problems problems) {
        return compile(text, offset -> Checker.place(text, at, offset), names, environment, problems, true);
    }

    /** A condition written in a YAML file; columns are exact in quotes and blocks too. */
    public static Optional<Compiled> condition(
            YamlScalar written, Names names, Environment environment, Problems problems) {
        return compile(written.text(), written::position, names, environment, problems, true);
    }

    /** The expression in its written form (and, or, not, =, spaces); the text itself when it does not parse. */
    public static String format(String text) {
        try {
            return Formatter.print(Parser.parse(text));
        } catch (SyntaxError unreadable) {
            return text;
        }
    }

    /**
     * A text the expression may have as its value because it is written there.
     *
     * @param at offset of its first character in the expression
     */
    public record Said(String text, int at) {}

    /** Texts written in the expression that may be its value, in order: {@code a ? 'x' : b.orElse('y')}; none when it does not parse. */
    public static List<Said> results(String text) {
        var said = new ArrayList<Said>();
        try {
            results(Parser.parse(text), said);
        } catch (SyntaxError unreadable) {
            said.clear();
        }
        return said;
    }

    private static void results(Expr expr, List<Said> said) {
        if (expr instanceof Expr.Literal literal && literal.value() instanceof String text) {
            said.add(new Said(text, literal.at()));
        } else if (expr instanceof Expr.Conditional conditional) {
            results(conditional.then(), said);
            results(conditional.otherwise(), said);
        } else if (expr instanceof Expr.Call call && call.name().equals("orElse")) {
            results(call.receiver(), said);
            call.arguments().forEach(argument -> results(argument, said));
        }
    }

    private static Optional<Compiled> compile(
            String text,
            IntFunction<Position> at,
            Names names,
            Environment environment,
            Problems problems,
            boolean condition) {
        Expr expr;
        try {
            expr = Parser.parse(text);
        } catch (SyntaxError error) {
            problems.error(at.apply(error.at), error.code.code(), error.getMessage());
            return Optional.empty();
        }
        var checker = new Checker(at, names, environment, problems);
        var typed = condition ? checker.condition(expr) : checker.value(expr, null);
        return typed == null ? Optional.empty() : Optional.of(new Program(text, typed, checker.scope));
    }
}
