package org.caravanserai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection with its prepared statements; used by one thread. */
final class Link {
    private static final int KEPT = 64;

    private final Connection connection;
    private final Dialect dialect;
    private final long generation;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);
    private long usedAt = System.nanoTime();

    /** What runs with a connection. */
    @FunctionalInterface
    interface Job<T> {
        T run(Link link) throws SQLException;
    }

    Link(Connection connection, Dialect dialect, long generation) {
        this.connection = connection;
        this.dialect = dialect;
        this.generation = generation;
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    /** A statement taken out is not shared: the same text used inside a row mapper gets its own. */
    PreparedStatement take(String sql) throws SQLException {
        var kept = idle.remove(sql);
        return kept != null ? kept : connection.prepareStatement(sql);
    }

    void give(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        var before = idle.put(sql, statement);
        if (before != null) {
            before.close();
        }
        if (idle.size() > KEPT) {
            var eldest = idle.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
    }

    void touch() {
        usedAt = System.nanoTime();
    }

    /** Whether this connection may be used again: of the current generation and, after a rest, still answered. */
    boolean usable(long now) throws SQLException {
        if (generation != now) {
            return false;
        }
        boolean rested = System.nanoTime() - usedAt > 5_000_000_000L;
        return !rested || connection.isValid(2);
    }

    /** Rolls back; a connection that cannot do even that is not used again. */
    void undo(Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            why.addSuppressed(gone);
            close();
            Workers.Own.current().link(null);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // A connection that cannot be closed is gone already.
        }
    }
}
