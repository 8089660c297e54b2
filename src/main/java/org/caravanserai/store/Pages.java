package org.caravanserai.store;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reading over everything without holding a transaction: each page starts after the last row of the one before. */
public final class Pages {
    private Pages() {}

    /** Reads the page after a cursor.
     * @param <C> cursor
     * @param <R> row */
    @FunctionalInterface
    public interface Page<C, R> {
        List<R> read(Tx tx, C after, int limit) throws java.sql.SQLException;
    }

    /**
     * Hands over page after page, on the calling thread, until there is none left.
     *
     * @param start cursor before the first row (0, "")
     * @param page for example {@code (tx, after, n) -> table.scanById(tx, after, n)}
     * @param cursor for example {@code StoredRow::id}
     */
    public static <C, R> void each(
            Database database, C start, int size, Page<C, R> page, Function<R, C> cursor, Consumer<List<R>> use) {
        var after = start;
        while (true) {
            var from = after;
            var rows = database.read(Purpose.BATCH, tx -> page.read(tx, from, size));
            if (rows.isEmpty()) {
                return;
            }
            use.accept(rows);
            after = cursor.apply(rows.get(rows.size() - 1));
        }
    }
}
