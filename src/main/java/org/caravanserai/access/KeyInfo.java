package org.caravanserai.access;

/**
 * What may be shown of a key.
 *
 * @param id its first half
 * @param createdAt epoch milliseconds
 * @param usedOn day since 1970 of the last use, null = never
 */
public record KeyInfo(String id, long createdAt, Long usedOn) {}
