package org.caravanserai.expression;

import java.util.stream.Collectors;

/** Prints an expression in its written form, with only the brackets it needs. */
final class Formatter {
    private static final int CONDITIONAL = 1;
    private static final int POSTFIX = 9;

    private Formatter() {}

    static String print(Expr expr) {
        return print(expr, 0);
    }

    private static String print(Expr expr, int weakest) {
        var text = plain(expr);
        return strength(expr) < weakest ? "(" + text + ")" : text;
    }

    private static String plain(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return literal.type() == Type.TEXT ? quote((String) literal.value()) : literal.source();
        }
        if (expr instanceof Expr.Name name) {
            return name.text();
        }
        if (expr instanceof Expr.Member member) {
            return print(member.on(), POSTFIX) + "." + member.name();
        }
        if (expr instanceof Expr.Call call) {
            var arguments = call.arguments().stream().map(Formatter::print).collect(Collectors.joining(", ", "(", ")"));
            var receiver = call.receiver() == null ? "" : print(call.receiver(), POSTFIX) + ".";
            return receiver + call.name() + arguments;
        }
        if (expr instanceof Expr.Not not) {
            return not.operand() instanceof Expr.In in
                    ? print(in.left(), Operator.RELATION) + " not in " + constants(in)
                    : "not " + print(not.operand(), Operator.NOT);
        }
        if (expr instanceof Expr.Minus minus) {
            return "-" + print(minus.operand(), Operator.PREFIX);
        }
        if (expr instanceof Expr.Binary binary) {
            int strength = binary.operator().strength();
            return print(binary.left(), strength) + " " + binary.operator().written() + " "
                    + print(binary.right(), strength + 1);
        }
        if (expr instanceof Expr.In in) {
            return print(in.left(), Operator.RELATION) + " in " + constants(in);
        }
        var conditional = (Expr.Conditional) expr;
        return print(conditional.condition(), Operator.OR.strength()) + " ? " + print(conditional.then()) + " : "
                + print(conditional.otherwise());
    }

    private static String constants(Expr.In in) {
        return in.constants().stream().map(Formatter::print).collect(Collectors.joining(", ", "[", "]"));
    }

    private static int strength(Expr expr) {
        if (expr instanceof Expr.Conditional) {
            return CONDITIONAL;
        }
        if (expr instanceof Expr.Binary binary) {
            return binary.operator().strength();
        }
        if (expr instanceof Expr.In) {
            return Operator.RELATION;
        }
        if (expr instanceof Expr.Not not) {
            return not.operand() instanceof Expr.In ? Operator.RELATION : Operator.NOT;
        }
        if (expr instanceof Expr.Minus) {
            return Operator.PREFIX;
        }
        return POSTFIX;
    }

    /** A text as it is written: single quotes, escapes where needed. */
    static String quote(String text) {
        var made = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'' -> made.append("\\'");
                case '\\' -> made.append("\\\\");
                case '\n' -> made.append("\\n");
                case '\t' -> made.append("\\t");
                case '\r' -> made.append("\\r");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        made.append(String.format("\\u%04x", (int) c));
                    } else {
                        made.append(c);
                    }
                }
            }
        }
        return made.append('\'').toString();
    }
}
