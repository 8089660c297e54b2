package org.caravanserai.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What goes back.
 *
 * @param status HTTP status
 * @param headers in the order they are sent
 * @param body empty when there is none
 * @param sending how much of it really leaves
 */
public record Answer(int status, Map<String, String> headers, byte[] body, Sending sending) {
    /** How an answer leaves. */
    public enum Sending {
        WHOLE,
        /** The connection is closed without a byte. */
        NOTHING,
        /** The connection is closed in the middle of the body. */
        HALF,
        /** The body goes on until the caller hangs up. */
        ENDLESS
    }

    /** An answer in JSON. */
    public static Answer json(int status, JsonNode body) {
        return of(status, "application/json", Json.text(body));
    }

    /** An answer with a text. */
    public static Answer of(int status, String type, String body) {
        return new Answer(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8), Sending.WHOLE);
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0], Sending.WHOLE);
    }

    /** The same with one header more. */
    public Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, sending);
    }

    /** The same with another body. */
    public Answer with(String text) {
        return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8), sending);
    }

    /** The same, leaving in another way. */
    public Answer leaving(Sending how) {
        return new Answer(status, headers, body, how);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
