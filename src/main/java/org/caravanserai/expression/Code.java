package org.caravanserai.expression;

/** The problems of expressions, by stable code. Codes are never given out twice. */
public enum Code {
    STEPS("EXP-201", "Too many list elements visited for one record", "Narrow the lists or the expression; the item is parked."),
    TEXT_MADE("EXP-202", "Too much text made for one record", "Cut texts before joining them; the item is parked.");

    private final String code;
    private final String meaning;
    private final String remedy;

    Code(String code, String meaning, String remedy) {
        this.code = code;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** {@code EXP-nnn}. */
    public String code() {
        return code;
    }

    /** What happened, for the reference page. */
    public String meaning() {
        return meaning;
    }

    /** What to do next, for the reference page. */
    public String remedy() {
        return remedy;
    }
}
