package org.caravanserai.order.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that does not take everybody: what GreenMail cannot be told. */
final class PickyPost implements AutoCloseable {
    /** Recipients of each message that was taken. */
    final List<List<String>> taken = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final Map<String, Integer> refused;

    /** @param refused codes by address */
    PickyPost(Map<String, Integer> refused) throws IOException {
        this.refused = refused;
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "picky-post");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var line = server.accept()) {
                talk(line);
            } catch (IOException closed) {
                // the next one, or the end
            }
        }
    }

    private void talk(Socket line) throws IOException {
        var in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
        say(line, "220 picky");
        var to = new ArrayList<String>();
        for (var said = in.readLine(); said != null; said = in.readLine()) {
            var word = said.length() < 4 ? said : said.substring(0, 4);
            switch (word) {
                case "RCPT" -> {
                    var address = said.replaceAll(".*<(.*)>.*", "$1");
                    int code = refused.getOrDefault(address, 250);
                    if (code == 250) {
                        to.add(address);
                    }
                    say(line, code + " " + address);
                }
                case "RSET" -> {
                    to.clear();
                    say(line, "250 forgotten");
                }
                case "DATA" -> {
                    say(line, "354 go on");
                    while (!".".equals(in.readLine())) {
                        // the letter itself
                    }
                    taken.add(List.copyOf(to));
                    to.clear();
                    say(line, "250 taken");
                }
                case "QUIT" -> {
                    say(line, "221 bye");
                    return;
                }
                default -> say(line, "250 ok");
            }
        }
    }

    private static void say(Socket line, String text) throws IOException {
        line.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        line.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
