package org.caravanserai.expression;

import java.util.List;

/** What the parser saw. {@code at} is the offset of the first character, {@code end} the one after the last. */
sealed interface Expr {
    int at();

    int end();

    /** A text, number, truth value, money or quantity; {@code source} is how it was written. */
    record Literal(int at, int end, Object value, Type type, String source) implements Expr {}

    record Name(int at, int end, String text) implements Expr {}

    record Member(int at, int end, Expr on, String name, int nameAt) implements Expr {}

    /** {@code receiver} is null for {@code size(x)}. */
    record Call(int at, int end, Expr receiver, String name, int nameAt, List<Expr> arguments) implements Expr {}

    record Not(int at, int end, Expr operand) implements Expr {}

    record Minus(int at, int end, Expr operand) implements Expr {}

    record Binary(int at, int end, Operator operator, Expr left, Expr right) implements Expr {}

    record In(int at, int end, Expr left, List<Expr> constants) implements Expr {}

    record Conditional(int at, int end, Expr condition, Expr then, Expr otherwise) implements Expr {}
}
