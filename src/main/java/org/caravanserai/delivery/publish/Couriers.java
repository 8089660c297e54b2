package org.caravanserai.delivery.publish;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.Fault;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.connector.depot.Parcel;
import org.caravanserai.connector.depot.Stored;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.feed.ManifestJson;
import org.caravanserai.delivery.hold.DeliveryCode;
import org.caravanserai.delivery.hold.Pause;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries published files to the targets of their channels: each target by itself, the newest version only, and again until it has it. What was carried stands
 * in a receipt; a crash before it is written means the same files once more.
 */
public final class Couriers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
    private static final int THREADS = 4;
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What somebody has to mend is looked at after so long, then after twice as long, up to an hour. */
    private static final Duration PROBE = Duration.ofMinutes(10);

    private static final Duration LONGEST_PROBE = Duration.ofHours(1);

    private final FeedFolder folder;
    private final Publishing publishing;
    private final Switches switches;
    private final Carrier carrier;
    private final Clock clock;
    private final Receipts receipts;
    private final Pause pause = new Pause(RandomGenerator.getDefault());
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();
    private final ExecutorService carriers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "hub-courier"));
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "hub-couriers"));

    /** How a parcel gets to a target. */
    @FunctionalInterface
    public interface Carrier {
        /** Puts it there; never throws for what partner, line or settings do. */
        Stored store(String system, Connection connection, Parcel parcel);
    }

    /**
     * How one target stands with one publication.
     *
     * @param to {@code https sftp ftps s3 mail}
     * @param address where it is, empty for https
     * @param confirms whether rows count as confirmed only when it has them
     * @param wanted version it should have
     * @param newest what is known of the version it should have; null = fetched from us, or not looked at yet
     * @param sent what it received last, null = nothing yet
     */
    public record Standing(
            String to,
            String address,
            boolean confirms,
            String publication,
            long wanted,
            Instant publishedAt,
            Receipt newest,
            Receipt sent) {
        /** {@code served}, or the state of the receipt. */
        public String state() {
            if (to.equals(Channel.Target.HTTPS)) {
                return "served";
            }
            return newest == null
                    ? Receipt.State.PENDING.word()
                    : newest.state().word();
        }
    }

    /** Carries nothing before {@link #start}. */
    public Couriers(FeedFolder folder, Publishing publishing, Switches switches, Carrier carrier, Clock clock) {
        this.folder = folder;
        this.publishing = publishing;
        this.switches = switches;
        this.carrier = carrier;
        this.clock = clock;
        this.receipts = publishing.receipts();
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Looks once a second from now on. */
    public void start() {
        ticks.scheduleWithFixedDelay(this::tick, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException failed) {
            LOG.error("{} targets could not be looked at; again in a second", DeliveryCode.TARGET.code(), failed);
        }
    }

    /** Starts what is due now. */
    void look() {
        for (var channel : publishing.home().channels().values()) {
            var targets = Handover.pushed(channel);
            boolean sends = channel.mode() == Channel.Mode.AUTO || channel.mode() == Channel.Mode.APPROVE;
            if (targets.isEmpty() || !sends || switches.of(channel.name()).pausedAt() != null) {
                continue;
            }
            for (var manifest : folder.manifests(channel.name())) {
                if (channel.streams().containsKey(manifest.publication())) {
                    targets.forEach(target -> look(channel, manifest, target));
                    confirm(channel, manifest);
                }
            }
        }
    }

    private void look(Channel channel, Manifest manifest, Channel.Target target) {
        var name = Handover.name(target);
        var now = clock.instant();
        if (!due(receipts.wanted(channel.name(), manifest.publication(), name, manifest.version(), now), now)
                || !busy.add(name)) {
            return;
        }
        // Read again: what was due a moment ago may just have been carried.
        var receipt = receipts.wanted(channel.name(), manifest.publication(), name, manifest.version(), now);
        if (!due(receipt, now)) {
            busy.remove(name);
            return;
        }
        carriers.execute(() -> {
            try {
                carry(channel, manifest, target, receipt);
                confirm(channel, manifest);
            } catch (RuntimeException failed) {
                LOG.error("{} the receipt of {} could not be written", DeliveryCode.TARGET.code(), name, failed);
            } finally {
                busy.remove(name);
            }
        });
    }

    /** True when nothing is under way, the confirmation of what was carried included. */
    boolean idle() {
        return busy.isEmpty();
    }

    private static boolean due(Receipt receipt, Instant now) {
        return receipt.state() != Receipt.State.SENT && !receipt.next().isAfter(now);
    }

    private void carry(Channel channel, Manifest manifest, Channel.Target target, Receipt receipt) {
        var parcel = parcel(channel, manifest.of(target::takes));
        var stored = carrier.store(target.to(), target.connection(), parcel);
        var now = clock.instant();
        if (stored instanceof Stored.Done done) {
            receipts.write(receipt.sent(now, done.bytes(), sha256(parcel.manifest())));
            LOG.info(
                    "{}: {} version {} is at {}",
                    channel.name(),
                    manifest.publication(),
                    manifest.version(),
                    receipt.target());
            return;
        }
        var failed = (Stored.Failed) stored;
        int attempts = receipt.attempts() + 1;
        receipts.write(receipt.failed(now, now.plus(after(failed.fault(), attempts)), failed.code(), failed.text()));
        if (!failed.code().equals(receipt.code())) {
            LOG.warn(
                    "{} {}: {} version {} is not at {}: {}",
                    DeliveryCode.TARGET.code(),
                    channel.name(),
                    manifest.publication(),
                    manifest.version(),
                    receipt.target(),
                    Finding.cut(failed.text()));
        }
    }

    private Duration after(Fault fault, int attempts) {
        if (fault != Fault.CHANNEL) {
            return pause.after(attempts);
        }
        var probe = PROBE.multipliedBy(1L << Math.min(attempts - 1, 3));
        return probe.compareTo(LONGEST_PROBE) > 0 ? LONGEST_PROBE : probe;
    }

    private void confirm(Channel channel, Manifest manifest) {
        var name = channel.name() + "/" + manifest.publication();
        if (!Long.valueOf(manifest.version()).equals(confirmed.get(name))
                && publishing.received(channel.name(), manifest.publication())) {
            confirmed.put(name, manifest.version());
        }
    }

    private Parcel parcel(Channel channel, Manifest manifest) {
        var items = new ArrayList<Parcel.Item>();
        for (var file : manifest.files()) {
            items.add(new Parcel.Item(
                    file.name(), folder.path(manifest, file), file.bytes(), file.sha256(), file.type(), file.count()));
        }
        var url = publishing.home().company().publicUrl();
        return new Parcel(
                channel.name(),
                channel.title() == null ? channel.name() : channel.title(),
                manifest.publication(),
                manifest.version(),
                manifest.at(),
                manifest.rows(),
                items,
                ManifestJson.write(manifest, url),
                Locale.forLanguageTag(channel.locales().get(0).replace('_', '-')),
                url);
    }

    /** How the targets of a channel stand, in the order of the channel file, then of publications. */
    public List<Standing> of(String channel) {
        return publishing.home().channel(channel).map(this::standings).orElse(List.of());
    }

    private List<Standing> standings(Channel channel) {
        var found = new ArrayList<Standing>();
        for (var target : channel.deliver()) {
            for (var manifest : folder.manifests(channel.name())) {
                var name = target.pushed() ? Handover.name(target) : target.to();
                found.add(new Standing(
                        target.to(),
                        target.pushed() ? Depots.address(target.to(), target.connection()) : "",
                        target.confirms(),
                        manifest.publication(),
                        manifest.version(),
                        manifest.at(),
                        receipts.newest(channel.name(), manifest.publication(), name)
                                .orElse(null),
                        receipts.sent(channel.name(), manifest.publication(), name)
                                .orElse(null)));
            }
        }
        return found;
    }

    /** Tries again at the next look what failed at the targets of a channel.
     * @return how many receipts that are */
    public int again(String channel) {
        int count = 0;
        for (var standing : of(channel)) {
            if (standing.newest() != null && standing.newest().state() == Receipt.State.FAILED) {
                receipts.write(standing.newest().now(clock.instant()));
                count++;
            }
        }
        return count;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Starts nothing more; what is under way ends or is sent again after the next start. */
    @Override
    public void close() {
        ticks.shutdown();
        carriers.shutdown();
    }
}
