package org.caravanserai.delivery.survey;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.caravanserai.delivery.plan.Planning;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.Judgement;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Shown;
import org.caravanserai.master.Goldens;

/** Applies adoptions: all of one, or nothing when something has moved since it was made. */
final class Adoption {
    private static final int PAGE = 500;
    private static final int MOVED = 20;

    private final Goldens goldens;
    private final Ledger ledger;
    private final Publishing publishing;
    private final SurveyBook book;
    private final Clock clock;

    Adoption(Goldens goldens, Ledger ledger, Publishing publishing, SurveyBook book, Clock clock) {
        this.goldens = goldens;
        this.ledger = ledger;
        this.publishing = publishing;
        this.book = book;
        this.clock = clock;
    }

    private record Where(StreamPlan plan, LanePlan lane) {}

    synchronized Planning.Applied apply(long id, String who) {
        var survey = book.find(id).filter(one -> one.state() == Survey.State.READY);
        if (survey.isEmpty()) {
            return new Planning.Applied.Unknown();
        }
        boolean retire = Surveys.RETIRE.equals(survey.get().options().get(Surveys.ORPHANS));
        var lanes = lanes(survey.get().channel());
        var moved = new ArrayList<String>();
        pages(id, retire, page -> moved(page, lanes, moved));
        if (!moved.isEmpty()) {
            return new Planning.Applied.Stale(moved.subList(0, Math.min(MOVED, moved.size())));
        }
        long[] done = {0};
        pages(id, retire, page -> done[0] += write(page, lanes));
        book.applied(id, who, clock.instant());
        return new Planning.Applied.Done(done[0]);
    }

    private Map<Integer, Where> lanes(String channel) {
        var lanes = new LinkedHashMap<Integer, Where>();
        for (var plan : publishing.plans().pushed().getOrDefault(channel, List.of())) {
            plan.lanes().forEach(lane -> lanes.put(lane.lane().id(), new Where(plan, lane)));
        }
        return lanes;
    }

    /** What would be written, by lane, a page at a time. */
    private void pages(long id, boolean retire, Consumer<Map<Integer, List<Entry>>> take) {
        for (long after = 0; ; ) {
            var page = book.entries(id, after, PAGE);
            if (page.isEmpty()) {
                return;
            }
            var lanes = new LinkedHashMap<Integer, List<Entry>>();
            for (var entry : page.entrySet()) {
                after = entry.getKey();
                var one = entry.getValue();
                if (one.what().equals("link") || retire && one.what().equals("orphan")) {
                    lanes.computeIfAbsent(one.lane(), none -> new ArrayList<>()).add(one);
                }
            }
            take.accept(lanes);
        }
    }

    private void moved(Map<Integer, List<Entry>> page, Map<Integer, Where> lanes, List<String> moved) {
        page.forEach((lane, entries) -> {
            var where = lanes.get(lane);
            var ids =
                    entries.stream().map(Entry::recordId).filter(id -> id != 0).toList();
            if (where == null) {
                moved.add(entries.get(0).stream() + ": the channel no longer sends them");
                return;
            }
            var names = entries.stream()
                    .map(Entry::remoteId)
                    .filter(name -> name != null)
                    .toList();
            var now = ledger.items(where.lane().lane(), ids);
            var own = ledger.duties().remoteIds(where.lane().lane(), ids);
            var linked = ledger.standing().named(where.lane().lane(), names);
            // Of several lists each has names of its own.
            boolean sole = where.plan().descriptor().reads().operations().size() == 1;
            for (var entry : entries) {
                var item = entry.recordId() == 0 ? null : now.get(entry.recordId());
                boolean same = java.util.Objects.equals(item, entry.believed());
                boolean free = entry.recordId() == 0 || !own.containsKey(entry.recordId());
                if (!same || !free || sole && linked.containsKey(entry.remoteId())) {
                    moved.add(entry.stream() + " " + (entry.key() == null ? entry.remoteId() : entry.key()));
                }
            }
        });
    }

    private long write(Map<Integer, List<Entry>> page, Map<Integer, Where> lanes) {
        long done = 0;
        for (var part : page.entrySet()) {
            var where = lanes.get(part.getKey());
            var manner = Evaluation.manner(where.plan().channel(), clock.instant());
            var shown = new ArrayList<Shown>();
            var linked = part.getValue().stream()
                    .filter(entry -> entry.what().equals("link"))
                    .map(Entry::recordId)
                    .toList();
            var zone = publishing.home().company().timeZone();
            var rows = where.plan().outs(where.lane(), goldens.byIds(linked).values(), goldens, clock.instant(), zone);
            var numbers = numbers(where, part.getValue());
            for (var entry : part.getValue()) {
                shown.add(
                        entry.what().equals("link") ? link(entry, rows.get(entry.recordId())) : orphan(entry, numbers));
            }
            done += ledger.standing().write(where.lane().lane(), manner, shown).size();
        }
        return done;
    }

    private Shown link(Entry entry, Judgement.Out out) {
        boolean current = out != null && out.hash() == entry.believed().desired();
        // A row that could not be made again proves nothing about what stands there.
        long stands = entry.stands() == Item.UNCERTAIN || current ? entry.stands() : Item.UNCERTAIN;
        return new Shown(
                entry.believed(),
                entry.recordId(),
                stands,
                entry.remoteId(),
                current ? CellsCodec.write(new There(out.row(), entry.fields())) : null,
                false,
                "adopted",
                "found there by " + entry.why() + " when the channel was adopted");
    }

    /** Numbers for what is nothing of ours, remembered by the key it has there. */
    private Iterator<Long> numbers(Where where, List<Entry> entries) {
        var strangers = entries.stream().filter(entry -> entry.recordId() == 0).toList();
        if (strangers.isEmpty()) {
            return Collections.emptyIterator();
        }
        var ids = ledger.standing().ids(strangers.size());
        var keys = new LinkedHashMap<Long, String>();
        for (int i = 0; i < ids.length; i++) {
            var entry = strangers.get(i);
            keys.put(ids[i], entry.key() == null ? entry.remoteId() : entry.key());
        }
        ledger.standing().strangers(where.lane().lane(), keys);
        return List.copyOf(keys.keySet()).iterator();
    }

    private static Shown orphan(Entry entry, Iterator<Long> numbers) {
        long id = entry.recordId() == 0 ? numbers.next() : entry.recordId();
        return new Shown(
                entry.believed(),
                id,
                Item.UNCERTAIN,
                entry.remoteId(),
                null,
                true,
                "orphan",
                "it stood there and is nothing of ours; removing it was approved with the adoption");
    }
}
