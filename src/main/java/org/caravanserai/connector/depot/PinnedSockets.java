package org.caravanserai.connector.depot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that go to the one address that was checked, whatever a library or a partner's answer names; the port may differ. */
final class PinnedSockets extends SocketFactory {
    private static final int CONNECT = 15_000;

    private final InetAddress address;

    PinnedSockets(InetAddress address) {
        this.address = address;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress named) throws IOException {
                connect(named, CONNECT);
            }

            @Override
            public void connect(SocketAddress named, int timeout) throws IOException {
                super.connect(
                        new InetSocketAddress(address, ((InetSocketAddress) named).getPort()),
                        timeout == 0 ? CONNECT : timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        var socket = createSocket();
        socket.connect(new InetSocketAddress(address, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket("", port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket("", port);
    }
}
