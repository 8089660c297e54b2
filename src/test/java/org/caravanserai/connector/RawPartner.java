package org.caravanserai.connector;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A partner on loopback that answers with whatever bytes a test wants, as slowly and as wrongly as it wants. */
final class RawPartner implements AutoCloseable {
    private final ServerSocket server;
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile Script script = (request, out) -> out.write(answer(200, "{}"));
    private volatile boolean closed;

    /** One request as it came in. */
    record Heard(String method, String path, Map<String, String> headers, byte[] body, long nanos) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers one request; the connection stays open for the next unless the script throws. */
    @FunctionalInterface
    interface Script {
        void answer(Heard request, OutputStream out) throws IOException;
    }

    RawPartner() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    RawPartner plays(Script next) {
        script = next;
        return this;
    }

    /** Answers everything with these bytes and cuts the line. */
    RawPartner says(String raw) {
        return plays((request, out) -> {
            out.write(raw.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            throw new IOException("that was all");
        });
    }

    RawPartner answers(int status, String body) {
        return plays((request, out) -> out.write(answer(status, body)));
    }

    List<Heard> heard() {
        return heard;
    }

    Heard last() {
        return heard.get(heard.size() - 1);
    }

    static byte[] answer(int status, String body, String... headers) {
        return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static byte[] answer(int status, byte[] body, String... headers) {
        var head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nContent-Length: " + body.length + "\r\n");
        boolean typed = false;
        for (var header : headers) {
            head.append(header).append("\r\n");
            typed |= header.toLowerCase(Locale.ROOT).startsWith("content-type:");
        }
        if (!typed) {
            head.append("Content-Type: application/json\r\n");
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** Waits inside a script; ends early when the partner is closed. */
    void idle(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!closed && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Waits until this side has closed every line. */
    void alone() {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!open.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(open.size() + " lines are still open after 10 s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "raw-partner");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                var socket = server.accept();
                open.put(socket, true);
                start(() -> serve(socket));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            for (var request = read(in); request != null; request = read(in)) {
                heard.add(request);
                script.answer(request, socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // The other side, or the script, had enough.
        } finally {
            open.remove(socket);
        }
    }

    private static Heard read(InputStream in) throws IOException {
        var line = line(in);
        if (line == null) {
            return null;
        }
        var start = line.split(" ");
        var headers = new LinkedHashMap<String, String>();
        for (var header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = Math.max(0, header.indexOf(':'));
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(Math.min(header.length(), colon + 1)).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Heard(start[0], start.length > 1 ? start[1] : "", headers, in.readNBytes(length), System.nanoTime());
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            for (var socket : open.keySet()) {
                socket.close();
            }
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }
}
