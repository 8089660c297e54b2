package org.caravanserai.delivery.hold;

import java.time.Instant;
import org.caravanserai.canonical.Finding;

/** What went wrong with a channel, in one line for people. */
public final class Faults {
    private Faults() {}

    /**
     * A failed run.
     *
     * @param text one line, cut and escaped
     */
    public record Fault(Instant at, String text) {}

    public static String text(Throwable failed) {
        return Finding.cut(failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage());
    }
}
