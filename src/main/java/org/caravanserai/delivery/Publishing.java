package org.caravanserai.delivery;

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
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Progress;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Change;
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
    private static final int LOG_PAGE = 500;

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
    private volatile Plans plans;
    private final Set<Publication> approved = ConcurrentHashMap.newKeySet();
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
        this.holds = new Holds(database);
        this.over = over;
        this.master = master;
        this.ledger = ledger;
        this.folder = folder;
        this.clock = clock;
        this.plans = Plans.compile(home, ledger);
        this.guard = new Guard(ledger, holds, over);
        this.receipts = new Receipts(database);
        this.handover = new Handover(receipts, folder);
        this.quiet = new Quiet(clock, arriving);
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

    /** Publishes once what a channel in approve has ready; {@code stream} is one of the publication's. */
    void approve(String channel, String stream) {
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
        return Optional.ofNullable(faults.get(channel));
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

    private Optional<Published> due(Publication publication) {
        long head = master.changes().head();
        if (!quiet.at(head) || !approved.contains(publication) && !concerned(publication, head)) {
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
        boolean old = ageing(publication, now);
        // What is on its way to targets is pending too; it alone is no reason for another version.
        boolean underWay =
                standing != 0 && last.filter(one -> one.version() == standing).isPresent();
        boolean unfinished = lanes(publication).stream().anyMatch(lane -> {
            var counts = ledger.counts(lane.lane());
            return !underWay && counts.of(State.PENDING) + counts.of(State.LEAVING) > 0
                    || ledger.progress(lane.lane()).revision() != lane.revision();
        });
        return publication.publish(means, now, first || old || unfinished, light);
    }

    /** Whether anything this publication reads has changed since it was settled. Rows of other kinds are passed over once and for all. */
    private boolean concerned(Publication publication, long head) {
        boolean first = publication.channel().mode() == Channel.Mode.AUTO
                && folder.manifest(publication.channel().name(), publication.name())
                        .isEmpty();
        if (ageing(publication, clock.instant())) {
            return true;
        }
        for (var stream : publication.streams()) {
            for (var lane : stream.lanes()) {
                var progress = ledger.progress(lane.lane());
                if (first
                        || progress.revision() != lane.revision()
                        || !handover.underWay(publication) && unconfirmed(lane)
                        || dayChanged(stream, publication)) {
                    return true;
                }
                if (progress.seq() < head) {
                    if (touches(stream, progress.seq(), head)) {
                        return true;
                    }
                    ledger.progress(lane.lane(), new Progress(head, lane.revision()));
                }
            }
        }
        return false;
    }

    /** Half the promised freshness has passed: it is published again while there is still time to. */
    private boolean ageing(Publication publication, Instant now) {
        var channel = publication.channel();
        var promised = channel.contract() == null ? null : channel.contract().freshness();
        return promised != null
                && channel.mode() == Channel.Mode.AUTO
                && folder.manifest(channel.name(), publication.name())
                        .filter(manifest ->
                                !manifest.at().plus(promised.dividedBy(2)).isAfter(now))
                        .isPresent();
    }

    private boolean unconfirmed(LanePlan lane) {
        if (lane.channel().mode() != Channel.Mode.AUTO) {
            return false;
        }
        var counts = ledger.counts(lane.lane());
        return counts.of(State.PENDING) + counts.of(State.LEAVING) > 0;
    }

    private boolean dayChanged(StreamPlan stream, Publication publication) {
        var zone = home().company().timeZone();
        return stream.dates()
                && folder.manifest(publication.channel().name(), publication.name())
                        .filter(manifest -> manifest.at()
                                .atZone(zone)
                                .toLocalDate()
                                .isBefore(clock.instant().atZone(zone).toLocalDate()))
                        .isPresent();
    }

    private boolean touches(StreamPlan stream, long after, long head) {
        for (long seq = after; seq < head; ) {
            var page = master.changes().since(seq, LOG_PAGE);
            if (page.isEmpty()) {
                return false;
            }
            for (Change change : page) {
                Kind kind = change.kind();
                if (kind == null || stream.reads().contains(kind)) {
                    return true;
                }
            }
            seq = page.get(page.size() - 1).seq();
        }
        return false;
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

    Holds holds() {
        return holds;
    }

    /** The brake of the streams that are sent item by item. */
    Guard guard() {
        return guard;
    }

    Plans plans() {
        return plans;
    }

    /** From now on these. What was approved was another version. */
    void become(Plans next) {
        plans = next;
        approved.clear();
    }

    /** The home behind the plans. */
    Home home() {
        return plans.home();
    }

    Instant now() {
        return clock.instant();
    }
}
