package org.caravanserai.master;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Incoming.Sections;
import org.caravanserai.parser.CanonicalJson;

/**
 * A delivered document as bytes, ready to be compared with what we have: an unchanged one is never built as a tree. Can
 * be put aside on disk between two passes over a file.
 */
public final class Parcel {
    private static final byte[] NOTHING = new byte[0];

    private final Kind kind;
    private final String key;
    private final byte[] json;
    private final byte[] beside;
    private final Sections sections;
    private final int findings;
    private final long content;
    private final long hash;
    private Incoming incoming;

    private Parcel(
            Kind kind,
            String key,
            byte[] json,
            byte[] beside,
            Sections sections,
            int findings,
            long content,
            long hash) {
        this.kind = kind;
        this.key = key;
        this.json = json;
        this.beside = beside;
        this.sections = sections;
        this.findings = findings;
        this.content = content;
        this.hash = hash;
    }

    /** Wraps a delivery. */
    public static Parcel of(Incoming incoming) {
        var document = incoming.document();
        var json = CanonicalJson.write(document);
        long content = CanonicalJson.hash(json);
        long hash = content + incoming.sections().ordinal();
        var beside = NOTHING;
        if (!incoming.findings().isEmpty() || !incoming.notes().isEmpty()) {
            beside = CanonicalJson.write(new Document(document.kind(), document.key(), Bodies.beside(incoming)));
            hash = hash * 31 + CanonicalJson.hash(beside);
        }
        var parcel = new Parcel(
                document.kind(),
                document.key(),
                json,
                beside,
                incoming.sections(),
                incoming.findings().size(),
                content,
                hash);
        parcel.incoming = incoming;
        return parcel;
    }

    /** The source's own key. */
    public String key() {
        return key;
    }

    /** Tells differing deliveries of one key apart: values, findings and notes. */
    public long hash() {
        return hash;
    }

    /** Bytes of its document. */
    public int size() {
        return json.length;
    }

    /** How many values were left out. */
    public int findings() {
        return findings;
    }

    Kind kind() {
        return kind;
    }

    byte[] json() {
        return json;
    }

    /** The hash of its document alone. */
    long content() {
        return content;
    }

    /** The delivery as a tree. */
    public Incoming incoming() {
        return incoming(true);
    }

    /** @param whole false = only a few fields will be looked at */
    Incoming incoming(boolean whole) {
        if (incoming == null) {
            Map<String, Object> fields = beside.length == 0
                    ? new TreeMap<>()
                    : CanonicalJson.read(kind, beside).values();
            incoming = new Incoming(
                    whole ? CanonicalJson.read(kind, json) : CanonicalJson.glance(kind, json),
                    beside.length == 0 ? List.of() : Bodies.findings(fields),
                    sections,
                    beside.length == 0 ? Map.of() : Bodies.notes(fields));
        }
        return incoming;
    }

    /** Puts it aside. */
    public void write(DataOutput out) throws IOException {
        var name = key.getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(content);
        out.writeLong(hash);
        out.writeByte(sections.ordinal());
        out.writeInt(findings);
        out.writeInt(json.length);
        out.write(json);
        out.writeInt(beside.length);
        out.write(beside);
    }

    /** Takes one up again. */
    public static Parcel read(Kind kind, DataInput in) throws IOException {
        var name = bytes(in);
        long content = in.readLong();
        long hash = in.readLong();
        var sections = Sections.values()[in.readByte()];
        int findings = in.readInt();
        var json = bytes(in);
        return new Parcel(
                kind, new String(name, StandardCharsets.UTF_8), json, bytes(in), sections, findings, content, hash);
    }

    private static byte[] bytes(DataInput in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
