package org.caravanserai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to date. Run by us, not by Spring, because it needs a thread of the store. */
final class Migrations {
    private Migrations() {}

    /**
     * Runs what is missing. Packages number their files apart ({@code package-info}), so a lower number may arrive later.
     *
     * @param connection for what the migration tool does not do
     */
    static void run(DatabaseSettings settings, Connection connection) throws SQLException {
        var dialect = settings.dialect();
        var flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dialect.url(settings), dialect.user(settings), dialect.password(settings))
                .locations("classpath:db/common", "classpath:db/" + dialect.folder())
                .failOnMissingLocations(false)
                .validateMigrationNaming(true)
                .outOfOrder(true)
                .cleanDisabled(true)
                // Keys sort by code point on both databases.
                .placeholders(Map.of("key", dialect == Dialect.H2 ? "varchar(200)" : "varchar(200) collate \"C\""))
                .load();
        if (Arrays.stream(flyway.info().all()).anyMatch(one -> one.getState() == MigrationState.FAILED)) {
            // A process that died in the middle left a mark; our statements can all be repeated, so the start needs no
            // hand.
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("delete from \"flyway_schema_history\" where \"success\" = false");
            }
        }
        flyway.migrate();
        if (dialect == Dialect.POSTGRESQL) {
            storeBodiesAsTheyAre(connection);
        }
    }

    /** Bodies come compressed: the server's own compression costs three times the insert and gains nothing. */
    private static void storeBodiesAsTheyAre(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var tables = new java.util.ArrayList<String>();
            try (var rows = statement.executeQuery("""
                    select quote_ident(c.relname) from pg_attribute a join pg_class c on c.oid = a.attrelid
                    where a.attname = 'body' and a.atttypid = 'bytea'::regtype and a.attstorage <> 'e' and c.relkind = 'r'
                      and c.relnamespace = current_schema()::regnamespace""")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                statement.execute("alter table " + table + " alter column body set storage external");
            }
        }
    }
}
