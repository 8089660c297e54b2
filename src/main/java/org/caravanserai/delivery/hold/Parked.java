package org.caravanserai.delivery.hold;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Complaints;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Rejection;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Master;

/** Items a partner refused, and what a person decides about them. Whatever is tried again goes the normal way. */
public final class Parked {
    private static final int PAGE = 500;
    private static final Pattern ID = Pattern.compile("([0-9]{1,7})-([0-9]{1,12})");

    private final Supplier<Home> home;
    private final Goldens goldens;
    private final Ledger ledger;
    private final Clock clock;

    /**
     * Which items are meant. Null = any.
     *
     * @param fingerprint of a complaint, see {@link Group#fingerprint}
     */
    public record Filter(String channel, String stream, Long fingerprint) {}

    /**
     * Items with the same complaint: one action mends them all.
     *
     * @param locale empty when the stream is not split
     * @param fingerprint the same for complaints of one code and field
     * @param example complaint about one of them
     * @param key of that one
     * @param id of that one
     */
    public record Group(
            String channel,
            String stream,
            String locale,
            long fingerprint,
            Rejection example,
            String key,
            String id,
            long items,
            Instant firstAt,
            Instant lastAt) {}

    /**
     * One item.
     *
     * @param id {@code <lane>-<record>}
     * @param locale empty when the stream is not split
     * @param key of the document, {@code #<record>} when nobody knows it any more
     */
    public record Entry(
            String id, String channel, String stream, String locale, String key, List<Complaints.Open> complaints) {
        public Entry {
            complaints = List.copyOf(complaints);
        }
    }

    /** @param next pass it on as {@code after}, null = that was the last page */
    public record Page(List<Entry> entries, String next) {}

    public Parked(Supplier<Home> home, Master master, Ledger ledger, Clock clock) {
        this.home = home;
        this.goldens = master.goldens();
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Complaints of a channel by kind, most items first. */
    public List<Group> groups(String channel) {
        var groups = new ArrayList<Group>();
        for (var lane : lanes(new Filter(channel, null, null))) {
            for (var print : ledger.complaints().prints(lane)) {
                var ids = ledger.complaints().parked(lane, print.fingerprint(), 0, 1);
                long one = ids.isEmpty() ? 0 : ids.get(0);
                groups.add(new Group(
                        lane.channel(),
                        lane.stream(),
                        lane.locale(),
                        print.fingerprint(),
                        print.example(),
                        key(one),
                        id(lane, one),
                        print.items(),
                        print.firstAt(),
                        print.lastAt()));
            }
        }
        groups.sort((a, b) -> Long.compare(b.items(), a.items()));
        return groups;
    }

    /**
     * Parked items.
     *
     * @param after id of the last one shown, null = from the beginning
     */
    public Page page(Filter filter, String after, int limit) {
        var entries = new ArrayList<Entry>();
        var from = after == null ? Optional.<Spot>empty() : spot(after);
        for (var lane : lanes(filter)) {
            if (from.isPresent() && lane.id() < from.get().lane().id()) {
                continue;
            }
            long behind = from.isPresent() && lane.id() == from.get().lane().id()
                    ? from.get().record()
                    : 0;
            for (long record :
                    ledger.complaints().parked(lane, filter.fingerprint(), behind, limit + 1 - entries.size())) {
                entries.add(entry(lane, record));
            }
            if (entries.size() > limit) {
                return new Page(
                        List.copyOf(entries.subList(0, limit)),
                        entries.get(limit - 1).id());
            }
        }
        return new Page(List.copyOf(entries), null);
    }

    /** One parked item, empty when there is none of this id (any more). */
    public Optional<Entry> find(String id) {
        return spot(id).filter(spot -> ledger.item(spot.lane(), spot.record())
                        .filter(item -> item.state() == State.PARKED)
                        .isPresent())
                .map(spot -> entry(spot.lane(), spot.record()));
    }

    /** Tries one item again. @return false when it is not parked (any more) */
    public boolean replay(String id) {
        return spot(id).map(spot -> ledger.complaints().retry(spot.lane(), List.of(spot.record()), clock.instant()) > 0)
                .orElse(false);
    }

    /** Tries all of them again. @return how many */
    public long replay(Filter filter) {
        return each(filter, (lane, ids) -> ledger.complaints().retry(lane, ids, clock.instant()));
    }

    /** Gives an item up until its content changes. @return false when it is not parked (any more) */
    public boolean discard(String id, String reason) {
        return spot(id).map(spot ->
                        ledger.complaints().discard(spot.lane(), List.of(spot.record()), reason, clock.instant()) > 0)
                .orElse(false);
    }

    /** Gives all of them up until their content changes. @return how many */
    public long discard(Filter filter, String reason) {
        return each(filter, (lane, ids) -> ledger.complaints().discard(lane, ids, reason, clock.instant()));
    }

    private interface Act {
        int on(Lane lane, List<Long> ids);
    }

    private long each(Filter filter, Act act) {
        long done = 0;
        for (var lane : lanes(filter)) {
            long after = 0;
            while (true) {
                var ids = ledger.complaints().parked(lane, filter.fingerprint(), after, PAGE);
                done += act.on(lane, ids);
                if (ids.size() < PAGE) {
                    break;
                }
                after = ids.get(ids.size() - 1);
            }
        }
        return done;
    }

    private record Spot(Lane lane, long record) {}

    private Optional<Spot> spot(String id) {
        var form = ID.matcher(id);
        if (!form.matches()) {
            return Optional.empty();
        }
        int lane = Integer.parseInt(form.group(1));
        return lanes(new Filter(null, null, null)).stream()
                .filter(one -> one.id() == lane)
                .findFirst()
                .map(one -> new Spot(one, Long.parseLong(form.group(2))));
    }

    /** Lanes of the home's channels by number. */
    private List<Lane> lanes(Filter filter) {
        return ledger.lanes().stream()
                .filter(lane -> home.get().channels().containsKey(lane.channel()))
                .filter(lane -> filter.channel() == null || filter.channel().equals(lane.channel()))
                .filter(lane -> filter.stream() == null || filter.stream().equals(lane.stream()))
                .sorted(java.util.Comparator.comparingInt(Lane::id))
                .toList();
    }

    private Entry entry(Lane lane, long record) {
        return new Entry(
                id(lane, record),
                lane.channel(),
                lane.stream(),
                lane.locale(),
                key(record),
                ledger.complaints().of(lane, record));
    }

    private String key(long record) {
        return goldens.byId(record)
                .map(golden -> golden.key())
                .or(() -> goldens.tombstone(record).map(Goldens.Tombstone::key))
                .orElse("#" + record);
    }

    private static String id(Lane lane, long record) {
        return lane.id() + "-" + record;
    }

    /** What a stream's items are documents of; products when its word is no kind. */
    public static Kind kind(String stream) {
        return Kind.of(stream).orElse(Kind.PRODUCTS);
    }
}
