package org.caravanserai.expression.record;

import java.util.Collection;
import org.caravanserai.canonical.Kind;

/**
 * Where the documents come from that a record is joined with: its parent, the offer of its SKU, its media, its categories, what it refers to.
 * The host implements it over a page at a time, so that a page costs a few queries and not one per document.
 */
public interface Related {
    /** Nothing is related: for records that stand alone. */
    Related NONE = (kind, key) -> null;

    /** The stored canonical bytes of the golden document of this key, null when there is none. */
    byte[] document(Kind kind, String key);

    /** Says which documents will be asked for next, so that they can be read in one go. May ask for keys that do not exist. */
    default void expect(Kind kind, Collection<String> keys) {}
}
