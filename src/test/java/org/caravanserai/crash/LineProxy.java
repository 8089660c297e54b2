package org.caravanserai.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in the line to a server of this machine, one thread per direction; where either ends, the line ends. What passes, who extends it says. */
abstract class LineProxy implements AutoCloseable {
    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    LineProxy(int serverPort) throws IOException {
        entrance = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        daemon(this::accept);
    }

    /** One connection. */
    interface Line {
        void requests(InputStream in, OutputStream out) throws IOException;

        void answers(InputStream in, OutputStream out) throws IOException;
    }

    /** A new connection of this caller. */
    abstract Line line(Socket caller);

    /** Where callers come in. */
    final int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var caller = entrance.accept();
                daemon(() -> connect(caller));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void daemon(Runnable work) {
        var thread = new Thread(work, getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    private void connect(Socket caller) {
        var callee = new Socket();
        open.add(caller);
        open.add(callee);
        var line = line(caller);
        passing(caller, callee, () -> {
            callee.connect(server, 5_000);
            callee.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            daemon(() ->
                    passing(caller, callee, () -> line.answers(callee.getInputStream(), caller.getOutputStream())));
            line.requests(caller.getInputStream(), callee.getOutputStream());
        });
    }

    private interface Passing {
        void run() throws IOException;
    }

    private void passing(Socket caller, Socket callee, Passing one) {
        try {
            one.run();
        } catch (IOException ended) {
            // The end of a line is what this class is about.
        }
        close(caller);
        close(callee);
    }

    final void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(this::close);
    }
}
