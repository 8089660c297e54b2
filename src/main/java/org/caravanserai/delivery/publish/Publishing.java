package org.caravanserai.delivery.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.hold.Holds;
import org.caravanserai.delivery.wanted.FetchedTables;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.Notices;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.Publication;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Progress;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Master;
import org.caravanserai.parser.Problem;
import org.caravanserai.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the files of channels when they are due: something they read has changed, and their schedule allows it. Channels in {@code shadow} and
 * {@code approve} are computed and shown, and publish nothing. Thread-safe; one run per publication at a time.
 */
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private final Master master;
    private final Ledger ledger;
    private final FeedFolder folder;
    private final Clock clock;
    private final Quiet quiet;
    private final Holds holds;
    private final Over over;
    private final Guard guard;
    private final Receipts receipts;
    private final Handover handover;
    private final Concern concern;
    private final FetchedTables fetched;
    private final Notices notices;
    private final Claims claims;
    private volatile Plans plans;
    private final Set<Publication> approved = ConcurrentHashMap.newKeySet();
    private final Object changing = new Object();
    /** Publications whose next files of changes hold everything. */
    private final Set<String> whole = ConcurrentHashMap.newKeySet();

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Faults.Fault> faults = new ConcurrentHashMap<>();

    /** A publication whose files are visible and which nobody has confirmed yet. */
    public final class Published {
        private final Publication publication;
        private final Manifest manifest;

        private Published(Publication publication, Manifest manifest) {
            this.publication = publication;
            this.manifest = manifest;
        }

        /** What was published. */
        public Manifest manifest() {
            return manifest;
        }

        /** The partner can have it: what was pending is confirmed, unless targets that are pushed to do that when they have it. */
        public void confirm() {
            if (!handover.counts(publication)) {
                lanes(publication).forEach(lane -> ledger.confirmSnapshot(lane.lane()));
            }
        }
    }

    /**
     * Compiles all channels of the home.
     *
     * @param arriving whether a delivery of a source is being taken just now: then the next publication waits for its end, at most a minute
     * @param over counters that hold channels
     */
    public Publishing(
            Home home,
            Master master,
            Ledger ledger,
            FeedFolder folder,
            Database database,
            Clock clock,
            BooleanSupplier arriving,
            Over over) {
        this(home, master, ledger, folder, database, clock, arriving, over, FetchedTables.NONE);
    }

    /** The same with tables of partners.
     * @param fetched their rows; {@link #refresh} when they have changed */
    public Publishing(
            Home home,
            Master master,
            Ledger ledger,
            FeedFolder folder,
            Database database,
            Clock clock,
            BooleanSupplier arriving,
            Over over,
            FetchedTables fetched) {
        this.fetched = fetched;
        this.holds = new Holds(database);
        this.over = over;
        this.master = master;
        this.ledger = ledger;
        this.folder = folder;
        this.clock = clock;
        this.notices = new Notices(database);
        this.claims = new Claims(database, ledger);
        this.plans = compile(home);
        this.guard = new Guard(ledger, holds, over);
        this.receipts = new Receipts(database);
        this.handover = new Handover(receipts, folder);
        this.concern = new Concern(master, ledger, folder, handover, clock);
        this.quiet = new Quiet(clock, arriving, Quiet.STILL);
    }

    /** Counters at their error limit that hold a channel: words for people by id. */
    @FunctionalInterface
    public interface Over {
        /** No counter holds anything. */
        Over NONE = channel -> Map.of();

        Map<String, String> of(String channel);
    }

    /** What the brake holds of a channel, by publication. */
    public List<Hold> holds(String channel) {
        return holds.of(channel);
    }

    /**
     * Lets what is held of a channel leave after all, at the next look and unless it has become worse by then.
     *
     * @param reason in words
     * @return what was released; empty when nothing was held
     */
    public List<Hold> release(String channel, String who, String reason) {
        return holds.release(channel, who, reason, clock.instant());
    }

    /**
     * Publishes what a channel publishes once more, its files of changes holding everything: for a receiver that has lost what it had.
     *
     * @return names of the publications; empty when the channel publishes none
     */
    public List<String> whole(String channel) {
        var all = plans.channels().getOrDefault(channel, List.of());
        all.forEach(publication -> whole.add(name(publication)));
        return all.stream().map(Publication::name).toList();
    }

    private static String name(Publication publication) {
        return publication.channel().name() + "/" + publication.name();
    }

    /** Publishes once what a channel in approve has ready; {@code stream} is one of the publication's. */
    public void approve(String channel, String stream) {
        plans.channels().getOrDefault(channel, List.of()).stream()
                .filter(publication -> publication.streams().stream()
                        .anyMatch(plan -> plan.stream().name().equals(stream)))
                .forEach(approved::add);
    }

    /** What is wrong with channels that do not run, by channel. */
    public Map<String, List<Problem>> broken() {
        return plans.broken();
    }

    /** Why the last run of a channel failed; empty when it did not. */
    public Optional<Faults.Fault> fault(String channel) {
        return Optional.ofNullable(faults.getOrDefault(channel, notices.fault(channel)));
    }

    /**
     * Runs the publication led by this stream when it is due.
     *
     * @return what was published; empty when nothing is due, nothing differs, another stream leads, or the channel may not publish
     */
    public Optional<Published> publish(String channel, String stream) {
        var publication = plans.led(channel, stream);
        if (publication.isEmpty()) {
            return Optional.empty();
        }
        var lock = locks.computeIfAbsent(channel + "/" + stream, none -> new ReentrantLock());
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            return due(publication.get());
        } finally {
            lock.unlock();
        }
    }

    /** Whether a file that was never there is about to be: pushes of a first start come after it. */
    boolean firstFilesDue() {
        long head = master.changes().head();
        return plans.channels().values().stream().flatMap(List::stream).anyMatch(publication -> {
            var channel = publication.channel().name();
            return !faults.containsKey(channel)
                    && holds.of(channel, publication.name()).isEmpty()
                    && concern.firstDue(publication, head, home());
        });
    }

    private Optional<Published> due(Publication publication) {
        long head = master.changes().head();
        if (!quiet.at(head)
                || !approved.contains(publication)
                        && !whole.contains(name(publication))
                        && !concern.of(publication, head, home())) {
            return Optional.empty();
        }
        var now = clock.instant();
        boolean allowed = approved.contains(publication);
        var sends = publication.channel().mode() == Channel.Mode.AUTO || allowed;
        if (sends && !allowed && !Schedules.allows(publication, folder, now, home().company())) {
            return Optional.empty();
        }
        try {
            Map<String, String> counters = sends ? over.of(publication.channel().name()) : Map.of();
            var light = new Light(
                    publication, now, seen(publication, head, now, counters), counters, folder, ledger, holds);
            if (sends && light.waits()) {
                return Optional.empty();
            }
            long before = handover.begins(publication);
            var outcome = run(publication, now, sends, light, before);
            handover.ends(publication, before, outcome);
            lanes(publication).forEach(lane -> ledger.progress(lane.lane(), new Progress(head, lane.revision())));
            faults.remove(publication.channel().name());
            approved.remove(publication);
            if (!outcome.braked() && sends) {
                holds.left(publication.channel().name(), publication.name(), counters);
            }
            return outcome.manifest().map(manifest -> new Published(publication, manifest));
        } catch (IOException | RuntimeException failed) {
            faults.put(publication.channel().name(), new Faults.Fault(now, Faults.text(failed)));
            LOG.error(
                    "DELIVERY-001 {}: {} could not be published; the last version is still served",
                    publication.channel().name(),
                    publication.name(),
                    failed);
            return Optional.empty();
        }
    }

    /** What a held publication was judged by; while it stays the same, nothing is computed again. */
    private String seen(Publication publication, long head, Instant now, Map<String, String> counters) {
        long revision = 17;
        for (var lane : lanes(publication)) {
            revision = revision * 31 + lane.revision();
        }
        var day = now.atZone(home().company().timeZone()).toLocalDate();
        return head + " " + revision + " " + day + " "
                + Integer.toHexString(counters.keySet().hashCode());
    }

    private Publication.Outcome run(Publication publication, Instant now, boolean sends, Light light, long standing)
            throws IOException {
        var means = new Publication.Means(master.goldens(), ledger, folder, home().company());
        if (!sends) {
            return publication.shadow(means, now);
        }
        var last = folder.manifest(publication.channel().name(), publication.name());
        boolean first = last.isEmpty();
        boolean old = concern.ageing(publication, now);
        // What is on its way to targets is pending too; it alone is no reason for another version.
        boolean underWay =
                standing != 0 && last.filter(one -> one.version() == standing).isPresent();
        boolean unfinished = lanes(publication).stream().anyMatch(lane -> {
            var counts = ledger.counts(lane.lane());
            return !underWay && counts.of(State.PENDING) + counts.of(State.LEAVING) > 0
                    || ledger.progress(lane.lane()).revision() != lane.revision();
        });
        boolean asked = whole.contains(name(publication));
        var base = asked ? null : handover.base(publication);
        var outcome = publication.publish(means, now, first || old || unfinished || asked, base, light);
        if (outcome.manifest().isPresent()) {
            whole.remove(name(publication));
        }
        return outcome;
    }

    static List<LanePlan> lanes(Publication publication) {
        return publication.streams().stream()
                .flatMap(stream -> stream.lanes().stream())
                .toList();
    }

    /**
     * Confirms what all targets that count have received.
     *
     * @return false when they have not, or the publication is being computed just now: then ask again
     */
    boolean received(String channel, String name) {
        for (var publication : plans.channels().getOrDefault(channel, List.of())) {
            var lock = locks.computeIfAbsent(channel + "/" + publication.name(), none -> new ReentrantLock());
            if (publication.name().equals(name) && lock.tryLock()) {
                try {
                    boolean complete = handover.complete(publication);
                    if (complete) {
                        lanes(publication).forEach(lane -> ledger.confirmSnapshot(lane.lane()));
                    }
                    return complete;
                } finally {
                    lock.unlock();
                }
            }
        }
        return false;
    }

    Receipts receipts() {
        return receipts;
    }

    public Holds holds() {
        return holds;
    }

    /** The brake of the streams that are sent item by item. */
    public Guard guard() {
        return guard;
    }

    public Notices notices() {
        return notices;
    }

    public Claims claims() {
        return claims;
    }

    public Plans plans() {
        return plans;
    }

    /** Compiles a home as it would run here. */
    public Plans compile(Home home) {
        return Plans.compile(home, ledger, notices, fetched);
    }

    /** From now on these. What was approved was another version. */
    public void become(Plans next) {
        synchronized (changing) {
            plans = next;
            approved.clear();
        }
    }

    /** Tables of partners have changed: everything that reads them is evaluated again. */
    public void refresh() {
        while (true) {
            var old = plans;
            var next = compile(old.home());
            synchronized (changing) {
                if (plans == old) {
                    become(next);
                    return;
                }
            }
        }
    }

    /** The home behind the plans. */
    public Home home() {
        return plans.home();
    }

    public Instant now() {
        return clock.instant();
    }
}
