package org.caravanserai.delivery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Settled;
import org.caravanserai.master.Master;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lanes of pushed streams up to the change log, on threads of its own: at most as many as there are processors, one per stream at a time.
 * Sending goes on meanwhile. What fails is tried again at the next tick and shown.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final long TICK_MILLIS = 1_000;

    private final Plans plans;
    private final Evaluation evaluation;
    private final Ledger ledger;
    private final Master master;
    private final Clock clock;
    private final Quiet quiet;
    private final ScheduledExecutorService threads;
    private final Map<String, Faults.Fault> faults = new ConcurrentHashMap<>();

    /** @param arriving whether a delivery of a source is being taken just now */
    public Reconciler(
            Home home, Master master, Ledger ledger, Publishing publishing, Clock clock, BooleanSupplier arriving) {
        this.plans = publishing.plans();
        this.evaluation = new Evaluation(master, ledger, home.company().timeZone());
        this.ledger = ledger;
        this.master = master;
        this.clock = clock;
        this.quiet = new Quiet(clock, arriving);
        this.threads = Executors.newScheduledThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors()), work -> {
                    var thread = new Thread(work, "reconcile");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Begins; every stream is looked at once a second. */
    public void start() {
        for (var channel : plans.pushed().values()) {
            for (var plan : channel) {
                if (plan.channel().mode() == Channel.Mode.AUTO) {
                    plan.lanes().forEach(lane -> ledger.duties().open(lane.lane(), clock.instant()));
                }
                threads.scheduleWithFixedDelay(() -> tick(plan), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Why the last evaluation of a channel failed, null when it did not. */
    public Faults.Fault fault(String channel) {
        return faults.get(channel);
    }

    private void tick(StreamPlan plan) {
        try {
            if (evaluation.behind(plan, clock.instant())
                    && quiet.at(master.changes().head())) {
                evaluation.run(plan, clock.instant());
            }
            faults.remove(plan.channel().name());
        } catch (RuntimeException failed) {
            faults.put(plan.channel().name(), new Faults.Fault(clock.instant(), Faults.text(failed)));
            LOG.error(
                    "DELIVERY-012 {}: {} could not be evaluated; it is tried again",
                    plan.channel().name(),
                    plan.stream().name(),
                    failed);
        }
    }

    /** Evaluates every pushed stream now, on the calling thread. For a plan that must be current, and for tests. */
    public Settled now() {
        var total = new ArrayList<Settled>(List.of(Settled.NOTHING));
        plans.pushed()
                .values()
                .forEach(channel -> channel.forEach(plan -> {
                    if (evaluation.behind(plan, clock.instant())) {
                        total.add(evaluation.run(plan, clock.instant()));
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
