package org.caravanserai.punchout.door;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What goes back over HTTP.
 *
 * @param headers beside the content type
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    static Answer cxml(byte[] document) {
        return new Answer(200, "text/xml; charset=UTF-8", document, Map.of());
    }

    static Answer redirect(String path) {
        return new Answer(303, "text/plain; charset=UTF-8", new byte[0], Map.of("Location", path));
    }

    static Answer text(int status, String text) {
        return new Answer(
                status, "text/plain; charset=UTF-8", (text + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
