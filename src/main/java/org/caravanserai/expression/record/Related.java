package org.caravanserai.expression.record;

import java.util.Collection;
import org.caravanserai.canonical.Kind;

/**
 * Where the documents come from that a record is joined with: its parent, the offer of its SKU, its media, its categories, what it refers to.
 * A host with a database implements {@link Paged}, so that a page costs a few queries and not one per document.
 */
public interface Related {
    /** Nothing is related: for records that stand alone. */
    Related NONE = (kind, key) -> null;

    /** The stored canonical bytes of the golden document of this key, null when there is none. */
    byte[] document(Kind kind, String key);

    /** Related documents that are better read many at a time. */
    interface Paged extends Related {
        /** Says which documents will be asked for next, so that they can be read in one go. May name keys that do not exist. */
        void expect(Kind kind, Collection<String> keys);
    }
}
