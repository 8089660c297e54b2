package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.junit.jupiter.api.Test;

/** A hub on PostgreSQL as {@code hub.yaml} names it: a document goes in and its file comes out. Budget: 20 s, one start of the hub. */
class PostgresHubIT {
    @Test
    void theLineRunsOnPostgresql() throws Exception {
        var server = TestDatabases.settings(Dialect.POSTGRESQL);
        var home = SmallHome.write(
                TestDatabases.folder(),
                "database: { url: \"" + server.url() + "\", user: " + server.user()
                        + ", password: \"file:password\" }\n");
        Files.writeString(home.resolve("password"), server.password() + "\n");
        try (var hub = RunningHub.start(home)) {
            var database = hub.part(Database.class);
            assertThat(database.dialect()).isEqualTo(Dialect.POSTGRESQL);
            assertThat(database.promise().weaknesses())
                    .as("the server of the tests is told to be quick, and the hub notices")
                    .contains("PostgreSQL fsync is off, must be on: set it in postgresql.conf");

            var taken = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/ingest/api/products"))
                    .header("Authorization", RunningHub.admin())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "[{\"sku\":\"A-1\",\"status\":\"active\",\"name\":{\"en_GB\":\"Glove\"}}]")));
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);

            var file = HttpRequest.newBuilder(hub.main("/feeds/shop/articles.csv"))
                    .header("Authorization", RunningHub.admin());
            ShippedHub.await(
                    Duration.ofSeconds(60),
                    "the first publication",
                    () -> hub.send(file.copy()).statusCode() == 200);
            assertThat(new String(hub.bytes(file.copy()).body(), StandardCharsets.UTF_8).lines())
                    .containsExactly("sku,name", "A-1,Glove");
        }
    }
}
