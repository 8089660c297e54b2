package org.caravanserai.order;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.caravanserai.connector.depot.Pickup;
import org.caravanserai.connector.topic.Unreachable;
import org.caravanserai.home.Acknowledgement;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.order.AcknowledgementReceipts.Receipt;
import org.caravanserai.order.AcknowledgementRow.Wrong;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files ERPs answer with: looks into their folders, takes what is complete, and puts it away under {@code .done}, or {@code .failed} where some row
 * of it does not count. Threads of its own, so that a server that does not answer delays no order.
 */
public final class AcknowledgementFiles implements AutoCloseable {
    /** A larger file is no answer about orders. */
    static final int MOST = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementFiles.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final int THREADS = 2;

    private final AcknowledgementBook book;
    private final Supplier<Home> homes;
    private final Places places;
    private final Clock clock;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final ExecutorService readers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "hub-answer"));
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "hub-answers"));
    private volatile boolean closed;

    /** Where the files of a channel lie. */
    @FunctionalInterface
    public interface Places {
        Pickup of(Channel channel, Acknowledgement files);
    }

    /** What the last look into one folder has shown. */
    private static final class Watched {
        private final AtomicBoolean busy = new AtomicBoolean();
        private Instant next = Instant.MIN;
        private Map<String, Pickup.Entry> before = Map.of();
        private boolean unseen;
        /** Nobody knows what an earlier process has said. */
        private boolean fresh = true;
    }

    /** Does nothing before {@link #start} or {@link #round}. */
    public AcknowledgementFiles(Orders orders, Supplier<Home> homes, Places places, Clock clock) {
        this.book = orders.acknowledgements();
        this.homes = homes;
        this.places = places;
        this.clock = clock;
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs from now on. */
    public void start() {
        ticks.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Looks into every folder that is due, on the calling thread; for tests. */
    void round() {
        due((name, look) -> look.run());
    }

    private interface Runner {
        void run(String name, Runnable look);
    }

    private void tick() {
        try {
            due((name, look) -> readers.execute(look));
        } catch (RejectedExecutionException over) {
            LOG.debug("closing: what lies there is found at the next start");
        } catch (RuntimeException failed) {
            LOG.error("looking for acknowledgement files failed; it is tried again", failed);
        }
    }

    private void due(Runner runner) {
        var home = homes.get();
        for (var channel : home.channels().values()) {
            var stream = channel.streams().get(Target.ORDERS);
            if (closed || stream == null || channel.mode() == Channel.Mode.OFF) {
                continue;
            }
            for (var files : stream.acknowledgements()) {
                var name = channel.name() + "\n" + files.directory() + "\n" + files.files();
                var watch = watched.computeIfAbsent(name, none -> new Watched());
                if (!clock.instant().isBefore(watch.next) && watch.busy.compareAndSet(false, true)) {
                    try {
                        runner.run(name, () -> look(home, channel, files, watch));
                    } catch (RejectedExecutionException over) {
                        watch.busy.set(false);
                        throw over;
                    }
                }
            }
        }
    }

    private void look(Home home, Channel channel, Acknowledgement files, Watched watch) {
        try {
            look(channel, new AcknowledgementLayout(files, home.company().timeZone()), files, watch);
        } catch (StoreException | Unreachable later) {
            LOG.warn("acknowledgement files of {} wait: {}", channel.name(), later.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("looking for acknowledgement files of {} failed; it is tried again", channel.name(), failed);
        } finally {
            watch.next = clock.instant().plus(files.every());
            watch.busy.set(false);
        }
    }

    private void look(Channel channel, AcknowledgementLayout layout, Acknowledgement files, Watched watch) {
        var pickup = places.of(channel, files);
        var listed = pickup.list();
        if (listed instanceof Pickup.Listed.Unseen unseen) {
            unseen(channel.name(), watch, unseen.text());
            return;
        }
        if (watch.unseen || watch.fresh) {
            book.seen(channel.name());
            watch.unseen = false;
            watch.fresh = false;
        }
        var there = new HashMap<String, Pickup.Entry>();
        ((Pickup.Listed.Files) listed).files().forEach(entry -> there.put(entry.name(), entry));
        var pattern = pattern(files.files());
        var before = watch.before;
        watch.before = there;
        for (var file : ((Pickup.Listed.Files) listed).files()) {
            if (closed) {
                return;
            }
            if (!pattern.matches(Path.of(file.name()))) {
                continue;
            }
            if (complete(files, file, there, before)) {
                take(channel.name(), layout, files, pickup, file, marked(files, file, there));
            } else if (files.readyFile() != null) {
                // Its marker was put away, and then the hub ended.
                book.receipts().left(channel.name(), file).ifPresent(left -> putAway(files, pickup, file, left, false));
            }
        }
    }

    private void unseen(String channel, Watched watch, String text) {
        if (!watch.unseen) {
            LOG.warn("nobody can look for acknowledgement files of {}: {}", channel, text);
            book.unseen(channel, "nobody can look for acknowledgement files: " + text);
            watch.unseen = true;
        }
    }

    private static PathMatcher pattern(String files) {
        return FileSystems.getDefault().getPathMatcher("glob:" + files);
    }

    /** Its marker lies beside it, or it stood still since the look before. */
    private static boolean complete(
            Acknowledgement files,
            Pickup.Entry file,
            Map<String, Pickup.Entry> there,
            Map<String, Pickup.Entry> before) {
        return files.readyFile() == null ? file.equals(before.get(file.name())) : marked(files, file, there);
    }

    private static boolean marked(Acknowledgement files, Pickup.Entry file, Map<String, Pickup.Entry> there) {
        return files.readyFile() != null && there.containsKey(marker(files, file.name()));
    }

    private static String marker(Acknowledgement files, String name) {
        return files.readyFile().replace("*", name);
    }

    private void take(
            String channel,
            AcknowledgementLayout layout,
            Acknowledgement files,
            Pickup pickup,
            Pickup.Entry file,
            boolean marked) {
        var left = book.receipts().left(channel, file);
        if (left.isPresent()) {
            putAway(files, pickup, file, left.get(), marked);
            return;
        }
        var fetched = pickup.fetch(file.name(), MOST);
        if (fetched instanceof Pickup.Fetched.Gone) {
            return;
        }
        if (fetched instanceof Pickup.Fetched.Broken broken) {
            LOG.warn("an acknowledgement file of {} waits: {}", channel, broken.text());
            return;
        }
        if (fetched instanceof Pickup.Fetched.TooLong large) {
            var id = BusinessKey.digest(
                    (file.name() + file.bytes() + file.changedAt()).getBytes(StandardCharsets.UTF_8));
            var receipt = book.receipts().begin(channel, file, id);
            var text = "has " + large.bytes() + " bytes, at most " + MOST + " are read; split it";
            book.refuse(channel, file.name(), receipt, new Wrong(1, 0, null, text));
            putAway(files, pickup, file, book.receipts().end(receipt), marked);
            return;
        }
        var bytes = ((Pickup.Fetched.Whole) fetched).bytes();
        var receipt = book.receipts().begin(channel, file, BusinessKey.digest(bytes));
        if (receipt.stage() == AcknowledgementReceipts.Stage.READING) {
            receipt = read(channel, layout, file, receipt, bytes);
        }
        if (receipt != null) {
            putAway(files, pickup, file, receipt, marked);
        }
    }

    /** Null when the hub ends in between: it goes on where it stood. */
    private Receipt read(
            String channel, AcknowledgementLayout layout, Pickup.Entry file, Receipt receipt, byte[] bytes) {
        var read = layout.read(bytes);
        if (read.refused() != null) {
            book.refuse(channel, file.name(), receipt, read.refused());
            return book.receipts().end(receipt);
        }
        var written = Instant.ofEpochMilli(Math.min(file.changedAt(), clock.millis()));
        var groups = AcknowledgementBook.groups(channel, read);
        for (int position = receipt.position(); position < groups.size(); position++) {
            if (closed) {
                return null;
            }
            act(channel, file.name(), written, receipt, position, groups.get(position));
        }
        var ended = book.receipts().end(receipt);
        LOG.info(
                "acknowledgement file of {}: {} rows taken, {} known before, {} refused",
                channel,
                ended.taken(),
                ended.repeated(),
                ended.refused());
        return ended;
    }

    /** Nothing that stands in a file may stop what follows. */
    private void act(
            String channel,
            String name,
            Instant written,
            Receipt receipt,
            int position,
            AcknowledgementBook.Group group) {
        try {
            book.act(channel, name, written, receipt, position, group);
        } catch (Unreachable other) {
            throw other;
        } catch (StoreException database) {
            if (database.retry()) {
                throw database;
            }
            park(channel, name, receipt, position, group, database);
        } catch (RuntimeException fault) {
            park(channel, name, receipt, position, group, fault);
        }
    }

    private void park(
            String channel,
            String name,
            Receipt receipt,
            int position,
            AcknowledgementBook.Group group,
            RuntimeException fault) {
        LOG.error(
                "line {} of an acknowledgement file of {} cannot be processed; the next order follows",
                group.line(),
                channel,
                fault);
        book.park(channel, name, receipt, position, group, fault);
    }

    /** The marker first: one that stayed behind would call the next file of this name complete before it is. */
    private void putAway(Acknowledgement files, Pickup pickup, Pickup.Entry file, Receipt receipt, boolean marked) {
        var folder = receipt.stage() == AcknowledgementReceipts.Stage.DONE ? ".done" : ".failed";
        if (marked && !moved(pickup, marker(files, file.name()), folder)) {
            return;
        }
        if (moved(pickup, file.name(), folder)) {
            book.receipts().away(receipt);
        }
    }

    private boolean moved(Pickup pickup, String name, String folder) {
        var moved = pickup.move(name, folder, STAMP.format(clock.instant()) + "-" + name);
        if (moved instanceof Pickup.Moved.Not not) {
            LOG.warn("an acknowledgement file was read and stays where it is: {}", not.text());
            return false;
        }
        return true;
    }

    /** Finishes the order under way, and begins with none. */
    @Override
    public void close() {
        closed = true;
        ticks.shutdown();
        readers.shutdown();
        try {
            if (!readers.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("acknowledgement files are still being read; they go on at the next start");
            }
        } catch (InterruptedException asked) {
            LOG.debug("asked to hurry: files go on at the next start");
        }
    }
}
