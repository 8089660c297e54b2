package org.caravanserai.ledger;

/**
 * One row of the ledger.
 *
 * @param recordId id of the golden document
 * @param desired hash of what we want at the partner, 0 = nothing
 * @param confirmed hash of what the partner is known to have, 0 = nothing, {@link #UNCERTAIN} = something of ours, nobody knows which version,
 *     {@link #WITHDRAWN} = it was taken off while a gate holds it, and the partner still knows it
 */
public record Item(long recordId, long desired, long confirmed, State state) {
    /** Stands for a version nobody knows: an attempt ended without an answer. */
    public static final long UNCERTAIN = -1;

    /** Stands for what is left after a withdrawal: of no effect there, and still to be removed when the document goes. */
    public static final long WITHDRAWN = -2;

    /** Something of this item stands at the partner, or may. */
    public boolean standsAtPartner() {
        return confirmed != 0;
    }

    /** A content hash that cannot be mistaken for "nothing", {@link #UNCERTAIN} or {@link #WITHDRAWN}. */
    public static long hash(long hash) {
        return hash == 0 || hash == UNCERTAIN || hash == WITHDRAWN ? 1 : hash;
    }

    Item with(State next) {
        return new Item(recordId, desired, confirmed, next);
    }

    Item confirmed(long hash) {
        return new Item(recordId, desired, hash, state);
    }

    /** A push lane still has something to do for it. */
    boolean due() {
        return switch (state) {
            case PENDING, UNKNOWN, LEAVING -> true;
            case HELD -> desired == 0 && standsAtPartner() && confirmed != WITHDRAWN;
            case CONFIRMED, PARKED, RETIRED -> false;
        };
    }
}
