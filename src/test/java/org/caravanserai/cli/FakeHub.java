package org.caravanserai.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers as a hub would, and keeps what it was asked. */
final class FakeHub implements AutoCloseable {
    private static final CountDownLatch NOBODY = new CountDownLatch(0);

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final Map<String, String> afters = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(what + " " + exchange.getRequestHeaders().getFirst("Authorization")
                    + (body.isEmpty() ? "" : " " + body));
            awaited.getOrDefault(what, NOBODY).countDown();
            if (afters.containsKey(what)) {
                await(awaited.get(afters.get(what)));
            }
            var reply = replies.getOrDefault(what, new Reply(404, "{}"));
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean problem = reply.status() >= 400 && reply.body().contains("\"code\"");
            exchange.getResponseHeaders()
                    .add("Content-Type", problem ? "application/problem+json" : "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Answers this request so from now on.
     * @param what method, path and query */
    FakeHub answer(String what, int status, String body) {
        replies.put(what, new Reply(status, body));
        return this;
    }

    /** Lets the answer to a request wait until another one has come. */
    FakeHub after(String what, String other) {
        awaited.put(other, new CountDownLatch(1));
        afters.put(what, other);
        return this;
    }

    private static void await(CountDownLatch other) {
        try {
            if (!other.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("what was waited for did not come");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it was asked, with the authorization and the body. */
    List<String> asked() {
        return asked;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Runs a command against it. */
    Terminal run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", url()));
        var world = new Commands.World(Standby.NONE, Map.of(ClientOptions.KEY, "abc.def"));
        return Terminal.run(world, java.util.Locale.ENGLISH, all.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
