package org.caravanserai.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.RunningHub;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sends a byte now and then, to whatever address, keeps a few places; everybody else is answered. The server has 200 threads. */
class SlowDoorsIT {
    private static final int MANY = 250;
    private static final int PLACES = 30;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static RunningHub hub;

    private final List<Socket> slow = new ArrayList<>();

    @BeforeAll
    static void start() {
        hub = RunningHub.shared();
    }

    @ParameterizedTest
    @CsvSource({
        // Buyers' systems hear in cXML to come again.
        "/punchout/cxml, text/xml, 200",
        "/punchout/oci/nobody, " + FORM + ", 503",
        "/soap/hub, text/xml, 503",
        "/login, " + FORM + ", 503",
        "/no/such/address, " + FORM + ", 503",
        // These say who calls before their body, and are refused for it; what is left of the body is waited for.
        "/api/v1/orders, application/json, 401",
        "/api/v1/ingest/api/products, application/json, 401"
    })
    void slowBodiesKeepNobodyOut(String path, String type, int told) throws IOException {
        var head = "POST " + path + " HTTP/1.1\r\nHost: hub\r\nContent-Type: " + type
                + "\r\nContent-Length: 5000\r\n\r\n<";
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(send(head));
            }
            int answered = told == 401 ? MANY : MANY - PLACES;
            long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            while (answered().size() < answered && System.nanoTime() < end) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(answered()).hasSize(answered);
            for (var one : answered()) {
                var line = line(one);
                var more = new byte[one.getInputStream().available()];
                one.getInputStream().read(more);
                assertThat(line).as(new String(more, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 " + told);
            }
            var login = hub.send(HttpRequest.newBuilder(hub.main("/login"))
                    .header("Accept", "text/html")
                    .timeout(Duration.ofSeconds(15)));
            assertThat(login.statusCode()).isEqualTo(200);
            var form = hub.send(HttpRequest.newBuilder(hub.main("/login"))
                    .header("Content-Type", FORM)
                    .timeout(Duration.ofSeconds(15))
                    .POST(HttpRequest.BodyPublishers.ofString("username=a&password=b")));
            assertThat(form.statusCode()).as("no token of the form").isEqualTo(403);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
        placesComeBack();
    }

    private List<Socket> answered() throws IOException {
        var answered = new ArrayList<Socket>();
        for (var socket : slow) {
            if (socket.getInputStream().available() > 0) {
                answered.add(socket);
            }
        }
        return answered;
    }

    private static void placesComeBack() throws IOException {
        var body = "a=b";
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (var status = ""; !status.equals("HTTP/1.1 403"); ) {
            try (var socket = send("POST /login HTTP/1.1\r\nHost: hub\r\nContent-Type: " + FORM + "\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body)) {
                status = line(socket);
            }
            assertThat(System.nanoTime()).as(status).isLessThan(end);
        }
    }

    /** What is refused before it was read is answered, and the line serves the next request. */
    @Test
    void whatNobodyReadsOfABodyIsNoneOfTheNextRequest() throws IOException {
        var body = "x".repeat(300_000);
        try (var socket = send("POST /api/v1/orders HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body
                + "GET /login HTTP/1.1\r\nHost: hub\r\nAccept: text/html\r\nConnection: close\r\n\r\n")) {
            var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers)
                    .startsWith("HTTP/1.1 401")
                    .contains("HTTP/1.1 200")
                    .contains("</html>");
        }
    }

    /** A form by any other method is a body like others: nobody reads it for its parameters. */
    @Test
    void formsAreReadWhenTheyArePosted() throws IOException {
        try (var socket = send("PUT /login HTTP/1.1\r\nHost: hub\r\nContent-Type: " + FORM
                + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n")) {
            assertThat(line(socket)).isEqualTo("HTTP/1.1 403");
        }
    }

    private static Socket send(String text) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 77}), 0));
        socket.connect(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                hub.main("/").getPort()));
        socket.setSoTimeout(15_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
}
