package org.caravanserai.connector.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.codec.Bodies;
import org.caravanserai.connector.codec.CannotEncode;
import org.caravanserai.connector.codec.Content;
import org.caravanserai.connector.codec.Paths;
import org.caravanserai.connector.codec.Values;
import org.caravanserai.home.Authentication;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Template;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;

/** Fetches tokens: from a token endpoint (RFC 6749), or by an operation that signs in. Nothing of what is said there is kept. */
final class TokenSource {
    private static final Duration USUAL_LIFE = Duration.ofMinutes(10);
    private static final int LONGEST = 1 << 20;

    private final Connector connector;
    private final Keyring keys;
    private final Exchanges exchanges;
    private final Machinery machinery;
    private Wire other;

    TokenSource(Connector connector, Keyring keys, Exchanges exchanges, Machinery machinery) {
        this.connector = connector;
        this.keys = keys;
        this.exchanges = exchanges;
        this.machinery = machinery;
    }

    Signer.Token fetch(int place, Duration limit) throws Signer.Refused {
        if (connector.http().authentication() instanceof Authentication.OAuth2 oauth) {
            return endpoint(oauth, place, limit);
        }
        return login((Authentication.Login) connector.http().authentication(), place, limit);
    }

    private Signer.Token endpoint(Authentication.OAuth2 oauth, int place, Duration limit) throws Signer.Refused {
        var values = new Values(Map.of(), key -> keys.value(key, place), List.of());
        var path = oauth.token();
        var lines = exchanges.transport();
        if (path.startsWith("/")) {
            path = exchanges.target().prefix() + path;
        } else {
            var target = Target.of(exchanges
                    .settings()
                    .address(keys.value(Template.of(path).only().rest(), place)));
            lines = elsewhere(target);
            path = target.prefix().isEmpty() ? "/" : target.prefix();
        }
        var request = request(oauth, values, path);
        var answer = answered(exchanges.unshown(lines, "oauth2", request, limit, LONGEST));
        if (answer.status() != 200) {
            throw refused(answer);
        }
        return token(answer, place);
    }

    private synchronized Wire elsewhere(Target target) {
        if (other == null) {
            other = exchanges.transport(target);
        }
        return other;
    }

    private static Request request(Authentication.OAuth2 oauth, Values values, String path) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "application/json");
        boolean basic = oauth.credentials() == Authentication.Credentials.BASIC;
        if (basic) {
            var pair = needed(values, oauth.clientId()) + ":" + needed(values, oauth.clientSecret());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        var form = Signer.form(oauth, !basic);
        form.values().forEach(template -> needed(values, template));
        return new Request("POST", path, headers, content(oauth, form, values));
    }

    private static Content content(Authentication.OAuth2 oauth, Map<String, String> form, Values values) {
        if (oauth.credentials() != Authentication.Credentials.JSON) {
            return Bodies.form(form, values);
        }
        var json = new LinkedHashMap<String, Object>();
        form.forEach((field, template) -> json.put(field, values.text(template, null)));
        return new Content("application/json", Json.write(json));
    }

    private static String needed(Values values, String template) {
        var text = values.text(template, null);
        if (text == null) {
            throw CannotEncode.channel("the connection lacks a value that signing in needs: " + template);
        }
        return text;
    }

    private Signer.Token token(Received.Answer answer, int place) throws Signer.Refused {
        try {
            if (answer.nonsense() == null
                    && Json.read(new ByteArrayInputStream(answer.body())) instanceof Outcome.Taken<Object> taken) {
                var text = Paths.text(taken.value(), "access_token");
                var life = Paths.text(taken.value(), "expires_in");
                if (text != null && !text.isEmpty()) {
                    boolean said = life != null && life.matches("[0-9]{1,8}");
                    return Signer.Token.of(
                            text,
                            said ? Duration.ofSeconds(Long.parseLong(life)) : USUAL_LIFE,
                            place,
                            machinery.clock.instant());
                }
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        throw new Signer.Refused(
                Fault.CHANNEL, null, false, "the token endpoint answered, but not with an access_token");
    }

    private static Received.Answer answered(Received received) throws Signer.Refused {
        if (received instanceof Received.Nothing nothing) {
            boolean ours = nothing.kind() == Received.Kind.FORBIDDEN || nothing.kind() == Received.Kind.TLS;
            throw new Signer.Refused(
                    ours ? Fault.CHANNEL : Fault.TRANSIENT, null, false, "signing in failed: " + nothing.text());
        }
        return (Received.Answer) received;
    }

    private Signer.Refused refused(Received.Answer answer) {
        int status = answer.status();
        var retryAt = RetryAfter.of(answer.headers(), connector.http().throttling(), machinery.clock.instant());
        var text = "signing in was refused with status " + status;
        if (status == 429 || status == 503 && retryAt != null) {
            return new Signer.Refused(Fault.THROTTLED, retryAt, false, text);
        }
        return status >= 500
                ? new Signer.Refused(Fault.TRANSIENT, null, false, text)
                : new Signer.Refused(Fault.CHANNEL, null, status == 400 || status == 401, text);
    }

    private Signer.Token login(Authentication.Login login, int place, Duration limit) throws Signer.Refused {
        var operation = connector.operations().get(login.operation());
        if (operation == null) {
            throw CannotEncode.channel("there is no operation " + login.operation() + " to sign in with");
        }
        var permit = exchanges.permit(operation);
        if (permit.refusedUntil() != null) {
            throw new Signer.Refused(
                    Fault.THROTTLED, permit.refusedUntil(), false, "the ceiling of signing in allows no call yet");
        }
        Received received;
        try {
            received = exchanges.signIn(operation, place, limit);
        } finally {
            permit.done();
        }
        var answer = answered(received);
        if (answer.status() < 200 || answer.status() > 299) {
            throw refused(answer);
        }
        var text = login.fromHeader() == null
                ? inBody(operation, answer, login.at())
                : answer.headers().get(login.fromHeader().toLowerCase(Locale.ROOT));
        if (text == null || text.isEmpty()) {
            throw new Signer.Refused(Fault.CHANNEL, null, true, "signing in gave no token: user or password are wrong");
        }
        return Signer.Token.of(text, login.lifetime(), place, machinery.clock.instant());
    }

    private static String inBody(Connector.Operation operation, Received.Answer answer, String at) {
        return org.caravanserai.connector.codec.Answers.document(operation.answer(), answer.body(), answer.mediaType())
                        instanceof org.caravanserai.connector.codec.Answers.Document document
                ? Paths.text(document.document(), at)
                : null;
    }
}
