package org.caravanserai.store;

/**
 * A row with its document.
 *
 * @param id ours, immutable, by first arrival
 * @param space what the key belongs to, see {@link Spaces}
 * @param key natural key, unique in its space
 * @param hash content hash of the body
 * @param packed the document; unpack it outside the {@link Work}
 */
public record StoredRow(long id, int space, String key, long hash, Packed packed) {
    /** The document's bytes, unpacked on each call. */
    public byte[] body() {
        return packed.body();
    }

    /** The same without the document. */
    public StoredHead head() {
        return new StoredHead(id, space, key, hash);
    }
}
