package org.caravanserai.delivery.survey;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Connector;
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
        var operation = means.caller().operation(channel, reads().operation());
        var variables = new HashMap<String, String>();
        if (lane.locale() != null) {
            variables.put("locale", lane.locale());
        }
        return new Listing(
                        operation,
                        reads(),
                        (asked, keep) -> means.caller().page(channel, operation.name(), asked, keep),
                        means.waits(),
                        means.caller().speed(channel),
                        means.clock())
                .read(variables, page -> take.accept(found(page)));
    }

    private List<Found> found(List<Seen> page) {
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
        var linked = means.ledger().standing().named(lane.lane(), names);
        var own = means.goldens().byKeys(plan.kind(), keys);
        // What was deleted here may still stand there: it has a number of ours.
        keys.removeAll(own.keySet());
        var deleted = means.goldens().tombstones(plan.kind(), keys);
        var all = new ArrayList<Found>(page.size());
        for (var seen : page) {
            var golden = seen.key() == null ? null : own.get(seen.key());
            all.add(new Found(
                    seen,
                    seen.remoteId() == null ? 0 : linked.getOrDefault(seen.remoteId(), 0L),
                    golden != null ? golden.id() : deleted.getOrDefault(seen.key(), 0L)));
        }
        return all;
    }

    /** Stream, and locale where it is split: where figures stand. */
    String place() {
        return plan.stream().name() + (lane.locale() == null ? "" : " " + lane.locale());
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
