package org.caravanserai.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.MVStoreTool;

/** Size and compaction, which the two databases do in their own ways. */
final class Upkeep {
    private Upkeep() {}

    static Sizes sizes(Tx tx) throws SQLException {
        return switch (tx.dialect()) {
            case H2 -> h2(tx);
            case POSTGRESQL -> postgresql(tx);
        };
    }

    /** The file says how full its chunks are (of which only the newest version of a page counts). */
    private static Sizes h2(Tx tx) throws SQLException {
        Map<String, Long> info = new HashMap<>();
        tx.query(
                "select setting_name, setting_value from information_schema.settings"
                        + " where setting_name in ('info.FILE_SIZE', 'info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                Bind.NONE,
                row -> info.put(row.getString(1), Long.parseLong(row.getString(2))));
        long file = info.getOrDefault("info.FILE_SIZE", 0L);
        long live = file
                * info.getOrDefault("info.FILL_RATE", 100L)
                / 100
                * info.getOrDefault("info.CHUNKS_FILL_RATE", 100L)
                / 100;
        return new Sizes(file, live);
    }

    /** Rows that are dead count as their table's share; the server's own clean-up reuses their room. */
    private static Sizes postgresql(Tx tx) throws SQLException {
        long file = tx.number("select pg_database_size(current_database())", Bind.NONE);
        long dead = tx.number(
                "select coalesce(sum(pg_total_relation_size(relid) * n_dead_tup / greatest(n_live_tup + n_dead_tup, 1)), 0)::bigint"
                        + " from pg_stat_user_tables",
                Bind.NONE);
        return new Sizes(file, Math.max(0, file - dead));
    }

    /**
     * Frees the room of changed rows. On H2 this closes the database.
     *
     * @param own the H2 file when it is ours; null = somebody gave an address
     */
    static void compact(Link link, Path own) throws SQLException {
        try (var statement = link.connection().createStatement()) {
            statement.execute(
                    switch (link.dialect()) {
                        case H2 -> own == null ? "shutdown compact" : "shutdown";
                        case POSTGRESQL -> "vacuum (analyze)";
                    });
        }
        if (own != null) {
            // Not "shutdown compact": that one also compresses the pages, and each read pays for it twice over.
            MVStoreTool.compact(own.toString(), false);
        }
    }
}
