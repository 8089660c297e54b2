package org.caravanserai.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads one row.
 *
 * @param <T> what a row becomes
 */
@FunctionalInterface
public interface Row<T> {
    T read(ResultSet row) throws SQLException;
}
