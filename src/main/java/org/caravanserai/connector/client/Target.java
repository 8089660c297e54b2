package org.caravanserai.connector.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.caravanserai.connector.codec.CannotEncode;

/**
 * Where calls of a connection go: nothing but this scheme, host and port is ever called.
 *
 * @param scheme http or https
 * @param host name or address, lower case, without brackets
 * @param port always said
 * @param prefix path all calls stand below, without a slash at its end
 */
record Target(String scheme, String host, int port, String prefix) {
    /**
     * Reads a base address.
     *
     * @throws CannotEncode when it is none
     */
    static Target of(String address) {
        if (address == null || address.isBlank()) {
            throw CannotEncode.channel("the connection has no baseUrl; say it in the channel's connection");
        }
        try {
            var uri = new URI(address.strip());
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!Set.of("http", "https").contains(scheme)
                    || uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw wrong();
            }
            int usual = scheme.equals("https") ? 443 : 80;
            var path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return new Target(
                    scheme,
                    uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""),
                    uri.getPort() < 0 ? usual : uri.getPort(),
                    path.replaceAll("/+$", ""));
        } catch (URISyntaxException broken) {
            throw wrong();
        }
    }

    private static CannotEncode wrong() {
        return CannotEncode.channel("baseUrl is no address; write https://host/path without user, query and fragment");
    }

    /** The host as it stands in an address. */
    String authority() {
        var shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return shown + ":" + port;
    }

    /** True for names and addresses of this machine. */
    boolean loopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Scheme, host and port: what people and logs are shown. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
