package org.caravanserai.delivery.wanted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.caravanserai.canonical.Kind;
import org.caravanserai.ledger.Duty;
import org.caravanserai.ledger.Item;
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
    private final BiPredicate<StreamPlan, StreamPlan> ahead;

    /**
     * What an item waits for: the same or another item in another stream.
     *
     * @param state where that one stands
     * @param unjudged it is not known yet whether that one is for this channel: this passes within seconds, and nothing wakes the item then
     */
    public record Awaited(String stream, String key, State state, boolean unjudged) {
        /** It does not go before somebody does something about the other. */
        public boolean stuck() {
            return state == State.HELD || state == State.PARKED;
        }
    }

    /** For those who ask for what is stuck: who has not been judged is not. */
    public Readiness(Plans plans, Goldens goldens, Ledger ledger) {
        this(plans, goldens, ledger, (plan, before) -> false);
    }

    /** @param ahead whether the first stream has been judged further than the second, see {@link Evaluation#ahead} */
    public Readiness(Plans plans, Goldens goldens, Ledger ledger, BiPredicate<StreamPlan, StreamPlan> ahead) {
        this.plans = plans;
        this.goldens = goldens;
        this.ledger = ledger;
        this.ahead = ahead;
    }

    /** What an item waits for, empty = it may go. What leaves waits for nobody. */
    public Optional<Awaited> awaited(StreamPlan plan, Duty duty, Golden golden) {
        return duty.retires() || golden == null ? Optional.empty() : awaited(plan, golden);
    }

    /** What an item that does not leave waits for; the first of several, empty = nothing. */
    public Optional<Awaited> awaited(StreamPlan plan, Golden golden) {
        return Optional.ofNullable(awaited(plan, List.of(golden)).get(golden.id()));
    }

    /** The same for a page of items, by record id; those that wait for nothing are not in it. */
    public Map<Long, Awaited> awaited(StreamPlan plan, Collection<Golden> page) {
        var waiting = new HashMap<Long, Awaited>();
        for (var name : plan.stream().after()) {
            plans.sent(plan.channel().name(), name).ifPresent(before -> awaited(before, plan, page, waiting));
        }
        return waiting;
    }

    /** Record ids of those that wait for something that is held or refused: they do not go, whoever applies what. */
    public Set<Long> stuck(StreamPlan plan, Collection<Item> items) {
        var wanted = items.stream()
                .filter(item -> item.state() == State.PENDING && item.desired() != 0)
                .map(Item::recordId)
                .toList();
        if (plan.stream().after().isEmpty() || wanted.isEmpty()) {
            return Set.of();
        }
        var stuck = new HashSet<Long>();
        awaited(plan, goldens.byIds(wanted).values()).forEach((id, awaited) -> {
            if (awaited.stuck()) {
                stuck.add(id);
            }
        });
        return stuck;
    }

    /** Record ids of those that may go by now. */
    public List<Long> ready(StreamPlan plan, List<Duty> duties, Map<Long, Golden> found) {
        var waiting = awaited(plan, found.values());
        return duties.stream()
                .filter(duty ->
                        duty.retires() || !waiting.containsKey(duty.item().recordId()))
                .map(duty -> duty.item().recordId())
                .toList();
    }

    private void awaited(StreamPlan before, StreamPlan plan, Collection<Golden> page, Map<Long, Awaited> waiting) {
        var needs = new LinkedHashMap<Long, List<String>>();
        var keys = new HashSet<String>();
        for (var golden : page) {
            if (!waiting.containsKey(golden.id())) {
                var own = needed(before, plan, golden);
                keys.addAll(own);
                needs.put(golden.id(), own);
            }
        }
        var found = goldens.byKeys(before.kind(), keys);
        var ids = found.values().stream().map(Golden::id).toList();
        // Streams are judged side by side: what has no row yet may only not have had its turn.
        boolean behind = !found.isEmpty() && ahead.test(plan, before);
        for (var lane : before.lanes()) {
            var items = ledger.items(lane.lane(), ids);
            needs.forEach((id, own) -> {
                for (var key : own) {
                    if (!found.containsKey(key)) {
                        continue;
                    }
                    var item = items.get(found.get(key).id());
                    boolean unjudged = behind && (item == null || !item.state().selected());
                    if (unjudged || item != null && waits(item)) {
                        var state = unjudged ? State.PENDING : item.state();
                        waiting.putIfAbsent(id, new Awaited(before.stream().name(), key, state, unjudged));
                    }
                }
            });
        }
    }

    /** One that is not for this channel keeps nobody waiting. */
    private static boolean waits(Item item) {
        return item.state().selected()
                && item.state() != State.CONFIRMED
                && !(item.standsAtPartner() && item.confirmed() != -1);
    }

    private List<String> needed(StreamPlan before, StreamPlan plan, Golden golden) {
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
        return keys;
    }

    /** Wakes items of other streams that may have waited for these. */
    public void confirmed(StreamPlan plan, Collection<Golden> done, java.time.Instant now) {
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
    public Map<Long, Golden> documents(List<Duty> duties) {
        return goldens.byIds(duties.stream().map(duty -> duty.item().recordId()).toList());
    }
}
