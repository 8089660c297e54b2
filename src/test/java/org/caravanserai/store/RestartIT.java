package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away and comes back; the hub stays up, says so meanwhile, and goes on by itself. */
class RestartIT {
    @Test
    void aServerThatRestartsIsFoundAgain() throws Exception {
        TestDatabases.postgresql().close();
        var folder = TestDatabases.folder();
        var server = start(folder, 0);
        int port = server.getPort();
        var settings = DatabaseSettings.at(
                        "jdbc:postgresql://localhost:" + port + "/postgres",
                        "postgres",
                        "postgres",
                        TestDatabases.folder(),
                        Profile.EVALUATION)
                .waiting(Duration.ofSeconds(30))
                .guarded(DiskGuard.Limits.NONE);
        try (var database = Database.open(settings, Clock.systemUTC())) {
            DatabaseTest.createLog(database);
            append(database);
            server.close();
            assertThatThrownBy(() -> append(database))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageStartingWith("STORE-003");
            assertThatThrownBy(() -> database.read(tx -> tx.counter("log")))
                    .isInstanceOf(StoreException.Unavailable.class);
            server = start(folder, port);
            append(database);
            assertThat(DatabaseTest.log(database)).containsExactly(1L, 2L);
        } finally {
            server.close();
        }
    }

    private static void append(Database database) {
        database.write(tx -> {
            DatabaseTest.append(tx, 1, 1);
            return null;
        });
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("server"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(90))
                .setPort(port)
                .start();
    }
}
