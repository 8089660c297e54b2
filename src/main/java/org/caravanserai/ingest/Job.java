package org.caravanserai.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Source;
import org.caravanserai.master.Delivery;
import org.caravanserai.master.Incoming;
import org.caravanserai.master.Incoming.Sections;
import org.caravanserai.master.Master;

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

    /** A document of one row as it is delivered. */
    Incoming incoming(Master master, Inward.Reading.Made made) {
        if (source.equals(Source.STEWARD)) {
            var remark = made.remark() == null ? new Inward.Remark("", null) : made.remark();
            var until = remark.until() == null ? null : Instant.ofEpochMilli(remark.until());
            var noted = master.corrections().noted(made.document(), author, remark.text(), until);
            return new Incoming(made.document(), made.findings(), Sections.AS_WRITTEN, noted.notes());
        }
        var sections = canonical ? Sections.AS_WRITTEN : Sections.REPLACE;
        return new Incoming(made.document(), made.findings(), sections, Map.of());
    }
}
