package org.caravanserai.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One use of a connection: a transaction when writing, single statements when reading. Lives on a thread of the store and ends with
 * the {@link Work}. All values go in as parameters, never into the text of a statement.
 */
public final class Tx {
    private final Link link;
    private final boolean writing;
    private final Map<Class<?>, Object> locals = new HashMap<>();
    private final List<Work<?>> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean closing;

    Tx(Link link, boolean writing) {
        this.link = link;
        this.writing = writing;
    }

    /** Which database this is; ask only where the two really differ. */
    public Dialect dialect() {
        return link.dialect();
    }

    /** The bare connection, for what the methods here do not cover. Do not commit, roll back or close it. */
    public Connection connection() {
        return link.connection();
    }

    /** All rows. A statement that can return more than a page must carry a key-set condition and a limit. */
    public <T> List<T> query(String sql, Bind bind, Row<T> row) throws SQLException {
        var statement = link.take(sql);
        try {
            bind.to(statement);
            var rows = new ArrayList<T>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        } finally {
            link.give(sql, statement);
        }
    }

    /** The first row, if any. */
    public <T> Optional<T> first(String sql, Bind bind, Row<T> row) throws SQLException {
        var statement = link.take(sql);
        try {
            bind.to(statement);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(row.read(result)) : Optional.empty();
            }
        } finally {
            link.give(sql, statement);
        }
    }

    /** The single number a statement yields; 0 when there is no row or it is null. */
    public long number(String sql, Bind bind) throws SQLException {
        return first(sql, bind, row -> row.getLong(1)).orElse(0L);
    }

    /** Changes rows.
     * @return how many rows were touched */
    public int update(String sql, Bind bind) throws SQLException {
        mustWrite();
        var statement = link.take(sql);
        try {
            bind.to(statement);
            return statement.executeUpdate();
        } finally {
            link.give(sql, statement);
        }
    }

    /**
     * The same statement for many items, in batches of 500.
     *
     * @return rows touched per item, in order
     */
    public <R> int[] batch(String sql, List<R> items, BindItem<R> bind) throws SQLException {
        mustWrite();
        var touched = new int[items.size()];
        if (items.isEmpty()) {
            return touched;
        }
        var statement = link.take(sql);
        try {
            int done = 0;
            for (int i = 0; i < touched.length; i++) {
                bind.to(statement, items.get(i));
                statement.addBatch();
                if (i - done == 499 || i == touched.length - 1) {
                    var part = statement.executeBatch();
                    System.arraycopy(part, 0, touched, done, part.length);
                    done += part.length;
                }
            }
            return touched;
        } finally {
            link.give(sql, statement);
        }
    }

    /** Fresh ids for documents, ascending, not necessarily adjacent; those of a rolled back transaction must be forgotten. */
    public long[] ids(int count) throws SQLException {
        mustWrite();
        return dialect().ids(this, count);
    }

    /**
     * Registers what must happen last, directly before the commit, in order of registration. The place for gapless counters: the row of
     * a counter is held until the commit.
     */
    public void beforeCommit(Work<?> last) {
        mustWrite();
        if (closing) {
            throw new IllegalStateException("already committing: register before the first beforeCommit work runs");
        }
        beforeCommit.add(last);
    }

    /** Registers a wake-up that runs on the calling thread after the commit. What it throws is logged only. */
    public void afterCommit(Runnable wakeUp) {
        mustWrite();
        afterCommit.add(wakeUp);
    }

    /**
     * Takes the next block of a gapless, commit-ordered sequence. Only inside {@link #beforeCommit}: a number taken earlier would hold
     * up every other writer and could commit after a higher one.
     *
     * @param counter its name, at most 40 characters; created at 0 when new
     * @return the first number of the block, 1 for the very first
     */
    public long takeBlock(String counter, int count) throws SQLException {
        if (!closing) {
            throw new IllegalStateException("takeBlock(" + counter + ") outside beforeCommit");
        }
        if (count < 1) {
            throw new IllegalArgumentException("block of " + count);
        }
        if (update(
                        "update store_counter set last_value = last_value + ? where name = ?",
                        Bind.of((long) count, counter))
                == 0) {
            update("insert into store_counter (name, last_value) values (?, ?)", Bind.of(counter, (long) count));
        }
        return counter(counter) - count + 1;
    }

    /** Where a counter stands; 0 when nothing was taken yet. */
    public long counter(String counter) throws SQLException {
        return number("select last_value from store_counter where name = ?", Bind.of(counter));
    }

    /** Lifts a counter that stands below the numbers found in its table; for the check at start. */
    public void raiseCounter(String counter, long atLeast) throws SQLException {
        if (counter(counter) < atLeast
                && update("update store_counter set last_value = ? where name = ?", Bind.of(atLeast, counter)) == 0) {
            update("insert into store_counter (name, last_value) values (?, ?)", Bind.of(counter, atLeast));
        }
    }

    /** State that belongs to this transaction only, such as log rows collected for {@link #beforeCommit}. */
    public <T> T local(Class<T> type, Supplier<T> fresh) {
        return type.cast(locals.computeIfAbsent(type, key -> fresh.get()));
    }

    void runBeforeCommit() throws SQLException {
        closing = true;
        for (var last : beforeCommit) {
            last.run(this);
        }
    }

    List<Runnable> wakeUps() {
        return afterCommit;
    }

    private void mustWrite() {
        if (!writing) {
            throw new IllegalStateException("a read must not write: use Database.write");
        }
    }

    /**
     * Fills the parameters of one item of a batch.
     *
     * @param <R> the item
     */
    @FunctionalInterface
    public interface BindItem<R> {
        void to(java.sql.PreparedStatement statement, R item) throws SQLException;
    }
}
