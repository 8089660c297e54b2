package org.caravanserai.ingest;

import java.time.Duration;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Source;

/**
 * How old the last good delivery of a source is.
 *
 * @param lastGood epoch milliseconds at which the last good run ended, null = there was none
 * @param state compared with what the source's file allows
 */
public record Freshness(String source, Kind kind, Long lastGood, State state) {
    /** What to think of it. */
    public enum State {
        /** Young enough, or not watched. */
        FRESH,
        /** Older than {@code warnAfter}. */
        LATE,
        /** Older than {@code errorAfter}, or never delivered though watched. */
        MISSING
    }

    static State state(Source.Freshness limits, Long last, long now) {
        if (limits == null) {
            return State.FRESH;
        }
        if (last == null) {
            return State.MISSING;
        }
        var age = Duration.ofMillis(now - last);
        if (limits.errorAfter() != null && age.compareTo(limits.errorAfter()) > 0) {
            return State.MISSING;
        }
        return limits.warnAfter() != null && age.compareTo(limits.warnAfter()) > 0 ? State.LATE : State.FRESH;
    }
}
