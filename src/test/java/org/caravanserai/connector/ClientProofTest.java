package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls prove who they are, and what happens when that is not believed. */
class ClientProofTest {
    private final RawPartner partner = new RawPartner();
    private ClientHome home;

    @AfterEach
    void close() {
        home.close();
        partner.close();
    }

    private void with(String authentication) {
        with(authentication, "secret: secret:one");
    }

    private void with(String authentication, String secret) {
        home = ClientHome.of(
                        "{ baseUrl: \"" + partner.url() + "\", user: \"mé\", " + secret + " }",
                        """
                connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, user: {}, secret: { secret: true } } }
                parallel: 8
                authentication: """ + " " + authentication + "\n" + """
                errors: { at: errors, code: code, text: message, expired: [FORBIDDEN] }
                operations:
                  put: { path: /things, body: { json: "{rows}" } }
                  sign-in: { kind: read, anonymous: true, path: /login, body: { json: { user: "{connection.user}", password: "{connection.secret}" } } }
                """)
                .secret("HUB_SECRET_ONE", "s1")
                .secret("HUB_SECRET_TWO", "s2");
    }

    private List<String> paths() {
        return partner.heard().stream().map(RawPartner.Heard::path).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ header: X-Key, value: \"Key {connection.secret}\" } | x-key | Key s1",
                "{ bearer: \"{connection.secret}\" } | authorization | Bearer s1",
                "{ basic: { user: \"{connection.user}\", password: \"{connection.secret}\" } } | authorization | Basic bcOpOnMx",
                "{ basic: { user: \"{connection.secret}\" } } | authorization | Basic czE6",
            })
    void proofsThatDoNotChange(String authentication, String header, String value) {
        with(authentication);
        home.answered("put", item("A"));
        assertThat(partner.last().headers()).containsEntry(header, value);
    }

    @Test
    void aMissingSecretStopsTheChannelAndSaysWhere() {
        with("{ bearer: \"{connection.secret}\" }", "secret: secret:nowhere");
        var failed = home.failed("put", item("A"));
        assertThat(failed.fault()).isEqualTo(Fault.CHANNEL);
        assertThat(failed.text())
                .contains("connection.secret refers to secret:nowhere")
                .contains("HUB_SECRET_NOWHERE");
        assertThat(partner.heard()).isEmpty();
    }

    @Test
    void thePreviousSecretIsTriedOnce() {
        with("{ bearer: \"{connection.secret}\" }", "secret: [secret:one, secret:two]");
        accepts("Bearer s2");
        home.answered("put", item("A"));
        home.answered("put", item("A"));
        assertThat(proofs())
                .as("what was accepted is used first")
                .containsExactly("Bearer s1", "Bearer s2", "Bearer s2");
        accepts("Bearer s1");
        home.answered("put", item("A"));
        assertThat(proofs()).endsWith("Bearer s2", "Bearer s1");
        accepts("Bearer s3");
        assertThat(home.failed("put", item("A")).fault()).isEqualTo(Fault.CHANNEL);
        assertThat(proofs()).hasSize(7).endsWith("Bearer s1", "Bearer s2");
        assertThat(home.failed("put", item("A")).fault()).isEqualTo(Fault.CHANNEL);
        assertThat(proofs()).endsWith("Bearer s1", "Bearer s2");
    }

    private void accepts(String proof) {
        partner.plays((request, out) ->
                out.write(RawPartner.answer(proof.equals(request.headers().get("authorization")) ? 200 : 401, "{}")));
    }

    private List<String> proofs() {
        return partner.heard().stream()
                .map(request -> request.headers().get("authorization"))
                .toList();
    }

    private static final String OAUTH =
            "{ oauth2: { token: /oauth/token, clientId: \"{connection.user}\", clientSecret: \"{connection.secret}\", scope: all } }";

    @Test
    void oneTokenForManyCalls() throws Exception {
        with(OAUTH);
        partner.plays((request, out) -> {
            if (request.path().equals("/oauth/token")) {
                partner.idle(200);
            }
            out.write(RawPartner.answer(200, "{\"access_token\":\"t-1\",\"expires_in\":600}"));
        });
        parallel(12);
        assertThat(paths().stream().filter("/oauth/token"::equals)).hasSize(1);
        assertThat(paths()).hasSize(13);
        assertThat(partner.heard().get(0).text())
                .isEqualTo("grant_type=client_credentials&client_id=m%C3%A9&client_secret=s1&scope=all");
        assertThat(partner.last().headers()).containsEntry("authorization", "Bearer t-1");
    }

    private void parallel(int calls) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(calls);
        try {
            var work = new ArrayList<Callable<Outcome>>();
            for (int i = 0; i < calls; i++) {
                work.add(() -> home.call("put", item("A")));
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isInstanceOf(Outcome.Answered.class);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aTokenThatEndsIsFetchedAgainBeforeTheCall() {
        with(OAUTH);
        partner.answers(200, "{\"access_token\":\"t\",\"expires_in\":0}");
        home.answered("put", item("A"));
        home.answered("put", item("A"));
        assertThat(paths()).containsExactly("/oauth/token", "/things", "/oauth/token", "/things");
    }

    @Test
    void aRefusedTokenIsFetchedAgainOnce() {
        with(OAUTH);
        var number = new AtomicInteger();
        var good = new AtomicInteger(1);
        partner.plays((request, out) -> {
            boolean token = request.path().equals("/oauth/token");
            boolean fine = ("Bearer t-" + good.get()).equals(request.headers().get("authorization"));
            out.write(
                    token
                            ? RawPartner.answer(
                                    200,
                                    "{\"access_token\":\"t-" + number.incrementAndGet() + "\",\"expires_in\":\"600\"}")
                            : RawPartner.answer(fine ? 200 : 401, "{}"));
        });
        home.answered("put", item("A"));
        good.set(2);
        home.answered("put", item("A"));
        assertThat(paths()).containsExactly("/oauth/token", "/things", "/things", "/oauth/token", "/things");
        good.set(99);
        assertThat(home.failed("put", item("A")).fault()).isEqualTo(Fault.CHANNEL);
        assertThat(paths()).as("one more token, one more call, and no more").hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({"400, CHANNEL", "401, CHANNEL", "403, CHANNEL", "500, TRANSIENT", "429, THROTTLED", "200, CHANNEL"})
    void noToken(int status, Fault fault) {
        with(OAUTH);
        partner.answers(status, "{\"error\":\"nothing\"}");
        assertThat(home.failed("put", item("A")).fault()).isEqualTo(fault);
        assertThat(paths()).containsExactly("/oauth/token");
    }

    @Test
    void credentialsAsJsonAndAsBasic() {
        with(OAUTH.replace("scope: all", "credentials: json"));
        partner.answers(200, "{\"access_token\":\"t\"}");
        home.answered("put", item("A"));
        assertThat(partner.heard().get(0).text())
                .isEqualTo("{\"grant_type\":\"client_credentials\",\"client_id\":\"mé\",\"client_secret\":\"s1\"}");
        home.close();
        with(OAUTH.replace(
                "scope: all",
                "credentials: basic, grant: refresh_token, parameters: { refresh_token: \"{connection.secret}\" }"));
        home.answered("put", item("A"));
        var token = partner.heard().get(2);
        assertThat(token.headers()).containsEntry("authorization", "Basic bcOpOnMx");
        assertThat(token.text()).isEqualTo("grant_type=refresh_token&refresh_token=s1");
    }

    @Test
    void signingInByAnOperationWithTheTokenInAHeader() {
        with("{ login: { operation: sign-in, fromHeader: Shop-Auth-Token }, header: X-Token, value: \"{token}\" }");
        var number = new AtomicInteger();
        var good = new AtomicInteger(1);
        partner.plays((request, out) -> {
            if (request.path().equals("/login")) {
                out.write(RawPartner.answer(200, "{}", "shop-auth-token: L" + number.incrementAndGet()));
            } else {
                // As GraphQL does it: status 200, and the refusal in the body.
                boolean fine = ("L" + good.get()).equals(request.headers().get("x-token"));
                out.write(RawPartner.answer(
                        200, fine ? "{\"data\":1}" : "{\"errors\":[{\"code\":\"FORBIDDEN\",\"message\":\"no\"}]}"));
            }
        });
        home.answered("put", item("A"));
        good.set(2);
        home.answered("put", item("A"));
        assertThat(paths()).containsExactly("/login", "/things", "/things", "/login", "/things");
        good.set(99);
        assertThat(home.failed("put", item("A")).text()).isEqualTo("the answer holds errors: FORBIDDEN, no");
        assertThat(partner.heard().get(0).text()).isEqualTo("{\"user\":\"mé\",\"password\":\"s1\"}");
        assertThat(partner.heard().get(0).headers()).doesNotContainKey("x-token");
    }

    @Test
    void signingInByAnOperationWithTheTokenInTheBody() {
        with("{ login: { operation: sign-in, at: session.token } }");
        partner.answers(200, "{\"session\":{\"token\":\"B1\"}}");
        home.answered("put", item("A"));
        home.answered("put", item("A"));
        assertThat(paths()).containsExactly("/login", "/things", "/things");
        assertThat(partner.last().headers()).containsEntry("authorization", "Bearer B1");
        home.close();
        with("{ login: { operation: sign-in, at: session.nothing } }");
        var failed = home.failed("put", item("A"));
        assertThat(failed.fault()).isEqualTo(Fault.CHANNEL);
        assertThat(failed.text()).isEqualTo("signing in gave no token: user or password are wrong");
    }

    @Test
    void errorsInsideA200() {
        with("{ bearer: \"{connection.secret}\" }");
        partner.answers(200, "{\"errors\":[{\"code\":\"E7\",\"message\":\"name is too long\"}]}");
        var failed = home.failed("put", item("A"));
        assertThat(failed.fault()).isEqualTo(Fault.ITEM);
        assertThat(failed.text()).isEqualTo("the answer holds errors: E7, name is too long");
        assertThat(failed.records()).hasSize(1);
    }
}
