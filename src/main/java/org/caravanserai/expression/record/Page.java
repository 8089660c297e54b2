package org.caravanserai.expression.record;

import java.util.HashMap;
import java.util.Map;
import org.caravanserai.canonical.Kind;

/** The joined documents of one page, each read once however many records share it. One thread. */
final class Page {
    /** Deeper chains of parents than this are a circle. */
    private static final int MAX_LEVELS = 20;

    private final Related related;
    private final Map<Joined, Object[]> read = new HashMap<>();
    private int levels;

    /** A document as one reader sees it. */
    private record Joined(RecordReader reader, String key) {}

    Page(Related related) {
        this.related = related;
    }

    byte[] document(Kind kind, String key) {
        return related.document(kind, key);
    }

    /** The slots of another document, null when it does not exist or stands in a circle. */
    Object[] record(RecordReader reader, String key) {
        var joined = new Joined(reader, key);
        var known = read.get(joined);
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
            read.put(joined, slots);
            return slots;
        } finally {
            levels--;
        }
    }
}
