package org.caravanserai.delivery.push;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Duty;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.mapping.MapResult;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Joined;

/**
 * Rows of what is retired, for systems whose operations must know what it is they remove: as the partner confirmed them, else as they are mapped now. Reads
 * nothing for other systems.
 */
final class Retired {
    private final Map<Long, Cells> rows = new HashMap<>();

    Retired(
            StreamPlan plan,
            LanePlan lane,
            Ledger ledger,
            Home home,
            List<Duty> duties,
            Map<Long, Golden> found,
            LocalDate today,
            ZoneId zone,
            Joined joined) {
        var connector = home.connectors().get(plan.channel().system());
        var ids = duties.stream()
                .filter(Duty::retires)
                .map(duty -> duty.item().recordId())
                .toList();
        if (connector == null || !connector.readsRetired() || ids.isEmpty()) {
            return;
        }
        ledger.payloads(lane.lane(), ids)
                .forEach((id, body) -> CellsCodec.read(body, lane.fields()).ifPresent(row -> rows.put(id, row)));
        var page = ids.stream()
                .filter(id -> !rows.containsKey(id))
                .map(found::get)
                .filter(golden -> golden != null && golden.kind() == plan.kind())
                .toList();
        var records = plan.read(page, joined);
        var run = lane.run(today, zone);
        for (int i = 0; i < page.size(); i++) {
            run.begin();
            if (lane.mapping().apply(records.get(i).slots(), run) instanceof MapResult.Mapped mapped) {
                rows.put(page.get(i).id(), mapped.row());
            }
        }
    }

    /** All that are known. */
    Collection<Cells> rows() {
        return rows.values();
    }

    /** The row of an item, where one is known. */
    Optional<Cells> of(long id) {
        return Optional.ofNullable(rows.get(id));
    }
}
