package org.caravanserai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import org.caravanserai.store.Bind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Unusual secrets and personal values that a partner sends back in every writing never show up in anything that is kept, logged or shown. */
class CanaryTest {
    private static final String SECRET = "kç\"<&>'/+= %7Ñ~Canary\\1";
    private static final String OLD = "OldCanary&2";
    private static final String TOKEN = "tok/Canary+3==";
    private static final String MAIL = "anna.canary@personal.example";
    private static final List<String> CORES =
            List.of("Canary\\1", "OldCanary", "Canary+3", "anna.canary", "kç", "k\\u00e7");

    private final RawPartner partner = new RawPartner();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private Level level;
    private String token = OLD;
    private ClientHome home;

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root().iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root()::detachAppender);
        root().addAppender(log);
        level = root().getLevel();
        root().setLevel(Level.TRACE);
    }

    @AfterEach
    void close() {
        root().detachAppender(log);
        root().setLevel(level);
        others.forEach(root()::addAppender);
        home.close();
        partner.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private void with(String authentication) {
        token = authentication.contains("basic") ? OLD : TOKEN;
        home = ClientHome.of(
                        "{ baseUrl: \"" + partner.url() + "\", secret: [secret:one, secret:two] }",
                        """
                        connection: { required: [baseUrl], properties: { baseUrl: { format: uri }, secret: { secret: true } } }
                        personal: [email, key]
                        errors: { code: code, text: message }
                        authentication: """ + " " + authentication + "\n" + """
                        operations:
                          put: { path: "/things/{key}", batch: 1, timeout: 2s, query: { q: "{key}" }, headers: { X-Also: "x{key}" }, body: { json: { row: "{row}" } } }
                          xml: { path: "/x/{key}", batch: 1, body: { xml: { r: "{row}" } }, answer: { format: xml } }
                          csv: { path: /c, body: { csv: {} }, answer: { format: csv, csv: {} } }
                          sign-in: { kind: read, anonymous: true, path: /login, body: { form: { password: "{connection.secret}" } } }
                        """)
                .secret("HUB_SECRET_ONE", SECRET)
                .secret("HUB_SECRET_TWO", OLD);
    }

    private void call(String operation) {
        var outcome = home.call(operation, item(MAIL, "email", MAIL, "name", "Anna"));
        seen.add(outcome instanceof Outcome.Failed failed ? failed.fault() + " " + failed.text() : "answered");
        seen.add(home.client().toString());
    }

    /** What a partner might send back: everything it got, in every writing. */
    private void echoes(int status, String type, String form) {
        partner.plays((request, out) -> {
            if (request.path().equals("/oauth")) {
                out.write(RawPartner.answer(200, "{\"access_token\":\"" + TOKEN + "\"}"));
                return;
            }
            if (request.path().equals("/login")) {
                out.write(RawPartner.answer(200, "{}", "x-token: " + TOKEN));
                return;
            }
            var all = new ArrayList<String>();
            for (var secret : List.of(SECRET, OLD, token, MAIL)) {
                all.add(secret);
                all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                all.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            }
            all.add(Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8)));
            var said = String.join(" | ", all);
            out.write(RawPartner.answer(
                    status,
                    form.formatted(said, said.replace("\\", "\\\\").replace("\"", "\\\""), xml(said)),
                    "Content-Type: " + type,
                    "X-Request-Id: " + token + MAIL));
        });
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private void everything() {
        for (int status : List.of(200, 401, 422, 500, 503)) {
            echoes(
                    status,
                    "application/json",
                    "{\"code\":\"E\",\"message\":\"%2$s\",\"email\":\"other.canary@x\",\"a\":[{\"Email\":{\"x\":\"anna.canary\"}}]}");
            call("put");
            echoes(status, "text/html", "<html>%1$s");
            call("put");
            echoes(status, "application/xml", "<a><email>other anna.canary</email><b c=\"%3$s\">%3$s</b></a>");
            call("xml");
            echoes(status, "text/csv", "sku;email\nA;anna.canary\n%1$s;x\n");
            call("csv");
        }
        partner.plays((request, out) -> partner.idle(10_000));
        call("put");
        partner.says("HTTP/1.1 " + SECRET + token + MAIL + "\r\n\r\n");
        call("put");
    }

    private void nothingShows() {
        var rows = ClientHome.DATABASE.read(tx -> tx.query(
                "select path_and_body from (select body as path_and_body from connector_exchange) t",
                Bind.NONE,
                row -> new String(row.getBytes(1), StandardCharsets.UTF_8)));
        assertThat(rows).hasSizeGreaterThan(10);
        clean("conversations", rows);
        clean("log", log.list.stream().map(CanaryTest::line).toList());
        clean("outcomes", seen);
        clean(
                "threads",
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .toList());
        clean("beans", beans());
    }

    private static String line(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage()
                + Arrays.toString(event.getArgumentArray())
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    private static List<String> beans() {
        var server = ManagementFactory.getPlatformMBeanServer();
        var values = new ArrayList<String>();
        for (var name : server.queryNames(null, null)) {
            values.add(name.toString());
            try {
                for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                    // The environment of the test is no part of the hub.
                    if (!attribute.getName().equals("SystemProperties")) {
                        values.add(String.valueOf(server.getAttribute(name, attribute.getName())));
                    }
                }
            } catch (JMException | RuntimeException unreadable) {
                values.add(String.valueOf(unreadable.getMessage()));
            }
        }
        return values;
    }

    private static void clean(String where, List<String> texts) {
        for (var text : texts) {
            for (var core : CORES) {
                assertThat(text).as(where).doesNotContain(core);
                assertThat(text)
                        .as(where + ", in base64")
                        .doesNotContain(Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(core.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(text)
                    .as(where)
                    .doesNotContain(Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)))
                    .doesNotContain(
                            Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8)))
                    .doesNotContain(URLEncoder.encode(SECRET, StandardCharsets.UTF_8));
        }
    }

    @Test
    void ofBasic() {
        with("{ basic: { user: user, password: \"{connection.secret}\" } }");
        everything();
        nothingShows();
        assertThat(home.kept().requestHeaders()).containsEntry("Authorization", "***");
        assertThat(home.kept().path()).isEqualTo("/things/***?q=***");
        assertThat(home.kept().request()).isEqualTo("{\"row\":{\"email\":\"***\",\"name\":\"Anna\"}}");
    }

    @Test
    void ofOAuth() {
        with("{ oauth2: { token: /oauth, clientId: me, clientSecret: \"{connection.secret}\" } }");
        everything();
        nothingShows();
    }

    @Test
    void ofALogin() {
        with("{ login: { operation: sign-in, fromHeader: x-token } }");
        everything();
        nothingShows();
    }

    @Test
    void aSecretThatNoHeaderCanCarryIsNotShownEither() {
        with("{ bearer: \"{connection.secret}\" }");
        var failed = home.failed("csv", item("A", "a", "b"));
        assertThat(failed.fault()).isEqualTo(Fault.CHANNEL);
        assertThat(failed.text()).isEqualTo("the header Authorization would hold characters that headers cannot carry");
    }
}
