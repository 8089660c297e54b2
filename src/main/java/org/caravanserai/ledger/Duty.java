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

    /** The partner is not known to have anything of it. */
    public boolean creates() {
        return remoteId == null && (item.confirmed() == 0 || item.confirmed() == Item.UNCERTAIN);
    }
}
