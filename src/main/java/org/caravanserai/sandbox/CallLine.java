package org.caravanserai.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How calls and changes are written into the journal, and changes read from it. */
final class CallLine {
    /** Most bytes of a body that are kept. */
    static final int MOST_KEPT = 4 << 20;
    /** Most characters of an answer that are kept. */
    static final int MOST_ANSWERED = 16 << 10;

    private CallLine() {}

    static void request(ObjectNode line, Request request, Credential credential) {
        line.put("method", request.method()).put("path", request.path());
        if (!request.query().isEmpty()) {
            var query = line.putObject("query");
            request.query().forEach((name, values) -> values.forEach(query.putArray(name)::add));
        }
        if (credential != null && credential.header() != null) {
            line.putObject("key")
                    .put("header", credential.header())
                    .put("masked", credential.masked())
                    .put("right", credential.right());
        }
        request.header("content-type").ifPresent(type -> line.put("type", type));
        if (request.body().length > 0) {
            body(line, request.body());
        }
    }

    static void answer(ObjectNode line, Answer answer) {
        line.put("status", answer.sending() == Answer.Sending.NOTHING ? 0 : answer.status());
        if (answer.sending() != Answer.Sending.WHOLE) {
            line.put("sent", answer.sending().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (answer.body().length > 0) {
            var text = answer.text();
            line.put("answer", text.length() > MOST_ANSWERED ? text.substring(0, MOST_ANSWERED) : text);
        }
    }

    static void faults(ObjectNode line, List<Faults.Armed> faults) {
        if (!faults.isEmpty()) {
            var list = line.putArray("faults");
            faults.forEach(one -> list.addObject()
                    .put("id", one.id())
                    .put("fault", one.fault().kind().word()));
        }
    }

    static void changes(ObjectNode line, List<State.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var list = line.putArray("changes");
        for (var change : changes) {
            var one = list.addObject().put("kind", change.kind()).put("key", change.key());
            if (change.after() == null) {
                one.putNull("record");
            } else {
                one.set("record", change.after());
            }
        }
    }

    static void again(ObjectNode line, State state) {
        if (line.path("changes") instanceof ArrayNode changes) {
            for (var change : changes) {
                state.again(
                        change.path("kind").asString(),
                        change.path("key").asString(),
                        change.path("record") instanceof ObjectNode record ? record : null);
            }
        }
    }

    private static void body(ObjectNode line, byte[] body) {
        line.put("bytes", body.length);
        var kept = Math.min(body.length, MOST_KEPT);
        if (kept < body.length) {
            line.put("cut", true);
        }
        try {
            line.put(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body, 0, kept))
                            .toString());
        } catch (CharacterCodingException binary) {
            line.put(
                    "base64",
                    Base64.getEncoder()
                            .encodeToString(kept == body.length ? body : java.util.Arrays.copyOf(body, kept)));
        }
    }
}
