package org.caravanserai.master;

import java.util.List;
import java.util.Objects;
import org.caravanserai.canonical.Kind;

/**
 * From whom documents come and how they find what we have.
 *
 * @param source name of the source
 * @param match attributes that bind a new source key, in this order; the key field of the kind may be one; never empty
 * @param create whether a key without a match makes a new golden document; false = the record waits
 * @param run number of the run, kept in the lineage
 */
public record Delivery(String source, Kind kind, List<String> match, boolean create, long run) {
    public Delivery {
        Objects.requireNonNull(source);
        Objects.requireNonNull(kind);
        match = List.copyOf(match);
        if (match.isEmpty()) {
            throw new IllegalArgumentException("no match attribute for " + source + "/" + kind.word());
        }
    }

    /** A source that finds by key and may create. */
    public static Delivery byKey(String source, Kind kind, long run) {
        return new Delivery(source, kind, List.of(kind.keyField()), true, run);
    }

    String space() {
        return source + "/" + kind.word();
    }
}
