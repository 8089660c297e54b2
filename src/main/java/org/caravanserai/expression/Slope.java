package org.caravanserai.expression;

/**
 * How a date, or a number of days, moves with today(): a day a day, against it, not at all, or in a way that is not
 * known.
 */
final class Slope {
    static final int UNKNOWN = 99;

    private Slope() {}

    static int of(Node node) {
        if (node instanceof Reads.Today) {
            return 1;
        }
        if (node instanceof Arithmetic.Shift shift) {
            return moves(shift.right()) ? UNKNOWN : of(shift.left());
        }
        if (node instanceof Arithmetic.AddDays add) {
            int left = of(add.left());
            int right = of(add.right());
            if (left == UNKNOWN || right == UNKNOWN) {
                return UNKNOWN;
            }
            return add.minus() ? left - right : left + right;
        }
        return moves(node) ? UNKNOWN : 0;
    }

    /** True when today() is in it. */
    static boolean moves(Node node) {
        if (node instanceof Reads.Today) {
            return true;
        }
        for (var child : node.children()) {
            if (moves(child)) {
                return true;
            }
        }
        return false;
    }

    /** The same without the remark that the answer is due tomorrow; only for what {@link #of} knows. */
    static Node quiet(Node node) {
        if (node instanceof Reads.Today) {
            return new Reads.Today(true);
        }
        if (node instanceof Arithmetic.Shift shift) {
            return new Arithmetic.Shift(quiet(shift.left()), shift.right(), shift.minus());
        }
        if (node instanceof Arithmetic.AddDays add) {
            return new Arithmetic.AddDays(quiet(add.left()), quiet(add.right()), add.minus());
        }
        return node;
    }
}
