package org.caravanserai;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * What the doors of buyers cost, from outside: the hub runs in a process of its own ({@link DoorsHub}), {@code setup}: set-ups
 * beside a handler that does nothing, same server, 100 callers at once. {@code orders}: 10 orders a second whether it answers or not, time counts from
 * the moment each was due, on a disk that is really written, H2 and PostgreSQL. {@code restart}: a hub with a large master and
 * many orders is killed and started, until it takes the next order.
 */
final class DoorsBench {
    /** The ceilings of the doors hold here too: many accounts, many calling addresses. */
    static final int ACCOUNTS = 100;

    /** Each calls from an address of its own. */
    private static final int CALLERS = Integer.getInteger("doors.callers", 100);

    private static final int WARM = 3;

    private DoorsBench() {}

    /** @param args {@code setup [requests] [rounds]}, {@code orders [seconds] [postgresql]}, {@code restart [products] [orders]
     *     [home filled before]} */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "setup" -> setup(number(args, 1, 10_000), number(args, 2, 5));
            case "orders" -> orders(number(args, 1, 60), args.length > 2);
            case "restart" ->
                restart(
                        number(args, 1, 1_000_000),
                        number(args, 2, 100_000),
                        args.length > 3 ? Path.of(args[3]) : null);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    private static void setup(int requests, int rounds) throws Exception {
        try (var hub = DoorsHub.start(DoorsHub.home("process", ""), 0, 0)) {
            var run = new AtomicInteger();
            IntFunction<byte[]> nothing = i -> request("/empty", setup(i, "e" + run.get()));
            IntFunction<byte[]> work = i -> request("/punchout/cxml", setup(i, "s" + run.get()));
            for (int warm = 0; warm < WARM; warm++) {
                run.incrementAndGet();
                atOnce(hub, requests, nothing, null);
                atOnce(hub, requests, work, null);
            }
            var ratios = new double[rounds];
            var tails = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                run.incrementAndGet();
                var base = atOnce(hub, requests, nothing, null);
                var full = atOnce(hub, requests, work, "code=\"200\"");
                ratios[round] = full.cpu() / base.cpu();
                tails[round] = full.part(0.99) / base.part(0.99);
                say(
                        "empty %.0f us CPU, p50 %.1f p99 %.1f ms; set-up %.0f us CPU, p50 %.1f p99 %.1f ms; ratios %.2f and %.2f",
                        base.cpu(),
                        base.part(0.5),
                        base.part(0.99),
                        full.cpu(),
                        full.part(0.5),
                        full.part(0.99),
                        ratios[round],
                        tails[round]);
            }
            Arrays.sort(ratios);
            Arrays.sort(tails);
            say(
                    "%d callers at once: CPU %.2f times, p99 %.2f times (medians of %d)",
                    CALLERS, ratios[rounds / 2], tails[rounds / 2], rounds);
        }
    }

    /** Each caller asks again as soon as he is answered. */
    private static Run atOnce(DoorsHub hub, int requests, IntFunction<byte[]> request, String wanted) throws Exception {
        return run(hub, CALLERS, 0, requests, request, wanted);
    }

    private static void orders(int seconds, boolean postgresql) throws Exception {
        try (var server = postgresql ? durable() : null;
                var hub = DoorsHub.start(
                        postgresql
                                ? DoorsHub.home(
                                        null,
                                        "database: { url: \"jdbc:postgresql://localhost:" + server.getPort()
                                                + "/postgres\", user: postgres, password: file:password }\n")
                                : DoorsHub.home("power", ""),
                        0,
                        0)) {
            paced(hub, 4, 10, 20, i -> request("/punchout/cxml", order(i, "warm")), null);
            var run = paced(hub, 4, 10, seconds, i -> request("/punchout/cxml", order(i, "told")), "code=\"200\"");
            say(
                    "%s: %d orders, 10 a second: p50 %.1f, p95 %.1f, p99 %.1f, worst %.1f ms",
                    postgresql ? "PostgreSQL" : "H2, each commit forced",
                    run.times.length,
                    run.part(0.5),
                    run.part(0.95),
                    run.part(0.99),
                    run.part(1));
        }
    }

    /** As it is installed, not as tests have it: what is committed is on the disk. */
    private static EmbeddedPostgres durable() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    private static void restart(int products, int orders, Path filled) throws Exception {
        var home = filled == null ? DoorsHub.home("power", "") : filled;
        if (filled == null) {
            long begun = System.nanoTime();
            try (var hub = DoorsHub.start(home, products, orders)) {
                say("%s filled in %d s", home, (System.nanoTime() - begun) / 1_000_000_000);
            }
        }
        for (int round = 0; round < 3; round++) {
            long started = System.nanoTime();
            try (var hub = DoorsHub.start(home, 0, 0)) {
                var document = request("/punchout/cxml", order(round, "again" + System.nanoTime()));
                try (var line = new Line(hub.port(), 2)) {
                    var answer = line.send(document);
                    require(answer, "code=\"200\"");
                }
                say("killed, started, first order taken after %.1f s", (System.nanoTime() - started) / 1e9);
                hub.kill();
            }
        }
    }

    /**
     * What came of it.
     *
     * @param times ms from the moment each was due, sorted
     * @param micros CPU of the hub's process
     */
    private record Run(double[] times, long micros) {
        double part(double share) {
            return times[(int) Math.min(times.length - 1, Math.floor(times.length * share))];
        }

        /** CPU of one, us. */
        double cpu() {
            return (double) micros / times.length;
        }
    }

    /** So many callers, each with its own connection; together so many requests a second, each due at its own moment. */
    private static Run paced(
            DoorsHub hub, int callers, int pace, int seconds, IntFunction<byte[]> request, String wanted)
            throws Exception {
        return run(hub, callers, pace, pace * seconds, request, wanted);
    }

    /** @param pace requests a second of all together, 0 = as fast as they are answered */
    private static Run run(DoorsHub hub, int callers, int pace, int all, IntFunction<byte[]> request, String wanted)
            throws Exception {
        var times = new double[all];
        var next = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<Exception>();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < callers; i++) {
            lines.add(new Line(hub.port(), 2 + i));
        }
        long cpu = hub.micros();
        long begun = System.nanoTime() + 50_000_000;
        var threads = new ArrayList<Thread>();
        for (var line : lines) {
            var thread = new Thread(() -> {
                for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                    var bytes = request.apply(i);
                    long due = pace == 0 ? System.nanoTime() : begun + i * 1_000_000_000L / pace;
                    pause(due);
                    try {
                        require(line.send(bytes), wanted);
                    } catch (IOException | IllegalStateException failure) {
                        failures.add(failure);
                    }
                    times[i] = (System.nanoTime() - due) / 1e6;
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        long micros = hub.micros() - cpu;
        for (var line : lines) {
            line.close();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " of " + all + " failed", failures.peek());
        }
        Arrays.sort(times);
        return new Run(times, micros);
    }

    private static void pause(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void require(String answer, String wanted) {
        if (!answer.startsWith("HTTP/1.1 200") || wanted != null && !answer.contains(wanted)) {
            throw new IllegalStateException(answer);
        }
    }

    private static byte[] request(String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: "
                        + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static String envelope(int i, String run, String inner) {
        int account = i % ACCOUNTS;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd\">"
                + "<cXML payloadID=\"" + run + "." + i
                + "@buyer.example\" timestamp=\"2026-11-22T10:00:00+01:00\" xml:lang=\"en-US\"><Header><From>"
                + "<Credential domain=\"DUNS\"><Identity>buyer-" + account
                + "</Identity></Credential></From><To><Credential domain=\"DUNS\"><Identity>seller</Identity></Credential></To><Sender>"
                + "<Credential domain=\"DUNS\"><Identity>buyer-" + account
                + "</Identity><SharedSecret>sandbox-buyer</SharedSecret></Credential><UserAgent>Procurement 9.1</UserAgent></Sender></Header>"
                + "<Request deploymentMode=\"production\">" + inner + "</Request></cXML>";
    }

    private static String setup(int i, String run) {
        return envelope(
                i,
                run,
                "<PunchOutSetupRequest operation=\"create\"><BuyerCookie>cookie-" + i
                        + "</BuyerCookie><Extrinsic name=\"UserEmail\">buyer" + i
                        + "@buyer.example</Extrinsic><Extrinsic name=\"CostCenter\">4711</Extrinsic><BrowserFormPost><URL>https://buyer.example/back?session="
                        + i
                        + "</URL></BrowserFormPost><Contact role=\"endUser\"><Name xml:lang=\"en-US\">A buyer</Name><Email>buyer"
                        + i
                        + "@buyer.example</Email></Contact></PunchOutSetupRequest>");
    }

    private static String order(int i, String run) {
        var lines = new StringBuilder();
        for (int line = 1; line <= 8; line++) {
            lines.append("<ItemOut quantity=\"10\" lineNumber=\"")
                    .append(line)
                    .append("\"><ItemID><SupplierPartID>")
                    .append(DoorsHub.sku(line))
                    .append(
                            "</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency=\"EUR\">12.50</Money></UnitPrice>")
                    .append("<Description xml:lang=\"en-US\">Stake</Description><UnitOfMeasure>EA</UnitOfMeasure>")
                    .append("<Classification domain=\"UNSPSC\">46181504</Classification></ItemDetail></ItemOut>");
        }
        return envelope(
                i,
                run,
                "<OrderRequest><OrderRequestHeader orderID=\"" + run + "-" + i
                        + "\" orderDate=\"2026-11-22T10:00:00+01:00\" type=\"new\"><Total><Money currency=\"EUR\">1000.00</Money></Total>"
                        + "<ShipTo><Address isoCountryCode=\"FR\" addressID=\"D1\"><Name xml:lang=\"fr\">Dock</Name><PostalAddress><Street>1 quai</Street>"
                        + "<City>Nevers</City><PostalCode>58000</PostalCode><Country isoCountryCode=\"FR\">France</Country></PostalAddress></Address></ShipTo>"
                        + "</OrderRequestHeader>" + lines + "</OrderRequest>");
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A connection that is kept, from one of the loopback addresses. */
    private static final class Line implements Closeable {
        private final int port;
        private final int from;
        private Socket socket;
        private InputStream in;

        Line(int port, int from) throws IOException {
            this.port = port;
            this.from = from;
            open();
        }

        /** The server ends a connection after a hundred requests and says so. */
        private void open() throws IOException {
            socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            in = new BufferedInputStream(socket.getInputStream());
        }

        String send(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            var answer = new ByteArrayOutputStream();
            int length = -1;
            boolean chunked = false;
            boolean last = false;
            for (var line = line(answer); !line.isEmpty(); line = line(answer)) {
                var lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
                last |= lower.equals("connection: close");
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            }
            if (chunked) {
                for (int size = Integer.parseInt(line(answer), 16);
                        size > 0;
                        size = Integer.parseInt(line(answer), 16)) {
                    answer.writeBytes(in.readNBytes(size));
                    line(answer);
                }
                line(answer);
            } else {
                answer.writeBytes(in.readNBytes(Math.max(0, length)));
            }
            if (last) {
                socket.close();
                open();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }

        private String line(ByteArrayOutputStream kept) throws IOException {
            var line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the hub closed the line");
                }
                kept.write(c);
                if (c != '\r') {
                    line.write(c);
                }
            }
            kept.write('\n');
            return line.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
