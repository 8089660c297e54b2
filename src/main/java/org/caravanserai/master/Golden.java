package org.caravanserai.master;

import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.CanonicalJson;

/**
 * The merged document of one thing: own values only, what a variant inherits is added by the reader ({@link
 * Inheritance}).
 *
 * @param id immutable
 * @param key natural key, unique in its kind, may change
 * @param hash 64-bit hash of {@code json}
 * @param json canonical JSON, key field included, fields in alphabetical order behind it; not to be modified
 */
public record Golden(long id, Kind kind, String key, long hash, byte[] json) {
    /** The document as a tree; parsed at each call. */
    public Document document() {
        return CanonicalJson.read(kind, json);
    }

    /** Equal when id and content are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Golden golden && golden.id == id && golden.hash == hash && golden.key.equals(key);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id ^ hash);
    }

    @Override
    public String toString() {
        return kind.word() + " " + key + " (" + id + ")";
    }
}
