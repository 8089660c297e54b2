package org.caravanserai.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call as it came, whole.
 *
 * @param method in capitals
 * @param path as sent, still percent-encoded, from the root of whom it is for
 * @param query decoded parameters in the order they came; a name may repeat
 * @param headers by lower-case name; of a repeated one the first
 * @param body bytes, empty when there is none
 */
public record Request(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
    /** Most bytes of a body a stand-in reads. */
    public static final int MOST_BYTES = 64 << 20;

    /**
     * Takes a call apart.
     *
     * @param rawQuery what stands behind the question mark, null when there is none
     */
    public static Request of(String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new Request(method.toUpperCase(Locale.ROOT), path, parameters(rawQuery), lower, body);
    }

    /** Decoded {@code name=value} pairs, as in a query or in a form. */
    public static Map<String, List<String>> parameters(String text) {
        var found = new LinkedHashMap<String, List<String>>();
        if (text == null || text.isEmpty()) {
            return found;
        }
        for (var pair : text.split("&")) {
            var at = pair.indexOf('=');
            var name = decoded(at < 0 ? pair : pair.substring(0, at));
            found.computeIfAbsent(name, any -> new ArrayList<>()).add(at < 0 ? "" : decoded(pair.substring(at + 1)));
        }
        return found;
    }

    /** The same call with the first segments of its path taken away. */
    public Request below(int segments) {
        var at = 0;
        for (int i = 0; i < segments && at >= 0; i++) {
            at = path.indexOf('/', at + 1);
        }
        return new Request(method, at < 0 ? "/" : path.substring(at), query, headers, body);
    }

    /** Decoded parts of the path, without empty ones. */
    public List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> decoded(part.replace("+", "%2B")))
                .toList();
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** First value of a query parameter. */
    public Optional<String> parameter(String name) {
        var values = query.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** A query parameter that is a number, within bounds; what is not one is the fallback. */
    public int number(String name, int fallback, int least, int most) {
        var text = parameter(name).orElse("");
        if (!text.matches("-?\\d{1,9}")) {
            return fallback;
        }
        return Math.max(least, Math.min(most, Integer.parseInt(text)));
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** True when the body is declared to be of a media type. */
    public boolean is(String mediaType) {
        return header("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith(mediaType))
                .orElse(false);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException nonsense) {
            return text;
        }
    }
}
