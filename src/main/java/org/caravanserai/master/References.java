package org.caravanserai.master;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** Who refers to what, from the golden documents as they are; nothing is inherited here. */
public final class References {
    private static final int PAGE = 500;

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
        return master.database().read(Purpose.BATCH, tx -> to(tx, kind, key, afterId, limit));
    }

    private static List<Long> to(Tx tx, Kind kind, String key, long afterId, int limit) throws SQLException {
        var ids = new TreeSet<>(ids(tx, kind, key, true, afterId, limit));
        ids.addAll(ids(tx, kind, key, false, afterId, limit));
        return ids.stream().limit(limit).toList();
    }

    /** Ids of the direct children of a product or category, in order of id. */
    public List<Long> children(Kind kind, String key, long afterId, int limit) {
        return master.database().read(Purpose.BATCH, tx -> children(tx, kind, key, afterId, limit));
    }

    static List<Long> children(Tx tx, Kind kind, String key, long afterId, int limit) throws SQLException {
        return ids(tx, kind, key, true, afterId, limit);
    }

    private static List<Long> ids(Tx tx, Kind kind, String key, boolean parent, long afterId, int limit)
            throws SQLException {
        var role = Slots.role(parent);
        long before = Slots.before(kind.code(), role, key);
        var numbered = tx.query(
                "select from_id from master_reference_slot where slot > ? and slot <= ?"
                        + " and natural_key = ? and kind = ? and role = ? order by slot limit ?",
                Bind.of(Slots.after(before, afterId), Slots.last(before), key, kind.code(), role, limit),
                row -> row.getLong(1));
        var others = tx.query(
                "select from_id from master_reference where kind = ? and natural_key = ? and role = ? and from_id > ?"
                        + " order by kind, natural_key, role, from_id limit ?",
                Bind.of(kind.code(), key, role, afterId, limit),
                row -> row.getLong(1));
        if (others.isEmpty()) {
            return numbered;
        }
        var ids = new TreeSet<>(numbered);
        ids.addAll(others);
        return ids.stream().limit(limit).toList();
    }

    /** A reference to something that does not exist. */
    public record Dangling(Kind kind, String key, long fromId) {}

    /**
     * References to documents of one kind that do not exist, in order of key. Each call looks at all references: ask for
     * thousands.
     *
     * @param afterKey last key seen, "" = none
     * @param limit most keys; rows of one key are not torn apart
     */
    public List<Dangling> dangling(Kind kind, String afterKey, int limit) {
        return master.database().read(Purpose.BATCH, tx -> {
            var keys = tx.query(
                    "select k.natural_key from ((" + dangling("master_reference_slot") + ") union ("
                            + dangling("master_reference") + ")) k order by k.natural_key limit ?",
                    Bind.of(
                            kind.code(),
                            afterKey,
                            kind.code(),
                            limit,
                            kind.code(),
                            afterKey,
                            kind.code(),
                            limit,
                            limit),
                    row -> row.getString(1));
            var found = new ArrayList<Dangling>();
            for (var key : keys) {
                var page = to(tx, kind, key, 0, PAGE);
                while (!page.isEmpty()) {
                    page.forEach(id -> found.add(new Dangling(kind, key, id)));
                    page = to(tx, kind, key, page.get(page.size() - 1), PAGE);
                }
            }
            return found;
        });
    }

    private static String dangling(String table) {
        return "select x.natural_key from " + table + " x where x.kind = ? and x.natural_key > ?"
                + " and not exists (select 1 from master_golden g where g.space = ? and g.natural_key = x.natural_key)"
                + " group by x.natural_key order by x.natural_key limit ?";
    }
}
