package org.caravanserai.ledger;

import org.caravanserai.store.Row;

/**
 * An item that is due, as it is read to be leased.
 *
 * @param sent hash that was sent under the lease, 0 = a retirement
 */
record DueRow(Item item, int attempts, long token, long approved, String remoteId, long sent) {
    static final String SELECT =
            "select d.k, i.desired, i.confirmed, i.state, d.attempts, d.token, d.approved, r.remote_id, d.sent"
                    + " from ledger_due d join ledger_item i on i.k = d.k left join ledger_remote r on r.k = d.k ";

    static final Row<DueRow> ROW = row -> new DueRow(
            new Item(Lane.recordId(row.getLong(1)), row.getLong(2), row.getLong(3), State.of(row.getInt(4))),
            row.getInt(5),
            row.getLong(6),
            row.getLong(7),
            row.getString(8),
            row.getLong(9));

    /** @param going approves a retirement: there is no hash to approve */
    boolean approved(boolean needed, long going) {
        return !needed || approved == (item.desired() == 0 ? going : item.desired());
    }

    /** A retirement was on its way and ended without an outcome, and by now the item is wanted again: its name there may be gone. */
    boolean nameless() {
        return token != 0 && sent == 0 && item.desired() != 0;
    }
}
