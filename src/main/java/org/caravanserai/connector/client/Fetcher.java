package org.caravanserai.connector.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.codec.Content;

/**
 * Gets a file that is passed on to a partner who takes no addresses, such as a picture. No secret goes along, no redirect is followed, the address must be
 * one the hub may call, and what comes back must be a file and not a page.
 */
final class Fetcher {
    private static final int LONGEST = 16 << 20;

    private final Machinery machinery;

    Fetcher(Machinery machinery) {
        this.machinery = machinery;
    }

    /** The file could not be got; nothing was sent to the partner. */
    static final class NotFetched extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Fault fault;

        NotFetched(Fault fault, String text) {
            super(text, null, false, false);
            this.fault = fault;
        }
    }

    /** @throws NotFetched when there is no file: ITEM when the address is wrong, TRANSIENT when trying again makes sense */
    Content fetch(String address, Duration limit) {
        var uri = uri(address);
        var target = target(uri);
        try (var lines = machinery.wire(target, 1)) {
            var path = (uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            var received =
                    lines.send(new Request("GET", path, Map.of("Accept", "image/*, */*;q=0.5"), null), limit, LONGEST);
            if (received instanceof Received.Nothing nothing) {
                boolean forbidden = nothing.kind() == Received.Kind.FORBIDDEN;
                throw new NotFetched(
                        forbidden ? Fault.ITEM : Fault.TRANSIENT,
                        shown(address) + " cannot be fetched: " + nothing.text());
            }
            return content(address, (Received.Answer) received);
        }
    }

    private static Content content(String address, Received.Answer answer) {
        if (answer.status() != 200) {
            boolean later = answer.status() == 429 || answer.status() >= 500;
            throw new NotFetched(
                    later ? Fault.TRANSIENT : Fault.ITEM,
                    shown(address) + " cannot be fetched: it answers " + answer.status());
        }
        var type = answer.mediaType() == null ? "" : answer.mediaType().toLowerCase(Locale.ROOT);
        if (answer.nonsense() != null || answer.body().length == 0 || type.startsWith("text/html")) {
            throw new NotFetched(
                    Fault.ITEM,
                    shown(address) + " is no file: "
                            + (answer.nonsense() != null
                                    ? answer.nonsense()
                                    : answer.body().length == 0 ? "it is empty" : "it is a page"));
        }
        return new Content(type.isEmpty() ? "application/octet-stream" : type, answer.body());
    }

    private static URI uri(String address) {
        try {
            var uri = new URI(address.strip());
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw wrong(address);
            }
            return uri;
        } catch (URISyntaxException broken) {
            throw wrong(address);
        }
    }

    private static Target target(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw wrong(uri.toString());
        }
        int usual = scheme.equals("https") ? 443 : 80;
        return new Target(
                scheme,
                uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? usual : uri.getPort(),
                "");
    }

    private static NotFetched wrong(String address) {
        return new NotFetched(Fault.ITEM, shown(address) + " is no address of a file (https://host/path)");
    }

    /** Queries may hold keys. */
    private static String shown(String address) {
        return "'" + Finding.cut(address.replaceFirst("\\?.*", "")) + "'";
    }
}
