package org.caravanserai.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The two databases, and the little in which they differ. */
public enum Dialect {
    /** H2 in one file of the data folder: one process, one writer. */
    H2,
    /** PostgreSQL 15 or newer. */
    POSTGRESQL;

    private static final Pattern INTERRUPT_SAFE = Pattern.compile("jdbc:h2:(retry|async|mem):");

    static Dialect of(String url) {
        if (url == null || url.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("the database address must start with jdbc:postgresql: or jdbc:h2:");
    }

    String url(DatabaseSettings settings) {
        return switch (this) {
            case H2 -> h2Url(settings);
            case POSTGRESQL -> settings.url();
        };
    }

    String folder() {
        return switch (this) {
            case H2 -> "h2";
            case POSTGRESQL -> "postgresql";
        };
    }

    Connection connect(DatabaseSettings settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user(settings));
        properties.setProperty("password", password(settings));
        if (this == POSTGRESQL) {
            properties.setProperty("ApplicationName", "caravanserai");
            properties.setProperty("connectTimeout", "5");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("reWriteBatchedInserts", "true");
        }
        return DriverManager.getConnection(url(settings), properties);
    }

    String user(DatabaseSettings settings) {
        return settings.user() != null ? settings.user() : "hub";
    }

    String password(DatabaseSettings settings) {
        return settings.password() != null ? settings.password() : "";
    }

    /** On H2 a counter that rolls back with its transaction (there is one writer), elsewhere a sequence. */
    long[] ids(Tx tx, int count) throws SQLException {
        var ids = new long[count];
        switch (this) {
            case H2 -> {
                if (tx.update("update store_counter set last_value = last_value + ? where name = 'id'", Bind.of((long)
                                count))
                        == 0) {
                    tx.update("insert into store_counter (name, last_value) values ('id', ?)", Bind.of((long) count));
                }
                long first = tx.counter("id") - count + 1;
                for (int i = 0; i < count; i++) {
                    ids[i] = first + i;
                }
            }
            case POSTGRESQL -> {
                var drawn = tx.query(
                        "select nextval('store_id') from generate_series(1, ?)", Bind.of(count), row -> row.getLong(1));
                for (int i = 0; i < count; i++) {
                    ids[i] = drawn.get(i);
                }
            }
        }
        return ids;
    }

    /** Forces what is committed to the disk where a commit alone does not. */
    void force(Connection connection) throws SQLException {
        if (this == H2) {
            try (var statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }

    /** Asks the running database what a commit is worth. */
    Promise promise(Connection connection, Profile profile) throws SQLException {
        var weak = new ArrayList<String>();
        return switch (this) {
            case H2 -> {
                var url = connection.getMetaData().getURL();
                boolean immediate = "0".equals(h2Setting(connection, "WRITE_DELAY"));
                if (!immediate) {
                    weak.add("H2 WRITE_DELAY is " + h2Setting(connection, "WRITE_DELAY")
                            + ", must be 0: take it out of the address");
                }
                if (!INTERRUPT_SAFE.matcher(url).lookingAt()) {
                    weak.add("H2 is on a file system that an interrupt closes: use jdbc:h2:retry:<file>");
                }
                boolean memory = url.startsWith("jdbc:h2:mem:");
                if (memory) {
                    weak.add("H2 is in memory only: use jdbc:h2:retry:<file>");
                }
                yield new Promise(immediate && !memory, immediate && !memory && profile == Profile.STRICT, weak);
            }
            case POSTGRESQL -> {
                for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                    var value = show(connection, setting);
                    if (value.equals("off")) {
                        weak.add("PostgreSQL " + setting + " is off, must be on: set it in postgresql.conf");
                    }
                }
                yield new Promise(!show(connection, "synchronous_commit").equals("off"), weak.isEmpty(), weak);
            }
        };
    }

    static String h2Setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select setting_value from information_schema.settings where setting_name = ?")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : "unknown";
            }
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("show " + setting)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The H2 file in the data folder; empty for any other database. */
    Optional<Path> ownFile(DatabaseSettings settings) {
        return settings.url() != null
                ? Optional.empty()
                : Optional.of(h2Base(settings.dataFolder()).resolveSibling("hub.mv.db"));
    }

    private static Path h2Base(Path dataFolder) {
        return dataFolder.toAbsolutePath().normalize().resolve("database").resolve("hub");
    }

    private static String h2Url(DatabaseSettings settings) {
        var url = settings.url();
        if (url == null) {
            var file = h2Base(settings.dataFolder());
            if (file.toString().indexOf(';') >= 0) {
                throw new StoreException.Folder(
                        StoreCode.PATH, "the path of the data folder must not contain a semicolon: " + file, null);
            }
            // Survives an interrupt, should one ever reach our threads, and reads without handing over to other threads
            // as async: does.
            url = "jdbc:h2:retry:" + file;
        }
        var full = new StringBuilder(url);
        var upper = url.toUpperCase(Locale.ROOT);
        // Defaults lose acknowledged commits (WRITE_DELAY) or race with our own orderly end (DB_CLOSE_ON_EXIT). Pages
        // of 4 KiB instead
        // of 16: a change of one document writes one document anew, not five, which cuts the growth of the file by
        // half.
        for (var setting : List.of(
                "WRITE_DELAY=0",
                "DB_CLOSE_ON_EXIT=FALSE",
                "DB_CLOSE_DELAY=-1",
                "LOCK_TIMEOUT=10000",
                "PAGE_SIZE=4096")) {
            if (!upper.contains(";" + setting.substring(0, setting.indexOf('=') + 1))) {
                full.append(';').append(setting);
            }
        }
        return full.toString();
    }
}
