package org.caravanserai.delivery.survey;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Kind;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.delivery.wanted.Judgement;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Item;
import org.caravanserai.master.Golden;

/**
 * Finds out what of ours the records of one lane are: by the partner's name for it, by our key, then by each attribute in turn. Whatever fits more
 * than one thing is a conflict and links nothing. Only reads.
 */
final class Adopting implements AutoCloseable {
    private static final int PAGE = 500;
    /** How a record was found; stands before its cells in the run. */
    private static final String LINKED = "linked";

    static final String KEY = "key";

    private final StreamPlan plan;
    private final LanePlan lane;
    private final Reading reading;
    private final Reading.Means means;
    private final List<String> rules;
    private final Path folder;
    private final Survey.Tally tally;
    private final Consumer<Entry> keep;
    private final String place;
    private final List<SortedRun> runs = new ArrayList<>();
    private final SortedRun found;
    private boolean twice;

    /** @param rules what is tried, in order: {@code key} and attributes the descriptor names */
    Adopting(
            StreamPlan plan,
            LanePlan lane,
            Reading.Means means,
            List<String> rules,
            Path folder,
            Survey.Tally tally,
            Consumer<Entry> keep) {
        this.plan = plan;
        this.lane = lane;
        this.means = means;
        this.rules = rules;
        this.folder = folder;
        this.tally = tally;
        this.keep = keep;
        this.reading = new Reading(plan, lane, means);
        this.place = reading.place();
        this.found = run("found");
    }

    private SortedRun run(String name) {
        var run = new SortedRun(folder, name + "-" + lane.lane().id());
        runs.add(run);
        return run;
    }

    /** Reads and plans. @return empty when done; else why nothing may be concluded */
    Optional<Listing.Broken> plan(ZoneId zone) {
        for (var word : List.of("records", "linked", "links", "same", "differ", "conflicts", "orphans")) {
            tally.add(place, word, 0);
        }
        var rest = run("rest");
        var ended = reading.read(page -> page.forEach(one -> take(one, rest)));
        if (ended instanceof Listing.Broken broken) {
            return Optional.of(broken);
        }
        if (ended instanceof Listing.Moved away) {
            return Optional.of(Reading.moved(away));
        }
        tally.add(place, "records", ((Listing.Whole) ended).records());
        byAttributes(rest);
        links(zone);
        return twice ? Optional.of(Reading.twice()) : Optional.empty();
    }

    private void take(Reading.Found one, SortedRun rest) {
        if (one.linked() != 0 && one.own() != 0 && one.linked() != one.own()) {
            conflict(one.seen(), one.linked(), "elsewhere", List.of(one.linked(), one.own()));
        } else if (one.linked() != 0) {
            found.add(row(one.linked(), LINKED, one.seen()));
        } else if (one.own() != 0 && rules.contains(KEY)) {
            found.add(row(one.own(), KEY, one.seen()));
        } else {
            // The partner's own name tells records apart; one that comes twice stands side by side.
            rest.add(new Row(one.seen().name(), cells("", one.seen())));
        }
    }

    private static Row row(long id, String by, Seen seen) {
        return new Row(Row.key(id), cells(by, seen));
    }

    private static List<String> cells(String by, Seen seen) {
        var cells = new ArrayList<String>();
        cells.add(by);
        cells.addAll(seen.cells());
        return cells;
    }

    private Seen seen(Row row) {
        return Seen.of(
                row.cells().subList(1, row.cells().size()),
                reading.reads().match().size());
    }

    private boolean twice(List<Row> group) {
        return Reading.twice(group.stream()
                .map(row ->
                        new Row(row.key(), row.cells().subList(1, row.cells().size())))
                .toList());
    }

    /** One attribute after the other; what no attribute finds is nothing of ours. */
    private void byAttributes(SortedRun unmatched) {
        var attributes = List.copyOf(reading.reads().match().keySet());
        var tried = rules.stream().filter(attributes::contains).toList();
        var ours = tried.isEmpty() || unmatched.size() == 0 ? Map.<String, SortedRun>of() : ours(tried);
        var left = unmatched;
        boolean first = true;
        for (var attribute : tried) {
            var next = run("rest-" + attribute);
            if (ours.containsKey(attribute)) {
                join(attribute, attributes.indexOf(attribute), left, ours.get(attribute), next, first);
                left = next;
                first = false;
            }
        }
        try (var groups = left.groups()) {
            while (groups.hasNext() && !twice) {
                var group = groups.next();
                twice |= twice(group);
                group.forEach(row -> orphan(seen(row), 0, null, "stranger"));
            }
        }
    }

    /** Values of ours: of everything that is, or should be, at the partner. */
    private Map<String, SortedRun> ours(List<String> attributes) {
        var values = new LinkedHashMap<String, SortedRun>();
        attributes.forEach(attribute -> values.put(attribute, run("ours-" + attribute)));
        for (long after = 0; ; ) {
            var page = means.ledger().items(lane.lane(), after, PAGE);
            if (page.isEmpty()) {
                return values;
            }
            after = page.get(page.size() - 1).recordId();
            var ids = page.stream()
                    .filter(item -> item.state().selected())
                    .map(Item::recordId)
                    .toList();
            var goldens = means.goldens().byIds(ids).values();
            // An offer has its product's attributes.
            var products = plan.kind() == Kind.OFFERS
                    ? means.goldens()
                            .byKeys(
                                    Kind.PRODUCTS,
                                    goldens.stream().map(Golden::key).toList())
                    : Map.<String, Golden>of();
            goldens.forEach(golden -> {
                var document =
                        products.getOrDefault(golden.key(), golden).document().values();
                values.forEach((attribute, run) -> {
                    var text = plain(attribute, Same.squeezed(Same.text(document.get(attribute))));
                    if (text != null && !text.isEmpty()) {
                        run.add(new Row(text, List.of(Long.toString(golden.id()))));
                    }
                });
            });
        }
    }

    /** Leading zeros of a GTIN and capitals of an address say nothing. */
    private static String plain(String attribute, String value) {
        if (value == null) {
            return null;
        }
        return switch (attribute) {
            case "gtin" -> value.replaceFirst("^0+", "");
            case "email" -> value.toLowerCase(java.util.Locale.ROOT);
            default -> value;
        };
    }

    private void join(String attribute, int place, SortedRun left, SortedRun ours, SortedRun next, boolean check) {
        var byValue = run("by-" + attribute);
        try (var groups = left.groups()) {
            while (groups.hasNext() && !twice) {
                var group = groups.next();
                twice |= check && twice(group);
                for (var row : group) {
                    var value = plain(attribute, seen(row).match().get(place));
                    if (value == null) {
                        next.add(row);
                    } else {
                        byValue.add(new Row(value, row.cells()));
                    }
                }
            }
        }
        try (var groups = byValue.groups();
                var own = ours.groups()) {
            while (groups.hasNext()) {
                var value = groups.peek();
                while (own.hasNext() && own.peek().compareTo(value) < 0) {
                    own.next();
                }
                var ids = new ArrayList<Long>();
                if (value.equals(own.peek())) {
                    own.next().forEach(row -> ids.add(Long.parseLong(row.cells().get(0))));
                }
                for (var row : groups.next()) {
                    var seen = seen(row);
                    if (ids.isEmpty()) {
                        next.add(new Row(seen.name(), row.cells()));
                    } else if (ids.size() == 1) {
                        found.add(row(ids.get(0), attribute, seen));
                    } else {
                        conflict(seen, 0, "several", ids);
                    }
                }
            }
        }
    }

    private void conflict(Seen seen, long id, String why, List<Long> others) {
        tally.add(place, "conflicts", 1);
        keep.accept(entry(
                "conflict",
                id,
                seen,
                null,
                0,
                why,
                List.of(),
                List.copyOf(reading.keys(others).values())));
    }

    private void orphan(Seen seen, long id, Item item, String why) {
        tally.add(place, "orphans", 1);
        keep.accept(entry("orphan", id, seen, item, Item.UNCERTAIN, why, List.of(), List.of()));
    }

    private Entry entry(
            String what,
            long id,
            Seen seen,
            Item item,
            long stands,
            String why,
            List<Survey.Field> fields,
            List<String> others) {
        return new Entry(
                what,
                plan.stream().name(),
                lane.lane().id(),
                id,
                id == 0 || seen.key() != null && item == null ? seen.key() : key(id),
                seen.remoteId(),
                item,
                stands,
                why,
                fields,
                others);
    }

    private String key(long id) {
        return keys.computeIfAbsent(id, same -> reading.keys(List.of(id)).get(id));
    }

    private final Map<Long, String> keys = new HashMap<>();

    /** What belongs to one thing of ours each. */
    private void links(ZoneId zone) {
        try (var groups = found.groups()) {
            var page = new LinkedHashMap<Long, List<Row>>();
            while (groups.hasNext() && !twice) {
                var group = groups.next();
                twice |= twice(group);
                page.put(group.get(0).id(), group);
                if (page.size() == PAGE || !groups.hasNext()) {
                    links(page, zone);
                    page.clear();
                }
            }
        }
    }

    private void links(Map<Long, List<Row>> page, ZoneId zone) {
        var ids = List.copyOf(page.keySet());
        var items = means.ledger().items(lane.lane(), ids);
        var names = means.ledger().duties().remoteIds(lane.lane(), ids);
        var now = means.clock().instant();
        var rows = plan.outs(lane, means.goldens().byIds(ids).values(), means.goldens(), now, zone);
        keys.clear();
        keys.putAll(reading.keys(ids));
        page.forEach((id, group) -> {
            var row = best(group);
            var theirs = group.stream()
                    .map(other -> seen(other))
                    .map(seen -> seen.remoteId() == null ? seen.key() : seen.remoteId())
                    .toList();
            group.stream().filter(other -> other != row).forEach(other -> second(seen(other), id, theirs));
            if (row != null) {
                link(id, items.get(id), names.get(id), row, rows.get(id));
            }
        });
    }

    /** The one record of several that is meant: found by the partner's name, else by our key. Null = nobody can tell. */
    private static Row best(List<Row> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        for (var by : List.of(LINKED, KEY)) {
            var found =
                    group.stream().filter(row -> row.cells().get(0).equals(by)).toList();
            if (!found.isEmpty()) {
                return found.size() == 1 ? found.get(0) : null;
            }
        }
        return null;
    }

    private void second(Seen seen, long id, List<String> theirs) {
        tally.add(place, "conflicts", 1);
        var stream = plan.stream().name();
        var name = seen.remoteId();
        int number = lane.lane().id();
        keep.accept(new Entry("conflict", stream, number, id, key(id), name, null, 0, "twice", List.of(), theirs));
    }

    private void link(long id, Item item, String name, Row row, Judgement.Out ours) {
        var seen = seen(row);
        if (item == null || !item.state().selected()) {
            boolean leaves = item != null && item.standsAtPartner();
            if (!leaves) {
                orphan(seen, id, item, "unwanted");
            } else {
                tally.add(place, "linked", 1);
            }
            return;
        }
        boolean named = name != null ? name.equals(seen.remoteId()) : item.standsAtPartner() && seen.remoteId() == null;
        if (named) {
            tally.add(place, "linked", 1);
        } else if (name != null) {
            tally.add(place, "conflicts", 1);
            keep.accept(entry("conflict", id, seen, item, 0, "named", List.of(), List.of(name)));
        } else {
            var fields = ours == null
                    ? List.<Survey.Field>of()
                    : Verifying.differing(reading.reads().compare().keySet(), ours.row(), seen);
            boolean same = ours != null && fields.isEmpty() && whole(ours.row()) && ours.hash() == item.desired();
            tally.add(place, "links", 1);
            tally.add(place, same ? "same" : fields.isEmpty() ? "unread" : "differ", 1);
            keep.accept(entry(
                    "link",
                    id,
                    seen,
                    item,
                    same ? item.desired() : Item.UNCERTAIN,
                    row.cells().get(0),
                    fields,
                    List.of()));
        }
    }

    /** True when everything the row says can be read back, or cannot differ. */
    private boolean whole(Cells row) {
        var covered = new HashSet<>(reading.reads().compare().keySet());
        covered.addAll(reading.reads().fixed());
        return covered.containsAll(row.fields());
    }

    @Override
    public void close() {
        runs.forEach(SortedRun::close);
    }
}
