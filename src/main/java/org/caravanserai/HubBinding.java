package org.caravanserai;

import java.util.Optional;
import org.caravanserai.access.AccessCode;
import org.caravanserai.web.security.Loopback;
import org.springframework.core.env.Environment;

/** Refuses to send passwords over a network in clear text. */
final class HubBinding {
    private HubBinding() {}

    /** Why the hub must not listen as these settings say; empty = it may. */
    static Optional<String> refusal(Environment environment) {
        if ("allowed".equals(environment.getProperty("hub.http.plain"))) {
            return Optional.empty();
        }
        return refusal(environment, "server").or(() -> refusal(environment, "management.server"));
    }

    private static Optional<String> refusal(Environment environment, String prefix) {
        var address = environment.getProperty(prefix + ".address", "");
        if (encrypted(environment, prefix) || Loopback.is(address)) {
            return Optional.empty();
        }
        return Optional.of(AccessCode.CLEAR_TEXT.code() + " " + prefix + ".address=" + address
                + " would send passwords over the network in clear text. Give a certificate (--" + prefix
                + ".ssl.bundle=NAME or --" + prefix + ".ssl.certificate=FILE), or, behind a proxy that encrypts, start"
                + " with --hub.http.plain=allowed");
    }

    /**
     * Where the hub answers, without a slash at the end.
     *
     * @param prefix {@code server} or {@code management.server}
     * @param port the port really taken
     */
    static String address(Environment environment, String prefix, Object port) {
        var host = environment.getProperty(prefix + ".address", "127.0.0.1");
        return (encrypted(environment, prefix) ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static boolean encrypted(Environment environment, String prefix) {
        return environment.containsProperty(prefix + ".ssl.bundle")
                || environment.containsProperty(prefix + ".ssl.key-store")
                || environment.containsProperty(prefix + ".ssl.certificate");
    }
}
