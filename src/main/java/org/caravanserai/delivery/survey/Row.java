package org.caravanserai.delivery.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A line of a {@link SortedRun}.
 *
 * @param key what lines are sorted by
 * @param cells anything; single ones may be null
 */
public record Row(String key, List<String> cells) {
    public Row {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** A number as a key: sorted as texts numbers keep their order. */
    public static String key(long id) {
        return String.format("%016x", id);
    }

    /** The number of a {@link #key(long)}. */
    public long id() {
        return Long.parseUnsignedLong(key, 16);
    }
}
