package org.caravanserai.master;

import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;

/** Who refers to what, from the golden documents as they are; nothing is inherited here. */
public final class References {
    private final Master master;

    References(Master master) {
        this.master = master;
    }

    /**
     * Ids of the documents of any kind that refer to a document, children of a parent included, in order of id.
     *
     * @param key natural key of what is referred to; it need not exist
     * @param afterId id of the last one seen, 0 = none
     * @param limit most ids
     */
    public List<Long> to(Kind kind, String key, long afterId, int limit) {
        return master.database()
                .read(
                        Purpose.BATCH,
                        tx -> tx.query(
                                "select distinct from_id from master_reference where kind = ? and natural_key = ?"
                                        + " and from_id > ? order by from_id limit ?",
                                Bind.of(kind.code(), key, afterId, limit),
                                row -> row.getLong(1)));
    }

    /** Ids of the direct children of a product or category, in order of id. */
    public List<Long> children(Kind kind, String key, long afterId, int limit) {
        return master.database()
                .read(
                        Purpose.BATCH,
                        tx -> tx.query(
                                "select from_id from master_reference where kind = ? and natural_key = ? and role = 'P'"
                                        + " and from_id > ?"
                                        + " order by kind, natural_key, role, from_id limit ?",
                                Bind.of(kind.code(), key, afterId, limit),
                                row -> row.getLong(1)));
    }

    /** A reference to something that does not exist. */
    public record Dangling(Kind kind, String key, long fromId) {}

    /**
     * References to documents of one kind that do not exist, in order of key.
     *
     * @param afterKey last key seen, "" = none
     * @param limit most rows; rows of one key are not torn apart
     */
    public List<Dangling> dangling(Kind kind, String afterKey, int limit) {
        return master.database()
                .read(
                        Purpose.BATCH,
                        tx -> tx.query(
                                "select r.natural_key, r.from_id from master_reference r where r.kind = ?"
                                        + " and r.natural_key in ("
                                        + "select x.natural_key from master_reference x"
                                        + " where x.kind = ? and x.natural_key > ?"
                                        + " and not exists (select 1 from master_golden g"
                                        + " where g.space = ? and g.natural_key = x.natural_key)"
                                        + " group by x.natural_key order by x.natural_key limit ?)"
                                        + " order by r.natural_key, r.from_id",
                                Bind.of(kind.code(), kind.code(), afterKey, kind.code(), limit),
                                row -> new Dangling(kind, row.getString(1), row.getLong(2))));
    }
}
