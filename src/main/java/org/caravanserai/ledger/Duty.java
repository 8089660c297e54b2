package org.caravanserai.ledger;

/**
 * An item that is leased to be sent.
 *
 * @param token proves the lease
 * @param attempts attempts before this one since its content changed
 * @param remoteId what the partner calls it, null = not known
 */
public record Duty(Item item, long token, int attempts, String remoteId) {
    /** It should disappear at the partner. */
    public boolean retires() {
        return item.desired() == 0;
    }

    /** A gate holds it, and what stands at the partner must not have an effect there. */
    public boolean withdraws() {
        return retires() && item.state() == State.HELD;
    }

    /** The partner is not known to have anything of it. */
    public boolean creates() {
        return remoteId == null && (item.confirmed() == 0 || uncertain());
    }

    /** It was withdrawn, or may have been, and is wanted again. */
    public boolean returns() {
        return !retires() && (item.confirmed() == Item.WITHDRAWN || uncertain() && remoteId != null);
    }

    private boolean uncertain() {
        return item.confirmed() == Item.UNCERTAIN;
    }
}
