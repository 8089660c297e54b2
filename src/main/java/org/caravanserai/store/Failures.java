package org.caravanserai.store;

import java.sql.SQLException;
import java.util.Locale;

/** What a driver's exception means to us. */
final class Failures {
    private Failures() {}

    /** The commit itself failed: with a broken connection nobody knows whether it happened. */
    static final class AtCommit extends SQLException {
        AtCommit(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
        }
    }

    static StoreException of(SQLException failure) {
        if (diskFull(failure)) {
            return new StoreException.DiskFull(
                    "the disk of the database is full; nothing was written. Make room: the hub goes on by itself",
                    failure);
        }
        if (code(failure, 90030)) {
            return new StoreException.Failed(
                    "the database file is damaged; restore a backup: " + brief(failure), failure);
        }
        if (code(failure, 90020)) {
            return new StoreException.Unavailable(
                    "another process holds the database file: " + brief(failure), false, failure);
        }
        if (broken(failure)) {
            boolean unknown = failure instanceof AtCommit;
            return new StoreException.Unavailable(
                    unknown
                            ? "the database went away during the commit; whether it happened is unknown"
                            : "the database is not available: " + brief(failure) + ". The next call connects again",
                    unknown,
                    failure);
        }
        if (conflict(failure)) {
            return new StoreException.Conflict("somebody else changed the same rows: " + brief(failure), failure);
        }
        return new StoreException.Failed("a statement failed: " + brief(failure), failure);
    }

    private static boolean code(SQLException failure, int code) {
        return failure.getErrorCode() == code;
    }

    /** Whether the connection is of no use any more. */
    static boolean broken(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && brokenState(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean brokenState(SQLException sql) {
        var state = sql.getSQLState();
        if (state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"))) {
            return true;
        }
        return switch (sql.getErrorCode()) {
            // H2: cannot open or closed, by itself after an I/O error (90098), already closed, broken, I/O, file
            // corrupted or locked
            case 90020, 90028, 90030, 90031, 90067, 90098, 90121, 90135 -> true;
            // H2: object closed; a general error is fatal only when its file layer failed
            case 90007 -> true;
            case 50000 -> String.valueOf(sql.getCause()).contains("MVStoreException");
            default -> false;
        };
    }

    private static boolean conflict(SQLException sql) {
        var state = sql.getSQLState();
        if (state != null && (state.equals("23505") || state.startsWith("40") || state.equals("55P03"))) {
            return true;
        }
        // H2: concurrent update, lock timeout
        return sql.getErrorCode() == 90131 || sql.getErrorCode() == 50200;
    }

    private static boolean diskFull(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && "53100".equals(sql.getSQLState())) {
                return true;
            }
            var text = at.getMessage();
            if (text != null && text.toLowerCase(Locale.ROOT).contains("no space left on device")) {
                return true;
            }
        }
        return false;
    }

    private static String brief(SQLException failure) {
        var text = String.valueOf(failure.getMessage());
        int line = text.indexOf('\n');
        var first = line < 0 ? text : text.substring(0, line);
        return first.length() > 100 ? first.substring(0, 100) + "…" : first;
    }
}
