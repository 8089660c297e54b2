package org.caravanserai.expression.record;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.caravanserai.canonical.Kind;

/** The joined documents of one page, each read once however many records share it. One thread. */
final class Page {
    /** Deeper chains of parents than this are a circle. */
    private static final int MAX_LEVELS = 20;
    /** Documents kept from page to page. */
    private static final int MAX_KEPT = 20_000;

    private final Related related;
    private final Map<RecordReader, Map<String, Object[]>> read = new IdentityHashMap<>();
    private int levels;

    Page(Related related) {
        this.related = related;
    }

    /** Forgets the documents of the page before; what many records share stays: categories and companies. */
    Page next() {
        read.forEach((reader, documents) -> {
            if (!reader.shared() || documents.size() > MAX_KEPT) {
                documents.clear();
            }
        });
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
        var memory = read.computeIfAbsent(reader, none -> new HashMap<>());
        var known = memory.get(key);
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
            memory.put(key, slots);
            return slots;
        } finally {
            levels--;
        }
    }
}
