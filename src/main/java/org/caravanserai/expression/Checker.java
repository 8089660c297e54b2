package org.caravanserai.expression;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/**
 * Gives every piece its type and builds what runs. All operands are looked at even when one is wrong, so that all
 * errors are shown at once; a method returns null when its error has been reported.
 */
final class Checker {
    final Scope scope;
    final Environment environment;
    private final IntFunction<Position> at;
    private final Problems problems;
    private final Comparisons comparisons = new Comparisons(this);
    private final Computations computations = new Computations(this);
    private final Calls calls = new Calls(this);
    private final Paths paths = new Paths(this);

    Checker(IntFunction<Position> at, Names names, Environment environment, Problems problems) {
        this.at = at;
        this.environment = environment;
        this.problems = problems;
        scope = new Scope(names, environment);
    }

    /** Reports an error at an offset of the expression. */
    Typed error(Code code, int offset, String message) {
        problems.error(at.apply(offset), code.code(), message);
        return null;
    }

    void warning(Code code, int offset, String message) {
        problems.warning(at.apply(offset), code.code(), message);
    }

    /** The position of an offset in a text whose lines are lines of the file. */
    static Position place(String text, Position at, int offset) {
        int line = 0;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return at.line() == 0 ? at : new Position(at.file(), at.line() + line, at.column() + offset - start);
    }

    /**
     * A piece that must be one value: no list, no localised text. {@code wanted} is a wish for "did you mean", null =
     * none.
     */
    Typed value(Expr expr, Type wanted) {
        return paths.single(check(expr, wanted));
    }

    /** A piece that must be true or false. */
    Typed condition(Expr expr) {
        var typed = value(expr, Type.BOOLEAN);
        if (typed == null || typed.type() == Type.BOOLEAN) {
            return typed;
        }
        var shown = Formatter.print(expr);
        return error(
                Code.BOOLEAN,
                expr.at(),
                Finding.cut(shown) + " is " + article(typed.type()) + ", not true or false; compare it"
                        + (Paths.names(expr).isEmpty() ? "" : ", or write has(" + Finding.cut(shown) + ")"));
    }

    Typed check(Expr expr, Type wanted) {
        if (expr instanceof Expr.Literal literal) {
            return literal(literal);
        }
        if (expr instanceof Expr.Name || expr instanceof Expr.Member) {
            return paths.check(expr, wanted);
        }
        if (expr instanceof Expr.Call call) {
            return calls.check(call, wanted);
        }
        if (expr instanceof Expr.Not not) {
            var operand = condition(not.operand());
            return operand == null ? null : fold(expr, new Logic.Not(operand.condition()), Type.BOOLEAN);
        }
        if (expr instanceof Expr.Minus minus) {
            return computations.minus(minus);
        }
        if (expr instanceof Expr.In in) {
            return comparisons.in(in);
        }
        if (expr instanceof Expr.Conditional conditional) {
            return conditional(conditional, wanted);
        }
        var binary = (Expr.Binary) expr;
        return switch (binary.operator()) {
            case AND, OR -> logic(binary);
            case EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST -> comparisons.check(binary);
            case PLUS, MINUS, TIMES, DIVIDED -> computations.check(binary);
        };
    }

    private Typed literal(Expr.Literal literal) {
        if (literal.value() instanceof Boolean answer) {
            return Typed.of(literal, new Reads.Fixed(answer), Type.BOOLEAN);
        }
        if (literal.value() instanceof String string && string.isEmpty()) {
            return error(Code.NEVER, literal.at(), "an empty text counts as missing; write has(x) or not has(x)");
        }
        return Typed.of(literal, new Reads.Constant(literal.value(), literal.type()), literal.type());
    }

    private Typed logic(Expr.Binary binary) {
        // Long chains lean to the left: walk them, so that their length costs no stack.
        var operands = new ArrayList<Expr>();
        Expr rest = binary;
        while (rest instanceof Expr.Binary link && link.operator() == binary.operator()) {
            operands.add(link.right());
            rest = link.left();
        }
        var result = condition(rest);
        boolean failed = result == null;
        for (int i = operands.size() - 1; i >= 0; i--) {
            var right = condition(operands.get(i));
            failed |= right == null;
            if (!failed) {
                var left = result.condition();
                Node.Condition node = binary.operator() == Operator.AND
                        ? new Logic.And(left, right.condition())
                        : new Logic.Or(left, right.condition());
                result = Typed.of(binary, node, Type.BOOLEAN);
            }
        }
        return failed ? null : result;
    }

    private Typed conditional(Expr.Conditional conditional, Type wanted) {
        var condition = condition(conditional.condition());
        var then = value(conditional.then(), wanted);
        var otherwise = value(conditional.otherwise(), wanted);
        if (condition == null || then == null || otherwise == null) {
            return null;
        }
        var common = Types.common(then.type(), otherwise.type());
        if (common.isEmpty()) {
            return error(
                    Code.ARMS,
                    conditional.otherwise().at(),
                    "the two values are " + then.type().word() + " and "
                            + otherwise.type().word() + "; give both one type, or use two entries with when");
        }
        var type = common.get();
        return Typed.of(conditional, new Logic.Choice(condition.condition(), then.as(type), otherwise.as(type)), type);
    }

    Typed single(Typed typed) {
        return paths.single(typed);
    }

    Typed list(Typed list, String comparison) {
        return paths.list(list, null, comparison);
    }

    void asking(Expr.Binary comparison, Expr side) {
        paths.asking(comparison, side);
    }

    /** "a text", "an integer", "money". */
    static String article(Type type) {
        var word = type.word();
        if (type == Type.MONEY || type == Type.DAYS || type == Type.HTML) {
            return word;
        }
        return ("aeio".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    /** Computes now what depends on nothing. */
    Typed fold(Expr expr, Node node, Type type) {
        for (var child : node.children()) {
            if (!(child instanceof Reads.Constant) && !(child instanceof Reads.Fixed)) {
                return Typed.of(expr, node, type);
            }
        }
        if (node.children().isEmpty()) {
            return Typed.of(expr, node, type);
        }
        var run = new Run(LocalDate.EPOCH, ZoneOffset.UTC);
        Object value;
        try {
            value = node.value(new Object[0], run);
        } catch (Refused refused) {
            return error(Code.CURRENCY, expr.at(), refused.getMessage());
        }
        if (value == null) {
            return error(
                    run.findings().isEmpty() ? Code.NEVER : Code.DIGITS,
                    expr.at(),
                    run.findings().isEmpty()
                            ? Finding.cut(Formatter.print(expr)) + " never has a value: " + node.itself()
                            : run.findings().get(0).message());
        }
        return Typed.of(
                expr,
                value instanceof Boolean answer ? new Reads.Fixed(answer) : new Reads.Constant(value, type),
                type);
    }

    Optional<Typed> resolve(Expr expr, List<String> path) {
        return scope.resolve(expr, path);
    }
}
