package org.caravanserai.master;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.CanonicalJson;

/** One golden document while a transaction is prepared: what is stored and what will be. */
final class Node {
    final long id;
    final Kind kind;
    /** The stored body, null = none (new, or a tombstone). */
    final byte[] body;
    /** Whether it is stored as a tombstone. */
    final boolean tombstone;

    String key;
    List<Bodies.Part> parts;
    boolean touched;

    private Document before;
    private String parent;
    private boolean parentKnown;

    Node(long id, Kind kind, String key, byte[] body, List<Bodies.Part> parts, boolean tombstone) {
        this.id = id;
        this.kind = kind;
        this.key = key;
        this.body = body;
        this.parts = new ArrayList<>(parts);
        this.tombstone = tombstone;
    }

    boolean stored() {
        return body != null;
    }

    /** The document as stored, null = none. */
    Document before() {
        if (before == null && body != null) {
            before = CanonicalJson.glance(kind, Bodies.json(body));
        }
        return before;
    }

    /** The key of the parent as it will be, null = a root. */
    String parent() {
        if (!parentKnown && before() != null) {
            parent = before().values().get("parent") instanceof String text ? text : null;
        }
        return parent;
    }

    void parent(String key) {
        parent = key;
        parentKnown = true;
    }

    boolean has(int space) {
        return parts.stream().anyMatch(part -> part.space() == space);
    }

    void add(Word word) {
        if (parts.stream().noneMatch(part -> part.id() == word.id)) {
            parts.add(word.part());
        }
        touched = true;
    }
}
