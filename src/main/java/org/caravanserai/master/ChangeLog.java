package org.caravanserai.master;

import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;

/** The log of changes: gapless, in the order of the commits, so that a cursor never misses one. */
public final class ChangeLog {
    private final Master master;

    ChangeLog(Master master) {
        this.master = master;
    }

    /**
     * The rows after a cursor, in order. One row may stand for many: a changed parent, category or media document
     * concerns whoever refers to it ({@link References}), {@link Change.Op#REMERGED} concerns everything.
     *
     * @param after number of the last row seen, 0 = none
     * @param limit most rows, about 500
     */
    public List<Change> since(long after, int limit) {
        return master.database()
                .read(
                        Purpose.BATCH,
                        tx -> tx.query(
                                "select seq, id, kind, op from master_change where seq > ? order by seq limit ?",
                                Bind.of(after, limit),
                                row -> new Change(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getInt(3) == 0 ? null : Kind.of(row.getInt(3)),
                                        Change.Op.of(row.getString(4).charAt(0)))));
    }

    /** The number of the last row, 0 = none. */
    public long head() {
        return master.database().read(tx -> tx.counter(Tables.LOG));
    }
}
