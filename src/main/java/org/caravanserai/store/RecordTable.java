package org.caravanserai.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of documents. The owner's migration (in {@code db/common}) declares it so:
 *
 * <pre>
 * create table if not exists master_record (
 *   id bigint primary key, space int not null, natural_key ${key} not null, hash bigint not null, body bytea not null);
 * create unique index if not exists master_record_key on master_record (space, natural_key);
 * </pre>
 *
 * Nothing that changes without the document belongs into the table: on H2 a changed flag rewrites the body. Keys sort by code point,
 * at most 200 characters. Scans come in pages (see {@link Pages}); ask for about 500 rows.
 */
public final class RecordTable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");
    private static final String ROW = "id, space, natural_key, hash, body";
    private static final String HEAD = "id, space, natural_key, hash";
    /** For fewer keys it is not worth asking first whether any key between them exists. */
    private static final int MANY = 20;

    private final String byKey;
    private final String headByKey;
    private final String byId;
    private final String rowsByKeys;
    private final String headsByKeys;
    private final String rowsByIds;
    private final String scanById;
    private final String scanSpaceById;
    private final String scanByKey;
    private final String headsById;
    private final String keysByKey;
    private final String keyBetween;
    private final String insert;
    private final String update;
    private final String rename;
    private final String delete;

    /** @param table name of the table, prefix = owning package */
    public RecordTable(String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not a table name: " + table);
        }
        byKey = "select " + ROW + " from " + table + " where space = ? and natural_key = ?";
        headByKey = "select " + HEAD + " from " + table + " where space = ? and natural_key = ?";
        byId = "select " + ROW + " from " + table + " where id = ?";
        // "natural_key = any(?)" would read the whole space on H2: of two index columns it uses only the first then.
        var joined = " from unnest(cast(? as varchar array)) as k (wanted) join " + table
                + " r on r.space = ? and r.natural_key = k.wanted";
        rowsByKeys = "select r.id, r.space, r.natural_key, r.hash, r.body" + joined;
        headsByKeys = "select r.id, r.space, r.natural_key, r.hash" + joined;
        rowsByIds = "select " + ROW + " from " + table + " where id = any(?)";
        scanById = "select " + ROW + " from " + table + " where id > ? order by id limit ?";
        // "space + 0" keeps both planners on the primary key; the index on space would sort everything first.
        scanSpaceById = "select " + ROW + " from " + table + " where id > ? and space + 0 = ? order by id limit ?";
        var keyPage = " from " + table + " where space = ? and natural_key > ? order by space, natural_key limit ?";
        scanByKey = "select " + ROW + keyPage;
        keysByKey = "select natural_key" + keyPage;
        keyBetween = "select natural_key from " + table
                + " where space = ? and natural_key >= ? and natural_key <= ? order by space, natural_key limit 1";
        headsById = "select " + HEAD + " from " + table + " where id > ? order by id limit ?";
        insert = "insert into " + table + " (" + ROW + ") values (?, ?, ?, ?, ?)";
        update = "update " + table + " set hash = ?, body = ? where id = ?";
        rename = "update " + table + " set natural_key = ? where id = ?";
        delete = "delete from " + table + " where id = ?";
    }

    /** Which of these keys exist, by key. */
    public Map<String, StoredHead> lookup(Tx tx, int space, Collection<String> keys) throws SQLException {
        var found = new HashMap<String, StoredHead>(keys.size() * 2);
        for (var part : parts(keys)) {
            if (surelyAbsent(tx, space, part)) {
                continue;
            }
            for (var head : tx.query(headsByKeys, Bind.of(part, space), RecordTable::head)) {
                found.put(head.key(), head);
            }
        }
        return found;
    }

    /** The rows of these keys, by key; what does not exist is missing. */
    public Map<String, StoredRow> byKeys(Tx tx, int space, Collection<String> keys) throws SQLException {
        var found = new HashMap<String, StoredRow>(keys.size() * 2);
        for (var part : parts(keys)) {
            if (surelyAbsent(tx, space, part)) {
                continue;
            }
            for (var row : tx.query(rowsByKeys, Bind.of(part, space), RecordTable::row)) {
                found.put(row.key(), row);
            }
        }
        return found;
    }

    /**
     * Whether no key exists from the first to the last of these, which spares asking for each: new documents mostly come in
     * order of key, behind or between what is there.
     */
    private boolean surelyAbsent(Tx tx, int space, String[] sorted) throws SQLException {
        if (sorted.length < MANY) {
            return false;
        }
        for (var key : sorted) {
            if (!sortsAlike(key)) {
                return false;
            }
        }
        return tx.first(keyBetween, Bind.of(space, sorted[0], sorted[sorted.length - 1]), row -> row.getString(1))
                .isEmpty();
    }

    /** Whether Java sorts the key as both databases do: characters from the surrogates on differ. */
    private static boolean sortsAlike(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= Character.MIN_SURROGATE) {
                return false;
            }
        }
        return true;
    }

    /** The rows of these ids in no certain order; what does not exist is missing. */
    public List<StoredRow> byIds(Tx tx, long... ids) throws SQLException {
        return tx.query(rowsByIds, Bind.of((Object) ids), RecordTable::row);
    }

    /** One row. */
    public Optional<StoredRow> get(Tx tx, long id) throws SQLException {
        return tx.first(byId, Bind.of(id), RecordTable::row);
    }

    /** One row. */
    public Optional<StoredRow> get(Tx tx, int space, String key) throws SQLException {
        return tx.first(byKey, Bind.of(space, key), RecordTable::row);
    }

    /** One row without its document. */
    public Optional<StoredHead> head(Tx tx, int space, String key) throws SQLException {
        return tx.first(headByKey, Bind.of(space, key), RecordTable::head);
    }

    /**
     * Adds rows; ids come from {@link Tx#ids}. Pass them in order of id.
     *
     * @throws SQLException as {@link StoreException.Conflict} when an id or a key exists
     */
    public void insert(Tx tx, List<StoredRow> rows) throws SQLException {
        tx.batch(insert, rows, (statement, row) -> {
            statement.setLong(1, row.id());
            statement.setInt(2, row.space());
            statement.setString(3, row.key());
            statement.setLong(4, row.hash());
            statement.setBytes(5, row.packed().stored());
        });
    }

    /**
     * Replaces documents.
     *
     * @return how many of them existed
     */
    public int update(Tx tx, List<ChangedRow> rows) throws SQLException {
        // In order of id: neighbours share pages, and on PostgreSQL two writers lock in the same order.
        var sorted =
                rows.stream().sorted(Comparator.comparingLong(ChangedRow::id)).toList();
        var touched = tx.batch(update, sorted, (statement, row) -> {
            statement.setLong(1, row.hash());
            statement.setBytes(2, row.packed().stored());
            statement.setLong(3, row.id());
        });
        return sum(touched);
    }

    /** Gives a row another key in its space.
     * @return whether it existed */
    public boolean rename(Tx tx, long id, String key) throws SQLException {
        return tx.update(rename, Bind.of(key, id)) == 1;
    }

    /** Removes rows for good (erasure); everything else is a tombstone.
     * @return how many existed */
    public int delete(Tx tx, List<Long> ids) throws SQLException {
        return sum(tx.batch(delete, ids, (statement, id) -> statement.setLong(1, id)));
    }

    /** The next rows of all spaces by id. */
    public List<StoredRow> scanById(Tx tx, long afterId, int limit) throws SQLException {
        return tx.query(scanById, Bind.of(afterId, limit), RecordTable::row);
    }

    /** The next rows of one space by id. Reads over the rows of the other spaces: right for a space that fills much of the table. */
    public List<StoredRow> scanById(Tx tx, int space, long afterId, int limit) throws SQLException {
        return tx.query(scanSpaceById, Bind.of(afterId, space, limit), RecordTable::row);
    }

    /** The next rows of one space by key; "" starts. */
    public List<StoredRow> scanByKey(Tx tx, int space, String afterKey, int limit) throws SQLException {
        return tx.query(scanByKey, Bind.of(space, afterKey, limit), RecordTable::row);
    }

    /** The next rows of all spaces by id, without documents. */
    public List<StoredHead> headsById(Tx tx, long afterId, int limit) throws SQLException {
        return tx.query(headsById, Bind.of(afterId, limit), RecordTable::head);
    }

    /** The next keys of one space; "" starts. Read from the index alone. */
    public List<String> keysByKey(Tx tx, int space, String afterKey, int limit) throws SQLException {
        return tx.query(keysByKey, Bind.of(space, afterKey, limit), row -> row.getString(1));
    }

    private static StoredHead head(ResultSet row) throws SQLException {
        return new StoredHead(row.getLong(1), row.getInt(2), row.getString(3), row.getLong(4));
    }

    private static StoredRow row(ResultSet row) throws SQLException {
        return new StoredRow(
                row.getLong(1), row.getInt(2), row.getString(3), row.getLong(4), Packed.stored(row.getBytes(5)));
    }

    private static int sum(int[] touched) {
        int sum = 0;
        for (int one : touched) {
            sum += Math.max(one, 0);
        }
        return sum;
    }

    /** Keys in arrays of at most 500 (longer ones gain nothing and make plans worse), sorted: neighbours share pages. */
    private static List<String[]> parts(Collection<String> keys) {
        var all = keys.stream().sorted().toList();
        var parts = new ArrayList<String[]>();
        for (int from = 0; from < all.size(); from += 500) {
            parts.add(all.subList(from, Math.min(all.size(), from + 500)).toArray(String[]::new));
        }
        return parts;
    }
}
