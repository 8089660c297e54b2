package org.caravanserai.store;

/**
 * How large the database is and how much of that is still needed. H2 does not reuse the room of changed rows until a compaction; an
 * estimate from what the file says about itself.
 *
 * @param file bytes on disk
 * @param live bytes that a compaction would keep, roughly
 */
public record Sizes(long file, long live) {
    /** From here on a compaction is due. */
    public static final double ALARM = 3.0;

    /** Below this size growth hurts nobody. */
    static final long SMALL = 64L << 20;

    /** Bytes on disk for each live one. */
    public double ratio() {
        return live <= 0 ? 1 : (double) file / live;
    }

    /** Whether somebody should plan a compaction window. */
    public boolean alarm() {
        return file > SMALL && ratio() > ALARM;
    }
}
