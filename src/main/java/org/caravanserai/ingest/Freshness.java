package org.caravanserai.ingest;

import org.caravanserai.canonical.Kind;

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
}
