package org.caravanserai.ingest;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of one run. It adds up: {@code received = created + updated + unchanged + refused}. The four
 * are counted by what the source itself said before, so they do not depend on which source came first: a row is created
 * when it is the source's first word on its key, even if another source had made the golden document.
 *
 * @param received rows of the file that are not empty, rows of collected parts (prices, stock) one by one
 * @param waiting how many of the created, updated and unchanged wait for a golden document of another source; beside
 *     the sum
 * @param removed records that were absent from a full load; beside the sum
 * @param findings values that were left out; beside the sum
 * @param refusedBy refused rows by code, adding up to {@code refused}
 */
public record Account(
        long received,
        long created,
        long updated,
        long unchanged,
        long refused,
        long waiting,
        long removed,
        long findings,
        Map<String, Long> refusedBy) {
    /** Nothing received. */
    public static final Account NOTHING = new Account(0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    public Account {
        refusedBy = Map.copyOf(refusedBy);
    }

    /** Whether every row is in exactly one place. */
    public boolean addsUp() {
        return received == created + updated + unchanged + refused
                && refused
                        == refusedBy.values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                && waiting <= created + updated + unchanged;
    }

    /** Counts while a run goes on. */
    static final class Tally {
        long received;
        long created;
        long updated;
        long unchanged;
        long refused;
        long waiting;
        long removed;
        long findings;
        final Map<String, Long> refusedBy = new TreeMap<>();

        void refuse(String code, long rows) {
            refused += rows;
            refusedBy.merge(code, rows, Long::sum);
        }

        Account account() {
            return new Account(received, created, updated, unchanged, refused, waiting, removed, findings, refusedBy);
        }
    }
}
