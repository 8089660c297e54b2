package org.caravanserai.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes an expression in CEL, with the record as the map {@code p}; empty when it uses what CEL has not, or means
 * otherwise.
 */
final class CelText {
    private static final Set<String> SHARED =
            Set.of("startsWith", "endsWith", "contains", "matches", "size", "exists", "all", "has", "int");

    /** What CEL does not know as we do. */
    private static final class Unshared extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private CelText() {}

    static Optional<String> of(Expr expr) {
        try {
            return Optional.of(write(expr, Set.of()));
        } catch (Unshared unshared) {
            return Optional.empty();
        }
    }

    private static String write(Expr expr, Set<String> variables) {
        if (expr instanceof Expr.Literal literal) {
            return literal(literal);
        }
        if (expr instanceof Expr.Name name) {
            return variables.contains(name.text()) ? name.text() : "p." + name.text();
        }
        if (expr instanceof Expr.Member member) {
            return write(member.on(), variables) + "." + member.name();
        }
        if (expr instanceof Expr.Not not) {
            return "!(" + write(not.operand(), variables) + ")";
        }
        if (expr instanceof Expr.Minus minus) {
            return "-(" + write(minus.operand(), variables) + ")";
        }
        if (expr instanceof Expr.Binary binary) {
            return "(" + write(binary.left(), variables) + " " + operator(binary.operator()) + " "
                    + write(binary.right(), variables) + ")";
        }
        if (expr instanceof Expr.In in) {
            return "(" + write(in.left(), variables) + " in " + list(in.constants(), variables, "[", "]") + ")";
        }
        if (expr instanceof Expr.Conditional choice) {
            return "(" + write(choice.condition(), variables) + " ? " + write(choice.then(), variables) + " : "
                    + write(choice.otherwise(), variables) + ")";
        }
        return call((Expr.Call) expr, variables);
    }

    private static String call(Expr.Call call, Set<String> variables) {
        if (!SHARED.contains(call.name())) {
            throw new Unshared();
        }
        var receiver = call.receiver();
        if (call.name().equals("int") && receiver != null) {
            return "int(" + write(receiver, variables) + ")";
        }
        if (receiver == null && !Set.of("has", "size", "int").contains(call.name())) {
            throw new Unshared();
        }
        if (call.name().equals("has")
                && !(call.arguments().get(0) instanceof Expr.Name
                        || call.arguments().get(0) instanceof Expr.Member)) {
            throw new Unshared();
        }
        var before = receiver == null ? "" : write(receiver, variables) + ".";
        if (call.name().equals("exists") || call.name().equals("all")) {
            var variable = ((Expr.Name) call.arguments().get(0)).text();
            var inside = new java.util.HashSet<>(variables);
            inside.add(variable);
            return before + call.name() + "(" + variable + ", "
                    + write(call.arguments().get(1), inside) + ")";
        }
        return before + call.name() + list(call.arguments(), variables, "(", ")");
    }

    private static String list(List<Expr> all, Set<String> variables, String open, String close) {
        return all.stream().map(each -> write(each, variables)).collect(Collectors.joining(", ", open, close));
    }

    private static String literal(Expr.Literal literal) {
        if (literal.type() == Type.TEXT) {
            return Formatter.quote((String) literal.value());
        }
        if (literal.type() == Type.INTEGER || literal.type() == Type.BOOLEAN) {
            return literal.source();
        }
        throw new Unshared();
    }

    private static String operator(Operator operator) {
        return switch (operator) {
            case OR -> "||";
            case AND -> "&&";
            case EQUAL -> "==";
            case UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST, PLUS, MINUS, TIMES -> operator.written();
            // An integer divided by an integer is cut in CEL, exact here.
            case DIVIDED -> throw new Unshared();
        };
    }
}
