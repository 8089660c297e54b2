package org.caravanserai.delivery.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Reconciler;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Master;
import org.caravanserai.store.Database;

/**
 * Plans and applies. A plan of the present reads what is not yet at the partner and nothing else; a preview with draft files or for another day goes
 * through everything, streaming, and writes nothing.
 */
public final class Planning {
    private static final int PAGE = 500;

    private final Goldens goldens;
    private final Ledger ledger;
    private final Publishing publishing;
    private final Reconciler reconciler;
    private final PlanBook book;
    private final Clock clock;

    public Planning(
            Master master,
            Ledger ledger,
            Publishing publishing,
            Reconciler reconciler,
            Database database,
            Clock clock) {
        this.goldens = master.goldens();
        this.ledger = ledger;
        this.publishing = publishing;
        this.reconciler = reconciler;
        this.book = new PlanBook(database);
        this.clock = clock;
    }

    /** What became of applying a plan. */
    public sealed interface Applied {
        /** It goes now.
         * @param items how many */
        record Done(long items) implements Applied {}

        /** Something has changed since: nothing was done.
         * @param moved what, for people, at most 20 */
        record Stale(List<String> moved) implements Applied {
            public Stale {
                moved = List.copyOf(moved);
            }
        }

        /** There is no such plan of this channel, or it was applied before. */
        record Unknown() implements Applied {}
    }

    /**
     * What would be sent now; kept so that it can be applied.
     *
     * @return empty when the channel does not run
     */
    public Optional<Plan> plan(String channel, String who) {
        var streams = streams(publishing.plans(), channel);
        if (streams.isEmpty()) {
            return Optional.empty();
        }
        reconciler.now();
        var now = clock.instant();
        var sheet = new PlanSheet(channel, now);
        var hashes = new LinkedHashMap<LanePlan, Map<Long, Long>>();
        for (var stream : streams) {
            for (var lane : stream.lanes()) {
                hashes.put(lane, open(stream, lane, sheet, now));
                sheet.held(ledger.counts(lane.lane()).of(State.HELD));
            }
        }
        heldBack(channel, sheet);
        return Optional.of(sheet.plan(sheet.isEmpty() ? 0 : book.keep(channel, who, now, hashes)));
    }

    /**
     * What would be sent if these files and this moment held. Nothing is written but the empty lanes of channels that are new in the draft.
     *
     * @param draft the home with the drafts in it
     * @return empty when the channel does not run in the draft
     */
    public Optional<Plan> preview(Home draft, String channel, Instant at) {
        var plans = publishing.compile(draft);
        var streams = streams(plans, channel);
        if (streams.isEmpty()) {
            return Optional.empty();
        }
        var sheet = new PlanSheet(channel, clock.instant());
        var preview = new Preview(plans, goldens, ledger, sheet);
        for (var stream : streams) {
            preview.of(stream, at, draft.company().timeZone());
        }
        return Optional.of(sheet.plan(0));
    }

    /** A plan that was drawn up before, empty when there is none of this number. */
    public Optional<Kept> kept(long id) {
        return book.find(id);
    }

    /**
     * A plan that is kept.
     *
     * @param madeBy who asked for it
     * @param appliedAt null = not applied
     * @param appliedBy null = not applied
     */
    public record Kept(long id, String channel, Instant madeAt, String madeBy, Instant appliedAt, String appliedBy) {
        /** Nobody has applied it. */
        public boolean open() {
            return appliedAt == null;
        }
    }

    /**
     * Items of a plan that nobody has applied, compared anew.
     *
     * @param from how many to leave out
     * @return at most {@link Plan#SHOWN} items, and the counts of the whole plan as things are now; empty when there is no such plan
     */
    public Optional<Plan> page(long id, long from) {
        var kept = book.find(id).filter(Kept::open);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        var sheet = new PlanSheet(kept.get().channel(), kept.get().madeAt(), from);
        var planned = book.items(id);
        for (var stream : streams(publishing.plans(), kept.get().channel())) {
            for (var lane : stream.lanes()) {
                var ids = List.copyOf(
                        planned.getOrDefault(lane.lane().id(), Map.of()).keySet());
                for (int at = 0; at < ids.size(); at += PAGE) {
                    var part = ledger.items(lane.lane(), ids.subList(at, Math.min(ids.size(), at + PAGE)));
                    describe(
                            stream,
                            lane,
                            part.values().stream()
                                    .sorted(java.util.Comparator.comparingLong(Item::recordId))
                                    .toList(),
                            sheet,
                            clock.instant());
                }
                sheet.held(ledger.counts(lane.lane()).of(State.HELD));
            }
        }
        heldBack(kept.get().channel(), sheet);
        return Optional.of(sheet.plan(id));
    }

    private void heldBack(String channel, PlanSheet sheet) {
        publishing.holds(channel).stream()
                .filter(hold -> !hold.released())
                .forEach(hold -> sheet.heldBack(hold.publication() + ": " + hold.reason()));
    }

    private static List<StreamPlan> streams(Plans plans, String channel) {
        var all = new ArrayList<StreamPlan>();
        plans.channels().getOrDefault(channel, List.of()).forEach(publication -> all.addAll(publication.streams()));
        all.addAll(plans.pushed().getOrDefault(channel, List.of()));
        return all;
    }

    private Map<Long, Long> open(StreamPlan stream, LanePlan lane, PlanSheet sheet, Instant now) {
        var hashes = new LinkedHashMap<Long, Long>();
        var counts = ledger.counts(lane.lane());
        if (counts.of(State.PENDING) + counts.of(State.UNKNOWN) + counts.of(State.LEAVING) == 0) {
            return hashes;
        }
        boolean push = stream.stream().files().isEmpty();
        for (long after = 0; ; ) {
            var page = ledger.open(lane.lane(), push, after, PAGE);
            var stuck = new Readiness(publishing.plans(), goldens, ledger).stuck(stream, page);
            sheet.held(stuck.size());
            var going = page.stream()
                    .filter(item -> !stuck.contains(item.recordId()))
                    .toList();
            for (var item : going) {
                hashes.put(item.recordId(), item.desired());
            }
            describe(stream, lane, going, sheet, now);
            if (page.size() < PAGE) {
                return hashes;
            }
            after = page.get(page.size() - 1).recordId();
        }
    }

    private void describe(StreamPlan stream, LanePlan lane, List<Item> page, PlanSheet sheet, Instant now) {
        var shown = new ArrayList<Item>();
        for (var item : page) {
            if (sheet.shows()) {
                shown.add(item);
            }
            sheet.count(item.desired() == 0 ? Plan.Action.RETIRE : action(item));
        }
        if (shown.isEmpty()) {
            return;
        }
        var ids = shown.stream().map(Item::recordId).toList();
        var found = goldens.byIds(ids);
        var rows = rows(stream, lane, found, now, publishing.home().company().timeZone());
        var before = ledger.payloads(lane.lane(), ids);
        for (var item : shown) {
            var golden = found.get(item.recordId());
            var key = golden != null
                    ? golden.key()
                    : goldens.tombstone(item.recordId())
                            .map(Goldens.Tombstone::key)
                            .orElse("#" + item.recordId());
            if (item.desired() == 0) {
                sheet.add(new Plan.Line(
                        stream.stream().name(),
                        lane.locale(),
                        key,
                        Plan.Action.RETIRE,
                        List.of(),
                        golden == null ? "it no longer exists" : "it is no longer for this channel"));
            } else {
                var row = rows.get(item.recordId());
                var old = Optional.ofNullable(before.get(item.recordId()))
                        .flatMap(bytes -> CellsCodec.read(bytes, lane.fields()));
                sheet.add(new Plan.Line(
                        stream.stream().name(),
                        lane.locale(),
                        key,
                        action(item),
                        row == null ? List.of() : Compare.fields(lane, old.orElse(null), row),
                        null));
            }
        }
    }

    private static Plan.Action action(Item item) {
        return item.standsAtPartner() ? Plan.Action.UPDATE : Plan.Action.CREATE;
    }

    private Map<Long, Cells> rows(StreamPlan stream, LanePlan lane, Map<Long, Golden> found, Instant now, ZoneId zone) {
        var rows = new HashMap<Long, Cells>();
        stream.outs(lane, found.values(), goldens, now, zone).forEach((id, out) -> rows.put(id, out.row()));
        return rows;
    }

    /** Sends exactly what a plan says, or nothing when something has changed since. */
    public Applied apply(String channel, long id, String who) {
        reconciler.now();
        var now = clock.instant();
        if (book.find(id)
                .filter(kept -> kept.open() && kept.channel().equals(channel))
                .isEmpty()) {
            return new Applied.Unknown();
        }
        var planned = book.items(id);
        var moved = new ArrayList<String>();
        for (var stream : streams(publishing.plans(), channel)) {
            for (var lane : stream.lanes()) {
                moved(stream, lane, planned.getOrDefault(lane.lane().id(), Map.of()), moved);
            }
        }
        if (!moved.isEmpty()) {
            return new Applied.Stale(moved);
        }
        long items = 0;
        for (var stream : streams(publishing.plans(), channel)) {
            for (var lane : stream.lanes()) {
                var hashes = planned.getOrDefault(lane.lane().id(), Map.of());
                items += hashes.size();
                if (stream.stream().files().isEmpty()) {
                    ledger.duties().approve(lane.lane(), hashes, now);
                } else if (!hashes.isEmpty()) {
                    publishing.approve(channel, stream.stream().name());
                }
            }
        }
        book.applied(id, who, now);
        return new Applied.Done(items);
    }

    private void moved(StreamPlan stream, LanePlan lane, Map<Long, Long> planned, List<String> moved) {
        var ids = List.copyOf(planned.keySet());
        for (int from = 0; from < ids.size() && moved.size() < 20; from += PAGE) {
            var part = ids.subList(from, Math.min(ids.size(), from + PAGE));
            var now = ledger.items(lane.lane(), part);
            for (long id : part) {
                var item = now.get(id);
                boolean same = item != null
                        && item.desired() == planned.get(id)
                        && item.state() != State.HELD
                        && item.state() != State.PARKED;
                if (!same && moved.size() < 20) {
                    moved.add(stream.stream().name() + " "
                            + goldens.byId(id).map(Golden::key).orElse("#" + id));
                }
            }
        }
    }
}
