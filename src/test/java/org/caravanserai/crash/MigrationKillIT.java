package org.caravanserai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.caravanserai.store.Database;
import org.caravanserai.store.DatabaseSettings;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.DiskGuard;
import org.caravanserai.store.Profile;
import org.caravanserai.store.TestDatabases;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F03, in the middle of a change of the tables: the process dies after some statement of some migration, again and again; every start goes on where the one
 * before died, and none needs a hand. Budget: kill harness, 8 s; {@code -Dmigration.kills=N} for more than one on each database.
 */
public class MigrationKillIT {
    private static final int KILLS = Integer.getInteger("migration.kills", 1);

    @TempDir
    private static Path folder;

    /** The place in the product at which it dies. */
    static List<Variant> variants() {
        var load = "\n                .load();\n        if (Arrays.stream";
        return List.of(new Variant(
                "migration.statement",
                "store/Migrations.java",
                load,
                ".callbacks(new org.caravanserai.crash.MigrationKillIT.Statements())" + load));
    }

    /** Counts statements. */
    public static final class Statements implements Callback {
        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE_STATEMENT;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            CrashPoint.hit("migration.statement");
        }

        @Override
        public String getCallbackName() {
            return "statements";
        }
    }

    /** Opens a database and nothing else. */
    public static final class Main {
        public static void main(String[] args) {
            open(args[0], Path.of(args[1])).close();
            System.out.println("open");
        }
    }

    private static Database open(String url, Path data) {
        var settings = url.equals("h2")
                ? DatabaseSettings.h2(data, Profile.EVALUATION)
                : DatabaseSettings.at(url, "postgres", "postgres", data, Profile.EVALUATION);
        return Database.open(
                settings.guarded(DiskGuard.Limits.NONE).waiting(Duration.ofSeconds(60)), Clock.systemUTC());
    }

    private static String empty(Dialect dialect) throws SQLException {
        if (dialect == Dialect.H2) {
            return "h2";
        }
        var known = TestDatabases.settings(dialect).url();
        var name = "migrated_" + Long.toUnsignedString(System.nanoTime(), 36);
        try (var connection = DriverManager.getConnection(known, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return known.substring(0, known.lastIndexOf('/') + 1) + name;
    }

    @Test
    void everyStartGoesOnWhereTheOneBeforeDied() throws IOException, SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var classes = Variant.compile(folder.resolve("variant"), variants());
        for (var dialect : Dialect.values()) {
            var url = empty(dialect);
            var data = folder.resolve(dialect.name());
            int killed = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                var at = "-Dcrash.at=migration.statement:" + (1 + random.nextInt(kill == 0 ? 60 : 12));
                try (var process = Processes.start(
                        folder.resolve("log.txt"), List.of(classes), List.of(at), Main.class, url, data.toString())) {
                    int ended = process.ended();
                    assertThat(ended)
                            .as(dialect + " seed " + seed + ": " + process.tail())
                            .isIn(0, 137);
                    killed += ended == 137 ? 1 : 0;
                }
            }
            assertThat(killed).as(dialect + " seed " + seed).isPositive();
            try (var database = open(url, data)) {
                assertThat(database.<Long>read(tx -> tx.number(
                                "select count(*) from \"flyway_schema_history\" where \"success\"",
                                org.caravanserai.store.Bind.NONE)))
                        .as("every migration was carried out, and noted")
                        .isGreaterThan(20);
                assertThat(database.<Long>read(
                                tx -> tx.number("select count(*) from order_head", org.caravanserai.store.Bind.NONE)))
                        .isZero();
            }
            System.out.println("migration: " + dialect + ", killed " + killed + " times, seed " + seed);
        }
    }
}
