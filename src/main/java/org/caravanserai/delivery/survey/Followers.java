package org.caravanserai.delivery.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.RemoteRef;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Manner;
import org.caravanserai.ledger.Shown;
import org.caravanserai.ledger.State;

/**
 * What other streams said about something that is gone at the partner went with it: the offer of a product that is made again is sent again, or it would
 * stand there without a price.
 */
final class Followers {
    private final List<StreamPlan> plans;
    private final Reading.Means means;

    /** @param plans streams of the channel */
    Followers(List<StreamPlan> plans, Reading.Means means) {
        this.plans = plans;
        this.means = means;
    }

    /** Nothing of these stands there any more. */
    void lost(StreamPlan plan, List<Long> ids, Manner manner) {
        if (ids.isEmpty()) {
            return;
        }
        var keys = means.goldens().byIds(ids).values().stream()
                .map(golden -> golden.key())
                .collect(Collectors.toSet());
        plans.stream()
                .filter(other -> !other.name().equals(plan.name()))
                .forEach(other -> other.lanes().forEach(lane -> follow(plan, other, lane, keys, manner)));
    }

    private void follow(StreamPlan plan, StreamPlan other, LanePlan lane, Set<String> keys, Manner manner) {
        var ids = means.goldens().byKeys(other.kind(), keys).values().stream()
                .map(golden -> golden.id())
                .toList();
        var items = means.ledger().items(lane.lane(), ids);
        var shown = new ArrayList<Shown>();
        means.ledger().payloads(lane.lane(), ids).forEach((id, bytes) -> {
            var item = items.get(id);
            boolean names = CellsCodec.read(bytes, lane.fields())
                    .filter(row -> names(row, plan.stream().name(), keys))
                    .isPresent();
            if (names && item != null && item.state() == State.CONFIRMED) {
                shown.add(new Shown(
                        item,
                        id,
                        Item.UNCERTAIN,
                        null,
                        null,
                        false,
                        "changed",
                        "what it speaks of was gone there and is made again"));
            }
        });
        means.ledger().standing().write(lane.lane(), manner, shown);
    }

    private static boolean names(Cells row, String stream, Set<String> keys) {
        for (int i = 0; i < row.size(); i++) {
            if (row.value(i) instanceof RemoteRef named
                    && named.stream().equals(stream)
                    && keys.contains(named.key())) {
                return true;
            }
        }
        return false;
    }
}
