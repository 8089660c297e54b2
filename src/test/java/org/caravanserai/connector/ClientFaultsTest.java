package org.caravanserai.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.caravanserai.connector.ClientHome.item;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of partners that fail: the class of the fault, within the time, within the memory. */
class ClientFaultsTest {
    private static final String OPERATIONS = """
            connection: { required: [baseUrl], properties: { baseUrl: { format: uri } } }
            throttling: { header: x-reset, unit: seconds }
            errors: { code: code, text: message }
            operations:
              put: { path: /things, timeout: 1s, body: { json: "{rows}" }, answer: { at: items } }
              again: { path: /things, timeout: 1s, idempotent: true, body: { json: "{rows}" }, answer: { at: items } }
              read: { kind: read, method: GET, path: /things, timeout: 1s, answer: { at: items } }
              one: { method: PUT, path: "/things/{key}", batch: 1, timeout: 1s, body: { json: "{row}" } }
              remove: { method: DELETE, path: "/things/{key}", batch: 1, takes: [retire], timeout: 1s, absent: [404], answer: { accept: all, why: DELETE answers when it is gone. } }
              slow: { path: /things, timeout: 30s, body: { json: "{rows}" }, answer: { maxMiB: 1 } }
            """;

    private final RawPartner partner = new RawPartner();
    private ClientHome home;

    @BeforeEach
    void open() {
        home = ClientHome.of("{ baseUrl: \"" + partner.url() + "\" }", OPERATIONS);
    }

    @AfterEach
    void close() {
        home.close();
        partner.close();
    }

    private Outcome.Failed failed(String operation) {
        long begun = System.nanoTime();
        var failed = home.failed(operation, item("A", "sku", "A"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2500));
        return failed;
    }

    @ParameterizedTest
    @CsvSource({
        "301, CHANNEL", "302, CHANNEL", "304, CHANNEL", "400, ITEM", "401, CHANNEL", "403, CHANNEL", "404, CHANNEL",
        "405, CHANNEL", "409, ITEM", "413, ITEM", "415, CHANNEL", "422, ITEM", "429, THROTTLED", "408, TRANSIENT",
        "500, TRANSIENT", "501, TRANSIENT", "502, UNKNOWN", "503, TRANSIENT", "504, UNKNOWN", "507, TRANSIENT",
                "600, UNKNOWN",
    })
    void statusOfAWrite(int status, Fault fault) {
        partner.plays((request, out) -> out.write(RawPartner.answer(status, "", "Location: http://evil.example/")));
        var failed = failed("put");
        assertThat(failed.fault()).isEqualTo(fault);
        assertThat(failed.reply() == null ? status : failed.reply().status()).isEqualTo(status);
        assertThat(partner.heard()).as("no redirect, no repetition").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"502, TRANSIENT", "504, TRANSIENT"})
    void statusOfAWriteThatMayBeRepeated(int status, Fault fault) {
        partner.answers(status, "");
        assertThat(failed("again").fault()).isEqualTo(fault);
        assertThat(failed("read").fault()).isEqualTo(fault);
    }

    @Test
    void missingThings() {
        partner.answers(404, "{\"message\":\"no such thing\"}");
        var one = failed("one");
        assertThat(one.fault()).isEqualTo(Fault.ITEM);
        assertThat(one.text()).isEqualTo("the partner answered with status 404: no such thing");
        assertThat(home.answered("remove", ClientHome.retired("A", null))
                        .reply()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void errorAnswersAreRead() {
        partner.answers(422, "{\"code\":\"E1\",\"message\":\"too long\",\"field\":\"name\"}");
        var failed = failed("put");
        assertThat(failed.fault()).isEqualTo(Fault.ITEM);
        assertThat(failed.text()).isEqualTo("the partner answered with status 422: E1, too long");
        assertThat(failed.records()).hasSize(1);
        assertThat(failed.records().get(0)).containsEntry("field", "name");
    }

    @Test
    void errorAnswersAreReadWhateverTheAnswerWouldBe() {
        home.load(
                "{ baseUrl: \"" + partner.url() + "\" }",
                OPERATIONS.replace("errors: { code: code", "errors: { at: e, code: code")
                        + "  report: { path: /r, answer: { format: csv, csv: {} } }\n");
        partner.answers(400, " <e><code>7</code><message>bad</message></e>");
        assertThat(failed("report").text()).isEqualTo("the partner answered with status 400: 7, bad");
        partner.answers(400, "{\"e\":[{\"code\":\"8\"}]}");
        assertThat(failed("report").text()).isEqualTo("the partner answered with status 400: 8");
        partner.answers(400, "<html><p>bad<br></html>");
        assertThat(failed("report").text()).isEqualTo("the partner answered with status 400");
    }

    @ParameterizedTest
    @CsvSource({
        "'Retry-After: 7', 7",
        "'Retry-After: 0', 1",
        "'Retry-After: 999999', 3600",
        "'Retry-After: 99999999999', ",
        "'Retry-After: -5', ",
        "'Retry-After: soon', ",
        "'Retry-After: ', ",
        "'X-Reset: 30', 30",
        "'X-Reset: 1.5', 1",
        "'X-Reset: never', ",
        "'X-Other: 1', ",
    })
    void tooFast(String header, Integer seconds) {
        partner.plays((request, out) -> out.write(RawPartner.answer(429, "", header)));
        var failed = failed("put");
        assertThat(failed.fault()).isEqualTo(Fault.THROTTLED);
        if (seconds == null) {
            assertThat(failed.retryAt()).isNull();
        } else {
            assertThat(failed.retryAt())
                    .isBetween(
                            Instant.now().plusSeconds(seconds - 2),
                            Instant.now().plusSeconds(seconds + 1));
        }
    }

    @Test
    void tooFastUntilADate() {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(120).atOffset(ZoneOffset.UTC));
        for (int status : List.of(429, 503)) {
            partner.plays((request, out) -> out.write(RawPartner.answer(status, "", "Retry-After: " + date)));
            var failed = failed("put");
            assertThat(failed.fault()).isEqualTo(Fault.THROTTLED);
            assertThat(failed.retryAt())
                    .isBetween(Instant.now().plusSeconds(115), Instant.now().plusSeconds(121));
        }
        partner.plays(
                (request, out) -> out.write(RawPartner.answer(429, "", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT")));
        assertThat(failed("put").retryAt()).isBefore(Instant.now().plusSeconds(2));
        partner.plays((request, out) -> out.write(RawPartner.answer(503, "", "Retry-After: nonsense")));
        assertThat(failed("put").fault()).isEqualTo(Fault.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Maintenance</body></html>",
                "not json",
                "{\"items\":[1",
                "{\"other\":[]}",
                "{\"items\":null}",
                "[]x",
                "",
                "{\"items\":[{\"a\":1,\"a\":2}]}",
                "\u0000",
            })
    void nonsenseWith200IsUnknownAndKept(String body) {
        partner.answers(200, body);
        var failed = failed("put");
        assertThat(failed.fault()).isEqualTo(Fault.UNKNOWN);
        assertThat(failed.reply().body()).isEqualTo(body.getBytes(UTF_8));
        var kept = home.recordings.find(failed.reply().exchange()).orElseThrow();
        assertThat(kept.fault()).isEqualTo(Fault.UNKNOWN);
        if (body.startsWith("<") || body.startsWith("not")) {
            assertThat(kept.answer()).contains(body.startsWith("<") ? "Maintenance" : "not json");
        }
    }

    @Test
    void wrongCharsetIsUnknown() {
        partner.plays((request, out) -> out.write(RawPartner.answer(200, "{\"items\":[\"é\"]}".getBytes(ISO_8859_1))));
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
    }

    @Test
    void deepNestingIsUnknown() {
        partner.answers(200, "[".repeat(100_000));
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
    }

    @Test
    void silenceIsUnknownForAWriteAndTransientElsewhere() {
        partner.plays((request, out) -> partner.idle(20_000));
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
        assertThat(failed("again").fault()).isEqualTo(Fault.TRANSIENT);
        assertThat(failed("read").fault()).isEqualTo(Fault.TRANSIENT);
        assertThat(home.kept().text()).isEqualTo("the time was up before " + partner.url() + " had answered");
    }

    @Test
    void dripsEndWithTheTime() {
        partner.plays((request, out) -> {
            for (byte one : RawPartner.answer(200, "{\"items\":[]}")) {
                out.write(one);
                out.flush();
                partner.idle(100);
            }
        });
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
    }

    @Test
    void endlessHeadersEnd() {
        partner.plays((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
            for (int i = 0; ; i++) {
                out.write(("X-" + i + ": x\r\n").getBytes(ISO_8859_1));
            }
        });
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
        partner.plays((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
            while (true) {
                out.write("xxxxxxxxxxxxxxxx".getBytes(ISO_8859_1));
            }
        });
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
        partner.plays((request, out) -> {
            while (true) {
                out.write("HTTP/1.1 102 Processing\r\n\r\n".getBytes(ISO_8859_1));
                out.flush();
                partner.idle(1);
            }
        });
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
    }

    @Test
    void bodiesThatNeverEndStopAtTheLimit() {
        long before = used();
        partner.plays((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(ISO_8859_1));
            var chunk = ("10000\r\n" + " ".repeat(65536) + "\r\n").getBytes(ISO_8859_1);
            while (true) {
                out.write(chunk);
            }
        });
        var failed = failed("slow");
        assertThat(failed.fault()).isEqualTo(Fault.UNKNOWN);
        assertThat(failed.text()).isEqualTo("the answer is longer than 1 MiB");
        assertThat(failed.reply().body()).hasSize(1 << 20);
        assertThat(used() - before).isLessThan(64L << 20);
    }

    @Test
    void gzipIsUnpackedAndBombsAreNot() throws IOException {
        partner.plays((request, out) ->
                out.write(RawPartner.answer(200, packed("{\"items\":[{\"a\":1}]}", 1), "Content-Encoding: gzip")));
        assertThat(home.answered("put", item("A")).records()).hasSize(1);
        assertThat(partner.last().headers()).containsEntry("accept-encoding", "gzip");
        var bomb = packed(" ".repeat(1 << 16), 4000);
        long before = used();
        partner.plays((request, out) -> out.write(RawPartner.answer(200, bomb, "Content-Encoding: gzip")));
        assertThat(failed("slow").text()).isEqualTo("the answer is longer than 1 MiB");
        assertThat(used() - before).isLessThan(64L << 20);
        partner.plays((request, out) -> out.write(RawPartner.answer(200, "no gzip", "Content-Encoding: gzip")));
        assertThat(failed("put").text()).isEqualTo("the packed answer is damaged");
        partner.plays((request, out) -> out.write(RawPartner.answer(200, "{}", "Content-Encoding: br")));
        assertThat(failed("put").text()).isEqualTo("the answer is packed in a way nobody asked for");
    }

    private static byte[] packed(String text, int times) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                out.write(text.getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"items\":[",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"items\":[",
            })
    void cutLines(String raw) {
        partner.says(raw);
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
        assertThat(failed("again").fault()).isEqualTo(Fault.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
                "\u0000\u0001\u0002\r\n\r\n",
            })
    void garbage(String raw) {
        partner.says(raw);
        assertThat(failed("put").fault()).isEqualTo(Fault.UNKNOWN);
        assertThat(failed("again").fault()).isIn(Fault.UNKNOWN, Fault.TRANSIENT);
    }

    @Test
    void linesThatAreClosedWithoutAWordLeaveNoDoubt() {
        partner.plays((request, out) -> {
            out.write(RawPartner.answer(200, "{\"items\":[]}"));
            out.flush();
            throw new IOException("closed without a word");
        });
        for (int i = 0; i < 50; i++) {
            home.answered("put", item("A"));
            partner.alone(); // a line that closes between the look and the first byte is in doubt, and rightly so
        }
    }

    @Test
    void halfOpenWhileSending() {
        partner.plays((request, out) -> {});
        try (var deaf = new ServerSocket(0, 1)) {
            home.load("{ baseUrl: \"http://127.0.0.1:" + deaf.getLocalPort() + "\" }", OPERATIONS);
            long begun = System.nanoTime();
            var failed = home.failed("put", item("A", "text", "x".repeat(20 << 20)));
            assertThat(failed.fault()).isEqualTo(Fault.UNKNOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(3500));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void unreachable() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        home.load("{ baseUrl: \"http://127.0.0.1:" + free + "\" }", OPERATIONS);
        var failed = failed("put");
        assertThat(failed.fault()).isEqualTo(Fault.TRANSIENT);
        assertThat(failed.text()).isEqualTo("http://127.0.0.1:" + free + " cannot be reached");
        home.load("{ baseUrl: \"http://no-such-host.invalid\" }", OPERATIONS);
        assertThat(home.failed("put", item("A")).fault()).isEqualTo(Fault.TRANSIENT);
    }

    @Test
    void plainHttpBehindHttpsIsAFaultOfTheChannel() throws IOException {
        try (var plain = new ServerSocket(0)) {
            var server = new Thread(() -> {
                try (var line = plain.accept()) {
                    line.getInputStream().read(new byte[100]);
                    line.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(ISO_8859_1));
                    line.getOutputStream().flush();
                    line.getInputStream().readAllBytes();
                } catch (IOException ended) {
                    // The client has seen enough.
                }
            });
            server.setDaemon(true);
            server.start();
            home.load("{ baseUrl: \"https://127.0.0.1:" + plain.getLocalPort() + "\" }", OPERATIONS);
            var failed = failed("put");
            assertThat(failed.fault()).isEqualTo(Fault.CHANNEL);
            assertThat(failed.text()).endsWith("cannot be trusted: its certificate or TLS is not accepted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x.example", "http://user@x.example", "http://x.example?a=b", "x", "http:///x"})
    void wrongAddress(String address) {
        home.load("{ baseUrl: \"" + (address.contains(":") ? address : "env:NOT_THERE") + "\" }", OPERATIONS);
        assertThat(failed("put").fault()).isEqualTo(Fault.CHANNEL);
    }

    @Test
    void privateAddressesAreRefusedUnlessListed() {
        home.open(ClientSettings.production(), null);
        var failed = failed("put");
        assertThat(failed.fault()).isEqualTo(Fault.CHANNEL);
        assertThat(failed.text()).contains("private address 127.0.0.1");
        assertThat(partner.heard()).isEmpty();
        home.open(ClientSettings.production().allowing(List.of("127.0.0.0/8")), null);
        partner.answers(200, "{\"items\":[]}");
        home.answered("put", item("A"));
        home.open(ClientSettings.sandbox(), null);
        home.load("{ baseUrl: \"http://169.254.169.254\" }", OPERATIONS);
        assertThat(failed("put").text()).contains("private address 169.254.169.254");
        home.load("{ baseUrl: \"http://2130706433:" + partner.port() + "\" }", OPERATIONS);
        home.open(ClientSettings.production(), null);
        assertThat(failed("put").fault()).isIn(Fault.CHANNEL, Fault.TRANSIENT);
    }

    @Test
    void breakerOpensAfterFiveFailuresAndTooFastIsNone() {
        partner.answers(429, "");
        for (int i = 0; i < 8; i++) {
            assertThat(failed("put").fault()).isEqualTo(Fault.THROTTLED);
        }
        assertThat(partner.heard()).hasSize(8);
        partner.answers(500, "");
        for (int i = 0; i < 5; i++) {
            assertThat(failed("put").fault()).isEqualTo(Fault.TRANSIENT);
        }
        var open = failed("put");
        assertThat(open.fault()).isEqualTo(Fault.THROTTLED);
        assertThat(open.retryAt()).isAfter(Instant.now().plusSeconds(5));
        assertThat(open.text()).isEqualTo("calls to demo are paused: the last ones all failed");
        assertThat(partner.heard()).hasSize(13);
    }

    @Test
    void aCeilingIsKeptAcrossARestartAndSharedByChannelsOfAConnection() {
        var connection = "{ baseUrl: \"" + partner.url() + "\" }";
        home.load(connection, OPERATIONS + "  rare: { path: /rare, ceiling: 4/h, answer: { format: none } }\n");
        home.answered("rare", item("A"));
        var failed = home.failed("rare", item("A"));
        assertThat(failed.fault()).isEqualTo(Fault.CEILING);
        assertThat(failed.retryAt())
                .isBetween(Instant.now().plusSeconds(14 * 60), Instant.now().plusSeconds(15 * 60 + 5));
        assertThat(failed.text()).isEqualTo("the ceiling of rare allows no call yet");
        home.open(ClientSettings.sandbox(), null);
        assertThat(home.failed("rare", item("A")).fault()).isEqualTo(Fault.CEILING);
        assertThat(partner.heard()).hasSize(1);
        home.open(ClientSettings.sandbox().speed(3600), null);
        partner.answers(429, "");
        home.load(connection, OPERATIONS + "  rare: { path: /rare, ceiling: 5/h, answer: { format: none } }\n");
        assertThat(home.failed("rare", item("A")).reply().status())
                .as("three a second in a sandbox in a hurry")
                .isEqualTo(429);
    }

    @Test
    void longRequestsAreRefusedBeforeTheyGo() {
        home.open(new ClientSettings(true, List.of(), 1, Duration.ofSeconds(1), 1000, null), null);
        var failed = home.failed("put", item("A", "text", "x".repeat(2000)));
        assertThat(failed.fault()).isEqualTo(Fault.ITEM);
        assertThat(partner.heard()).isEmpty();
    }

    @Test
    void unknownNames() {
        assertThat(home.failed("nothing").text()).isEqualTo("'demo' has no operation 'nothing'");
        var unknown = (Outcome.Failed) home.client().call("nobody", "put", List.of(), java.util.Map.of());
        assertThat(unknown.fault()).isEqualTo(Fault.CHANNEL);
        assertThat(home.client().operation("shop", "put").timeout()).isEqualTo(Duration.ofSeconds(1));
    }
}
