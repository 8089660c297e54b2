package org.caravanserai.ledger;

/**
 * One row of the ledger.
 *
 * @param recordId id of the golden document
 * @param desired hash of what we want at the partner, 0 = nothing
 * @param confirmed hash of what the partner is known to have, 0 = nothing
 */
public record Item(long recordId, long desired, long confirmed, State state) {
    /** Something of this item stands at the partner. */
    public boolean standsAtPartner() {
        return confirmed != 0;
    }
}
