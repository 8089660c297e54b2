package org.caravanserai.health;

import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.master.Golden;

/** One pass over all documents of a kind, in order of id. Made for one recount, used by one thread. */
interface Count {
    /** Whose documents. */
    Kind kind();

    /** Reads them into slots. */
    RecordReader reader();

    /** Other kinds whose documents are joined in. */
    Set<Kind> joins();

    /** Looks at one document. */
    void look(Golden golden, Object[] slots, Sheet sheet);

    /** Figures that are there even when nothing was looked at. */
    void begin(Sheet sheet);

    /** What is known only now: records of clusters that were found on the way. */
    default Clusters clusters() {
        return null;
    }

    /** The counter the clusters belong to, null = no clusters. */
    default String clusterCounter() {
        return null;
    }

    /** Kinds a set of names reads, of those there are. */
    static Set<Kind> joins(List<org.caravanserai.expression.record.RecordNames> names) {
        var kinds = java.util.EnumSet.noneOf(Kind.class);
        for (var each : names) {
            var reads = each.reads();
            for (var kind : Kind.values()) {
                if (reads.joins(kind)) {
                    kinds.add(kind);
                }
            }
            if (!reads.priceLists().isEmpty()) {
                kinds.add(Kind.OFFERS);
            }
        }
        return kinds;
    }
}
