package org.caravanserai.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.master.Master;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health board. A thread of its own counts again when the change log has moved and stands still, when a day begins, and when a channel's items
 * changed; screens, API and metrics read the rows it leaves behind. Reading is thread-safe.
 */
public final class Health implements Reload.Part, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** Findings change without the change log; they are looked at again after this time at the latest. */
    private static final Duration LATEST = Duration.ofHours(1);
    /** Files of a night arrive one after the other; a pause this long is their end. */
    private static final Duration STILL = Duration.ofSeconds(5);
    /** A log that never stands still is counted all the same. */
    private static final Duration RESTLESS = Duration.ofMinutes(2);

    private final Master master;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration between;
    private final Book book;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::loop, "health");
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closed;

    private volatile Version version;
    private volatile Version countedVersion;
    private volatile long countedHead = -1;
    private volatile LocalDate countedDay;
    private volatile Instant countedAt = Instant.EPOCH;
    private long countedLedger;
    private long seenHead = -2;
    private long seenLedger;
    private Instant stillSince = Instant.EPOCH;
    private Instant restlessSince;
    private Duration took = Duration.ZERO;

    /**
     * @param between least time between two recounts; a long recount is followed by a pause five times as long
     */
    public Health(Home home, Master master, Ledger ledger, Database database, Clock clock, Duration between) {
        this.master = master;
        this.ledger = ledger;
        this.clock = clock;
        this.between = between;
        this.book = new Book(database);
        this.version = version(home);
        thread.setDaemon(true);
    }

    /** What is counted for one home. */
    private record Version(Home home, Counters counters, List<Problem> problems, Recounting recounting) {}

    private Version version(Home home) {
        var found = new Problems();
        var counters = Counters.of(home, found);
        return new Version(
                home,
                counters,
                found.sorted(),
                new Recounting(home, master, ledger, clock, book, counters, () -> closed));
    }

    /** The figures of another home are counted after the change; a count that is under way ends as it began. */
    @Override
    public Reload.Step prepare(Home now, Home next, Problems problems) {
        var old = version;
        var ready = version(next);
        problems.addAll(ready.problems());
        return Reload.Step.of(() -> version = ready, () -> version = old);
    }

    /** Begins to look, and counts once as soon as the log stands still. */
    public void start() {
        version.problems().forEach(problem -> LOG.warn("{}", problem));
        thread.start();
    }

    /**
     * Everything the board shows.
     *
     * @param figures by counter, the whole before its parts
     * @param pending something changed since the last recount
     * @param asOf begin of the last recount over the master in this process, null = none yet
     * @param problems declared counters that are left out, and why
     */
    public record Board(List<Figure> figures, boolean pending, Instant asOf, List<Problem> problems) {}

    /** The board as it stands. */
    public Board board() {
        return new Board(figures(), pending(), countedHead < 0 ? null : countedAt, version.problems());
    }

    /** True when something changed since the last recount. */
    public boolean pending() {
        return countedVersion != version || countedHead != master.changes().head() || !today().equals(countedDay);
    }

    /** All figures, by counter in the order of the board, the whole of each before its parts. */
    public List<Figure> figures() {
        var stored = book.figures();
        var figures = new ArrayList<Figure>();
        for (var counter : version.counters().all().values()) {
            stored.stream()
                    .filter(each -> each.name().counter().equals(counter.id()) && each.version() != 0)
                    .sorted(java.util.Comparator.comparing(
                            each -> each.name().scope().text()))
                    .map(each -> new Figure(
                            counter,
                            each.name().scope(),
                            each.value(),
                            each.population(),
                            Instant.ofEpochMilli(each.asOf())))
                    .forEach(figures::add);
        }
        return figures;
    }

    /** Declared counters at their error limit that hold a channel ({@code limits.holds}): words for people by id. */
    public Map<String, String> holding(String channel) {
        return Holding.of(channel, version.home().quality().values(), this::figures);
    }

    /** One figure; empty when there is none of this counter and scope. */
    public Optional<Figure> figure(String counter, Scope scope) {
        return figures().stream()
                .filter(figure ->
                        figure.counter().id().equals(counter) && figure.scope().equals(scope))
                .findFirst();
    }

    /** The next lines of a figure's list in order of key; {@link Item#START} starts. */
    public List<Item> items(String counter, Scope scope, Item after, int limit) {
        return book.items(new Book.Name(counter, scope), after, limit);
    }

    /** Has something run after each recount, on the counting thread. */
    public void onRecount(Runnable listener) {
        listeners.add(listener);
    }

    /** Counts now and waits for it. */
    public synchronized void recount() {
        master(master.changes().head());
        ledger(HeldCount.fingerprint(ledger, ledger.lanes()));
        tell();
    }

    /** Waits for the end of what it does at the moment. */
    @Override
    public void close() {
        synchronized (thread) {
            closed = true;
            thread.notifyAll();
        }
        if (thread.isAlive()) {
            ended.join();
        }
    }

    private void loop() {
        try {
            boolean complained = false;
            while (waited()) {
                complained = looked(complained);
            }
        } finally {
            ended.complete(null);
        }
    }

    private boolean looked(boolean complained) {
        try {
            look();
            return false;
        } catch (Recounting.Stopped end) {
            return complained;
        } catch (RuntimeException failed) {
            if (!complained) {
                LOG.warn("HEALTH-010 could not count, trying again; the board keeps its last figures", failed);
            }
            return true;
        }
    }

    private boolean waited() {
        synchronized (thread) {
            long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            for (long left = 2_000; !closed && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
                try {
                    thread.wait(left);
                } catch (InterruptedException notOurs) {
                    // Nobody has a reason to; ending here would stop the board.
                }
            }
            return !closed;
        }
    }

    private synchronized void look() {
        boolean told = false;
        var now = clock.instant();
        long head = master.changes().head();
        if (head != seenHead && restlessSince == null) {
            restlessSince = now;
        }
        if (head != seenHead) {
            stillSince = now;
        }
        seenHead = head;
        boolean still = !stillSince.plus(STILL).isAfter(now)
                || restlessSince != null && restlessSince.plus(RESTLESS).isBefore(now);
        boolean due = version != countedVersion
                || head != countedHead
                || !today().equals(countedDay)
                || countedAt.plus(LATEST).isBefore(now);
        var pause = took.multipliedBy(5).compareTo(between) > 0 ? took.multipliedBy(5) : between;
        if (due && still && !countedAt.plus(pause).isAfter(now)) {
            restlessSince = null;
            master(head);
            told = true;
        }
        long print = HeldCount.fingerprint(ledger, ledger.lanes());
        if (print != countedLedger && print == seenLedger) {
            ledger(print);
            told = true;
        }
        seenLedger = print;
        if (told) {
            tell();
        }
    }

    private void master(long head) {
        long begin = System.nanoTime();
        var at = clock.instant();
        var day = today();
        var counting = version;
        counting.recounting().master();
        took = Duration.ofNanos(System.nanoTime() - begin);
        countedAt = at;
        countedDay = day;
        countedHead = head;
        countedVersion = counting;
        LOG.info("counted health figures in {} ms", took.toMillis());
    }

    private void ledger(long print) {
        version.recounting().ledger(ledger.lanes());
        countedLedger = print;
    }

    private void tell() {
        for (var listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException late) {
                LOG.warn("a reader of health figures failed; the figures stand", late);
            }
        }
    }

    private LocalDate today() {
        return clock.instant().atZone(version.home().company().timeZone()).toLocalDate();
    }
}
