package org.caravanserai.ledger;

import java.time.Instant;

/**
 * How the items of a lane reach the partner.
 *
 * @param push true: item by item, so that each has its own due time; false: a snapshot confirms all
 * @param approval true: what is new waits until somebody approves it
 * @param now becomes the due time of what may go at once
 */
public record Manner(boolean push, boolean approval, Instant now) {
    /** Due when somebody says so. */
    static final long NEVER = Long.MAX_VALUE;

    /** Published as whole snapshots. */
    public static final Manner SNAPSHOT = new Manner(false, false, Instant.EPOCH);

    long dueAt() {
        return approval ? NEVER : now.toEpochMilli();
    }
}
