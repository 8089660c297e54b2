package org.caravanserai.expression;

/**
 * The item cannot be judged and must be parked with this reason: work limit passed, or two currencies met. Carries no
 * stack trace: it is an outcome, thrown only because it leaves a deep evaluation. A retry with the same record and the
 * same expression ends alike.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Code code;

    Refused(Code code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    /** Stable code, listed in the reference. */
    public Code code() {
        return code;
    }
}
