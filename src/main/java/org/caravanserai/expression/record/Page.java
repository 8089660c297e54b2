package org.caravanserai.expression.record;

import java.util.HashMap;
import java.util.Map;
import org.caravanserai.canonical.Kind;

/** The joined documents of one page, each read once however many records share it. One thread. */
final class Page {
    /** Deeper chains of parents than this are a circle. */
    private static final int MAX_LEVELS = 20;
    /** Documents kept from page to page. */
    private static final int MAX_KEPT = 20_000;

    private final Related related;
    private final Map<Joined, Object[]> read = new HashMap<>();
    /** What many records share: categories and companies. */
    private final Map<Joined, Object[]> kept = new HashMap<>();
    private int levels;

    /** A document as one reader sees it. */
    private record Joined(RecordReader reader, String key) {}

    Page(Related related) {
        this.related = related;
    }

    /** Forgets the documents of the page before; what many pages share stays. */
    Page next() {
        read.clear();
        if (kept.size() > MAX_KEPT) {
            kept.clear();
        }
        return this;
    }

    byte[] document(Kind kind, String key) {
        return related.document(kind, key);
    }

    /** The slots of another document, null when it does not exist or stands in a circle. */
    Object[] record(RecordReader reader, String key) {
        if (reader.kind() == Kind.MEDIA) {
            var medium = related.document(Kind.MEDIA, key);
            return medium == null ? null : reader.finish(reader.own(medium), this);
        }
        var joined = new Joined(reader, key);
        var memory = reader.kind() == Kind.CATEGORIES || reader.kind() == Kind.COMPANIES ? kept : read;
        var known = memory.get(joined);
        if (known != null) {
            return known;
        }
        var document = levels < MAX_LEVELS ? related.document(reader.kind(), key) : null;
        if (document == null) {
            return null;
        }
        levels++;
        try {
            var slots = reader.finish(reader.own(document), this);
            memory.put(joined, slots);
            return slots;
        } finally {
            levels--;
        }
    }
}
