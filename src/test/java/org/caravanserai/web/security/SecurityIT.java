package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Set;
import org.caravanserai.ConsoleSession;
import org.caravanserai.RunningHub;
import org.caravanserai.access.ApiKeys;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Role;
import org.caravanserai.access.Users;
import org.caravanserai.store.DataFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of caller gets on each kind of address. */
class SecurityIT {
    private static final String PASSWORD = "correct horse";
    private static RunningHub hub;

    @BeforeAll
    static void start() {
        hub = RunningHub.shared();
        var users = hub.part(Users.class);
        users.add("vera", Set.of(Role.VIEWER), PASSWORD, "test", "test");
        users.add("olga", Set.of(Role.OPERATOR), PASSWORD, "test", "test");
    }

    @ParameterizedTest
    @CsvSource({
        // caller, method, path, status, code
        "nobody, GET, /, 401, WEB-401",
        "nobody, GET, /no/such/page, 401, WEB-401",
        "nobody, GET, /api/v1/no-such, 401, WEB-401",
        "nobody, GET, /v3/api-docs, 401, WEB-401",
        "nobody, GET, /feeds/adeo/x.csv, 401, WEB-401",
        "nobody, GET, /actuator/health, 401, WEB-401",
        "nobody, GET, /hawtio/, 401, WEB-401",
        "nobody, GET, /error, 401, WEB-401",
        "nobody, POST, /api/v1/ingest/api/products, 401, WEB-401",
        "stranger, GET, /api/v1/no-such, 401, WEB-401",
        "vera, GET, /api/v1/no-such, 404, WEB-404",
        "vera, POST, /api/v1/ingest/api/products, 403, WEB-403",
        "vera, POST, /api/v1/channels/adeo/plan, 403, WEB-403",
        "vera, DELETE, /api/v1/no-such, 403, WEB-403",
        "olga, DELETE, /api/v1/no-such, 404, WEB-404",
        "admin, DELETE, /api/v1/no-such, 404, WEB-404",
        "admin, DELETE, /feeds/adeo/x.csv, 403, WEB-403",
        "nobody, GET, /login?a=%FF, 400, WEB-400",
        "nobody, GET, /login?a=%ff%fe, 400, WEB-400",
        "nobody, POST, /login, 403, WEB-002",
        "admin, GET, /api/v1/a;b=c, 400, WEB-400",
        "admin, GET, /api/v1/%2e%2e/x, 400, WEB-400"
    })
    void everyAddressAsksWhoCalls(String caller, String method, String path, int status, String code) {
        var request = HttpRequest.newBuilder(hub.main(path)).method(method, HttpRequest.BodyPublishers.noBody());
        switch (caller) {
            case "nobody" -> {}
            case "admin" -> request.header("Authorization", RunningHub.admin());
            default -> request.header("Authorization", RunningHub.basic(caller, PASSWORD));
        }
        var answer = hub.send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception", "\tat ");
    }

    @Test
    void peopleAreSentToTheSignInPage() {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/no/such/page")).header("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
        var page = hub.send(HttpRequest.newBuilder(hub.main("/login"))
                .header("Accept", "text/html")
                .header("Accept-Language", "fr"));
        assertThat(page.body())
                .contains("Mot de passe", "href=\"/assets/hub.svg\"")
                .doesNotContain("<script", "style=");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void aSessionBeginsWithTheFormAndEndsWhenTheUserIsShutOut() {
        hub.part(Users.class).add("paul", Set.of(Role.VIEWER), PASSWORD, "test", "test");
        var session = new ConsoleSession(hub);
        session.get("/login");
        var wrong = session.post("/login", "username=paul&password=wrong");
        assertThat(wrong.headers().firstValue("Location").orElse("")).endsWith("/login?wrong");
        assertThat(session.get("/login?wrong").body()).contains("Wrong name or password.");
        var before = session.cookie();
        assertThat(session.post("/login", "username=paul&password=correct+horse")
                        .statusCode())
                .isEqualTo(302);
        assertThat(session.cookie()).as("a new session after the sign-in").isNotEqualTo(before);
        var missing = session.get("/no/such/page");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("There is nothing here", "WEB-404");
        assertThat(session.postWithoutToken("/logout", "").statusCode())
                .as("no CSRF token")
                .isEqualTo(403);
        hub.part(Users.class).activate("paul", false, "test", "test");
        assertThat(session.get("/no/such/page").statusCode()).isEqualTo(302);
    }

    @Test
    void programsUseKeys() {
        var key = hub.part(ApiKeys.class).issue("erp-nightly", Set.of(Role.OPERATOR), "test", "test");
        assertThat(status("/api/v1/no-such", "Bearer " + key)).isEqualTo(404);
        assertThat(status("/api/v1/no-such", "Bearer " + key + "x")).isEqualTo(401);
        assertThat(status("/api/v1/no-such", "Bearer ")).isEqualTo(401);
        assertThat(status(
                        "/api/v1/no-such",
                        "Bearer " + hub.part(DataFolder.class).token()))
                .as("commands on this machine")
                .isEqualTo(404);
        hub.part(ApiKeys.class).revoke("erp-nightly", "test", "test");
        assertThat(status("/api/v1/no-such", "Bearer " + key)).isEqualTo(401);
    }

    @Test
    void aChannelKeyOpensItsChannelHoweverItIsSent() {
        var key = hub.part(ChannelKeys.class).issue("outil-sud-feed", "test", "test");
        assertThat(status("/feeds/outil-sud-feed/no-such.csv", "Bearer " + key)).isEqualTo(404);
        assertThat(status("/feeds/outil-sud-feed/no-such.csv", RunningHub.basic("outil-sud-feed", key)))
                .isEqualTo(404);
        assertThat(status("/feeds/outil-sud-feed/no-such.csv?key=" + key, null)).isEqualTo(404);
        var header = hub.send(HttpRequest.newBuilder(hub.main("/feeds/outil-sud-feed/no-such.csv"))
                .header("X-Channel-Key", key));
        assertThat(header.statusCode()).isEqualTo(404);
        assertThat(header.body()).contains("\"instance\":\"/feeds/outil-sud-feed/no-such.csv\"");
        assertThat(status("/feeds/adeo/no-such.csv?key=" + key, null)).isEqualTo(401);
        assertThat(status("/feeds/outil-sud-feed/no-such.csv?key=wrong", null)).isEqualTo(401);
        assertThat(status("/api/v1/channels?key=" + key, null)).isEqualTo(401);
        assertThat(status("/feeds/outil-sud-feed/no-such.csv", RunningHub.basic("vera", PASSWORD)))
                .as("what is published for a partner is read with its key")
                .isEqualTo(403);
    }

    @Test
    void guessingMustWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(status("/api/v1/x", RunningHub.basic("guessed", "guess")))
                    .isEqualTo(401);
        }
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/x"))
                .header("Authorization", RunningHub.basic("guessed", "guess")));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
        assertThat(answer.body()).contains("WEB-429");
    }

    @Test
    void bodiesAreBounded() {
        var big = HttpRequest.BodyPublishers.ofByteArray(new byte[(1 << 20) + 1]);
        var declared = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/x"))
                .header("Authorization", RunningHub.admin())
                .POST(big));
        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(declared.body()).contains("WEB-413");
        var packed = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/x"))
                .header("Authorization", RunningHub.admin())
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(packed.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 404",
        "Origin, https://evil.example, 403",
        "Origin, null, 403"
    })
    void pagesOfOtherSitesCannotUseTheApi(String header, String value, int status) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/x"))
                .header("Authorization", RunningHub.admin())
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | fails   | application/json | ''                              | 500 | WEB-500",
                "GET  | refuses | application/json | ''                              | 409 | TEST-001",
                "POST | fails   | application/json | {}                              | 405 | WEB-405",
                "POST | order   | text/plain       | x                               | 415 | WEB-415",
                "POST | order   | application/json | {'number':'1','lines':[]}       | 200 | number",
                "POST | order   | application/json | {'number':                      | 400 | WEB-400",
                "POST | order   | application/json | {'number':'1','numbr':'2'}      | 400 | WEB-400",
                "POST | order   | application/json | {'number':'1','number':'2'}     | 400 | WEB-400",
                "POST | order   | application/json | DEEP                            | 400 | WEB-400",
                "POST | order   | application/json | LONG                            | 400 | WEB-400",
                "POST | order   | application/xml  | <x/>                            | 415 | WEB-415"
            })
    void errorsOfControllersAreProblemDocuments(
            String method, String page, String type, String body, int status, String code) {
        var text = body.replace('\'', '"')
                .replace("DEEP", "{\"lines\":" + "[".repeat(70) + "]".repeat(70) + "}")
                .replace("LONG", "{\"number\":\"" + "x".repeat(200_000) + "\"}");
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/test/" + page))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(text)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(code).doesNotContain("hunter2", "Exception", "\tat ", "xxxx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET  | runs?limit=abc | application/json | ``   | 400 | WEB-400 | 'limit' takes a whole number, not 'abc'.",
                "GET  | runs/x         | application/json | ``   | 400 | WEB-400 | 'id' takes a whole number, not 'x'.",
                "GET  | explain?key=x  | application/json | ``   | 400 | WEB-400 | The parameter 'channel' is missing: add ?channel= to the address.",
                "PUT  | channels       | application/json | {}   | 405 | WEB-405 | It takes GET.",
                "POST | test/order     | application/json | ``   | 400 | WEB-400 | The body is missing or cannot be read",
                "POST | test/order     | application/json | {'number': | 400 | WEB-400 | The body is not the JSON this address takes (line 1, column ",
                "POST | test/order     | application/json | {'numbr':'2'} | 400 | WEB-400 | a field 'numbr' that this address does not know (line 1, column ",
                "POST | test/order     | text/plain       | x    | 415 | WEB-415 | application/json, "
            })
    void aMisreadRequestIsToldWhatWhereAndHowToMend(
            String method, String path, String type, String body, int status, String code, String detail) {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/" + path))
                .header("Authorization", RunningHub.admin())
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"" + code + "\"", detail)
                .doesNotContain("Exception", "caravanserai", "java.");
    }

    @Test
    void nothingLongIsEchoed() {
        var answer = hub.send(HttpRequest.newBuilder(hub.main("/api/v1/" + "y".repeat(500)))
                .header("Authorization", RunningHub.admin()));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("y".repeat(100)).contains("...");
    }

    private static int status(String path, String authorization) {
        var request = HttpRequest.newBuilder(hub.main(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return hub.send(request).statusCode();
    }
}
