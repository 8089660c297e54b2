package org.caravanserai.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to the database. All work runs on threads of the store; callers wait for it without being interruptible and get their
 * interrupt flag back. On H2 one thread does all the writing, so a read followed by a write in one {@link Work} sees no other writer;
 * on PostgreSQL back every such pair with a unique key or a version and use {@link #writeRetrying}.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 8;
    private static final Duration END = Duration.ofSeconds(30);

    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final Clock clock;
    private final DiskGuard guard;
    private final Workers readers;
    private final Workers writers;
    private final Workers orders;
    private final Workers care;
    private final AtomicLong generation = new AtomicLong();
    private final ReentrantReadWriteLock window = new ReentrantReadWriteLock(true);
    private volatile boolean windowOpen;
    private volatile Promise promise;
    private volatile Sizes sizes;
    private volatile long sizesAt;
    private boolean closed;

    private Database(DatabaseSettings settings, Clock clock) {
        this.settings = settings;
        this.dialect = settings.dialect();
        this.clock = clock;
        this.guard = DiskGuard.of(settings.dataFolder(), settings.guard());
        readers = new Workers("read", settings.readers(), () -> windowOpen);
        writers = dialect == Dialect.H2
                ? new Workers("write", 1, () -> windowOpen, new GroupCommit(this::onLink, this::commit)::run)
                : new Workers("write", settings.writers(), () -> windowOpen);
        orders = new Workers("order", 2, () -> windowOpen);
        care = new Workers("care", 1, () -> true);
    }

    /**
     * Opens the database, brings its tables up to date and asks it what a commit is worth.
     *
     * @throws StoreException.Unavailable when it cannot be reached or another process holds the file
     */
    public static Database open(DatabaseSettings settings, Clock clock) {
        try {
            Files.createDirectories(settings.dataFolder().resolve("database"));
        } catch (IOException denied) {
            throw new StoreException.Folder(
                    StoreCode.NO_FOLDER,
                    "cannot create " + settings.dataFolder().resolve("database") + ": " + denied.getMessage(),
                    denied);
        }
        var database = new Database(settings, clock);
        try {
            database.care.call(Purpose.BATCH, settings.waitLimit(), () -> {
                try (var connection = database.dialect.connect(settings)) {
                    Migrations.run(settings, connection);
                    database.promise = database.dialect.promise(connection, settings.profile());
                }
                return null;
            });
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
        return database;
    }

    /** H2 or PostgreSQL. */
    public Dialect dialect() {
        return dialect;
    }

    /** What an acknowledged write survives. */
    public Promise promise() {
        return promise;
    }

    /** Free space and whether new work is let in. */
    public DiskGuard guard() {
        return guard;
    }

    /** The time the hub goes by; due times and leases are compared with it. */
    public Clock clock() {
        return clock;
    }

    /** Reads for somebody who waits; see {@link #read(Purpose, Work)}. */
    public <T> T read(Work<T> work) {
        return read(Purpose.INTERACTIVE, work);
    }

    /**
     * Runs statements that change nothing, each one for itself (no snapshot across several).
     *
     * @throws StoreException.Busy when no thread became free in time
     * @throws StoreException.Unavailable while the database is down
     */
    public <T> T read(Purpose purpose, Work<T> work) {
        return (purpose == Purpose.ORDER ? orders : readers)
                .call(
                        purpose,
                        settings.waitLimit(),
                        () -> onLink(true, link -> {
                            return work.run(new Tx(link, false));
                        }));
    }

    /** Writes for somebody who waits; see {@link #write(Purpose, Work)}. */
    public <T> T write(Work<T> work) {
        return write(Purpose.INTERACTIVE, work);
    }

    /**
     * Runs one transaction. When this returns, it is committed with the {@link #promise()}; when it throws, nothing is written (but see
     * {@link StoreException.Unavailable#outcomeUnknown()}).
     *
     * @throws StoreException.Busy when no thread became free in time
     * @throws StoreException.Conflict when somebody else changed the same rows
     * @throws StoreException.DiskFull when there is no room for new work
     * @throws StoreException.Unavailable while the database is down
     */
    public <T> T write(Purpose purpose, Work<T> work) {
        return write(purpose, new Task<>(purpose.rank(), () -> onLink(false, link -> transaction(link, work))));
    }

    private <T> T write(Purpose purpose, Task<Writing.Outcome<T>> task) {
        guard.check(purpose);
        var group = purpose == Purpose.ORDER && dialect != Dialect.H2 ? orders : writers;
        var outcome = group.call(purpose, settings.waitLimit(), task);
        for (var wakeUp : outcome.wakeUps()) {
            try {
                wakeUp.run();
            } catch (RuntimeException late) {
                LOG.error("a wake-up after a commit failed; the commit stands", late);
            }
        }
        return outcome.value();
    }

    /**
     * {@link #write(Purpose, Work)} again after a {@link StoreException.Conflict}, up to 8 times. The work must bear being run again, and so
     * may share its commit with others of the kind. Bulk work does not: nobody waits for the rest of it.
     */
    public <T> T writeRetrying(Purpose purpose, Work<T> work) {
        boolean shares = dialect == Dialect.H2 && purpose != Purpose.BATCH;
        for (int attempt = 1; ; attempt++) {
            try {
                return shares ? write(purpose, new Writing<>(purpose.rank(), work)) : write(purpose, work);
            } catch (StoreException.Conflict conflict) {
                if (attempt == ATTEMPTS) {
                    throw conflict;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L << attempt));
            }
        }
    }

    /** How large the database is now. */
    public Sizes sizes() {
        var now = read(Upkeep::sizes);
        sizes = now;
        sizesAt = System.nanoTime();
        return now;
    }

    /**
     * Frees the room of changed and removed rows. On H2 the database is closed for it (seconds a gigabyte, see docs/benchmarks.md): running
     * work is finished first, and callers wait longer than their limit instead of being refused. Needs free space for a second copy of
     * what is live.
     *
     * @throws StoreException.DiskFull when there is not enough room for the copy
     */
    public Compaction compact() {
        var before = sizes();
        if (dialect == Dialect.H2 && guard.free().usable() < before.live() + (before.live() >> 3)) {
            throw new StoreException.DiskFull(
                    "a compaction needs about " + (before.live() >> 20) + " MiB of free space; nothing was done", null);
        }
        long closedNanos = care.call(Purpose.BATCH, settings.waitLimit(), this::compactInWindow);
        var after = sizes();
        LOG.info(
                "compacted the database from {} to {} MiB in {} ms",
                before.file() >> 20,
                after.file() >> 20,
                closedNanos / 1_000_000);
        return new Compaction(before, after, Duration.ofNanos(closedNanos));
    }

    /** Registers the meters of {@link StoreMeter}. */
    public void meters(MeterRegistry registry) {
        StoreMeter.register(registry, new Readings());
    }

    /** Finishes what is running and queued (up to 30 s) and closes. Not to be called from a {@link Work}. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        readers.stop(END);
        orders.stop(END);
        writers.stop(END);
        if (dialect == Dialect.H2 && promise != null) {
            try {
                care.call(Purpose.BATCH, END, () -> {
                    try (var connection = dialect.connect(settings);
                            var statement = connection.createStatement()) {
                        statement.execute("shutdown");
                    }
                    return null;
                });
            } catch (StoreException already) {
                LOG.warn("the database was closed already: {}", already.getMessage());
            }
        }
        care.stop(END);
    }

    /** How much work waits for a thread. */
    int waiting() {
        return readers.waiting() + writers.waiting() + orders.waiting();
    }

    private <T> Writing.Outcome<T> transaction(Link link, Work<T> work) throws SQLException {
        Writing.Outcome<T> outcome;
        try {
            outcome = Writing.run(link, work);
        } catch (Throwable any) {
            link.undo(any);
            throw any;
        }
        commit(link);
        return outcome;
    }

    private void commit(Link link) throws SQLException {
        try {
            link.connection().commit();
            if (settings.profile() == Profile.STRICT) {
                dialect.force(link.connection());
            }
        } catch (SQLException failed) {
            link.undo(failed);
            throw new Failures.AtCommit(failed);
        }
    }

    private long compactInWindow() throws SQLException {
        windowOpen = dialect == Dialect.H2;
        if (windowOpen) {
            window.writeLock().lock();
        }
        long begun = System.nanoTime();
        try {
            var connection = dialect.connect(settings);
            var link = new Link(connection, dialect, 0);
            try {
                Upkeep.compact(link, dialect.ownFile(settings).orElse(null));
            } finally {
                link.close();
            }
            if (dialect == Dialect.H2) {
                // Opened here, so that the first caller after the window does not pay for it, and left open
                // (DB_CLOSE_DELAY=-1).
                dialect.connect(settings).close();
            }
        } finally {
            generation.incrementAndGet();
            if (windowOpen) {
                window.writeLock().unlock();
                windowOpen = false;
            }
        }
        return System.nanoTime() - begun;
    }

    /** Meters must answer at once: sizes may be half a minute old, and stay what they were while the database is busy. */
    private final class Readings implements StoreMeter.Reading {
        private Sizes recent() {
            if (System.nanoTime() - sizesAt > 30_000_000_000L || sizes == null) {
                try {
                    sizes();
                } catch (StoreException busy) {
                    LOG.debug("sizes not read: {}", busy.getMessage());
                }
            }
            return sizes == null ? new Sizes(0, 0) : sizes;
        }

        @Override
        public double file() {
            return recent().file();
        }

        @Override
        public double live() {
            return recent().live();
        }

        @Override
        public double alarm() {
            return recent().alarm() ? 1 : 0;
        }

        @Override
        public double free() {
            return guard.free().usable();
        }

        @Override
        public double open() {
            return guard.open() ? 1 : 0;
        }

        @Override
        public double waiting() {
            return Database.this.waiting();
        }
    }

    /** Finds this thread's connection, opening it when there is none or it is out of date. */
    private <T> T onLink(boolean autoCommit, Link.Job<T> job) throws SQLException {
        window.readLock().lock();
        try {
            var own = Workers.Own.current();
            long now = generation.get();
            var link = own.link();
            if (link != null && !link.usable(now)) {
                link.close();
                own.link(null);
                link = null;
            }
            if (link == null) {
                var connection = dialect.connect(settings);
                connection.setAutoCommit(autoCommit);
                link = new Link(connection, dialect, now);
                own.link(link);
            }
            try {
                // The threads of orders read and write.
                if (link.connection().getAutoCommit() != autoCommit) {
                    link.connection().setAutoCommit(autoCommit);
                }
                return job.run(link);
            } catch (SQLException failed) {
                if (Failures.broken(failed)) {
                    generation.compareAndSet(now, now + 1);
                    link.close();
                    own.link(null);
                }
                throw failed;
            } finally {
                link.touch();
            }
        } finally {
            window.readLock().unlock();
        }
    }
}
