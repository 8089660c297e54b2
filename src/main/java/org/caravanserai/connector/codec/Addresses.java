package org.caravanserai.connector.codec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.caravanserai.home.Template;

/** Paths, queries and header values. Every value is percent-encoded whole (RFC 3986): it never changes the shape of the address. */
public final class Addresses {
    private static final String UNRESERVED = "-._~";
    /** What a template may hold as it is: the characters of a path (RFC 3986 3.3) and what is encoded already. */
    private static final String IN_PATH = UNRESERVED + "!$&'()*+,;=:@/%";

    private Addresses() {}

    /**
     * A path with its placeholders filled.
     *
     * @throws CannotEncode when a placeholder has no value, or a part would be empty, {@code .} or {@code ..}
     */
    public static String path(String template, Values values) {
        var path = new StringBuilder();
        for (var part : Template.of(template).parts()) {
            if (part instanceof Template.Literal literal) {
                encode(path, literal.text(), IN_PATH);
            } else if (part instanceof Template.Hole hole) {
                var value = Values.plain(values.value(hole, null));
                if (value == null || value.isEmpty()) {
                    throw missing(hole);
                }
                encode(path, value, UNRESERVED);
            }
        }
        for (var segment : path.toString().split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw CannotEncode.item("a part of the path would be '" + segment + "', which leads elsewhere");
            }
        }
        return path.toString();
    }

    private static CannotEncode missing(Template.Hole hole) {
        var text = "{" + hole.name() + "} of the path has no value";
        return hole.root().equals("connection") ? CannotEncode.channel(text) : CannotEncode.item(text);
    }

    /** The query without its question mark; entries whose placeholder has no value are left out. Empty when nothing is left. */
    public static String query(Map<String, String> templates, Values values) {
        var query = new StringJoiner("&");
        templates.forEach((name, template) -> {
            var text = values.text(template, null);
            if (text != null) {
                var entry = new StringBuilder();
                encode(entry, name, UNRESERVED);
                entry.append('=');
                encode(entry, text, UNRESERVED + ",:");
                query.add(entry);
            }
        });
        return query.toString();
    }

    private static void encode(StringBuilder out, String text, String kept) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", (int) c));
            }
        }
    }

    /**
     * The value of a header, null when a placeholder has no value.
     *
     * @throws CannotEncode when it holds anything but printable ASCII (RFC 9110 5.5); line breaks would begin another header
     */
    public static String header(String name, String template, Values values) {
        var text = values.text(template, null);
        if (text != null && !text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            var reason = "the header " + name + " would hold characters that headers cannot carry";
            throw Template.of(template).holes().stream()
                            .allMatch(hole -> hole.root().equals("connection")
                                    || hole.root().equals("token"))
                    ? CannotEncode.channel(reason)
                    : CannotEncode.item(reason);
        }
        return text;
    }
}
