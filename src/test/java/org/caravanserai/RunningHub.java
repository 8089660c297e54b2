package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.caravanserai.store.TestDatabases;
import org.springframework.context.ConfigurableApplicationContext;

/** A hub of a test: the real one, on free ports, with an empty data folder. */
public final class RunningHub implements AutoCloseable {
    /** The preset password of {@code admin}. */
    public static final String PASSWORD = "open-sesame-42";

    private static final class Shared {
        static final RunningHub HUB = start(emptyHome(), TestPages.class);
    }

    private final ConfigurableApplicationContext context;
    private final Path data;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private RunningHub(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    /** One hub on an empty home for all tests that change nothing lasting; ends with the test run. */
    public static RunningHub shared() {
        return Shared.HUB;
    }

    /** A hub of its own; close it. */
    public static RunningHub start(Path home, Class<?>... more) {
        return start(home, List.of(), more);
    }

    /** The same with further options of the kind {@code --a.b=c}. */
    public static RunningHub start(Path home, List<String> settings, Class<?>... more) {
        var data = TestDatabases.folder();
        var all = new ArrayList<>(
                List.of("--server.port=0", "--management.server.port=0", "--HUB_ADMIN_PASSWORD=" + PASSWORD));
        all.addAll(settings);
        return new RunningHub(Hub.start(new HubOptions(home, data, Optional.empty(), all), more), data);
    }

    /** A home with nothing in it. */
    public static Path emptyHome() {
        try {
            var home = TestDatabases.folder();
            Files.createDirectories(home.resolve("routes"));
            Files.createDirectories(home.resolve("config"));
            Files.writeString(
                    home.resolve("config/hub.yaml"),
                    "# yaml-language-server: $schema=../.schemas/hub.json\ntitle: Test\nlocales: [en_GB]\ncurrency: EUR\ntimeZone: Europe/Paris\n");
            return home;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A part of the hub. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** All parts of a kind. */
    public <T> Collection<T> parts(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** Address on the main port. */
    public URI main(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Address on the management port. */
    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    /** HTTP Basic for the admin. */
    public static String admin() {
        return basic("admin", PASSWORD);
    }

    /** HTTP Basic. */
    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A request of the admin. */
    public HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(main(path)).header("Authorization", admin());
    }

    /** The same that sends JSON. */
    public HttpRequest.Builder post(String path, String json) {
        return get(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /** Gives documents to the source {@code api}; none is refused. */
    public void ingest(String entity, String documents) {
        var answer = send(post("/api/v1/ingest/api/" + entity, documents));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":0");
    }

    /** Sends a request. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request whose answer is no text. */
    public HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
