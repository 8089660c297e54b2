package org.caravanserai.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Source;
import org.caravanserai.parser.Nearest;

/**
 * What the configuration says about a delivery.
 *
 * @param job null when refused
 * @param entity null when refused, and for the steward
 * @param refused null when it may be taken
 */
record Found(Job job, Source.Entity entity, IngestCode refused, String reason) {

    static Found of(Map<String, Source> all, String name, Kind kind, String author) {
        if (name.equals(Source.STEWARD)) {
            var job = new Job(name, kind, List.of(kind.keyField()), false, false, true, null, false, author);
            return new Found(job, null, null, null);
        }
        var source = all.get(name);
        if (source == null) {
            var known = new TreeSet<>(all.keySet());
            known.add(Source.STEWARD);
            var hint = Nearest.hint(name, known);
            return not(IngestCode.UNKNOWN_SOURCE, "no source is called '" + Finding.cut(name) + "'" + hint);
        }
        var entity = source.entities().get(kind);
        if (entity == null) {
            var known = String.join(
                    ", ",
                    source.entities().keySet().stream().map(Kind::word).sorted().toList());
            return not(IngestCode.UNKNOWN_ENTITY, name + " delivers no " + kind.word() + ", only " + known);
        }
        boolean full = entity.load() == Source.Load.FULL;
        var job = new Job(
                name, kind, entity.match(), entity.create(), full, entity.map() == null, source.brake(), false, author);
        return new Found(job, entity, null, null);
    }

    static Found not(IngestCode code, String reason) {
        return new Found(null, null, code, reason);
    }
}
