package org.caravanserai.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Real databases for tests. One PostgreSQL server serves the whole test run, each test gets an empty database of its own. As a source of
 * parameters: {@code @ParameterizedTest @MethodSource("org.caravanserai.store.TestDatabases#dialects")}.
 */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** Both, to run every test on both. */
    public static Stream<Dialect> dialects() {
        return Stream.of(Dialect.H2, Dialect.POSTGRESQL);
    }

    /** An empty database of this kind; close it. Skips the test, counted, where PostgreSQL does not run. */
    public static Database open(Dialect dialect) {
        return Database.open(settings(dialect), Clock.systemUTC());
    }

    /** An empty H2 file. */
    public static Database h2() {
        return open(Dialect.H2);
    }

    /** An empty PostgreSQL database. */
    public static Database postgresql() {
        return open(Dialect.POSTGRESQL);
    }

    /** Settings of an empty database, patient enough for a busy machine. */
    public static DatabaseSettings settings(Dialect dialect) {
        return switch (dialect) {
            case H2 -> patient(DatabaseSettings.h2(copied(Template.H2), Profile.EVALUATION));
            case POSTGRESQL -> {
                var server = Server.running();
                if (server.isEmpty()) {
                    if ("required".equals(System.getProperty("postgresql"))) {
                        throw new AssertionError("-Dpostgresql=required, but it does not start here");
                    }
                    throw new TestAbortedException("needs PostgreSQL binaries for this platform");
                }
                var name = create(server.get(), " template " + Template.Postgres.NAME);
                yield patient(DatabaseSettings.at(url(name), "postgres", "postgres", folder(), Profile.EVALUATION));
            }
        };
    }

    /** A connection beside the store, as another program would have it. */
    public static Connection connect(DatabaseSettings settings) throws SQLException {
        return settings.dialect().connect(settings);
    }

    /** A fresh folder that is removed at the end of the run. */
    public static Path folder() {
        try {
            var folder = Files.createTempDirectory("caravanserai-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits for a condition, 20 s at most. */
    public static void until(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 20 s in vain");
            }
            Thread.onSpinWait();
        }
    }

    /** Empty databases with their tables, made once: making the tables anew took a tenth of the whole test run. */
    private static final class Template {
        static final Path H2 = h2();

        private static Path h2() {
            var folder = folder();
            Database.open(patient(DatabaseSettings.h2(folder, Profile.EVALUATION)), Clock.systemUTC())
                    .close();
            return folder;
        }

        private static final class Postgres {
            static final String NAME = name();

            private static String name() {
                var name = create(Server.running().orElseThrow(), "");
                Database.open(
                                patient(DatabaseSettings.at(
                                        url(name), "postgres", "postgres", folder(), Profile.EVALUATION)),
                                Clock.systemUTC())
                        .close();
                return name;
            }
        }
    }

    private static Path copied(Path template) {
        var copy = folder();
        try (var files = Files.walk(template)) {
            for (var file : files.toList()) {
                var target = copy.resolve(template.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return copy;
    }

    private static DatabaseSettings patient(DatabaseSettings settings) {
        return settings.waiting(Duration.ofSeconds(60)).guarded(DiskGuard.Limits.NONE);
    }

    private static String create(EmbeddedPostgres server, String options) {
        var name = "test_" + NUMBER.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + options);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return name;
    }

    private static String url(String name) {
        return "jdbc:postgresql://localhost:" + Server.running().orElseThrow().getPort() + "/" + name;
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException left) {
                    // The system clears its temporary folder.
                }
            });
        } catch (IOException | UncheckedIOException left) {
            // The same.
        }
    }

    /** The one server, started at first use, ended with the test run. */
    private static final class Server {
        private static final Optional<EmbeddedPostgres> RUNNING = start();

        static Optional<EmbeddedPostgres> running() {
            return RUNNING;
        }

        private static Optional<EmbeddedPostgres> start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(90))
                        .setServerConfig("max_connections", "300")
                        .start();
                return Optional.of(server);
            } catch (IOException | RuntimeException absent) {
                System.out.println("PostgreSQL does not start here: " + absent);
                return Optional.empty();
            }
        }
    }
}
