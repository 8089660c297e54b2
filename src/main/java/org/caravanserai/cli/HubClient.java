package org.caravanserai.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Finding;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;

/**
 * A client of the hub's API. What the hub refuses ends the command with the hub's own code and words.
 */
final class HubClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final URI address;
    private final String authorization;
    private final Texts texts;
    private final Standby.Started started;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * @param address base URL without a slash at the end
     * @param authorization the header's value; never printed
     * @param started the hub to stop when the command is over, null = it runs on
     */
    HubClient(URI address, String authorization, Texts texts, Standby.Started started) {
        this.address = address;
        this.authorization = authorization;
        this.texts = texts;
        this.started = started;
    }

    /** The header for an API key, or for {@code name:password}. */
    static String authorization(String key) {
        return key.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + key;
    }

    /** Where it answers. */
    URI address() {
        return address;
    }

    /** The answer of {@code GET}.
     * @param path below the address, with encoded segments */
    Answer get(String path, Map<String, String> parameters) {
        return answer(send(request(path, parameters).timeout(PATIENCE).GET().build()));
    }

    /** The answer of {@code POST} with a JSON body; takes as long as the hub needs. */
    Answer post(String path, Map<String, ?> body) {
        var request = request(path, Map.of())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .build();
        return answer(send(request));
    }

    /** The answer of {@code POST} with a body of another kind; takes as long as the hub needs. */
    Answer post(String path, Map<String, String> parameters, String type, byte[] body) {
        return answer(send(request(path, parameters)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build()));
    }

    /** Begins a {@code POST} of a file; {@link #answer} waits for nothing any more once the future is done. */
    CompletableFuture<HttpResponse<byte[]>> upload(
            String path, Map<String, String> parameters, HttpRequest.BodyPublisher body) {
        var request = request(path, parameters)
                .header("Content-Type", "application/octet-stream")
                .POST(body)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The answer of a request that was begun. */
    Answer finished(CompletableFuture<HttpResponse<byte[]>> future) {
        try {
            return answer(future.join());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IOException broken ? unreachable(broken) : failed;
        }
    }

    /** A text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    private HttpRequest.Builder request(String path, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(one -> segment(one.getKey()) + "=" + segment(one.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(address + path + (query.isEmpty() ? "" : "?" + query)))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Accept-Language", texts.language());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw unreachable(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Commands.Refused unreachable(IOException broken) {
        var why = broken instanceof ConnectException
                ? "client.unreachable"
                : broken instanceof HttpTimeoutException ? "client.late" : "client.broken";
        return new Commands.Refused(Commands.REFUSED, texts.say(why, address.toString()));
    }

    /** Refusals of the API end the command, except those that hold the account of a run: the command shows it. */
    private Answer answer(HttpResponse<byte[]> response) {
        var body = Answer.of(read(response.body()));
        var code = body.text("code");
        boolean problem =
                response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        if (problem && body.text("run") != null) {
            return body;
        }
        if (problem) {
            var problems = body.list("problems").stream()
                    .map(one -> "\n  " + one.line())
                    .collect(Collectors.joining());
            throw new Commands.Refused(Commands.REFUSED, code + " " + body.text("detail") + problems);
        }
        if (response.statusCode() != OK) {
            throw new Commands.Refused(
                    Commands.REFUSED,
                    texts.say("client.strange", address.toString(), Integer.toString(response.statusCode())));
        }
        return body;
    }

    private static Object read(byte[] body) {
        try {
            return Json.read(new ByteArrayInputStream(body)) instanceof Outcome.Taken<Object> taken
                    ? taken.value()
                    : Map.of();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** At most 100 characters of what somebody typed. */
    static String shown(String text) {
        return Finding.cut(text);
    }
}
