package org.caravanserai.delivery.topic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.topic.Letter;
import org.caravanserai.master.Golden;
import org.caravanserai.parser.CanonicalJson;

/** A change as it stands in a topic. Published: {@code topic/change-1.json}; fields may be added, none is renamed or removed within a version. */
public final class Envelope {
    private static final String SCHEMA = "/topic/change-1.json";
    private static final int VERSION = 1;

    private Envelope() {}

    /** The JSON Schema of it, as it is published. */
    public static String schema() {
        try (var in = Envelope.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The document as it is now. */
    static Letter upsert(Golden golden, long sequence, Instant at) {
        return letter(golden, sequence, at, golden.json());
    }

    /** The document is too large for the brokers: whoever needs it asks for it by its key. */
    static Letter omitted(Golden golden, long sequence, Instant at) {
        return letter(golden, sequence, at, null);
    }

    /** The document is gone. */
    static Letter delete(long id, Kind kind, String key, long sequence, Instant at) {
        var head = head(id, kind, key, "delete", sequence, at);
        return new Letter(key(kind, key), CanonicalJson.write((Object) head));
    }

    private static Letter letter(Golden golden, long sequence, Instant at, byte[] document) {
        var head = head(golden.id(), golden.kind(), golden.key(), "upsert", sequence, at);
        if (document == null) {
            head.put("omitted", "size");
            return new Letter(key(golden.kind(), golden.key()), CanonicalJson.write((Object) head));
        }
        var written = CanonicalJson.write((Object) head);
        var body = new ByteArrayOutputStream(written.length + document.length + 16);
        // The document as it is stored, not read and written again.
        body.write(written, 0, written.length - 1);
        body.writeBytes(",\"document\":".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(document);
        body.write('}');
        return new Letter(key(golden.kind(), golden.key()), body.toByteArray());
    }

    private static Map<String, Object> head(long id, Kind kind, String key, String change, long sequence, Instant at) {
        var head = new LinkedHashMap<String, Object>();
        head.put("version", (long) VERSION);
        head.put("id", id);
        head.put("kind", kind.word());
        head.put("key", key);
        head.put("change", change);
        head.put("sequence", sequence);
        head.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        return head;
    }

    private static String key(Kind kind, String key) {
        return kind.word() + "/" + key;
    }
}
