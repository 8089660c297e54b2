package org.caravanserai.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as a hub would, and keeps what it was asked. */
final class FakeHub implements AutoCloseable {
    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Reply> replies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    FakeHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(what + " " + exchange.getRequestHeaders().getFirst("Authorization")
                    + (body.isEmpty() ? "" : " " + body));
            var reply = replies.getOrDefault(what, new Reply(404, "{}"));
            var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean problem = reply.status() >= 400 && reply.body().contains("\"code\"");
            exchange.getResponseHeaders()
                    .add("Content-Type", problem ? "application/problem+json" : "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Answers this request so from now on.
     * @param what method, path and query */
    FakeHub answer(String what, int status, String body) {
        replies.put(what, new Reply(status, body));
        return this;
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
    }
}
