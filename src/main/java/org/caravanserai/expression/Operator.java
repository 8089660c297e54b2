package org.caravanserai.expression;

/** Binary operators, weakest first by {@link #strength()}. */
enum Operator {
    OR("or", 2, 0),
    AND("and", 3, 0),
    EQUAL("=", 5, 0b010),
    UNEQUAL("!=", 5, 0b101),
    LESS("<", 5, 0b001),
    AT_MOST("<=", 5, 0b011),
    MORE(">", 5, 0b100),
    AT_LEAST(">=", 5, 0b110),
    PLUS("+", 6, 0),
    MINUS("-", 6, 0),
    TIMES("*", 7, 0),
    DIVIDED("/", 7, 0);

    /** Strength of {@code not} as a word: looser than a comparison, as in SQL. */
    static final int NOT = 4;
    /** Strength of {@code in}. */
    static final int RELATION = 5;
    /** Strength of {@code !} and of the sign, as in CEL. */
    static final int PREFIX = 8;

    private final String written;
    private final int strength;
    private final int mask;

    Operator(String written, int strength, int mask) {
        this.written = written;
        this.strength = strength;
        this.mask = mask;
    }

    String written() {
        return written;
    }

    int strength() {
        return strength;
    }

    boolean comparison() {
        return mask != 0;
    }

    boolean equality() {
        return this == EQUAL || this == UNEQUAL;
    }

    /** Bit 0: holds for less, bit 1: for equal, bit 2: for more. */
    int mask() {
        return mask;
    }

    /** The same comparison with its sides swapped. */
    Operator swapped() {
        return switch (this) {
            case LESS -> MORE;
            case AT_MOST -> AT_LEAST;
            case MORE -> LESS;
            case AT_LEAST -> AT_MOST;
            case OR, AND, EQUAL, UNEQUAL, PLUS, MINUS, TIMES, DIVIDED -> this;
        };
    }
}
