package org.caravanserai.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the database when nobody is looking: each night the chores and, where it pays, a compaction; at any hour a compaction when the size
 * alarm is raised. It waits for a moment in which no delivery is being taken, and compacts at most once in six hours by itself.
 */
public final class Caretaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
    private static final LocalTime BEGIN = LocalTime.of(2, 30);
    private static final LocalTime END = LocalTime.of(4, 30);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration APART = Duration.ofHours(6);

    /** From here on a compaction at night gives back enough to be worth its seconds. */
    private static final double WORTH = 1.5;

    private final Database database;
    private final ZoneId zone;
    private final BooleanSupplier busy;
    private final List<Chore> chores;
    private final Thread thread = new Thread(this::loop, "store-care");
    private LocalDate done;
    private Instant compactedAt = Instant.MIN;
    private volatile Compaction last;
    private volatile Instant lastAt;
    private boolean closed;

    /** What is done once a night; logs what it did. Must leave the rest to the next night instead of taking for ever. */
    @FunctionalInterface
    public interface Chore {
        void run();
    }

    /** The last compaction of this process. */
    public record Done(Compaction compaction, Instant at) {}

    /**
     * @param zone of the hours of night
     * @param busy whether a delivery is being taken
     */
    public Caretaker(Database database, ZoneId zone, BooleanSupplier busy, List<Chore> chores) {
        this.database = database;
        this.zone = zone;
        this.busy = busy;
        this.chores = List.copyOf(chores);
        thread.setDaemon(true);
    }

    /** Begins to look, each minute. */
    public void start() {
        thread.start();
    }

    /** The last compaction, by whomever it was asked for; empty = none since the start. */
    public Optional<Done> last() {
        var compaction = last;
        return compaction == null ? Optional.empty() : Optional.of(new Done(compaction, lastAt));
    }

    /** Compacts now; see {@link Database#compact()}. */
    public synchronized Compaction compact() {
        var compaction = database.compact();
        compactedAt = database.clock().instant();
        lastAt = compactedAt;
        last = compaction;
        return compaction;
    }

    /** One look. */
    synchronized void look() {
        var now = database.clock().instant();
        var local = now.atZone(zone);
        boolean night =
                !local.toLocalTime().isBefore(BEGIN) && local.toLocalTime().isBefore(END);
        if (busy.getAsBoolean()) {
            return;
        }
        // The first look of a process does the chores too: not every hub runs at night.
        if (done == null || night && !local.toLocalDate().equals(done)) {
            chores.forEach(Chore::run);
            if (night && worth(database.sizes()) && rested(now)) {
                compact();
            }
            done = night ? local.toLocalDate() : LocalDate.MIN;
        } else if (rested(now) && database.sizes().alarm()) {
            LOG.info("the size alarm is raised: compacting");
            compact();
        }
    }

    private boolean rested(Instant now) {
        return compactedAt.equals(Instant.MIN) || compactedAt.plus(APART).isBefore(now);
    }

    private static boolean worth(Sizes sizes) {
        return sizes.file() > Sizes.SMALL && sizes.ratio() > WORTH;
    }

    /** Waits for the end of what it does at the moment. */
    @Override
    public void close() {
        synchronized (thread) {
            closed = true;
            thread.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        boolean complained = false;
        while (waited()) {
            try {
                look();
                complained = false;
            } catch (RuntimeException failed) {
                if (!complained) {
                    LOG.warn("could not look after the database, trying again: {}", failed.toString());
                    complained = true;
                }
            }
        }
    }

    private boolean waited() {
        synchronized (thread) {
            long deadline = System.nanoTime() + EVERY.toNanos();
            for (long left = EVERY.toMillis(); !closed && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
                try {
                    thread.wait(left);
                } catch (InterruptedException notOurs) {
                    // Nobody has a reason to; ending here would end the care.
                }
            }
            return !closed;
        }
    }
}
