package org.caravanserai.expression;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Finding;

/** Checks + - * / and the sign. */
final class Computations {
    private final Checker checker;

    Computations(Checker checker) {
        this.checker = checker;
    }

    Typed minus(Expr.Minus minus) {
        var operand = checker.value(minus.operand(), Type.DECIMAL);
        if (operand == null) {
            return null;
        }
        var type = operand.type();
        if (!Types.number(type) && type != Type.MONEY && !(type instanceof Type.Quantity)) {
            return checker.error(
                    Code.COMPUTE, minus.operand().at(), "a minus before " + Checker.article(type) + " has no meaning");
        }
        return checker.fold(minus, new Arithmetic.Negate(operand.node()), type);
    }

    Typed check(Expr.Binary binary) {
        // Long sums lean to the left: walk them, so that their length costs no stack.
        var links = new ArrayList<Expr.Binary>();
        Expr rest = binary;
        while (rest instanceof Expr.Binary link && computes(link.operator())) {
            links.add(link);
            rest = link.left();
        }
        var hyphen = hyphen(links.get(links.size() - 1));
        if (hyphen != null) {
            return checker.error(Code.HYPHEN, binary.at(), hyphen);
        }
        var result = checker.value(rest, null);
        for (int i = links.size() - 1; i >= 0; i--) {
            var right = checker.value(links.get(i).right(), null);
            result = result == null || right == null ? null : compute(links.get(i), result, right);
            if (result == null) {
                reportRest(links, i);
                return null;
            }
        }
        return result;
    }

    private void reportRest(List<Expr.Binary> links, int from) {
        for (int i = from - 1; i >= 0; i--) {
            checker.value(links.get(i).right(), null);
        }
    }

    private static boolean computes(Operator operator) {
        return operator.strength() == Operator.PLUS.strength() || operator.strength() == Operator.TIMES.strength();
    }

    private Typed compute(Expr.Binary binary, Typed left, Typed right) {
        return switch (binary.operator()) {
            case PLUS, MINUS -> add(binary, left, right, binary.operator() == Operator.MINUS);
            case TIMES -> multiply(binary, left, right);
            case DIVIDED -> divide(binary, left, right);
            case OR, AND, EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST ->
                throw new IllegalArgumentException(binary.operator() + " computes nothing");
        };
    }

    private Typed add(Expr.Binary binary, Typed left, Typed right, boolean minus) {
        var a = left.type();
        var b = right.type();
        var x = left.node();
        var y = right.node();
        if (Types.text(a) && Types.text(b) && !minus) {
            return checker.fold(binary, join(x, y), Type.TEXT);
        }
        if (Types.number(a) && Types.number(b)) {
            var node = minus ? new Arithmetic.Subtract(x, y) : new Arithmetic.Add(x, y);
            return checker.fold(binary, node, Types.common(a, b).orElseThrow());
        }
        if (a == Type.MONEY && b == Type.MONEY) {
            return checker.fold(binary, new Arithmetic.AddMoney(x, y, minus), Type.MONEY);
        }
        if (a instanceof Type.Quantity first && b instanceof Type.Quantity second) {
            if (first.dimension() != null && second.dimension() != null && first.dimension() != second.dimension()) {
                return checker.error(
                        Code.DIMENSION,
                        right.expr().at(),
                        "cannot add " + second.dimension().word() + " to "
                                + first.dimension().word() + "; use a unit such as "
                                + first.dimension().example());
            }
            var type = first.dimension() == null ? b : a;
            return checker.fold(binary, new Arithmetic.AddQuantity(x, y, minus), type);
        }
        if ((a == Type.DATE || a == Type.INSTANT) && b == Type.DAYS) {
            return checker.fold(binary, new Arithmetic.Shift(x, y, minus), a);
        }
        if (a == Type.DAYS && b == Type.DATE && !minus) {
            return checker.fold(binary, new Arithmetic.Shift(y, x, false), Type.DATE);
        }
        if (a == Type.DATE && b == Type.DATE && minus || a == Type.DAYS && b == Type.DAYS) {
            return checker.fold(binary, new Arithmetic.AddDays(x, y, minus), Type.DAYS);
        }
        return refuse(binary, left, right, minus ? "subtract" : "add");
    }

    private static Node join(Node left, Node right) {
        var parts = new ArrayList<Node>();
        for (var node : new Node[] {left, right}) {
            if (node instanceof Arithmetic.Join join) {
                parts.addAll(join.children());
            } else {
                parts.add(node);
            }
        }
        return new Arithmetic.Join(parts.toArray(new Node[0]));
    }

    private Typed multiply(Expr.Binary binary, Typed left, Typed right) {
        var a = left.type();
        var b = right.type();
        if (Types.number(a) && Types.number(b)) {
            return checker.fold(
                    binary,
                    new Arithmetic.Multiply(left.node(), right.node()),
                    Types.common(a, b).orElseThrow());
        }
        if (Types.number(a) && (b == Type.MONEY || b instanceof Type.Quantity)) {
            return multiply(binary, right, left);
        }
        if (a == Type.MONEY && Types.number(b)) {
            return checker.fold(binary, new Arithmetic.MultiplyMoney(left.node(), right.node()), a);
        }
        if (a instanceof Type.Quantity && Types.number(b)) {
            return checker.fold(binary, new Arithmetic.MultiplyQuantity(left.node(), right.node()), a);
        }
        return refuse(binary, left, right, "multiply");
    }

    private Typed divide(Expr.Binary binary, Typed left, Typed right) {
        var a = left.type();
        var b = right.type();
        if (Types.number(b)
                && right.constant()
                && Exact.decimal(right.constantValue()).signum() == 0) {
            return checker.error(Code.ZERO, right.expr().at(), "a division by zero never has a value");
        }
        var written = Finding.cut(Formatter.print(binary));
        if (Types.number(a) && Types.number(b)) {
            return checker.fold(binary, new Arithmetic.Divide(left.node(), right.node(), written), Type.DECIMAL);
        }
        if (a == Type.MONEY && (Types.number(b) || b == Type.MONEY)) {
            var type = b == Type.MONEY ? Type.DECIMAL : Type.MONEY;
            return checker.fold(binary, new Arithmetic.DivideMoney(left.node(), right.node(), written), type);
        }
        if (a instanceof Type.Quantity first) {
            var node = new Arithmetic.DivideQuantity(left.node(), right.node(), written);
            if (Types.number(b)) {
                return checker.fold(binary, node, a);
            }
            if (b instanceof Type.Quantity second
                    && (first.dimension() == null
                            || second.dimension() == null
                            || first.dimension() == second.dimension())) {
                return checker.fold(binary, node, Type.DECIMAL);
            }
        }
        return refuse(binary, left, right, "divide");
    }

    private Typed refuse(Expr.Binary binary, Typed left, Typed right, String verb) {
        var a = left.type();
        var b = right.type();
        var guilty = right.expr() instanceof Expr.Literal || !(left.expr() instanceof Expr.Literal) ? right : left;
        var advice = advice(left, right, verb);
        var operation = switch (verb) {
            case "add" -> word(a) + " and " + word(b);
            case "subtract" -> word(b) + " from " + word(a);
            default -> word(a) + " by " + word(b);
        };
        return checker.error(Code.COMPUTE, guilty.expr().at(), "cannot " + verb + " " + operation + advice);
    }

    private static String word(Type type) {
        return type instanceof Type.Quantity ? "quantity" : type.word();
    }

    private static String advice(Typed left, Typed right, String verb) {
        var a = left.type();
        var b = right.type();
        var object = Finding.cut(Formatter.print(right.expr()));
        if (verb.equals("add") && (Types.text(a) || Types.text(b))) {
            var other = Types.text(a) ? object : Finding.cut(Formatter.print(left.expr()));
            return "; write text(" + other + ")";
        }
        if (verb.equals("add") || verb.equals("subtract")) {
            if ((a == Type.DATE || a == Type.INSTANT) && b == Type.INTEGER) {
                return "; write days(" + object + ")";
            }
            if ((a == Type.DATE || a == Type.INSTANT) && b instanceof Type.Quantity) {
                return "; write days(...)";
            }
            if (a == Type.MONEY && Types.number(b)) {
                return "; write the currency, e.g. " + object + " EUR";
            }
            if (a instanceof Type.Quantity quantity && Types.number(b)) {
                var unit = quantity.dimension() == null
                        ? "kg"
                        : quantity.dimension().example();
                return "; write the unit, e.g. " + object + " " + unit;
            }
        }
        return "";
    }

    /**
     * A name with a hyphen arrives as a subtraction of two names without a space, at least one of which nobody knows.
     */
    private String hyphen(Expr.Binary binary) {
        if (binary.operator() != Operator.MINUS
                || !(binary.left() instanceof Expr.Name left)
                || !(binary.right() instanceof Expr.Name right)
                || right.at() - left.end() != 1
                || known(left) && known(right)) {
            return null;
        }
        return "'" + left.text() + "-" + right.text() + "' is a subtraction: names have no hyphen"
                + checker.scope.hint(List.of(), left.text() + "_" + right.text(), null);
    }

    private boolean known(Expr.Name name) {
        return checker.resolve(name, List.of(name.text())).isPresent();
    }
}
