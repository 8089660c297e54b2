package org.caravanserai.ingest;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.caravanserai.expression.Run;
import org.caravanserai.mapping.InwardMap;
import org.caravanserai.mapping.InwardResult;

/** Records through an inward map. Made for one run. */
final class Mapped implements Inward {
    private final InwardMap map;
    private final boolean columns;
    private final LocalDate today;
    private final ZoneId zone;
    private volatile Bound bound;

    /** The map bound to the header of the file, which is the same for all its records. */
    private record Bound(Set<String> header, InwardMap.Rows rows) {}

    /** @param columns the format has columns; otherwise records are JSON */
    Mapped(InwardMap map, boolean columns, LocalDate today, ZoneId zone) {
        this.map = map;
        this.columns = columns;
        this.today = today;
        this.zone = zone;
    }

    @Override
    public Set<String> columns() {
        return columns ? map.columns() : Set.of();
    }

    @Override
    public String collects() {
        return map.collects().map(section -> section.code()).orElse(null);
    }

    @Override
    public Reading read(Map<String, Object> fields) {
        var run = new Run(today, zone);
        var result = columns ? rows(fields.keySet()).apply(fields::get, run) : map.apply(fields, run);
        if (result instanceof InwardResult.Accepted accepted) {
            return new Reading.Made(accepted.document(), accepted.findings(), null);
        }
        if (result instanceof InwardResult.Skipped skipped) {
            return new Reading.Skipped(skipped.reason());
        }
        var cause = ((InwardResult.Refused) result).cause();
        return new Reading.Refused(cause.rule(), cause.attribute(), cause.value(), cause.message());
    }

    private InwardMap.Rows rows(Set<String> header) {
        var now = bound;
        if (now == null || !now.header().equals(header)) {
            now = new Bound(Set.copyOf(header), map.rows(header));
            bound = now;
        }
        return now.rows();
    }
}
