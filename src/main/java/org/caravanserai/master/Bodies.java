package org.caravanserai.master;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.store.Packed;

/**
 * How our rows hold what they hold. A golden body is its JSON with a short trailer: the lineage and the ids of the
 * source records behind it, so that one row is read and written, not three. A source body is canonical JSON with the
 * bookkeeping beside the values.
 */
final class Bodies {
    private static final String VALUES = "values";
    private static final byte[] OPEN = ",\"values\":{".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "}}".getBytes(StandardCharsets.US_ASCII);

    private Bodies() {}

    /** A source record a golden document is made of. */
    record Part(long id, int space) {}

    /**
     * What a golden row holds beside the JSON.
     *
     * @param winners the first one won every value not in {@code others}
     * @param others the other winners' numbers by address
     */
    record Trailer(List<Lineage.Winner> winners, Map<String, Integer> others, List<Part> parts) {
        /** The lineage of all these addresses. */
        Lineage lineage(Iterable<String> addresses) {
            var byAddress = new TreeMap<String, Lineage.Winner>();
            for (var address : addresses) {
                byAddress.put(address, winners.get(others.getOrDefault(address, 0)));
            }
            return new Lineage(byAddress);
        }
    }

    /** The row of a source record; {@code hash} only matters while it waits. */
    record Kept(SourceRecord record, long golden, boolean keeps, long hash) {}

    /** The row of a golden document: the length of its JSON, its JSON, its trailer. */
    static Packed golden(byte[] json, byte[] trailer) {
        return Packed.of(length(json), ByteBuffer.wrap(json), ByteBuffer.wrap(trailer));
    }

    /** Whether {@link #golden} would give this body. */
    static boolean isGolden(byte[] body, byte[] json, byte[] trailer) {
        return body.length == 4 + json.length + trailer.length
                && isJson(body, json)
                && Arrays.equals(body, 4 + json.length, body.length, trailer, 0, trailer.length);
    }

    /** Whether this is the JSON of a golden body. */
    static boolean isJson(byte[] body, byte[] json) {
        return ByteBuffer.wrap(body).getInt() == json.length
                && Arrays.equals(body, 4, 4 + json.length, json, 0, json.length);
    }

    private static ByteBuffer length(byte[] json) {
        return ByteBuffer.allocate(4).putInt(json.length).flip();
    }

    /** What stands behind the JSON of a golden document. */
    static byte[] trailer(Lineage lineage, List<Part> parts) {
        try {
            var bytes = new ByteArrayOutputStream(128);
            var out = new DataOutputStream(bytes);
            write(out, lineage);
            parts(out, parts);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] json(byte[] body) {
        return Arrays.copyOfRange(body, 4, 4 + ByteBuffer.wrap(body).getInt());
    }

    static Trailer trailer(byte[] body) {
        int json = ByteBuffer.wrap(body).getInt();
        try (var in = new DataInputStream(new ByteArrayInputStream(body, 4 + json, body.length - 4 - json))) {
            var winners = new Lineage.Winner[in.readUnsignedShort()];
            for (int i = 0; i < winners.length; i++) {
                winners[i] = new Lineage.Winner(in.readUTF(), in.readLong(), in.readUTF());
            }
            int count = in.readUnsignedShort();
            var others = new HashMap<String, Integer>();
            for (int i = 0; i < count; i++) {
                others.put(in.readUTF(), in.readUnsignedShort());
            }
            return new Trailer(List.of(winners), others, parts(in));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    static byte[] parts(List<Part> parts) {
        try {
            var bytes = new ByteArrayOutputStream();
            parts(new DataOutputStream(bytes), parts);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static List<Part> parts(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return parts(in);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static void parts(DataOutputStream out, List<Part> parts) throws IOException {
        out.writeInt(parts.size());
        for (var part : parts) {
            out.writeLong(part.id());
            out.writeInt(part.space());
        }
    }

    private static List<Part> parts(DataInputStream in) throws IOException {
        int count = in.readInt();
        var parts = new ArrayList<Part>(count);
        for (int i = 0; i < count; i++) {
            parts.add(new Part(in.readLong(), in.readInt()));
        }
        return parts;
    }

    /** Each winner once, the most frequent first; then the addresses the first one did not win. */
    private static void write(DataOutputStream out, Lineage lineage) throws IOException {
        if (lineage.only() != null) {
            out.writeShort(1);
            out.writeUTF(lineage.only().source());
            out.writeLong(lineage.only().run());
            out.writeUTF(lineage.only().rule());
            out.writeShort(0);
            return;
        }
        var often = new LinkedHashMap<Lineage.Winner, Integer>();
        lineage.winners().values().forEach(winner -> often.merge(winner, 1, Integer::sum));
        var winners = new ArrayList<>(often.keySet());
        winners.sort((a, b) -> Integer.compare(often.get(b), often.get(a)));
        var numbers = new HashMap<Lineage.Winner, Integer>();
        out.writeShort(winners.size());
        for (var winner : winners) {
            numbers.put(winner, numbers.size());
            out.writeUTF(winner.source());
            out.writeLong(winner.run());
            out.writeUTF(winner.rule());
        }
        out.writeShort(winners.isEmpty() ? 0 : lineage.winners().size() - often.get(winners.get(0)));
        for (var entry : lineage.winners().entrySet()) {
            int number = numbers.get(entry.getValue());
            if (number > 0) {
                out.writeUTF(entry.getKey());
                out.writeShort(number);
            }
        }
    }

    /**
     * The row of a source record.
     *
     * @param document its document in canonical JSON, whose fields are copied as they are
     */
    static Packed source(Kept kept, byte[] document) {
        var record = kept.record();
        var fields = new TreeMap<String, Object>();
        fields.put("golden", kept.golden());
        fields.put("keeps", kept.keeps());
        if (kept.golden() == 0) {
            fields.put("hash", kept.hash());
        }
        fields.put("run", record.run());
        if (!record.runs().isEmpty()) {
            fields.put("runs", new TreeMap<>(record.runs()));
        }
        beside(record.findings(), record.notes(), fields);
        var kind = record.document().kind();
        var key = record.document().key();
        var beside = CanonicalJson.write(new Document(kind, key, fields));
        // {"sku":"A" comes before the fields; in canonical order "values" stands behind all of the bookkeeping.
        int keyEnds = 4 + kind.keyField().length() + CanonicalJson.write((Object) key).length;
        int from = Math.min(keyEnds + 1, document.length - 1);
        return Packed.of(
                ByteBuffer.wrap(beside, 0, beside.length - 1),
                ByteBuffer.wrap(OPEN),
                ByteBuffer.wrap(document, from, document.length - 1 - from),
                ByteBuffer.wrap(CLOSE));
    }

    static Kept source(String source, Kind kind, byte[] body) {
        var stored = CanonicalJson.read(kind, body);
        var fields = stored.values();
        var runs = new HashMap<String, Long>();
        object(fields.get("runs")).forEach((address, run) -> runs.put(address, (Long) run));
        var document = new Document(kind, stored.key(), object(fields.get(VALUES)));
        var record =
                new SourceRecord(source, document, findings(fields), (Long) fields.get("run"), runs, notes(fields));
        var hash = fields.get("hash") instanceof Long number ? number : 0L;
        return new Kept(record, (Long) fields.get("golden"), (Boolean) fields.get("keeps"), hash);
    }

    /** What stands beside the values of a delivery. */
    static Map<String, Object> beside(Incoming incoming) {
        var fields = new TreeMap<String, Object>();
        beside(incoming.findings(), incoming.notes(), fields);
        return fields;
    }

    private static void beside(
            List<Finding> findings, Map<String, SourceRecord.Note> notes, Map<String, Object> fields) {
        if (!findings.isEmpty()) {
            fields.put("findings", findings.stream().map(Bodies::finding).toList());
        }
        if (!notes.isEmpty()) {
            var all = new TreeMap<String, Object>();
            notes.forEach((address, note) -> all.put(address, note(note)));
            fields.put("notes", all);
        }
    }

    static Map<String, SourceRecord.Note> notes(Map<String, Object> fields) {
        var notes = new HashMap<String, SourceRecord.Note>();
        object(fields.get("notes")).forEach((address, note) -> {
            var of = object(note);
            var until = (Long) of.get("until");
            notes.put(address, new SourceRecord.Note((String) of.get("author"), (String) of.get("text"), until));
        });
        return notes;
    }

    static List<Finding> findings(Map<String, Object> fields) {
        var findings = new ArrayList<Finding>();
        if (fields.get("findings") instanceof List<?> list) {
            list.forEach(finding -> findings.add(finding(object(finding))));
        }
        return findings;
    }

    private static Map<String, Object> note(SourceRecord.Note note) {
        var fields = new TreeMap<String, Object>();
        fields.put("author", note.author());
        fields.put("text", note.text());
        if (note.until() != null) {
            fields.put("until", note.until());
        }
        return fields;
    }

    private static Map<String, Object> finding(Finding finding) {
        var fields = new TreeMap<String, Object>();
        fields.put("rule", finding.rule());
        fields.put("severity", finding.severity().name());
        fields.put("attribute", finding.attribute());
        fields.put("value", finding.value());
        fields.put("message", finding.message());
        fields.put("owner", finding.owner());
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    private static Finding finding(Map<String, Object> fields) {
        return new Finding(
                (String) fields.get("rule"),
                Finding.Severity.valueOf((String) fields.get("severity")),
                (String) fields.get("attribute"),
                (String) fields.get("value"),
                (String) fields.get("message"),
                (String) fields.get("owner"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
