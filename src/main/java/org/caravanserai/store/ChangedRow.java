package org.caravanserai.store;

/**
 * A new document for a row that exists.
 *
 * @param id of the row
 * @param hash content hash of the new body
 * @param packed the new document
 */
public record ChangedRow(long id, long hash, Packed packed) {}
