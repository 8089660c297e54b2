package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Keys of programs, releases of channels and the care of the database through the API. Shares its hub with LineIT. */
class SystemApiIT {
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = ShippedHub.hub();
    }

    @Test
    void aProgramGetsAKeyThatMayDoWhatItsRolesSay() {
        var issued = json(post("/api/v1/keys", "{\"holder\":\"ci\",\"roles\":[\"viewer\"]}", RunningHub.admin()), 200);
        assertThat(issued.get("roles").toString()).isEqualTo("[\"viewer\"]");
        var bearer = "Bearer " + issued.get("key").asString();
        assertThat(get("/api/v1/channels", bearer).statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/ingest/api/products", "[]", bearer).statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/keys", "{\"holder\":\"ci\",\"roles\":[\"admin\"]}", bearer)
                        .statusCode())
                .as("a key makes no better key")
                .isEqualTo(403);

        assertThat(json(post("/api/v1/keys/ci/revoke", "{}", RunningHub.admin()), 200)
                        .get("revoked")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("/api/v1/channels", bearer).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys | {\"holder\":\"A program\",\"roles\":[\"viewer\"]} | 400 | API-014",
                "keys | {\"holder\":\"ci\",\"roles\":[\"vewer\"]} | 400 | API-008",
                "keys | {\"holder\":\"ci\",\"roles\":[]} | 422 | ACCESS-003",
                "keys | {\"roles\":[\"viewer\"]} | 400 | API-007",
                "channels/outil-sud/release | {\"reason\":\"checked\"} | 409 | API-013",
                "channels/outil-sud/release | {\"reason\":\" \"} | 400 | API-003",
                "channels/outil-nord/release | {\"reason\":\"checked\"} | 404 | API-012"
            })
    void aWrongCallSaysWhatIsWrong(String path, String body, int status, String code) {
        assertThat(json(post("/api/v1/" + path, body, RunningHub.admin()), status)
                        .get("code")
                        .asString())
                .isEqualTo(code);
    }

    @Test
    void theDatabaseIsCompactedOnRequest() {
        var done = json(post("/api/v1/database/compact", "{}", RunningHub.admin()), 200);
        assertThat(done.get("after").get("fileBytes").asLong()).isPositive();
        var state = json(get("/api/v1/database", RunningHub.admin()), 200);
        assertThat(state.get("promise").asString()).contains("survive");
        assertThat(state.get("lastCompaction").get("closedMillis").asLong())
                .isEqualTo(done.get("closedMillis").asLong());
        ShippedHub.settled();
    }

    private static HttpResponse<String> get(String path, String authorization) {
        return hub.send(HttpRequest.newBuilder(hub.main(path)).header("Authorization", authorization));
    }

    private static HttpResponse<String> post(String path, String body, String authorization) {
        return hub.send(HttpRequest.newBuilder(hub.main(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return ShippedHub.json(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
