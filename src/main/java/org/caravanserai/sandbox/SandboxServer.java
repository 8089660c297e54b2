package org.caravanserai.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The sandbox as a process of its own, for tests that kill one side: {@code SandboxServer FOLDER PORT [FACTOR
 * [quick]]}; {@code quick} = a journal that survives a kill, but not a loss of power. Listens
 * on loopback only and says {@code SANDBOX http://127.0.0.1:PORT/sandbox} when it is ready; port 0 takes any free one.
 */
public final class SandboxServer implements AutoCloseable {
    private static final int THREADS = 64;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Sandbox sandbox;

    private SandboxServer(HttpServer server, ExecutorService threads, Sandbox sandbox) {
        this.server = server;
        this.threads = threads;
        this.sandbox = sandbox;
    }

    /** Runs until it is killed. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("SandboxServer FOLDER PORT [FACTOR [quick]]");
            throw new IllegalArgumentException("two arguments are needed");
        }
        var factor = args.length > 2 ? Double.parseDouble(args[2]) : 1;
        var quick = args.length > 3 && args[3].equals("quick");
        var sandbox = new Sandbox(Path.of(args[0]), Clock.systemUTC(), factor, !quick);
        var started = start(sandbox, Integer.parseInt(args[1]));
        System.out.println("SANDBOX " + started.address());
    }

    /** Starts one; port 0 = any free port. */
    public static SandboxServer start(Path folder, int port, Clock clock, double factor) throws IOException {
        return start(new Sandbox(folder, clock, factor), port);
    }

    /** Serves a sandbox; it is closed with the server. */
    public static SandboxServer start(Sandbox sandbox, int port) throws IOException {
        // Otherwise small answers wait 40 ms for an acknowledgement of the network.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "sandbox");
            thread.setDaemon(true);
            return thread;
        });
        var started = new SandboxServer(server, threads, sandbox);
        server.createContext("/", started::exchange);
        server.setExecutor(threads);
        server.start();
        return started;
    }

    /** Where the sandbox is, {@code http://127.0.0.1:PORT/sandbox}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + Sandbox.ROOT;
    }

    /** What it serves. */
    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void close() {
        sandbox.close();
        server.stop(0);
        threads.shutdown();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(Request.MOST_BYTES + 1);
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            var uri = exchange.getRequestURI();
            var request = Request.of(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery(), headers, body);
            send(exchange, answer(request));
        }
    }

    private Answer answer(Request request) {
        if (request.body().length > Request.MOST_BYTES) {
            return Control.error(413, "a body of more than " + Request.MOST_BYTES + " bytes");
        }
        return request.path().equals(Sandbox.ROOT) || request.path().startsWith(Sandbox.ROOT + "/")
                ? sandbox.handle(request)
                : Control.error(404, "everything is under " + Sandbox.ROOT);
    }

    /** A connection that is closed before the promised length was sent is what a caller sees of a cut. */
    private void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.sending() == Answer.Sending.NOTHING) {
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var body = answer.body();
        switch (answer.sending()) {
            case NOTHING -> {}
            case WHOLE -> {
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                if (body.length > 0) {
                    exchange.getResponseBody().write(body);
                    exchange.getResponseBody().close();
                }
            }
            case HALF -> {
                exchange.sendResponseHeaders(answer.status(), Math.max(2, body.length));
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(answer.status(), 0);
                Endless.send(exchange.getResponseBody(), sandbox);
            }
        }
    }
}
