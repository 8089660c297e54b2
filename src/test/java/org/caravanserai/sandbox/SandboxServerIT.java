package org.caravanserai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process of its own. */
class SandboxServerIT {
    @TempDir
    Path folder;

    @Test
    void everyFaultArrivesAsSuch() throws Exception {
        try (var server = SandboxServer.start(folder, 0, Clock.systemUTC(), 60)) {
            new WireFaults(server.address()).check();
        }
    }

    @Test
    void aKillLosesNothingThatWasAnsweredFor() throws Exception {
        var process = start();
        var address = address(process);
        post(address + "/control/brevo/kill/watch", null, "{\"ceilings\":\"silent\"}");
        var answered = ConcurrentHashMap.<String>newKeySet();
        var enough = new CountDownLatch(150);
        var next = new AtomicInteger();
        var callers = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            callers.execute(() -> call(address, answered, enough, next));
        }
        assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        process.destroyForcibly().waitFor();
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        var again = start();
        try {
            var state = get(address(again) + "/brevo/kill/_state/contacts");
            assertThat(answered.stream().filter(mail -> !state.contains('"' + mail + '"')))
                    .isEmpty();
            // What was on its way may be there or not, but nothing else.
            assertThat(Json.read(state).orElseThrow().size()).isBetween(answered.size(), answered.size() + 4);
        } finally {
            again.destroyForcibly().waitFor();
        }
    }

    private static void call(String address, Set<String> answered, CountDownLatch enough, AtomicInteger next) {
        try {
            while (true) {
                var mail = "c" + next.incrementAndGet() + "@b.example";
                if (post(address + "/brevo/kill/contacts", "sandbox-kill", "{\"email\":\"" + mail + "\"}") == 201) {
                    answered.add(mail);
                    enough.countDown();
                }
            }
        } catch (IOException killed) {
            // What this test is about.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(ChildJvm.command(128, SandboxServer.class, folder.toString(), "0", "1", "quick"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String address(Process process) throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("SANDBOX ")) {
                return line.substring("SANDBOX ".length());
            }
        }
        throw new AssertionError("the sandbox did not start");
    }

    private static int post(String address, String key, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (key != null) {
            request.header("api-key", key);
        }
        return Client.CLIENT
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String get(String address) throws IOException, InterruptedException {
        return Client.CLIENT
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static final class Client {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
