package org.caravanserai.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/form-data} body (RFC 7578) by name. */
public final class Multipart {
    /**
     * One part.
     *
     * @param fileName null when it is no file
     * @param type its media type, null when it names none
     */
    public record Part(String fileName, String type, byte[] content) {
        /** The content as text. */
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *([^\\r\\n]+)");

    private Multipart() {}

    /** The parts, nothing when the body is none or is broken. */
    public static Optional<Map<String, Part>> read(Request request) {
        var boundary = BOUNDARY.matcher(request.header("content-type").orElse(""));
        if (!request.is("multipart/form-data") || !boundary.find()) {
            return Optional.empty();
        }
        var body = request.body();
        var mark = ("--" + boundary.group(1)).getBytes(StandardCharsets.US_ASCII);
        var parts = new LinkedHashMap<String, Part>();
        var at = find(body, mark, 0);
        while (at >= 0) {
            var begin = at + mark.length;
            if (begin + 1 < body.length && body[begin] == '-' && body[begin + 1] == '-') {
                return Optional.of(parts);
            }
            var end = find(body, mark, begin);
            var head = find(body, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), begin);
            if (end < 0 || head < 0 || head > end) {
                return Optional.empty();
            }
            var headers = new String(body, begin, head - begin, StandardCharsets.UTF_8);
            var name = NAME.matcher(headers);
            if (!name.find()) {
                return Optional.empty();
            }
            var file = FILE.matcher(headers);
            var type = TYPE.matcher(headers);
            parts.put(
                    name.group(1),
                    new Part(
                            file.find() ? file.group(1) : null,
                            type.find() ? type.group(1).trim() : null,
                            Arrays.copyOfRange(body, head + 4, Math.max(head + 4, end - 2))));
            at = end;
        }
        return Optional.empty();
    }

    private static int find(byte[] body, byte[] what, int from) {
        for (int i = from; i <= body.length - what.length; i++) {
            if (body[i] == what[0] && Arrays.equals(body, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }
}
