package org.caravanserai.ledger;

/**
 * A channel's stream, per locale where the stream says {@code perLocale}.
 *
 * @param id number of the lane, 1 to 8,388,607, given once and never reused
 * @param locale empty when the stream is not split by locale
 */
public record Lane(int id, String channel, String stream, String locale) {
    /** Record ids stay below this in every lane. */
    static final long ROOM = 1L << 40;

    long k(long recordId) {
        if (recordId < 0 || recordId >= ROOM) {
            throw new IllegalArgumentException("record id " + recordId + " does not fit a lane");
        }
        return id * ROOM + recordId;
    }

    long first() {
        return id * ROOM;
    }

    long last() {
        return id * ROOM + ROOM - 1;
    }

    static long recordId(long k) {
        return k & (ROOM - 1);
    }
}
