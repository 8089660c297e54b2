package org.caravanserai.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Fills the parameters of one statement. */
@FunctionalInterface
public interface Bind {
    /** No parameters. */
    Bind NONE = statement -> {};

    void to(PreparedStatement statement) throws SQLException;

    /**
     * Parameters in order: String, Integer, Short, Long, Boolean, byte[], long[] and String[] (SQL arrays), null.
     *
     * @throws IllegalArgumentException when run with anything else; times are stored as epoch milliseconds
     */
    static Bind of(Object... values) {
        return statement -> {
            for (int i = 0; i < values.length; i++) {
                set(statement, i + 1, values[i]);
            }
        };
    }

    private static void set(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Short number) {
            statement.setShort(index, number);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof long[] numbers) {
            var boxed = new Object[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                boxed[i] = numbers[i];
            }
            statement.setArray(index, statement.getConnection().createArrayOf("bigint", boxed));
        } else if (value instanceof String[] texts) {
            statement.setArray(index, statement.getConnection().createArrayOf("varchar", texts));
        } else {
            throw new IllegalArgumentException(
                    "parameter " + index + " is a " + value.getClass().getName());
        }
    }
}
