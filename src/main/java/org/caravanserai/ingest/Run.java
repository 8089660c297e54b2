package org.caravanserai.ingest;

import org.caravanserai.canonical.Kind;

/**
 * One file or one call of the API, with its account.
 *
 * @param id ascending; 0 = refused before anything was kept (unknown source, repeated key with another body)
 * @param source as given
 * @param file name without folder; {@code call} for calls of the API
 * @param bytes size
 * @param sha256 of the content, lower-case hex, empty when it was not read to its end
 * @param startedAt epoch milliseconds
 * @param endedAt epoch milliseconds, null while it runs
 * @param code why it was refused, held or broken; null when done
 * @param reason the same in words with samples, and what to do; null when done without remarks
 * @param releasedBy who released a held run, null = nobody
 * @param releaseReason in their words
 */
public record Run(
        long id,
        String source,
        Kind kind,
        String file,
        long bytes,
        String sha256,
        State state,
        long startedAt,
        Long endedAt,
        Account account,
        String code,
        String reason,
        String releasedBy,
        String releaseReason) {

    /** Where a run stands. */
    public enum State {
        RUNNING,
        /** Read to its end; refused rows are in the account. */
        DONE,
        /** Stopped by the brake before anything was committed; waits for a release. */
        HELD,
        /** The whole file is refused, nothing was committed. */
        REFUSED,
        /** Ended by somebody; what was committed stands. */
        CANCELLED,
        /** The hub ended during the run; the file is read again. */
        INTERRUPTED,
        /** A fault of the hub; never counted as a good delivery. */
        BROKEN
    }

    /** Whether it counts as a delivery that arrived. */
    public boolean good() {
        return state == State.DONE;
    }

    /** The same after the file was read once. */
    Run read(long size, String digest) {
        return new Run(
                id,
                source,
                kind,
                file,
                size,
                digest,
                state,
                startedAt,
                null,
                account,
                null,
                null,
                releasedBy,
                releaseReason);
    }

    /** The same, ended. */
    Run ended(State outcome, long at, Account reached, String why, String words) {
        return new Run(
                id,
                source,
                kind,
                file,
                bytes,
                sha256,
                outcome,
                startedAt,
                at,
                reached,
                why,
                words,
                releasedBy,
                releaseReason);
    }

    /** The same, begun again because somebody released it. */
    Run released(long at, String who, String why) {
        return new Run(
                id, source, kind, file, bytes, sha256, State.RUNNING, at, null, Account.NOTHING, null, null, who, why);
    }
}
