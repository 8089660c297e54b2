package org.caravanserai.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the files of channels when they are due: something they read has changed, and their schedule allows it. Channels in {@code shadow} and
 * {@code approve} are computed and shown, and publish nothing. Thread-safe; one run per publication at a time.
 */
public final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
    private static final int LOG_PAGE = 500;

    private final Home home;
    private final Master master;
    private final Ledger ledger;
    private final FeedFolder folder;
    private final Clock clock;
    private final Plans plans;
    private final Quiet quiet;
    private final Map<Publication, ReentrantLock> locks = new ConcurrentHashMap<>();
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

        /** The partner can have it: what was pending is confirmed. */
        public void confirm() {
            lanes(publication).forEach(lane -> ledger.confirmSnapshot(lane.lane()));
        }
    }

    /**
     * Compiles all channels of the home.
     *
     * @param arriving whether a delivery of a source is being taken just now: then the next publication waits for its end, at most a minute
     */
    public Publishing(
            Home home, Master master, Ledger ledger, FeedFolder folder, Clock clock, BooleanSupplier arriving) {
        this.home = home;
        this.master = master;
        this.ledger = ledger;
        this.folder = folder;
        this.clock = clock;
        this.plans = Plans.compile(home, ledger);
        this.quiet = new Quiet(clock, arriving);
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
        var lock = locks.computeIfAbsent(publication.get(), none -> new ReentrantLock());
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
        if (!quiet.at(head) || !concerned(publication, head)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var sends = publication.channel().mode() == Channel.Mode.AUTO;
        if (sends && !Schedules.allows(publication, folder, now, home.company().timeZone())) {
            return Optional.empty();
        }
        try {
            var outcome = run(publication, now, sends);
            lanes(publication).forEach(lane -> ledger.progress(lane.lane(), new Progress(head, lane.revision())));
            if (outcome.empty()
                    && folder.manifest(publication.channel().name(), publication.name())
                            .isPresent()) {
                faults.put(
                        publication.channel().name(),
                        new Faults.Fault(
                                now,
                                "DELIVERY-002 nothing is left to publish; the brake keeps serving the"
                                        + " last version (brake: { empty: ... } in the channel file)"));
            } else {
                faults.remove(publication.channel().name());
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

    private Publication.Outcome run(Publication publication, Instant now, boolean sends) throws IOException {
        var means = new Publication.Means(master.goldens(), ledger, folder, home.company());
        if (!sends) {
            return publication.shadow(means, now);
        }
        boolean first = folder.manifest(publication.channel().name(), publication.name())
                .isEmpty();
        boolean unfinished = lanes(publication).stream().anyMatch(lane -> {
            var counts = ledger.counts(lane.lane());
            return counts.of(State.PENDING) + counts.of(State.LEAVING) > 0
                    || ledger.progress(lane.lane()).revision() != lane.revision();
        });
        return publication.publish(means, now, first || unfinished);
    }

    /** Whether anything this publication reads has changed since it was settled. Rows of other kinds are passed over once and for all. */
    private boolean concerned(Publication publication, long head) {
        boolean first = publication.channel().mode() == Channel.Mode.AUTO
                && folder.manifest(publication.channel().name(), publication.name())
                        .isEmpty();
        for (var stream : publication.streams()) {
            for (var lane : stream.lanes()) {
                var progress = ledger.progress(lane.lane());
                if (first
                        || progress.revision() != lane.revision()
                        || unconfirmed(lane)
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

    private boolean unconfirmed(LanePlan lane) {
        if (lane.channel().mode() != Channel.Mode.AUTO) {
            return false;
        }
        var counts = ledger.counts(lane.lane());
        return counts.of(State.PENDING) + counts.of(State.LEAVING) > 0;
    }

    private boolean dayChanged(StreamPlan stream, Publication publication) {
        var zone = home.company().timeZone();
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

    private static List<LanePlan> lanes(Publication publication) {
        return publication.streams().stream()
                .flatMap(stream -> stream.lanes().stream())
                .toList();
    }

    Plans plans() {
        return plans;
    }
}
