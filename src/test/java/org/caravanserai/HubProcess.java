package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.caravanserai.store.DataFolder;
import org.caravanserai.testing.ChildJvm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hub in a process of its own, on free ports, that can be killed and started again on the same data. */
final class HubProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final Path data;
    private final Map<String, String> environment;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    private Process process;
    private String address;

    HubProcess(Path home, Path data, Map<String, String> environment) {
        this.home = home;
        this.data = data;
        this.environment = Map.copyOf(environment);
    }

    /** Starts it and waits until it serves. */
    void start() throws IOException {
        var log = Files.createTempFile(data.getParent(), "hub", ".log");
        var command = ChildJvm.command(
                500,
                Hub.class,
                "run",
                "--home",
                home.toString(),
                "--data",
                data.toString(),
                "--server.port=0",
                "--management.server.port=0");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HUB_ADMIN_PASSWORD", RunningHub.PASSWORD);
        builder.environment().putAll(environment);
        process = builder.start();
        ShippedHub.await(PATIENCE, "the hub serves, see " + log, () -> {
            assertThat(process.isAlive()).as("the hub ended: %s", read(log)).isTrue();
            return read(log).contains("Operators ");
        });
        var found = ADDRESS.matcher(Files.readString(data.resolve(DataFolder.LOCK_FILE)));
        assertThat(found.find()).isTrue();
        address = found.group();
    }

    /** Kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed, not ended by itself").isEqualTo(137);
    }

    /** Posts a body and gives the answer, which must be a good one. */
    JsonNode post(String path, String type, byte[] body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** The answer of a path, which must be a good one. */
    JsonNode get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Authorization", RunningHub.admin());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
