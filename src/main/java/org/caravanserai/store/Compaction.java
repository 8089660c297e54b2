package org.caravanserai.store;

import java.time.Duration;

/**
 * What a compaction did.
 *
 * @param before sizes before it
 * @param after sizes after it
 * @param closed how long the database was closed; callers waited meanwhile
 */
public record Compaction(Sizes before, Sizes after, Duration closed) {}
