package org.caravanserai.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands orders over to ERPs and answers to whoever ordered, on threads of its own that nothing else uses: a flood of catalogue changes does not delay an
 * order. A target that cannot be reached pauses as a whole, so that its orders are not tried one by one.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int THREADS = 4;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(30);
    /** A target that is away for less is nobody's business: the next attempt is under way. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final Book book;
    private final Targets targets;
    private final Handover handover;
    private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
    private final Map<String, Unreached> unreached = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final ExecutorService carriers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "hub-order"));
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "hub-orders"));
    private volatile boolean closed;

    /** Does nothing before {@link #start} or {@link #round}. */
    public Dispatcher(Orders orders, Targets targets) {
        this.book = orders.book();
        this.targets = targets;
        this.handover = new Handover(book);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs from now on. What an earlier process had under way is uncertain. */
    public void start() {
        book.ledger.once().orphaned(book.now());
        book.onDue(this::wake);
        ticks.scheduleWithFixedDelay(this::tick, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at one target at once; all others are looked at within a second. */
    void wake(String channel, String stream) {
        try {
            ticks.execute(() -> look(channel, stream));
        } catch (RejectedExecutionException over) {
            LOG.debug("closing: what is due is found at the next start");
        }
    }

    private void look(String channel, String stream) {
        try {
            var target =
                    channel.equals(Rehearsal.CHANNEL) ? Optional.of(Rehearsal.target()) : targets.of(channel, stream);
            if (!closed && target.isPresent() && open(target.get())) {
                begin(target.get());
            }
        } catch (RuntimeException failed) {
            LOG.error("looking for orders that are due failed; it is tried again", failed);
        }
    }

    /** Does everything that is due, on the calling thread; for one command, and tests. Returns how many turns it took. */
    public int round() {
        int turns = 0;
        for (int before = -1; before != turns; ) {
            before = turns;
            // What one target has taken may be due as an answer at another.
            for (var target : all()) {
                while (open(target) && turn(target)) {
                    turns++;
                }
            }
        }
        return turns;
    }

    private List<Target> all() {
        var all = new ArrayList<>(targets.all());
        all.add(Rehearsal.target());
        return all;
    }

    private static String name(Target target) {
        return target.channel() + '\n' + target.stream();
    }

    private boolean open(Target target) {
        var until = pauses.get(name(target));
        return until == null || !book.now().isBefore(until);
    }

    private boolean turn(Target target) {
        var turned = handover.turn(target);
        if (turned.isEmpty()) {
            return false;
        }
        var name = name(target);
        if (turned.get().pause() == null) {
            pauses.remove(name);
            told.remove(name);
            var was = unreached.remove(name);
            if (was != null && lasts(was)) {
                LOG.info("{} takes {} again", target.channel(), target.stream());
            }
        } else {
            pauses.put(name, turned.get().pause());
            missed(
                    name,
                    target,
                    turned.get().why() == null
                            ? "no reason was given"
                            : turned.get().why());
        }
        return true;
    }

    /** Said once in the log, and to whoever looks as long as it lasts. */
    private void missed(String name, Target target, String why) {
        var was = unreached.get(name);
        var is = new Unreached(target.channel(), target.stream(), was == null ? book.now() : was.since(), why);
        unreached.put(name, is);
        if (was != null && lasts(is) && !(was.why().equals(why) && told.contains(name))) {
            told.add(name);
            LOG.warn("{}: {}; it is tried again", target.channel(), is.sentence());
        }
    }

    private boolean lasts(Unreached one) {
        return !one.since().plus(SHORT).isAfter(book.now());
    }

    /** Targets that have taken nothing for half a minute although something is due, by name. */
    public List<Unreached> unreached() {
        return unreached.values().stream()
                .filter(this::lasts)
                .sorted(Comparator.comparing(Unreached::channel).thenComparing(Unreached::stream))
                .toList();
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            for (var target : all()) {
                if (open(target)) {
                    begin(target);
                }
            }
        } catch (RuntimeException failed) {
            LOG.error("looking for orders that are due failed; it is tried again", failed);
        }
    }

    /** Gives the target as many threads as it bears; each works until nothing is due. */
    private void begin(Target target) {
        var permit = permits.computeIfAbsent(
                name(target) + '\n' + target.parallel(), none -> new Semaphore(target.parallel()));
        var lane = book.lane(target.channel(), target.stream());
        if (!book.ledger.once().any(lane, book.now())) {
            return;
        }
        while (permit.tryAcquire()) {
            try {
                carriers.execute(() -> carry(target, permit));
            } catch (RejectedExecutionException closing) {
                permit.release();
                return;
            }
        }
    }

    private void carry(Target target, Semaphore permit) {
        try {
            while (!closed && open(target) && turn(target)) {
                // Until nothing is due.
            }
        } catch (RuntimeException failed) {
            LOG.error("handing over to {} failed; it is tried again", target.channel(), failed);
        } finally {
            permit.release();
        }
    }

    /** Finishes the calls under way, 30 s at most, and starts none. */
    @Override
    public void close() {
        closed = true;
        ticks.shutdown();
        carriers.shutdown();
        try {
            if (!carriers.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("orders are still being handed over; what comes of it is looked up at the next start");
            }
        } catch (InterruptedException asked) {
            LOG.debug("asked to hurry: what is under way is looked up at the next start");
        }
    }
}
