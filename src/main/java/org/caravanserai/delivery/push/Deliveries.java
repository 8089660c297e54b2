package org.caravanserai.delivery.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.Batch;
import org.caravanserai.connector.Fault;
import org.caravanserai.delivery.answer.AnswerMaps;
import org.caravanserai.delivery.answer.Calls;
import org.caravanserai.delivery.hold.Pause;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Guard;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.CellsCodec;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connector;
import org.caravanserai.ledger.Duties;
import org.caravanserai.ledger.Duty;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Said;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Master;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out what is due in pushed streams and writes what came of it. Any number of routes may ask; an item is with one of them at a time. What is sent
 * is mapped now: when it is no longer what the ledger wants, the item waits for its evaluation.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    /** Longer than {@link #FRESH} and the calls of one exchange together. */
    private static final Duration LEASE = Duration.ofMinutes(30);
    /** A batch that has waited longer in our own queue is given back unsent. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final int AHEAD = 100;

    private final Goldens goldens;
    private final Ledger ledger;
    private final Duties duties;
    private final Publishing publishing;
    private final Packing packing;
    private final FirstReads first;
    private final Switches switches;
    private final Guard guard;
    private final Rounds rounds;
    private final Clock clock;
    private final Calls.Caller caller;
    private final Calls calls;
    private final Pause pause = new Pause(ThreadLocalRandom.current());
    private final Tally tally = new Tally();
    private final Map<String, Deque<Waiting>> queues = new ConcurrentHashMap<>();
    /** Until when a ceiling of ours allows nothing more of a stream; short, so a restart may forget it. */
    private final Map<String, Instant> rests = new ConcurrentHashMap<>();

    private record Waiting(LanePlan lane, List<Duty> duties, Instant until) {}

    /**
     * Takes over what a hub that died had in its hands.
     *
     * @param caller the way out
     */
    public Deliveries(
            Master master, Ledger ledger, Publishing publishing, Switches switches, Calls.Caller caller, Clock clock) {
        this.caller = caller;
        var maps = new AnswerMaps(publishing::home, clock);
        this.calls = new Calls(caller, maps, clock);
        this.first = new FirstReads(caller, maps, ledger, publishing.notices(), switches, clock);
        this.goldens = master.goldens();
        this.ledger = ledger;
        this.duties = ledger.duties();
        this.publishing = publishing;
        this.packing = new Packing(this, master, ledger, publishing);
        this.switches = switches;
        this.guard = publishing.guard();
        this.rounds = new Rounds(publishing.home().company().timeZone(), clock.instant());
        this.clock = clock;
        duties.orphaned(clock.instant().plus(pause.doubtful(1)));
    }

    /**
     * The next batch that is due.
     *
     * @param one true: one item per batch, whatever the descriptor says
     * @return empty when nothing is due or the channel does not send now
     */
    public Optional<Carriage> next(String channel, String stream, boolean one) {
        var plan = publishing.plans().sent(channel, stream);
        var now = clock.instant();
        if (plan.isEmpty() || !sends(plan.get().channel())) {
            return Optional.empty();
        }
        var flow = switches.flow(channel, now);
        if (flow == Switches.Flow.NOTHING
                || rests.getOrDefault(plan.get().name(), Instant.EPOCH).isAfter(now)
                || !rounds.open(plan.get(), now)
                || !first.known(plan.get(), now)) {
            return Optional.empty();
        }
        int size = flow == Switches.Flow.ONE || one
                ? 1
                : Math.max(1, plan.get().descriptor().batch());
        while (true) {
            var taken = guard.open(plan.get(), () -> take(plan.get(), size, flow == Switches.Flow.ONE, now));
            if (taken == null) {
                return Optional.empty();
            }
            if (taken.isEmpty()) {
                rounds.over(plan.get());
                guard.drained(plan.get());
                tally.tell(plan.get().name(), now);
                return Optional.empty();
            }
            var waiting = taken.get();
            var carriage = packing.pack(plan.get(), waiting.lane(), waiting.duties(), now);
            if (carriage.isPresent()) {
                return carriage;
            }
        }
    }

    private static boolean sends(Channel channel) {
        return channel.mode() == Channel.Mode.AUTO || channel.mode() == Channel.Mode.APPROVE;
    }

    private Optional<Waiting> take(StreamPlan plan, int size, boolean probe, Instant now) {
        var queue = queues.computeIfAbsent(plan.name(), none -> new ArrayDeque<>());
        synchronized (queue) {
            for (var first = queue.poll(); first != null; first = queue.poll()) {
                var lane = first.lane();
                boolean mine = plan.lanes().stream().anyMatch(own -> own == lane);
                if (mine && first.until().isAfter(now)) {
                    return Optional.of(first);
                }
                duties.giveBack(first.lane().lane(), first.duties(), now);
            }
            for (var lane : plan.lanes()) {
                int most = probe ? 1 : Math.max(size, AHEAD);
                var leased = duties.lease(lane.lane(), Evaluation.manner(plan.channel(), now), most, LEASE);
                for (int from = 0; from < leased.size(); from += size) {
                    var part = leased.subList(from, Math.min(leased.size(), from + size));
                    queue.add(new Waiting(lane, List.copyOf(part), now.plus(FRESH)));
                }
            }
            return Optional.ofNullable(queue.poll());
        }
    }

    /** Gives back what waits in the queues: it was taken for plans that have been replaced. */
    public void giveBack() {
        queues.values().forEach(queue -> {
            synchronized (queue) {
                for (var first = queue.poll(); first != null; first = queue.poll()) {
                    duties.giveBack(first.lane().lane(), first.duties(), clock.instant());
                }
            }
        });
    }

    /**
     * The next job that is due for a look.
     *
     * @return its items as a batch; empty when none is due
     */
    public Optional<Carriage> job(String channel, String stream) {
        var plan = publishing.plans().sent(channel, stream);
        var now = clock.instant();
        if (plan.isEmpty() || switches.flow(channel, now) == Switches.Flow.NOTHING) {
            return Optional.empty();
        }
        for (var lane : plan.get().lanes()) {
            var job = duties.job(lane.lane(), now, LEASE);
            if (job.isPresent()) {
                var carriage = look(plan.get(), lane, job.get());
                if (carriage.isPresent()) {
                    return carriage;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Carriage> look(StreamPlan plan, LanePlan lane, Duties.Job job) {
        var items = duties.items(lane.lane(), job);
        if (items.isEmpty()) {
            duties.close(job);
            return Optional.empty();
        }
        var found = new Readiness(publishing.plans(), goldens, ledger)
                .documents(items.stream().map(Duties.JobItem::duty).toList());
        var tokens = new HashMap<Long, Long>();
        var carried = new ArrayList<Batch.Item>();
        var originals = new HashMap<Long, Cells>();
        for (var item : items) {
            var duty = item.duty();
            long id = duty.item().recordId();
            tokens.put(id, duty.token());
            if (item.body() != null) {
                CellsCodec.read(item.body(), lane.fields()).ifPresent(row -> originals.put(id, row));
            }
            carried.add(new Batch.Item(
                    packing.key(lane, id, found.get(id)),
                    id,
                    item.body() == null ? Connector.Action.RETIRE : Connector.Action.UPDATE,
                    originals.get(id),
                    duty.item().desired(),
                    duty.remoteId(),
                    duty.attempts() + 1));
        }
        var batch = new Batch(
                plan.channel().name(),
                plan.stream().name(),
                lane.locale(),
                new Batch.Job(job.name(), job.operation()),
                carried);
        return Optional.of(new Carriage(this, plan, lane, batch, tokens, originals, job));
    }

    /**
     * Carries the open items of a batch through an operation of the partner's system.
     *
     * @throws IllegalArgumentException when the system has no such operation
     */
    public void call(Carriage carriage, String operation) {
        calls.call(carriage.batch(), operation);
    }

    /** Never throws: an outcome that cannot be written leaves the lease to end by itself. */
    void settle(Carriage carriage, boolean doubtful) {
        try {
            write(carriage, doubtful);
        } catch (RuntimeException failed) {
            LOG.error(
                    "DELIVERY-010 {}: outcomes of {} could not be written; the items are looked at again when their lease ends",
                    carriage.batch().channel(),
                    carriage.batch().stream(),
                    failed);
        }
    }

    private void write(Carriage carriage, boolean doubtful) {
        var now = clock.instant();
        var plan = carriage.plan();
        var batch = carriage.batch();
        var said = new ArrayList<>(new Verdicts(
                        carriage.lane(),
                        plan.descriptor(),
                        carriage.originals(),
                        publishing.home().model().of(plan.kind()),
                        pause,
                        now)
                .of(batch, doubtful));
        var looked = carriage.job() == null
                ? null
                : new Looked(
                        duties, carriage.job(), batch, Duration.ofMinutes(1).dividedBy(caller.speed(batch.channel())));
        boolean over = looked != null && looked.settle(said, now);
        duties.settle(carriage.lane().lane(), carriage.tokens(), said, now);
        if (over) {
            // Only now: a job that is gone while its items still wait for it would never be looked at again.
            duties.close(carriage.job());
        }
        tally.count(plan.name(), batch, said, now);
        if (batch.rest() != null) {
            rests.put(plan.name(), batch.rest());
        }
        switchAfter(batch, said, now);
        var done = said.stream()
                .filter(Said.Done.class::isInstance)
                .map(Said::recordId)
                .toList();
        if (!done.isEmpty()) {
            new Readiness(publishing.plans(), goldens, ledger)
                    .confirmed(plan, goldens.byIds(done).values(), now);
        }
    }

    private void switchAfter(Batch batch, List<Said> said, Instant now) {
        var failure = batch.failure();
        if (failure != null && failure.fault() == Fault.CHANNEL) {
            LOG.warn("DELIVERY-011 {} is stopped: {}", batch.channel(), failure.text());
            switches.stop(batch.channel(), failure.text(), now);
        } else if (failure != null && failure.fault() == Fault.THROTTLED) {
            switches.hold(batch.channel(), failure.retryAt() == null ? now.plusSeconds(30) : failure.retryAt());
        } else if (said.stream()
                .anyMatch(one ->
                        one instanceof Said.Done || one instanceof Said.Submitted || one instanceof Said.Withdrawn)) {
            switches.works(batch.channel());
        }
    }
}
