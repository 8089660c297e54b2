package org.caravanserai.expression;

import java.util.List;

/**
 * A checked piece.
 *
 * @param expr where it was written
 * @param path of a variable, else empty
 * @param element names of one element when it is a list of structs, else null
 */
record Typed(Expr expr, Node node, Type type, List<String> path, Names element) {
    static Typed of(Expr expr, Node node, Type type) {
        return new Typed(expr, node, type, List.of(), null);
    }

    boolean constant() {
        return node instanceof Reads.Constant || node instanceof Reads.Fixed;
    }

    Object constantValue() {
        if (node instanceof Reads.Fixed fixed) {
            return fixed.answer();
        }
        return node instanceof Reads.Constant constant ? constant.value() : null;
    }

    /** The node with values as {@code wanted} promises them. */
    Node as(Type wanted) {
        if (wanted != Type.DECIMAL || type != Type.INTEGER) {
            return node;
        }
        return node instanceof Reads.Constant constant
                ? new Reads.Constant(Exact.decimal(constant.value()), Type.DECIMAL)
                : new Arithmetic.Widen(node);
    }

    Node.Condition condition() {
        return node instanceof Node.Condition condition ? condition : new Logic.Asked(node);
    }
}
