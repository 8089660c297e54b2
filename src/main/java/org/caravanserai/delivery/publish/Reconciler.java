package org.caravanserai.delivery.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.Plans;
import org.caravanserai.delivery.wanted.PriceWatch;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Settled;
import org.caravanserai.master.Master;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lanes of pushed streams up to the change log, on threads of its own: at most as many as there are processors, one per stream at a time.
 * Sending goes on meanwhile. What fails is tried again at the next tick and shown.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final long TICK_MILLIS = 1_000;
    /** How long the pushes of a first start wait for its files at most, once there is something to send. */
    private static final Duration FILES_FIRST = Duration.ofMinutes(1);

    private final Publishing publishing;
    private final Evaluation evaluation;
    private final Ledger ledger;
    private final Master master;
    private final Clock clock;
    private final Quiet quiet;
    private final Guard guard;
    private final ScheduledExecutorService threads;
    private final Map<String, Faults.Fault> faults = new ConcurrentHashMap<>();
    private final Set<String> looking = ConcurrentHashMap.newKeySet();
    private Plans opened;
    private volatile Instant patience;

    /** @param arriving whether a delivery of a source is being taken just now */
    public Reconciler(Master master, Ledger ledger, Publishing publishing, Clock clock, BooleanSupplier arriving) {
        this.publishing = publishing;
        this.evaluation =
                new Evaluation(master, ledger, publishing.home().company().timeZone());
        this.ledger = ledger;
        this.guard = publishing.guard();
        this.master = master;
        this.clock = clock;
        this.quiet = new Quiet(clock, arriving, Duration.ZERO);
        this.threads = Executors.newScheduledThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors()), work -> {
                    var thread = new Thread(work, "reconcile");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Begins; every stream is looked at once a second. */
    public void start() {
        threads.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Every stream that runs now gets a thread, unless one is at it since the last time. */
    private void look() {
        var plans = publishing.plans();
        try {
            if (plans != opened) {
                open(plans);
                opened = plans;
            }
        } catch (RuntimeException failed) {
            LOG.error("DELIVERY-012 what may go could not be opened; it is tried again", failed);
            return;
        }
        for (var channel : plans.pushed().values()) {
            for (var plan : channel) {
                if (looking.add(plan.name())) {
                    threads.execute(() -> {
                        try {
                            tick(plan);
                        } finally {
                            looking.remove(plan.name());
                        }
                    });
                }
            }
        }
    }

    /** What waited for an approval goes by itself in a channel that is set to auto. */
    private void open(Plans plans) {
        for (var channel : plans.pushed().values()) {
            for (var plan : channel) {
                if (plan.channel().mode() == Channel.Mode.AUTO) {
                    plan.lanes().forEach(lane -> ledger.duties().open(lane.lane(), clock.instant()));
                }
            }
        }
    }

    /** Why the last evaluation of a channel failed, null when it did not. */
    public Faults.Fault fault(String channel) {
        return faults.get(channel);
    }

    /** Looks at one stream. */
    void tick(StreamPlan plan) {
        try {
            if (evaluation.behind(plan, clock.instant())
                    && quiet.at(master.changes().head())
                    && !filesFirst(plan)) {
                evaluate(plan);
            }
            faults.remove(plan.channel().name());
        } catch (StoreException.Busy busy) {
            // Passes by itself: one line of it is enough.
            faults.put(plan.channel().name(), new Faults.Fault(clock.instant(), Faults.text(busy)));
            LOG.warn(
                    "DELIVERY-012 {}: {} could not be evaluated; it is tried again: {}",
                    plan.channel().name(),
                    plan.stream().name(),
                    busy.getMessage());
        } catch (RuntimeException failed) {
            faults.put(plan.channel().name(), new Faults.Fault(clock.instant(), Faults.text(failed)));
            LOG.error(
                    "DELIVERY-012 {}: {} could not be evaluated; it is tried again",
                    plan.channel().name(),
                    plan.stream().name(),
                    failed);
        }
    }

    /** On a first start everything is due at once: a file is one pass, pushes go on for minutes and would keep it waiting. */
    private boolean filesFirst(StreamPlan plan) {
        if (master.changes().head() == 0 || !evaluation.fresh(plan)) {
            return false;
        }
        var now = clock.instant();
        if (patience == null) {
            patience = now.plus(FILES_FIRST);
        }
        return now.isBefore(patience) && publishing.firstFilesDue();
    }

    /** Nothing of the stream is handed out meanwhile: the brake must have seen what the evaluation found. */
    private Settled evaluate(StreamPlan plan) {
        return guard.alone(plan, () -> {
            var watch = new PriceWatch(plan.channel().brake().priceMove());
            var settled = evaluation.run(plan, clock.instant(), watch);
            guard.look(plan, watch, clock.instant());
            return settled;
        });
    }

    /** Evaluates every pushed stream now, on the calling thread. For a plan that must be current, and for tests. */
    public Settled now() {
        var total = new ArrayList<Settled>(List.of(Settled.NOTHING));
        publishing
                .plans()
                .pushed()
                .values()
                .forEach(channel -> channel.forEach(plan -> {
                    if (evaluation.behind(plan, clock.instant())) {
                        total.add(evaluate(plan));
                    }
                }));
        return total.stream().reduce(Settled.NOTHING, Settled::plus);
    }

    @Override
    public void close() {
        // Never interrupted: a thread may be in the database.
        threads.shutdown();
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
