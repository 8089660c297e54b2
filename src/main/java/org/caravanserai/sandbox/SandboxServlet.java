package org.caravanserai.sandbox;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sandbox inside a hub, at {@code /sandbox/*}. Answers callers on the same machine only, by a name of this machine,
 * so that no page from elsewhere reaches it through somebody's browser.
 */
public final class SandboxServlet extends HttpServlet {
    /** Request attribute that tells {@link CutConnections} to close the connection. */
    static final String CUT = SandboxServlet.class.getName() + ".cut";

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Optional<Sandbox>> home;

    /** @param home the sandbox, asked at every call; empty = this home has none */
    public SandboxServlet(Supplier<Optional<Sandbox>> home) {
        this.home = home;
    }

    @Override
    protected void service(HttpServletRequest http, HttpServletResponse reply) throws IOException {
        var sandbox = home.get();
        if (sandbox.isEmpty() || !loopback(http.getRemoteAddr()) || !loopback(http.getServerName())) {
            reply.sendError(404);
            return;
        }
        var body = http.getInputStream().readNBytes(Request.MOST_BYTES);
        var headers = new HashMap<String, String>();
        http.getHeaderNames().asIterator().forEachRemaining(name -> headers.put(name, http.getHeader(name)));
        send(
                http,
                reply,
                sandbox.get(),
                sandbox.get()
                        .handle(Request.of(
                                http.getMethod(), http.getRequestURI(), http.getQueryString(), headers, body)));
    }

    private static void send(HttpServletRequest http, HttpServletResponse reply, Sandbox sandbox, Answer answer)
            throws IOException {
        if (answer.sending() == Answer.Sending.NOTHING) {
            http.setAttribute(CUT, true);
            return;
        }
        reply.setStatus(answer.status());
        answer.headers().forEach(reply::setHeader);
        var body = answer.body();
        switch (answer.sending()) {
            case NOTHING -> {}
            case WHOLE -> {
                reply.setContentLength(body.length);
                reply.getOutputStream().write(body);
            }
            case HALF -> {
                reply.setContentLength(Math.max(2, body.length));
                reply.getOutputStream().write(body, 0, body.length / 2);
                reply.flushBuffer();
                http.setAttribute(CUT, true);
            }
            case ENDLESS -> Endless.send(reply.getOutputStream(), sandbox);
        }
    }

    /** Names are those a browser or a configuration would write; nothing is looked up. */
    private static boolean loopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        if (!host.matches("[0-9.]+|[0-9a-fA-F:]+|\\[[0-9a-fA-F:]+]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
