package org.caravanserai.delivery.push;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Duty;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;

/** {@code after: [stream]}: an item waits until it and its parent are confirmed in the streams named there. */
public final class Readiness {
    private static final int PAGE = 500;

    private final Plans plans;
    private final Goldens goldens;
    private final Ledger ledger;

    /**
     * What an item waits for: the same or another item in another stream.
     *
     * @param state where that one stands
     */
    public record Awaited(String stream, String key, State state) {}

    public Readiness(Plans plans, Goldens goldens, Ledger ledger) {
        this.plans = plans;
        this.goldens = goldens;
        this.ledger = ledger;
    }

    /** Whether an item may go. What leaves waits for nobody. */
    boolean ready(StreamPlan plan, Duty duty, Golden golden) {
        return duty.retires() || golden == null || awaited(plan, golden).isEmpty();
    }

    /** What an item that does not leave waits for; the first of several, empty = nothing. */
    public Optional<Awaited> awaited(StreamPlan plan, Golden golden) {
        for (var name : plan.stream().after()) {
            var before = plans.sent(plan.channel().name(), name);
            if (before.isPresent()) {
                var missing = awaited(before.get(), plan, golden);
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }

    /** Record ids of those that may go by now. */
    List<Long> ready(StreamPlan plan, List<Duty> duties, Map<Long, Golden> found) {
        return duties.stream()
                .filter(duty -> ready(plan, duty, found.get(duty.item().recordId())))
                .map(duty -> duty.item().recordId())
                .toList();
    }

    private Optional<Awaited> awaited(StreamPlan before, StreamPlan plan, Golden golden) {
        var keys = new ArrayList<String>();
        boolean same = before.stream().name().equals(plan.stream().name());
        if (!same && sharesKeys(before.kind(), plan.kind())) {
            keys.add(golden.key());
        }
        if (before.kind() == golden.kind() && golden.document().values().get("parent") instanceof String parent) {
            keys.add(parent);
            if (before.models()) {
                goldens.chain(golden).stream()
                        .filter(above -> above.id() != golden.id())
                        .forEach(above -> keys.add(above.key()));
            }
        }
        for (var needed : goldens.byKeys(before.kind(), keys).values()) {
            for (var lane : before.lanes()) {
                var item = ledger.item(lane.lane(), needed.id());
                // A parent that is not for this channel keeps nobody waiting.
                boolean waits = item.isPresent()
                        && item.get().state().selected()
                        && item.get().state() != State.CONFIRMED
                        && !(item.get().standsAtPartner() && item.get().confirmed() != -1);
                if (waits) {
                    return Optional.of(new Awaited(
                            before.stream().name(), needed.key(), item.get().state()));
                }
            }
        }
        return Optional.empty();
    }

    /** Wakes items of other streams that may have waited for these. */
    void confirmed(StreamPlan plan, Collection<Golden> done, java.time.Instant now) {
        for (var other : plans.pushed().getOrDefault(plan.channel().name(), List.of())) {
            if (!waits(other, plan.stream().name())) {
                continue;
            }
            var ids = new HashSet<Long>();
            if (other != plan && sharesKeys(plan.kind(), other.kind())) {
                goldens.byKeys(other.kind(), done.stream().map(Golden::key).toList())
                        .values()
                        .forEach(golden -> ids.add(golden.id()));
            }
            if (other.kind() == plan.kind() && Kind.PRODUCTS == plan.kind() || plan.kind() == Kind.CATEGORIES) {
                done.forEach(golden -> below(plan, golden, ids));
            }
            if (other.kind() == Kind.PRODUCTS && (plan.kind() == Kind.CATEGORIES || plan.kind() == Kind.MEDIA)) {
                done.stream()
                        .flatMap(golden -> goldens.referring(golden.kind(), golden.key(), 0, PAGE).stream())
                        .filter(golden -> golden.kind() == Kind.PRODUCTS && ids.add(golden.id()))
                        .forEach(golden -> below(other, golden, ids));
            }
            for (var lane : other.lanes()) {
                ledger.duties().wake(lane.lane(), ids, now);
            }
        }
    }

    /** Its items wait for those of the stream: because they say so, or because they name them by the partner's ids. */
    private static boolean waits(StreamPlan other, String stream) {
        return other.stream().after().contains(stream)
                || other.lanes().stream()
                        .anyMatch(lane -> lane.mapping().remotes().contains(stream));
    }

    private void below(StreamPlan plan, Golden golden, Collection<Long> ids) {
        for (var child : goldens.children(plan.kind(), golden.key(), 0, PAGE)) {
            if (ids.add(child.id()) && plan.models()) {
                below(plan, child, ids);
            }
        }
    }

    private static boolean sharesKeys(Kind one, Kind other) {
        return one == other
                || one == Kind.PRODUCTS && other == Kind.OFFERS
                || one == Kind.OFFERS && other == Kind.PRODUCTS;
    }

    /** Documents of these ids, by id. */
    Map<Long, Golden> documents(List<Duty> duties) {
        return goldens.byIds(duties.stream().map(duty -> duty.item().recordId()).toList());
    }
}
