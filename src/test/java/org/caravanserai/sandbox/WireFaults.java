package org.caravanserai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a caller sees of faults that only a network can show; the same wherever the sandbox is mounted. */
public final class WireFaults {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String sandbox;

    /** An account {@code brevo/wire} of the sandbox at this address. */
    public WireFaults(String sandbox) {
        this.sandbox = sandbox;
    }

    /** Runs all checks. */
    public void check() throws IOException, InterruptedException {
        assertThat(contact("a@b.example").statusCode()).isEqualTo(201);
        assertThat(contact("a@b.example").statusCode()).isEqualTo(400);
        assertThat(contact("a@b.example").headers().firstValue("Content-Type")).contains("application/json");

        arm("{\"fault\":\"cut-before\"}");
        assertThatThrownBy(() -> contact("cut@b.example")).isInstanceOf(IOException.class);
        assertThat(state()).doesNotContain("cut@b.example");

        arm("{\"fault\":\"lose-answer\"}");
        assertThatThrownBy(() -> contact("lost@b.example")).isInstanceOf(IOException.class);
        assertThat(state()).contains("lost@b.example");

        arm("{\"fault\":\"cut-middle\"}");
        assertThatThrownBy(() -> contact("half@b.example")).isInstanceOf(IOException.class);
        assertThat(state()).contains("half@b.example");

        arm("{\"fault\":\"throttle\",\"retryAfter\":\"date:30\"}");
        var throttled = contact("late@b.example");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After").orElseThrow())
                .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");

        arm("{\"fault\":\"delay\",\"millis\":\"300\"}");
        var begin = System.nanoTime();
        assertThat(contact("slow@b.example").statusCode()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(299));

        arm("{\"fault\":\"endless-body\"}");
        var endless = client.send(request("end@b.example"), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = endless.body()) {
            assertThat(body.readNBytes(1 << 20)).hasSize(1 << 20);
        }
        var calls = get("/brevo/wire/_calls?event=call");
        assertThat(calls).contains("\"sent\":\"nothing\"", "\"sent\":\"half\"", "\"sent\":\"endless\"");
    }

    private HttpResponse<String> contact(String mail) throws IOException, InterruptedException {
        return client.send(request(mail), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String mail) {
        return HttpRequest.newBuilder(URI.create(sandbox + "/brevo/wire/contacts"))
                .header("api-key", "sandbox-wire")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"" + mail + "\"}"))
                .build();
    }

    private String state() throws IOException, InterruptedException {
        return get("/brevo/wire/_state/contacts");
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(sandbox + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void arm(String fault) throws IOException, InterruptedException {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(sandbox + "/control/brevo/wire/faults"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(fault))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
