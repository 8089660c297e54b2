package org.caravanserai.health;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Home;
import org.caravanserai.mapping.MappingSet;
import org.caravanserai.mapping.Surroundings;

/**
 * What counters over one kind are compiled with; all of them share one parse of each record.
 *
 * @param today the day of the recount in the hub's zone
 * @param names collects who reads what, so that nothing is joined in vain
 */
record Means(Home home, MappingSet.Builder builder, LocalDate today, List<RecordNames> names) {
    static Means of(Home home, Kind kind, LocalDate today) {
        return new Means(home, MappingSet.of(Surroundings.of(home), kind), today, new ArrayList<>());
    }
}
