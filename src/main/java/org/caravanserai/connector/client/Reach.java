package org.caravanserai.connector.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One step on the way to a partner, tried without saying anything to it.
 *
 * @param what {@code name}, {@code line} or {@code certificate}
 * @param ok whether it went well
 * @param text what was found, one sentence without secrets
 */
public record Reach(String what, boolean ok, String text) {
    private static final int LIMIT_MILLIS = 5_000;

    /** Every step until one fails. */
    static List<Reach> of(Target target, Machinery machinery) {
        var steps = new ArrayList<Reach>();
        InetAddress address;
        try {
            address = machinery.resolver.resolve(target.host())[0];
            steps.add(new Reach("name", true, target.host() + " is " + address.getHostAddress()));
        } catch (UnknownHostException unknown) {
            steps.add(new Reach("name", false, target.host() + ": " + unknown.getMessage()));
            return steps;
        }
        try (var line = new Socket()) {
            line.connect(new InetSocketAddress(address, target.port()), LIMIT_MILLIS);
            line.setSoTimeout(LIMIT_MILLIS);
            steps.add(new Reach("line", true, target + " accepts connections"));
            if (target.scheme().equals("https")) {
                certificate(target, machinery, line, steps);
            }
        } catch (IOException refused) {
            steps.add(new Reach("line", false, target + " does not accept connections"));
        }
        return steps;
    }

    private static void certificate(Target target, Machinery machinery, Socket line, List<Reach> steps)
            throws IOException {
        try (var secured =
                (SSLSocket) machinery.tls.getSocketFactory().createSocket(line, target.host(), target.port(), false)) {
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            steps.add(new Reach(
                    "certificate",
                    true,
                    "it is valid, spoken is " + secured.getSession().getProtocol()));
        } catch (SSLException untrusted) {
            steps.add(new Reach("certificate", false, "it is not trusted for " + target.host()));
        }
    }
}
