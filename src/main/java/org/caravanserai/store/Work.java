package org.caravanserai.store;

import java.sql.SQLException;

/**
 * Something done with the database, on one of its threads. It must not call the database again (it has its {@link Tx}), wait for
 * another thread, or touch the network.
 *
 * @param <T> what comes out; must not hold on to the {@link Tx}
 */
@FunctionalInterface
public interface Work<T> {
    T run(Tx tx) throws SQLException;
}
