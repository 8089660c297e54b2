package org.caravanserai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.caravanserai.punchout.cxml.Dtds;
import org.opentest4j.TestAbortedException;

/** A buyer's server that takes cXML: judges each document by the DTD, keeps each payloadID once, and misbehaves as it is told. */
public final class BuyerServer implements AutoCloseable {
    private static final Pattern PAYLOAD = Pattern.compile("payloadID=\"([^\"]+)\"");
    private static final Pattern KIND = Pattern.compile("<Request[^>]*><([A-Za-z]+)");

    /** What becomes of the next request. A document counts whenever its bytes were read whole. */
    public enum Mood {
        /** Takes it and says 500. */
        ERROR,
        /** Takes it and never answers. */
        SILENT,
        /** Takes it and cuts the line. */
        CUT,
        /** Takes it and answers a page. */
        PAGE,
        /** Takes it and names another address. */
        MOVED,
        /** Takes it and asks for patience inside. */
        BUSY,
        /** Does not want it. */
        REFUSE,
        /** Takes it for later: 201. */
        LATER
    }

    /**
     * A request.
     *
     * @param path with query
     */
    public record Came(String path, String payload, String kind, String body) {}

    /** What becomes of the next requests; empty = it behaves. */
    public final ConcurrentLinkedDeque<Mood> moods = new ConcurrentLinkedDeque<>();

    private final List<Came> came = new ArrayList<>();
    private final Map<String, Came> ledger = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    /** On a free port of this machine. */
    public BuyerServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "buyer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    /** With a path that begins with a slash. */
    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bytes = exchange.getRequestBody().readAllBytes();
            var mood = moods.poll();
            keep(exchange.getRequestURI().toString(), bytes, mood);
            if (mood == Mood.CUT) {
                return;
            }
            if (mood == Mood.SILENT) {
                over.await();
                return;
            }
            say(exchange, mood);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(String path, byte[] bytes, Mood mood) {
        var body = new String(bytes, StandardCharsets.UTF_8);
        var one = new Came(path, found(PAYLOAD, body), found(KIND, body), body);
        came.add(one);
        var complaint = complaint(bytes);
        if (!complaint.isEmpty()) {
            complaints.add(complaint);
        }
        if (mood != Mood.REFUSE) {
            var before = ledger.putIfAbsent(one.payload(), one);
            if (before != null && !before.body().equals(body)) {
                complaints.add("the bytes of " + one.payload() + " have changed");
            }
        }
    }

    /** Where the DTDs are not at hand, nobody judges; that does not keep a document from being taken. */
    private static String complaint(byte[] bytes) {
        try {
            return Dtds.complaint(bytes);
        } catch (TestAbortedException skipped) {
            return "";
        }
    }

    private static String found(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void say(HttpExchange exchange, Mood mood) throws IOException {
        int http = mood == Mood.ERROR ? 500 : mood == Mood.MOVED ? 302 : 200;
        if (mood == Mood.MOVED) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        var status = mood == Mood.REFUSE
                ? "code=\"450\" text=\"Not Implemented\""
                : mood == Mood.BUSY
                        ? "code=\"560\" text=\"Temporary server error\""
                        : mood == Mood.LATER ? "code=\"201\" text=\"Accepted\"" : "code=\"200\" text=\"OK\"";
        var text = mood == Mood.PAGE || mood == Mood.ERROR || mood == Mood.MOVED
                ? "<html><body>Something</body></html>"
                : "<?xml version=\"1.0\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">"
                        + "<cXML payloadID=\"r@buyer\" timestamp=\"2026-11-22T10:00:00+01:00\"><Response><Status "
                        + status
                        + ">with sandbox-acme-2027 in it</Status></Response></cXML>";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=UTF-8");
        exchange.sendResponseHeaders(http, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Everything that came, in its order. */
    public synchronized List<Came> came() {
        return List.copyOf(came);
    }

    /** Everything that came about an order, as often as it came. */
    synchronized List<Came> requests(String order) {
        return came.stream()
                .filter(one -> one.body().contains("orderID=\"" + order + "\""))
                .toList();
    }

    /** What the buyer has of an order: each payloadID once. */
    synchronized List<Came> documents(String order, String kind) {
        return ledger.values().stream()
                .filter(one -> one.kind().equals(kind) && one.body().contains("orderID=\"" + order + "\""))
                .toList();
    }

    /** What was wrong with anything that came. */
    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
