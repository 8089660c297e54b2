package org.caravanserai.ingest;

import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Source;
import org.caravanserai.master.Delivery;

/**
 * What one run does.
 *
 * @param full a missing record is deleted
 * @param canonical documents as they are, without a map
 * @param brake null = none
 * @param released somebody released the run: the brake is not asked again
 * @param author login of the person behind corrections, null for other sources
 */
record Job(
        String source,
        Kind kind,
        List<String> match,
        boolean create,
        boolean full,
        boolean canonical,
        Source.Brake brake,
        boolean released,
        String author) {

    Delivery delivery(long run) {
        return new Delivery(source, kind, match, create, run);
    }

    /** The same after somebody released it. */
    Job released(boolean past, String who) {
        return new Job(source, kind, match, create, full, canonical, brake, past, who);
    }
}
