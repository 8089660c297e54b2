package org.caravanserai.ingest;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.caravanserai.expression.Run;
import org.caravanserai.mapping.InwardMap;
import org.caravanserai.mapping.InwardResult;

/** Records through an inward map. Made for one run, which is one thread. */
final class Mapped implements Inward {
    private final InwardMap map;
    private final boolean columns;
    private final Run run;
    private InwardMap.Rows rows;

    /** @param columns the format has columns; otherwise records are JSON */
    Mapped(InwardMap map, boolean columns, LocalDate today, ZoneId zone) {
        this.map = map;
        this.columns = columns;
        this.run = new Run(today, zone);
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
    public void header(Collection<String> header) {
        rows = map.rows(header);
    }

    @Override
    public Reading read(Map<String, Object> fields) {
        var result = columns ? rows.apply(fields::get, run) : map.apply(fields, run);
        if (result instanceof InwardResult.Accepted accepted) {
            return new Reading.Made(accepted.document(), accepted.findings(), null);
        }
        if (result instanceof InwardResult.Skipped skipped) {
            return new Reading.Skipped(skipped.reason());
        }
        var cause = ((InwardResult.Refused) result).cause();
        return new Reading.Refused(cause.rule(), cause.attribute(), cause.value(), cause.message());
    }
}
