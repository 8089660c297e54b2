package org.caravanserai.delivery.feed;

import java.time.Instant;
import java.util.List;

/**
 * What one version of a publication changed in what its receivers have, compared with the version before.
 *
 * @param at when it was published
 * @param rows rows of all lanes; -1 = not known
 * @param parts one for each lane
 */
public record Edition(long version, Instant at, long rows, List<Part> parts) {
    /** How many ids of each kind of change are kept. */
    public static final int LISTED = 1_000;

    public Edition {
        parts = List.copyOf(parts);
    }

    /**
     * One stream in one language.
     *
     * @param locale empty when the stream is not split
     * @param compared false: there was no version to compare with, every row counts as created and none is listed
     */
    public record Part(String stream, String locale, boolean compared, Rows created, Rows updated, Rows gone) {}

    /**
     * Rows with the same fate.
     *
     * @param count all of them
     * @param ids record ids of the first {@link #LISTED}, ascending
     */
    public record Rows(long count, List<Long> ids) {
        public Rows {
            ids = List.copyOf(ids);
        }
    }
}
