package org.caravanserai.crash;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in the line between hub and PostgreSQL and cuts it at a commit: after the server has done it and before the hub hears of it, or before the server
 * hears of it. It reads along what the hub sends (PostgreSQL, frontend/backend protocol 3.0) so far that it knows which transaction is being committed.
 */
public final class CommitProxy extends LineProxy {
    /** When the line is cut. */
    public enum Cut {
        /** The server never hears of the commit: nothing was done. */
        BEFORE,
        /** The server has committed, its answer is lost. */
        AFTER
    }

    private static final int SSL = 80_877_103;
    private static final int ENCRYPTION = 80_877_104;

    private final AtomicInteger lost = new AtomicInteger();
    private Cut cut;
    private String statement;

    private CommitProxy(int port) throws IOException {
        super(port);
    }

    /** A proxy before the server of this address, and the address by way of it. */
    public static CommitProxy before(String url) throws IOException {
        return new CommitProxy(Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1")));
    }

    /** The same database by way of this proxy. */
    public String url(String url) {
        return url.replaceFirst("//[^/]+/", "//127.0.0.1:" + port() + "/");
    }

    /** Cuts the line at the next commit of a transaction that has said this, once. */
    public synchronized void next(Cut when, String saying) {
        cut = when;
        statement = saying.toLowerCase(Locale.ROOT);
    }

    /** How many commits it has cut. */
    public int lost() {
        return lost.get();
    }

    private synchronized boolean meant(String sql) {
        return statement != null && sql.toLowerCase(Locale.ROOT).contains(statement);
    }

    private synchronized Cut fate(boolean said) {
        if (!said || cut == null) {
            return null;
        }
        var fate = cut;
        cut = null;
        statement = null;
        return fate;
    }

    @Override
    Line line(Socket caller) {
        return new Transactions();
    }

    /** One connection. */
    private final class Transactions implements Line {
        private final Map<String, String> prepared = new HashMap<>();
        /** The transaction has said what is waited for. */
        private boolean said;

        private volatile boolean deaf;

        @Override
        public void requests(InputStream from, OutputStream to) throws IOException {
            var in = new DataInputStream(from);
            var out = new DataOutputStream(new BufferedOutputStream(to, 1 << 16));
            greet(in, out);
            while (true) {
                int type = in.readUnsignedByte();
                var body = new byte[in.readInt() - 4];
                in.readFully(body);
                var sql = sql(type, body);
                if (sql != null) {
                    said |= meant(sql);
                    if (sql.equalsIgnoreCase("commit")) {
                        var fate = fate(said);
                        said = false;
                        if (fate != null) {
                            lost.incrementAndGet();
                        }
                        if (fate == Cut.BEFORE) {
                            return;
                        }
                        deaf = fate == Cut.AFTER;
                    } else if (sql.equalsIgnoreCase("rollback")) {
                        said = false;
                    }
                }
                out.writeByte(type);
                out.writeInt(body.length + 4);
                out.write(body);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        }

        /** What comes before there are types of messages. */
        private void greet(DataInputStream in, DataOutputStream out) throws IOException {
            int code;
            do {
                var body = new byte[in.readInt() - 4];
                in.readFully(body);
                code = (body[0] & 0xFF) << 24 | (body[1] & 0xFF) << 16 | (body[2] & 0xFF) << 8 | body[3] & 0xFF;
                out.writeInt(body.length + 4);
                out.write(body);
                out.flush();
            } while (code == SSL || code == ENCRYPTION);
        }

        /** The statement a message is about, null = about none. */
        private String sql(int type, byte[] body) {
            switch (type) {
                case 'Q' -> {
                    return text(body, 0);
                }
                case 'P' -> {
                    var name = text(body, 0);
                    var sql = text(body, name.getBytes(StandardCharsets.UTF_8).length + 1);
                    prepared.put(name, sql);
                    return null;
                }
                case 'B' -> {
                    var portal = text(body, 0);
                    return prepared.get(text(body, portal.getBytes(StandardCharsets.UTF_8).length + 1));
                }
                default -> {
                    return null;
                }
            }
        }

        private static String text(byte[] body, int from) {
            int end = from;
            while (body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }

        @Override
        public void answers(InputStream in, OutputStream out) throws IOException {
            var piece = new byte[1 << 16];
            for (int n = in.read(piece); n >= 0 && !deaf; n = in.read(piece)) {
                out.write(piece, 0, n);
            }
        }
    }
}
