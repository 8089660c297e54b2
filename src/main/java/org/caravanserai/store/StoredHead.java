package org.caravanserai.store;

/**
 * A row without its document.
 *
 * @param id ours, immutable, by first arrival
 * @param space what the key belongs to, see {@link Spaces}
 * @param key natural key, unique in its space
 * @param hash content hash of the body
 */
public record StoredHead(long id, int space, String key, long hash) {}
