package org.caravanserai.delivery.survey;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Manner;
import org.caravanserai.ledger.Shown;
import org.caravanserai.ledger.State;

/**
 * Compares one lane with what stands at the partner. The list is sorted on disk by our record ids and laid beside the ledger page by page; what is to
 * be repaired is kept aside until somebody has judged how much it is.
 */
final class Verifying implements AutoCloseable {
    private static final int PAGE = 500;
    /** Behind all numbers. */
    private static final String STRANGER = "z";
    /** Cells of a repair before its fields. */
    private static final int FACTS = 6;
    /** Found things of one sort that are kept for people. */
    private static final int SHOWN = 200;

    private final StreamPlan plan;
    private final LanePlan lane;
    private final Reading reading;
    private final Reading.Means means;
    private final Instant begun;
    private final Survey.Tally tally;
    private final Consumer<Entry> keep;
    private final Map<String, Integer> kept = new HashMap<>();
    private final String place;
    private final SortedRun theirs;
    private final SortedRun repairs;
    private boolean twice;

    /**
     * @param begun outcomes after this moment are not in the list for sure
     * @param folder for sorted parts
     * @param keep takes what is kept for people
     */
    Verifying(
            StreamPlan plan,
            LanePlan lane,
            Reading.Means means,
            Instant begun,
            Path folder,
            Survey.Tally tally,
            Consumer<Entry> keep) {
        this.plan = plan;
        this.lane = lane;
        this.means = means;
        this.reading = new Reading(plan, lane, means);
        this.begun = begun;
        this.tally = tally;
        this.keep = keep;
        this.place = reading.place();
        this.theirs = new SortedRun(folder, "there-" + lane.lane().id());
        this.repairs = new SortedRun(folder, "mend-" + lane.lane().id());
    }

    /** True when the list moved while it was read: another try may help. */
    boolean moved() {
        return twice;
    }

    /** Reads and compares. @return empty when done; else why nothing may be concluded */
    Optional<Listing.Broken> compare() {
        for (var word : List.of("records", "believed", "same", "unread", "missing", "changed", "extra", "moved")) {
            tally.add(place, word, 0);
        }
        var ended = reading.read(this::take);
        if (ended instanceof Listing.Broken broken) {
            return Optional.of(broken);
        }
        if (ended instanceof Listing.Moved away) {
            twice = true;
            return Optional.of(Reading.moved(away));
        }
        tally.add(place, "records", ((Listing.Whole) ended).records());
        try (var groups = theirs.groups()) {
            for (long after = 0; !twice; ) {
                var page = means.ledger().items(lane.lane(), after, PAGE);
                if (page.isEmpty()) {
                    break;
                }
                after = page.get(page.size() - 1).recordId();
                compare(page, groups);
            }
            while (groups.hasNext() && !twice) {
                stranger(groups.next());
            }
        }
        return twice ? Optional.of(Reading.twice()) : Optional.empty();
    }

    private void take(List<Reading.Found> page) {
        for (var found : page) {
            long id = found.linked() != 0 ? found.linked() : found.own();
            theirs.add(new Row(
                    id != 0 ? Row.key(id) : STRANGER + found.seen().name(),
                    found.seen().cells()));
        }
    }

    private void compare(List<Item> page, SortedRun.Groups groups) {
        var there = new HashMap<Long, List<Row>>();
        var last = Row.key(page.get(page.size() - 1).recordId());
        while (groups.hasNext() && groups.peek().compareTo(last) <= 0) {
            var group = groups.next();
            there.put(group.get(0).id(), group);
        }
        var ids = page.stream().map(Item::recordId).toList();
        var names = means.ledger().duties().remoteIds(lane.lane(), ids);
        var rows = payloads(page, there);
        var found = new ArrayList<Difference>();
        for (var item : page) {
            var group = there.remove(item.recordId());
            if (group != null && Reading.twice(group)) {
                twice = true;
                return;
            }
            compare(item, group == null ? List.of() : seen(group), names.get(item.recordId()), rows, found);
        }
        there.values().forEach(group -> {
            twice |= Reading.twice(group);
            seen(group)
                    .forEach(seen -> found.add(
                            new Difference(null, group.get(0).id(), "extra", "unwanted", seen, List.of(), null)));
        });
        settle(found);
    }

    /**
     * Something that is not as it should be.
     *
     * @param stands what a repair would write, null = there is nothing to repair
     */
    private record Difference(
            Item item, long id, String what, String why, Seen seen, List<Survey.Field> fields, Long stands) {}

    private List<Seen> seen(List<Row> group) {
        int matches = reading.reads().match().size();
        return group.stream().map(row -> Seen.of(row.cells(), matches)).toList();
    }

    /** The rows as they were confirmed, of what can be compared. */
    private Map<Long, Cells> payloads(List<Item> page, Map<Long, List<Row>> there) {
        var rows = new HashMap<Long, Cells>();
        if (!reading.reads().compare().isEmpty()) {
            var ids = page.stream()
                    .filter(item -> item.state() == State.CONFIRMED && there.containsKey(item.recordId()))
                    .map(Item::recordId)
                    .toList();
            means.ledger()
                    .payloads(lane.lane(), ids)
                    .forEach(
                            (id, bytes) -> CellsCodec.read(bytes, lane.fields()).ifPresent(row -> rows.put(id, row)));
        }
        return rows;
    }

    private void compare(Item item, List<Seen> group, String name, Map<Long, Cells> rows, List<Difference> found) {
        if (item.confirmed() == 0) {
            for (var seen : group) {
                notConfirmed(item, seen, found);
            }
            return;
        }
        tally.add(place, "believed", 1);
        if (group.isEmpty()) {
            found.add(new Difference(item, item.recordId(), "missing", null, null, List.of(), 0L));
            return;
        }
        var ours = group.stream()
                .filter(seen -> name != null && name.equals(seen.remoteId()))
                .findFirst()
                .orElse(group.get(0));
        group.stream()
                .filter(seen -> seen != ours)
                .forEach(seen ->
                        found.add(new Difference(item, item.recordId(), "extra", "twice", seen, List.of(), null)));
        var fields = new ArrayList<Survey.Field>();
        if (name != null && ours.remoteId() != null && !name.equals(ours.remoteId())) {
            fields.add(new Survey.Field("(id)", name, ours.remoteId()));
        }
        var row = rows.get(item.recordId());
        if (row != null) {
            fields.addAll(differing(reading.reads().compare().keySet(), row, ours));
        }
        if (!fields.isEmpty()) {
            found.add(new Difference(item, item.recordId(), "changed", null, ours, fields, Item.UNCERTAIN));
        } else {
            tally.add(place, row == null ? "unread" : "same", 1);
        }
    }

    private void notConfirmed(Item item, Seen seen, List<Difference> found) {
        if (item.state() != State.RETIRED) {
            // We want it there and never heard that it is: linking is for somebody to decide.
            found.add(new Difference(item, item.recordId(), "extra", "unlinked", seen, List.of(), null));
        } else if (plan.descriptor().retires()) {
            found.add(new Difference(item, item.recordId(), "extra", "removed", seen, List.of(), Item.UNCERTAIN));
        }
    }

    /** Fields that stand there otherwise than they were confirmed. */
    static List<Survey.Field> differing(Collection<String> compared, Cells row, Seen seen) {
        var fields = new ArrayList<Survey.Field>();
        int n = 0;
        for (var field : compared) {
            int at = row.fields().indexOf(field);
            var theirs = seen.compared().get(n++);
            if (at >= 0 && !Same.values(row.value(at), theirs)) {
                fields.add(new Survey.Field(field, Same.squeezed(Same.text(row.value(at))), theirs));
            }
        }
        return fields;
    }

    /** Differences of a page: what has moved meanwhile is none. */
    private void settle(List<Difference> found) {
        if (found.isEmpty()) {
            return;
        }
        var moved = means.ledger()
                .standing()
                .moved(lane.lane(), found.stream().map(Difference::id).toList(), begun);
        var shown = new ArrayList<Difference>();
        var counted = new HashSet<Long>();
        for (var one : found) {
            if (moved.contains(one.id())) {
                tally.add(place, "moved", counted.add(one.id()) ? 1 : 0);
                continue;
            }
            tally.add(place, one.what(), 1);
            if (one.stands() != null) {
                var item = one.item();
                var cells = new ArrayList<String>();
                cells.add(one.what());
                cells.add(Long.toString(item.desired()));
                cells.add(Long.toString(item.confirmed()));
                cells.add(item.state().name());
                cells.add(Long.toString(one.stands()));
                cells.add(one.seen() == null ? null : one.seen().remoteId());
                one.fields().forEach(field -> {
                    cells.add(field.field());
                    cells.add(field.theirs());
                });
                repairs.add(new Row(Row.key(one.id()), cells));
            }
            if (room(one.what())) {
                shown.add(one);
            }
        }
        if (!shown.isEmpty()) {
            var keys =
                    reading.keys(shown.stream().map(Difference::id).distinct().toList());
            shown.forEach(one -> keep.accept(entry(one, keys.get(one.id()))));
        }
    }

    private boolean room(String what) {
        return kept.merge(what, 1, Integer::sum) <= SHOWN;
    }

    private Entry entry(Difference one, String key) {
        return new Entry(
                one.what(),
                plan.stream().name(),
                lane.lane().id(),
                one.id(),
                key,
                one.seen() == null ? null : one.seen().remoteId(),
                one.item(),
                one.stands() == null ? 0 : one.stands(),
                one.why(),
                one.fields(),
                List.of());
    }

    /** Records the ledger has no item for. */
    private void stranger(List<Row> group) {
        if (Reading.twice(group)) {
            twice = true;
            return;
        }
        boolean known = !group.get(0).key().startsWith(STRANGER);
        for (var seen : seen(group)) {
            if (known) {
                settle(List.of(new Difference(null, group.get(0).id(), "extra", "unwanted", seen, List.of(), null)));
                continue;
            }
            tally.add(place, "extra", 1);
            if (room("extra")) {
                keep.accept(new Entry(
                        "extra",
                        plan.stream().name(),
                        lane.lane().id(),
                        0,
                        seen.key(),
                        seen.remoteId(),
                        null,
                        0,
                        "stranger",
                        List.of(),
                        List.of()));
            }
        }
    }

    /** Items a repair would touch. */
    long differing() {
        return repairs.size();
    }

    /** Gives what differs to the normal way. @param lost takes those of which nothing is there @return how many items */
    long repair(Manner manner, Consumer<List<Long>> lost) {
        long done = 0;
        var page = new ArrayList<Row>();
        try (var groups = repairs.groups()) {
            while (groups.hasNext()) {
                page.add(groups.next().get(0));
                if (page.size() == PAGE || !groups.hasNext()) {
                    var written = means.ledger().standing().write(lane.lane(), manner, shown(page));
                    done += written.size();
                    page.removeIf(row -> !row.cells().get(0).equals("missing") || !written.contains(row.id()));
                    lost.accept(page.stream().map(Row::id).toList());
                    page.clear();
                }
            }
        }
        return done;
    }

    private List<Shown> shown(List<Row> page) {
        var changed = page.stream()
                .filter(row -> row.cells().size() > FACTS)
                .map(Row::id)
                .toList();
        var rows = means.ledger().payloads(lane.lane(), changed);
        var shown = new ArrayList<Shown>();
        for (var row : page) {
            var cells = row.cells();
            var believed = new Item(
                    row.id(), Long.parseLong(cells.get(1)), Long.parseLong(cells.get(2)), State.valueOf(cells.get(3)));
            var fields = new ArrayList<Survey.Field>();
            for (int i = FACTS; i < cells.size(); i += 2) {
                fields.add(new Survey.Field(cells.get(i), null, cells.get(i + 1)));
            }
            var body = Optional.ofNullable(rows.get(row.id()))
                    .flatMap(bytes -> CellsCodec.read(bytes, lane.fields()))
                    .map(ours -> CellsCodec.write(new There(ours, fields)));
            shown.add(new Shown(
                    believed,
                    row.id(),
                    Long.parseLong(cells.get(4)),
                    cells.get(5),
                    body.orElse(null),
                    false,
                    cells.get(0),
                    text(cells.get(0))));
        }
        return shown;
    }

    private static String text(String what) {
        return Finding.cut(
                switch (what) {
                    case "missing" -> "a comparison with the partner found nothing there";
                    case "changed" -> "a comparison with the partner found it changed there";
                    default -> "a comparison with the partner found it there after it was removed";
                });
    }

    @Override
    public void close() {
        theirs.close();
        repairs.close();
    }
}
