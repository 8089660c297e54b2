package org.caravanserai.parser;

import java.io.IOException;

/** Carries a refusal of the whole file through a reader of another library. Never leaves this package. */
final class RefusedException extends IOException {
    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    /** The refusal inside a chain of causes, null when it is another fault. */
    static Refusal in(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused.refusal();
            }
        }
        return null;
    }
}
