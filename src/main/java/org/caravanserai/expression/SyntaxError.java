package org.caravanserai.expression;

/** Ends a parse at the first place that cannot be read; never leaves the package. */
final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Code code;
    final int at;

    SyntaxError(Code code, int at, String text) {
        super(text, null, false, false);
        this.code = code;
        this.at = at;
    }
}
