package org.caravanserai.master;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.StoredRow;
import org.caravanserai.store.Tx;

/** Reads golden documents. Pages are read by key set: ask for about 500 after the last one seen. */
public final class Goldens {
    private final Master master;

    Goldens(Master master) {
        this.master = master;
    }

    /** The document of a key. */
    public Optional<Golden> byKey(Kind kind, String key) {
        return master.database()
                .read(tx -> Tables.GOLDENS.get(tx, kind.code(), key))
                .map(Goldens::golden);
    }

    /** The document of an id; a retired id leads to the one it was merged into. */
    public Optional<Golden> byId(long id) {
        return master.database()
                .read(tx -> {
                    var row = Tables.GOLDENS.get(tx, id);
                    return row.isPresent() ? row : Tables.GOLDENS.get(tx, redirected(tx, id));
                })
                .map(Goldens::golden);
    }

    static long redirected(Tx tx, long id) throws SQLException {
        return tx.first("select new_id from master_redirect where old_id = ?", Bind.of(id), row -> row.getLong(1))
                .orElse(id);
    }

    /** The documents of these ids, by id; what does not exist (any more) is missing. */
    public Map<Long, Golden> byIds(Collection<Long> ids) {
        var all = ids.stream().mapToLong(Long::longValue).toArray();
        var found = new HashMap<Long, Golden>();
        if (all.length > 0) {
            master.database()
                    .read(Purpose.BATCH, tx -> Tables.GOLDENS.byIds(tx, all))
                    .forEach(row -> found.put(row.id(), golden(row)));
        }
        return found;
    }

    /** The documents of these keys, by key; what does not exist is missing. */
    public Map<String, Golden> byKeys(Kind kind, Collection<String> keys) {
        var found = new HashMap<String, Golden>();
        if (!keys.isEmpty()) {
            master.database()
                    .read(Purpose.BATCH, tx -> Tables.GOLDENS.byKeys(tx, kind.code(), keys))
                    .forEach((key, row) -> found.put(key, golden(row)));
        }
        return found;
    }

    /** The next documents of all kinds in order of id; 0 starts. */
    public List<Golden> page(long afterId, int limit) {
        return goldens(master.database().read(Purpose.BATCH, tx -> Tables.GOLDENS.scanById(tx, afterId, limit)));
    }

    /**
     * The next documents of one kind in order of id; 0 starts. The quickest way through a kind that fills much of the
     * table.
     */
    public List<Golden> page(Kind kind, long afterId, int limit) {
        return goldens(
                master.database().read(Purpose.BATCH, tx -> Tables.GOLDENS.scanById(tx, kind.code(), afterId, limit)));
    }

    /** The next documents of one kind in order of key (by code point); "" starts. */
    public List<Golden> pageByKey(Kind kind, String afterKey, int limit) {
        return goldens(master.database()
                .read(Purpose.BATCH, tx -> Tables.GOLDENS.scanByKey(tx, kind.code(), afterKey, limit)));
    }

    /** How many documents of a kind there are; a maintained number, never counted. */
    public long count(Kind kind) {
        return master.tables().count("kind/" + kind.word());
    }

    /** The direct children of a product or category, in order of id. */
    public List<Golden> children(Kind kind, String key, long afterId, int limit) {
        var ids = master.references().children(kind, key, afterId, limit);
        var found = byIds(ids);
        return ids.stream().map(found::get).filter(golden -> golden != null).toList();
    }

    /** The documents that name one of this key, in order of id. */
    public List<Golden> referring(Kind kind, String key, long afterId, int limit) {
        var ids = master.references().to(kind, key, afterId, limit);
        var found = byIds(ids);
        return ids.stream().map(found::get).filter(golden -> golden != null).toList();
    }

    /**
     * The documents from the root down to this one; ends early where a parent is missing. At most as long as the tree
     * is deep.
     */
    public List<Golden> chain(Golden golden) {
        var chain = new ArrayList<Golden>();
        var seen = new HashSet<String>();
        var at = Optional.of(golden);
        while (at.isPresent() && seen.add(at.get().key())) {
            chain.add(0, at.get());
            var parent = TreeCheck.parent(at.get().document());
            at = parent == null ? Optional.empty() : byKey(golden.kind(), parent);
        }
        return chain;
    }

    /** The document as its readers see it, with what it inherits. */
    public Document effective(Golden golden) {
        var chain = chain(golden).stream().map(Golden::document).toList();
        return Inheritance.effective(chain, master.rules().model().of(golden.kind()));
    }

    /** Who won each value of a document; empty when there is no such document. */
    public Optional<Lineage> lineage(long id) {
        return master.database().read(tx -> Tables.GOLDENS.get(tx, id)).map(row -> {
            var golden = golden(row);
            var addresses = master.rules().merge(golden.kind()).addresses(golden.document());
            return Bodies.trailer(row.body()).lineage(addresses);
        });
    }

    /** Every source's word on every value of a document, winners first, computed from the kept source records. */
    public List<Candidate> candidates(long id) {
        var records = master.sources().of(id);
        if (records.isEmpty()) {
            return List.of();
        }
        return master.rules().merge(records.get(0).document().kind()).candidates(records);
    }

    /**
     * A deleted document.
     *
     * @param at epoch milliseconds of the deletion
     * @param run the run that deleted it
     */
    public record Tombstone(long id, Kind kind, String key, long at, long run) {}

    /** The tombstone of an id; empty when the document lives or never did. */
    public Optional<Tombstone> tombstone(long id) {
        return master.database()
                .read(tx -> tx.first(
                        "select id, kind, natural_key, deleted_at, run from master_tombstone where id = ?",
                        Bind.of(id),
                        Goldens::tombstone));
    }

    /** The tombstone of a key; empty when the document lives or never did. */
    public Optional<Tombstone> tombstone(Kind kind, String key) {
        return master.database()
                .read(tx -> tx.first(
                        "select id, kind, natural_key, deleted_at, run from master_tombstone"
                                + " where kind = ? and natural_key = ?",
                        Bind.of(kind.code(), key),
                        Goldens::tombstone));
    }

    /** Ids of the deleted documents of these keys, by key. */
    public Map<String, Long> tombstones(Kind kind, Collection<String> keys) {
        var found = new HashMap<String, Long>();
        if (!keys.isEmpty()) {
            master.database()
                    .read(
                            Purpose.BATCH,
                            tx -> tx.query(
                                    "select natural_key, id from master_tombstone where kind = ? and natural_key = any(?)",
                                    Bind.of(kind.code(), keys.toArray(String[]::new)),
                                    row -> found.put(row.getString(1), row.getLong(2))));
        }
        return found;
    }

    private static Tombstone tombstone(ResultSet row) throws SQLException {
        return new Tombstone(row.getLong(1), Kind.of(row.getInt(2)), row.getString(3), row.getLong(4), row.getLong(5));
    }

    private static List<Golden> goldens(List<StoredRow> rows) {
        return rows.stream().map(Goldens::golden).toList();
    }

    static Golden golden(StoredRow row) {
        return new Golden(row.id(), Kind.of(row.space()), row.key(), row.hash(), Bodies.json(row.body()));
    }
}
