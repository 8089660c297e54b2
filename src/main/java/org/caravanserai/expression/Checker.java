package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/**
 * Gives every piece its type and builds what runs. All operands are looked at even when one is wrong, so that all errors are shown at once; a
 * method returns null when its error has been reported.
 */
final class Checker {
    final Scope scope;
    final Environment environment;
    private final String text;
    private final Position at;
    private final Problems problems;
    private final Comparisons comparisons = new Comparisons(this);
    private final Computations computations = new Computations(this);
    private final Calls calls = new Calls(this);
    /** The comparison whose side is being looked at: when that is a list, the message repeats the question for one element. */
    private Expr.Binary question;

    private Expr side;

    Checker(String text, Position at, Names names, Environment environment, Problems problems) {
        this.text = text;
        this.at = at;
        this.environment = environment;
        this.problems = problems;
        scope = new Scope(names, environment);
    }

    /** Reports an error at an offset of the expression. */
    Typed error(Code code, int offset, String message) {
        problems.error(place(text, at, offset), code.code(), message);
        return null;
    }

    /** Remembers the comparison around a side, null = none. */
    void asking(Expr.Binary comparison, Expr itsSide) {
        question = comparison;
        side = itsSide;
    }

    void warning(Code code, int offset, String message) {
        problems.warning(place(text, at, offset), code.code(), message);
    }

    /** The position of an offset; expressions in block style run over several lines of the file. */
    static Position place(String text, Position at, int offset) {
        int line = 0;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return at.line() == 0 ? at : new Position(at.file(), at.line() + line, at.column() + offset - start);
    }

    /** A piece that must be one value: no list, no localised text. {@code wanted} is a wish for "did you mean", null = none. */
    Typed value(Expr expr, Type wanted) {
        return single(check(expr, wanted));
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
                        + (names(expr).isEmpty() ? "" : ", or write has(" + Finding.cut(shown) + ")"));
    }

    Typed check(Expr expr, Type wanted) {
        if (expr instanceof Expr.Literal literal) {
            return literal(literal);
        }
        if (expr instanceof Expr.Name || expr instanceof Expr.Member) {
            return path(expr, wanted);
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
        return Typed.of(
                conditional, new Logic.Choice(condition.condition(), then.as(type), otherwise.as(type)), type);
    }

    private Typed path(Expr expr, Type wanted) {
        var path = names(expr);
        if (path.isEmpty()) {
            var member = (Expr.Member) expr;
            while (member.on() instanceof Expr.Member inner) {
                member = inner;
            }
            var on = value(member.on(), null);
            return on == null
                    ? null
                    : error(
                            Code.NAME,
                            member.nameAt(),
                            article(on.type()) + " has no field '" + member.name() + "'; functions are called with brackets: "
                                    + member.name() + "()");
        }
        var found = scope.resolve(expr, path);
        return found.isPresent() ? found.get() : unknown(expr, path, places(expr, path.size()), wanted);
    }

    /** The names of a path, empty when the expression is none. */
    static List<String> names(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return List.of(name.text());
        }
        int length = 1;
        var rest = expr;
        while (rest instanceof Expr.Member member) {
            rest = member.on();
            length++;
        }
        if (!(rest instanceof Expr.Name first)) {
            return List.of();
        }
        var names = new String[length];
        names[0] = first.text();
        rest = expr;
        while (rest instanceof Expr.Member member) {
            names[--length] = member.name();
            rest = member.on();
        }
        return List.of(names);
    }

    /** Where each name of a path stands. */
    private static int[] places(Expr expr, int length) {
        var places = new int[length];
        var rest = expr;
        for (int i = length - 1; rest instanceof Expr.Member member; i--) {
            places[i] = member.nameAt();
            rest = member.on();
        }
        places[0] = rest.at();
        return places;
    }

    private Typed unknown(Expr expr, List<String> path, int[] places, Type wanted) {
        if (path.size() == 1 && path.get(0).equals("isVariant")) {
            return calls.check(new Expr.Call(expr.at(), expr.end(), null, "isVariant", expr.at(), List.of()), wanted);
        }
        var beginning = scope.beginning(expr, path);
        if (beginning.isPresent()) {
            int length = path.size() - 1;
            while (scope.resolve(expr, path.subList(0, length)).isEmpty()) {
                length--;
            }
            return noField(beginning.get(), path, places, length, wanted);
        }
        int known = scope.known(path);
        if (known == path.size()) {
            var group = String.join(".", path);
            return error(
                    Code.STRUCT,
                    expr.at(),
                    "'" + group + "' has fields; name one, e.g. " + group + "." + firstOf(scope.under(path).keySet()));
        }
        var wrong = path.get(known);
        int place = places[known];
        if (known > 0) {
            var before = String.join(".", path.subList(0, known));
            return error(
                    Code.NAME,
                    place,
                    "'" + before + "' has no field '" + Finding.cut(wrong) + "'"
                            + scope.fields(path.subList(0, known), wrong, wanted));
        }
        if (Functions.named(wrong) != null) {
            var call = wrong.equals("today") ? "today()" : wrong + "(...)";
            return error(Code.NAME, place, "'" + wrong + "' is a function; write " + call);
        }
        if (Reserved.of(wrong) != null) {
            return error(Code.NAME, place, "'" + wrong + "' has no meaning in this file");
        }
        return error(Code.NAME, place, "there is no '" + Finding.cut(wrong) + "' here" + scope.hint(List.of(), wrong, wanted));
    }

    private Typed noField(Typed start, List<String> path, int[] places, int length, Type wanted) {
        var before = String.join(".", path.subList(0, length));
        var wrong = path.get(length);
        int place = places[length];
        var type = start.type();
        if (type instanceof Type.Localised localised) {
            return error(
                    Code.LOCALE,
                    place,
                    "'" + before + "' has no locale '" + wrong + "' (" + String.join(", ", localised.locales()) + ")"
                            + org.caravanserai.parser.Nearest.hint(wrong, localised.locales()));
        }
        if (type instanceof Type.Scoped scoped) {
            return error(
                    Code.SCOPE,
                    place,
                    "'" + before + "' has no scope '" + wrong + "' (" + String.join(", ", scoped.scopes()) + ")"
                            + org.caravanserai.parser.Nearest.hint(wrong, scoped.scopes()));
        }
        if (type instanceof Type.ListOf) {
            return list(start, wrong, null);
        }
        if (type instanceof Type.Struct) {
            return error(
                    Code.NAME,
                    place,
                    "'" + before + "' has no field '" + Finding.cut(wrong) + "'"
                            + scope.fields(path.subList(0, length), wrong, wanted));
        }
        if (type instanceof Type.Quantity quantity) {
            var unit = quantity.dimension() == null ? "KGM" : quantity.dimension().example();
            return error(
                    Code.NAME,
                    place,
                    "'" + before + "' is a quantity and has no fields; its figure is " + before + ".to('" + unit + "')");
        }
        var call = Functions.namesFor(type).contains(wrong) ? "; write " + before + "." + wrong + "()" : "";
        return error(
                Code.NAME, place, "'" + before + "' is " + article(type) + " and has no field '" + wrong + "'" + call);
    }

    /** Refuses what is not one value. */
    Typed single(Typed typed) {
        if (typed == null || Types.value(typed.type())) {
            return typed;
        }
        var expr = typed.expr();
        var shown = Finding.cut(Formatter.print(expr));
        if (typed.type() instanceof Type.Localised localised) {
            return error(
                    Code.LOCALE,
                    expr.at(),
                    "'" + shown + "' has a value per locale; write " + shown + "." + firstOf(localised.locales())
                            + ", or use the key locale");
        }
        if (typed.type() instanceof Type.Scoped scoped) {
            return error(
                    Code.SCOPE,
                    expr.at(),
                    "'" + shown + "' has a value per scope; write " + shown + "." + firstOf(scoped.scopes()));
        }
        if (typed.type() instanceof Type.ListOf) {
            return list(typed, null, null);
        }
        var fields = names(expr).isEmpty() ? List.<String>of() : scope.under(names(expr)).keySet();
        return error(
                Code.STRUCT,
                expr.at(),
                "'" + shown + "' has fields; name one" + (fields.isEmpty() ? "" : ", e.g. " + shown + "." + firstOf(fields)));
    }

    /** "'media' is a list; write media.exists(m, m.role = 'main')"; {@code comparison} is the question as it would be put to an element. */
    Typed list(Typed list, String field, String comparison) {
        var expr = list.expr();
        while (list.path().size() < names(expr).size() && expr instanceof Expr.Member member) {
            expr = member.on();
        }
        var shown = Finding.cut(Formatter.print(expr));
        var asked = comparison != null ? comparison : asked(list.expr());
        return error(
                Code.LIST, expr.at(), "'" + shown + "' is a list; write " + shown + ".exists(" + letter(shown) + ", "
                        + element(list, letter(shown), field) + asked + ")");
    }

    private String asked(Expr list) {
        if (question == null || side != list) {
            return " = ...";
        }
        boolean onLeft = side == question.left();
        var operator = onLeft ? question.operator() : question.operator().swapped();
        return " " + operator.written() + " " + Finding.cut(Formatter.print(onLeft ? question.right() : question.left()));
    }

    private static String letter(String list) {
        var last = list.substring(list.lastIndexOf('.') + 1);
        return last.isEmpty() || !Character.isLetter(last.charAt(0))
                ? "x"
                : last.substring(0, 1).toLowerCase(java.util.Locale.ROOT);
    }

    private static String element(Typed list, String letter, String field) {
        if (field != null) {
            return letter + "." + field;
        }
        if (list.element() == null) {
            return letter;
        }
        return letter + "." + firstOf(list.element().under(List.of()).keySet());
    }

    static String firstOf(java.util.Collection<String> names) {
        return names.stream().findFirst().orElse("...");
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
        var run = new Run(java.time.LocalDate.EPOCH, java.time.ZoneOffset.UTC);
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
