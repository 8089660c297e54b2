package org.caravanserai.delivery.push;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caravanserai.canonical.Cells;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.Judgement;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Duty;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.mapping.Row;

/**
 * What of an item differs from what the partner has confirmed, for operations that carry only a part of it. Where there is any doubt what the partner has, there
 * is no answer, and the item goes as a whole.
 */
public final class Differences {
    private final Ledger ledger;
    private final boolean asked;

    /** @param home asked whether an operation of the channel's system wants to know */
    Differences(Home home, Ledger ledger, String system) {
        this.ledger = ledger;
        var connector = home.connectors().get(system);
        this.asked =
                connector != null && connector.operations().values().stream().anyMatch(Differences::partial);
    }

    private static boolean partial(Connector.Operation operation) {
        return operation.only() != null || !operation.differs().isEmpty();
    }

    /** Names of the fields that differ, by record id; no entry for an item of which that is not known. */
    Map<Long, Set<String>> of(LanePlan lane, List<Duty> duties, Map<Long, Judgement.Out> rows) {
        var found = new HashMap<Long, Set<String>>();
        if (!asked) {
            return found;
        }
        var confirmed = new HashMap<Long, Long>();
        for (var duty : duties) {
            long hash = duty.item().confirmed();
            if (hash != 0
                    && hash != Item.UNCERTAIN
                    && rows.containsKey(duty.item().recordId())) {
                confirmed.put(duty.item().recordId(), hash);
            }
        }
        ledger.payloads(lane.lane(), List.copyOf(confirmed.keySet()))
                .forEach((id, bytes) -> CellsCodec.read(bytes, lane.fields())
                        // A kept row that is not the confirmed one says nothing about the partner.
                        .filter(kept -> Item.hash(Row.hash(kept)) == confirmed.get(id))
                        .ifPresent(
                                kept -> found.put(id, fields(kept, rows.get(id).row()))));
        return found;
    }

    private static Set<String> fields(Cells before, Cells after) {
        var fields = new LinkedHashSet<String>();
        for (int i = 0; i < after.size(); i++) {
            // Read back, a nested row is of another class: its hash decides.
            if (!Objects.equals(before.value(i), after.value(i)) && hash(before, i) != hash(after, i)) {
                fields.add(after.fields().get(i));
            }
        }
        return fields;
    }

    private static long hash(Cells row, int field) {
        return Row.hash(new One(row.fields().get(field), row.value(field)));
    }

    private record One(String name, Object value) implements Cells {
        @Override
        public List<String> fields() {
            return List.of(name);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Object value(int field) {
            return value;
        }
    }
}
