package org.caravanserai.crash;

/**
 * Something that must not be.
 *
 * @param what its class
 * @param where channel, or {@code master}
 * @param key SKU, or what else it is about
 * @param evidence what was found and what should be there, with the line of the journal where there is one
 */
record Violation(What what, String where, String key, String evidence) {
    /** Classes of violations. */
    enum What {
        /** Something that was acknowledged or confirmed is not there, or only in an older version. */
        LOST,
        /** One thing stands there twice, or was made a second time. */
        DUPLICATED,
        /** Something stands there that nobody sent, or that should be gone. */
        PHANTOM,
        /** An older version came after a newer one. */
        REORDERED,
        /** The ledger does not account for it: no state, two states, sums that do not add up. */
        UNACCOUNTED,
        /** The right version with the wrong content. */
        WRONG,
        /** More was sent again than kills and cut lines excuse. */
        OVERHEAD
    }
}
