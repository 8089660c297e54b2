package org.caravanserai.delivery.survey;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Template;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Goldens;

/** Reads what stands at the partner of one lane and says of each record what of ours it is. */
final class Reading {
    private final StreamPlan plan;
    private final LanePlan lane;
    private final Means means;

    /** What a look at a partner needs. @param waits waits until the moment; false = stop */
    record Means(Goldens goldens, Ledger ledger, Calls.Caller caller, Predicate<Instant> waits, Clock clock) {}

    /**
     * A record and what of ours it is.
     *
     * @param linked record id of what the ledger knows by the partner's name, 0 = none
     * @param own record id of the document with its key, deleted or not; 0 = none
     */
    record Found(Seen seen, long linked, long own) {}

    Reading(StreamPlan plan, LanePlan lane, Means means) {
        this.plan = plan;
        this.lane = lane;
        this.means = means;
    }

    Connector.Reads reads() {
        return plan.descriptor().reads();
    }

    /** Reads all of it. @param take is given a page at a time */
    Listing.Ended read(Consumer<List<Found>> take) {
        var channel = plan.channel().name();
        var lists = reads().operations().stream()
                .map(name -> means.caller().operation(channel, name))
                .toList();
        var variables = new HashMap<String, String>();
        if (lane.locale() != null) {
            variables.put("locale", lane.locale());
        }
        return new Sighting(
                        reads(),
                        (operation, asked, keep) -> means.caller().page(channel, operation, asked, keep),
                        means.waits(),
                        means.caller().speed(channel),
                        means.clock())
                .read(lists, variables, (list, page) -> take.accept(found(list, page)));
    }

    private List<Found> found(Connector.Operation list, List<Seen> page) {
        var names = new HashSet<String>();
        var keys = new HashSet<String>();
        for (var seen : page) {
            if (seen.remoteId() != null) {
                names.add(seen.remoteId());
            }
            if (seen.key() != null) {
                keys.add(seen.key());
            }
        }
        var linked = means.ledger().standing().called(lane.lane(), names);
        var own = new HashMap<String, Long>();
        means.goldens().byKeys(plan.kind(), keys).forEach((key, golden) -> own.put(key, golden.id()));
        // What was deleted here may still stand there: it has a number of ours.
        keys.removeAll(own.keySet());
        own.putAll(means.goldens().tombstones(plan.kind(), keys));
        var elsewhere = elsewhere(list, linked, own);
        var all = new ArrayList<Found>(page.size());
        for (var seen : page) {
            var ids = seen.remoteId() == null ? List.<Long>of() : linked.getOrDefault(seen.remoteId(), List.of());
            long named = ids.stream()
                    .filter(id -> !elsewhere.contains(id))
                    .findFirst()
                    .orElse(0L);
            long mine = seen.key() == null ? 0 : own.getOrDefault(seen.key(), 0L);
            all.add(new Found(seen, named, elsewhere.contains(mine) ? 0 : mine));
        }
        return all;
    }

    /** Of these those that stand in another list of the partner, where the same name may mean something else. */
    private Set<Long> elsewhere(Connector.Operation list, Map<String, List<Long>> linked, Map<String, Long> own) {
        if (list.needs().isEmpty() && list.unless().isEmpty()) {
            return Set.of();
        }
        var ids = new HashSet<>(own.values());
        linked.values().forEach(ids::addAll);
        var elsewhere = new HashSet<Long>();
        means.ledger()
                .payloads(lane.lane(), List.copyOf(ids))
                .forEach((id, bytes) -> CellsCodec.read(bytes, lane.fields())
                        .filter(row -> !stands(list, row))
                        .ifPresent(row -> elsewhere.add(id)));
        return elsewhere;
    }

    private static boolean stands(Connector.Operation list, Cells row) {
        return list.needs().stream().allMatch(hole -> has(row, hole))
                && list.unless().stream().noneMatch(hole -> has(row, hole));
    }

    private static boolean has(Cells row, Template.Hole hole) {
        int at = row.fields().indexOf(hole.rest());
        return at >= 0 && row.value(at) != null;
    }

    /** Stream, and locale where it is split: where figures stand. */
    String place() {
        return plan.stream().name() + (lane.locale() == null ? "" : " " + lane.locale());
    }

    /** Why nothing may be concluded from a list that moved. */
    static Listing.Broken moved(Listing.Moved away) {
        return new Listing.Broken("the list moved while it was read", away.pages(), 0);
    }

    /** Why nothing may be concluded from a list that shows a record twice. */
    static Listing.Broken twice() {
        return new Listing.Broken("the list moved while it was read: records came twice", 0, 0);
    }

    /** True when one record stands twice among these: the list moved while it was read, so that others were passed over. */
    static boolean twice(List<Row> group) {
        var names = new HashSet<String>();
        for (var row : group) {
            if (!names.add(row.cells().get(0) + "\u0000" + row.cells().get(1))) {
                return true;
            }
        }
        return false;
    }

    /** Keys of documents for people, those that no longer exist included. */
    Map<Long, String> keys(List<Long> ids) {
        var found = means.goldens().byIds(ids);
        var keys = new HashMap<Long, String>();
        for (long id : ids) {
            var golden = found.get(id);
            keys.put(
                    id,
                    golden != null
                            ? golden.key()
                            : means.goldens()
                                    .tombstone(id)
                                    .map(Goldens.Tombstone::key)
                                    .orElse("#" + id));
        }
        return keys;
    }
}
