package org.caravanserai.store;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Short numbers for the names that separate keys in one table, such as {@code products} or {@code erp/products}. Never reused. */
public final class Spaces {
    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    /** The number of this name, given out at first use. */
    public int number(Tx tx, String name) throws SQLException {
        var found = find(tx, name);
        if (found.isPresent()) {
            return found.get();
        }
        tx.update(
                "insert into store_space (id, name) select coalesce(max(id), 0) + 1, cast(? as varchar(200)) from store_space",
                Bind.of(name));
        int fresh = (int) tx.number("select id from store_space where name = ?", Bind.of(name));
        tx.afterCommit(() -> known.put(name, fresh));
        return fresh;
    }

    /** The number of this name, empty when it was never used. */
    public Optional<Integer> find(Tx tx, String name) throws SQLException {
        var cached = known.get(name);
        if (cached != null) {
            return Optional.of(cached);
        }
        // Not remembered here: the row may belong to a transaction that is still to be rolled back.
        return tx.first("select id from store_space where name = ?", Bind.of(name), row -> row.getInt(1));
    }

    /** The name behind a number. */
    public Optional<String> name(Tx tx, int number) throws SQLException {
        return tx.first("select name from store_space where id = ?", Bind.of(number), row -> row.getString(1));
    }
}
