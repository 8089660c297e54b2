package org.caravanserai.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.parser.Nearest;

/** Checks = != < <= > >= and in. */
final class Comparisons {
    /** Up to so many constants a walk over them is cheaper than a hash. */
    private static final int FEW = 8;

    private final Checker checker;

    Comparisons(Checker checker) {
        this.checker = checker;
    }

    Typed check(Expr.Binary binary) {
        var left = operand(binary, binary.left(), binary.right());
        var right = operand(binary, binary.right(), binary.left());
        return left == null || right == null ? null : compare(binary, binary.operator(), left, right);
    }

    private Typed operand(Expr.Binary binary, Expr expr, Expr other) {
        var wanted = other instanceof Expr.Literal literal ? literal.type() : null;
        checker.asking(binary, expr);
        var typed = checker.value(expr, wanted);
        checker.asking(null, null);
        return typed;
    }

    private Typed compare(Expr.Binary binary, Operator operator, Typed left, Typed right) {
        if (left.constant() && !right.constant()) {
            return compare(binary, operator.swapped(), right, left);
        }
        var node = node(binary, operator, left, right);
        return node == null ? null : checker.fold(binary, node, Type.BOOLEAN);
    }

    /** The comparison, null when the types do not allow it; a constant stands on the right. */
    private Node.Condition node(Expr whole, Operator operator, Typed left, Typed right) {
        var a = left.type();
        var b = right.type();
        if (Types.text(a) && Types.text(b)) {
            return text(operator, left, right);
        }
        if (Types.number(a) && Types.number(b)) {
            return numbers(operator, left, right);
        }
        if (a == Type.BOOLEAN && b == Type.BOOLEAN) {
            return operator.equality()
                    ? new Compare.Same(left.node(), right.node(), operator == Operator.UNEQUAL)
                    : refuse(Code.COMPARE, right, "true and false have no order; write = or !=");
        }
        if (a == Type.DATE && b == Type.DATE || a == Type.DAYS && b == Type.DAYS) {
            return days(operator, left.node(), right.node());
        }
        if (a == Type.INSTANT && b == Type.INSTANT) {
            return ordered(operator, left.node(), right.node());
        }
        if (a == Type.MONEY && b == Type.MONEY) {
            return new Compare.Amounts(operator.mask(), left.node(), right.node());
        }
        if (a instanceof Type.Quantity first && b instanceof Type.Quantity second) {
            return quantities(operator, left, first, right, second);
        }
        return refuse(whole, operator, left, right);
    }

    private Node.Condition text(Operator operator, Typed left, Typed right) {
        if (!operator.equality()) {
            if (left.type() instanceof Type.Option || right.type() instanceof Type.Option) {
                var option = left.type() instanceof Type.Option ? left : right;
                return refuse(
                        Code.COMPARE, option, "the values of " + shown(option) + " have no order; write = or in [...]");
            }
            return new Compare.Ordered(operator.mask(), left.node(), right.node());
        }
        boolean negated = operator == Operator.UNEQUAL;
        if (right.constant()) {
            return allowed(left, right)
                    ? new Compare.TextIs(left.node(), (String) right.constantValue(), negated)
                    : null;
        }
        return new Compare.Same(left.node(), right.node(), negated);
    }

    /** A text constant against what it is compared with: never blank, and one of an option's values. */
    boolean allowed(Typed subject, Typed constant) {
        var value = (String) constant.constantValue();
        if (Reads.blank(value)) {
            refuse(Code.NEVER, constant, "a blank text counts as missing; write has(x) or not has(x)");
            return false;
        }
        if (subject.type() instanceof Type.Option option
                && !option.values().isEmpty()
                && !option.values().contains(value)) {
            refuse(
                    Code.VALUE,
                    constant,
                    "'" + Finding.cut(value) + "' is never a value of " + shown(subject) + " ("
                            + Scope.some(option.values()) + ")" + Nearest.hint(value, option.values()));
            return false;
        }
        return true;
    }

    private Node.Condition numbers(Operator operator, Typed left, Typed right) {
        if (right.constant() && !left.constant()) {
            Object constant = right.constantValue();
            if (left.type() == Type.INTEGER && constant instanceof Long whole) {
                return left.node() instanceof Node.Count count
                        ? new Compare.CountIs(operator.mask(), count, whole)
                        : new Compare.IntegerIs(operator.mask(), left.node(), whole);
            }
            return new Compare.DecimalIs(operator.mask(), left.node(), Exact.decimal(constant));
        }
        return new Compare.Numbers(operator.mask(), left.node(), right.node());
    }

    /** Dates or numbers of days; where today() moves one side evenly, the day of the next change is known. */
    static Node.Condition days(Operator operator, Node left, Node right) {
        int first = Slope.of(left);
        int second = Slope.of(right);
        if (first == Slope.UNKNOWN || second == Slope.UNKNOWN || Math.abs(first - second) > 1) {
            return ordered(operator, left, right);
        }
        if (!Slope.moves(left) && !Slope.moves(right)) {
            return ordered(operator, left, right);
        }
        return new Compare.Days(operator.mask(), first - second, Slope.quiet(left), Slope.quiet(right));
    }

    private static Node.Condition ordered(Operator operator, Node left, Node right) {
        return operator.equality()
                ? new Compare.Same(left, right, operator == Operator.UNEQUAL)
                : new Compare.Ordered(operator.mask(), left, right);
    }

    private Node.Condition quantities(
            Operator operator, Typed left, Type.Quantity first, Typed right, Type.Quantity second) {
        if (first.dimension() != null && second.dimension() != null && first.dimension() != second.dimension()) {
            return refuse(
                    Code.DIMENSION,
                    right,
                    "cannot compare " + first.dimension().word() + " with "
                            + second.dimension().word() + "; use a unit such as "
                            + first.dimension().example());
        }
        return right.constant() && !left.constant()
                ? new QuantityIs(operator.mask(), left.node(), (Quantity) right.constantValue())
                : new Compare.Quantities(operator.mask(), left.node(), right.node());
    }

    private Node.Condition refuse(Expr whole, Operator operator, Typed left, Typed right) {
        var guilty = right.expr() instanceof Expr.Literal || !(left.expr() instanceof Expr.Literal) ? right : left;
        var other = guilty == right ? left : right;
        return refuse(
                Code.COMPARE,
                guilty,
                "cannot compare " + word(left.type()) + " with " + word(right.type())
                        + advice(operator, other, guilty));
    }

    private static String word(Type type) {
        return type instanceof Type.Quantity ? "quantity" : type.word();
    }

    /** How to mend a comparison of two types. */
    private static String advice(Operator operator, Typed other, Typed guilty) {
        var a = other.type();
        var b = guilty.type();
        var subject = Finding.cut(Formatter.print(other.expr())) + " " + operator.written() + " ";
        var object = Finding.cut(Formatter.print(guilty.expr()));
        boolean literal = guilty.expr() instanceof Expr.Literal;
        if (a instanceof Type.Quantity quantity && Types.number(b)) {
            var unit =
                    quantity.dimension() == null ? "kg" : quantity.dimension().example();
            return literal
                    ? "; write the unit, e.g. " + subject + object + " " + unit
                    : "; take the figure, e.g. " + Finding.cut(Formatter.print(other.expr())) + ".to('" + unit + "')";
        }
        if (a == Type.MONEY && Types.number(b)) {
            return literal ? "; write the currency, e.g. " + subject + object + " EUR" : "; both must be money";
        }
        if (a == Type.DATE && Types.text(b)) {
            return literal ? "; write " + subject + "date(" + object + ")" : "; write date(" + object + ")";
        }
        if (a == Type.DATE && b == Type.INSTANT) {
            return "; write date(" + object + ")";
        }
        if (a == Type.INSTANT && b == Type.DATE) {
            return "; write date(" + Finding.cut(Formatter.print(other.expr())) + ")";
        }
        if (a == Type.DAYS && b == Type.INTEGER) {
            return "; write " + subject + "days(" + object + ")";
        }
        if (Types.text(a) && Types.number(b) && literal) {
            return "; write " + subject + "'" + object + "'";
        }
        if (Types.number(a)
                && guilty.constantValue() instanceof String string
                && string.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return "; write " + subject + string;
        }
        if (a == Type.HTML || b == Type.HTML) {
            var html = a == Type.HTML ? Formatter.print(other.expr()) : object;
            return "; write text(" + Finding.cut(html) + ")";
        }
        if (a == Type.BOOLEAN) {
            return "; " + Finding.cut(Formatter.print(other.expr())) + " is true or false by itself";
        }
        return "";
    }

    Typed in(Expr.In in) {
        var left = checker.check(in.left(), null);
        if (left != null && left.type() instanceof Type.ListOf) {
            left = checker.list(left, " in " + Finding.cut(list(in)));
        } else {
            left = checker.single(left);
        }
        var constants = new ArrayList<Typed>();
        boolean failed = left == null;
        for (var expr : in.constants()) {
            var constant = checker.value(expr, null);
            if (constant != null && !constant.constant()) {
                refuse(Code.IN_LIST, constant, "only constants stand in a list; write x = " + shown(constant));
                constant = null;
            }
            failed |= constant == null;
            constants.add(constant);
        }
        if (failed) {
            return null;
        }
        var questions = new ArrayList<Node.Condition>();
        for (var constant : constants) {
            var question = node(in, Operator.EQUAL, left, constant);
            failed |= question == null;
            questions.add(question);
        }
        return failed ? null : checker.fold(in, among(left, constants, questions), Type.BOOLEAN);
    }

    private static String list(Expr.In in) {
        var text = Formatter.print(in);
        return text.substring(text.indexOf("in [") + 3);
    }

    private static Node.Condition among(Typed left, List<Typed> constants, List<Node.Condition> questions) {
        if (questions.size() == 1) {
            return questions.get(0);
        }
        var type = left.type();
        boolean byEquals = Types.text(type) || type == Type.DATE || type == Type.BOOLEAN || type == Type.DAYS;
        boolean whole = type == Type.INTEGER && constants.stream().allMatch(c -> c.type() == Type.INTEGER);
        if (byEquals || whole) {
            var values = new LinkedHashSet<>();
            constants.forEach(constant -> values.add(constant.constantValue()));
            return values.size() <= FEW
                    ? new Logic.AmongFew(left.node(), List.copyOf(values))
                    : new Logic.Among(left.node(), Set.copyOf(values));
        }
        if (Types.number(type) && questions.size() > FEW) {
            var values = constants.stream()
                    .map(constant -> Exact.plain(Exact.decimal(constant.constantValue())))
                    .toList();
            return new Logic.AmongDecimals(left.node(), Set.copyOf(new HashSet<BigDecimal>(values)));
        }
        return new Compare.AnyOf(List.copyOf(questions));
    }

    private Node.Condition refuse(Code code, Typed guilty, String message) {
        checker.error(code, guilty.expr().at(), message);
        return null;
    }

    private static String shown(Typed typed) {
        return Finding.cut(Formatter.print(typed.expr()));
    }
}
