package org.caravanserai.sandbox.buyer;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The buyer's line to the supplier. No cookies, no redirects followed by itself. */
final class Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Nobody answered; the text says what happened. */
    static final class Silent extends Exception {
        private static final long serialVersionUID = 1L;

        Silent(String text) {
            super(text, null, false, false);
        }
    }

    /**
     * An answer.
     *
     * @param location where a redirect leads, absolute, null = it is none
     */
    record Heard(int status, String type, byte[] body, URI location, Map<String, List<String>> headers) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst();
        }
    }

    Heard xml(String address, byte[] body) throws Silent {
        return send(request(address)
                .header("Content-Type", "text/xml; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Heard get(String address) throws Silent {
        return send(request(address).GET());
    }

    Heard form(String address, Map<String, String> fields, Charset charset) throws Silent {
        var form = new StringJoiner("&");
        fields.forEach(
                (name, value) -> form.add(URLEncoder.encode(name, charset) + "=" + URLEncoder.encode(value, charset)));
        return send(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString(), StandardCharsets.US_ASCII)));
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Accept", "text/html, text/xml;q=0.9")
                .header("Accept-Language", "en");
    }

    private Heard send(HttpRequest.Builder request) throws Silent {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            var location = answer.headers()
                    .firstValue("Location")
                    .map(answer.uri()::resolve)
                    .orElse(null);
            return new Heard(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body(),
                    answer.statusCode() / 100 == 3 ? location : null,
                    answer.headers().map());
        } catch (IOException | IllegalArgumentException failed) {
            throw new Silent(failed.getClass().getSimpleName()
                    + (failed.getMessage() == null ? "" : ": " + failed.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Silent("stopped");
        }
    }
}
