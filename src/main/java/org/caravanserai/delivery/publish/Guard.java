package org.caravanserai.delivery.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.caravanserai.delivery.hold.Brake;
import org.caravanserai.delivery.hold.DeliveryCode;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.hold.Holds;
import org.caravanserai.delivery.wanted.PriceWatch;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Counts;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brake of pushed streams: asked after every evaluation, before the first call. While it holds a stream nothing of it is sent; what the partner has
 * stays.
 */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final Ledger ledger;
    private final Holds holds;
    private final Publishing.Over over;
    private final Map<String, ReentrantReadWriteLock> evaluating = new ConcurrentHashMap<>();

    Guard(Ledger ledger, Holds holds, Publishing.Over over) {
        this.ledger = ledger;
        this.holds = holds;
        this.over = over;
    }

    /** Evaluates a stream while nothing of it is handed out. */
    <T> T alone(StreamPlan plan, Supplier<T> evaluation) {
        var lock = evaluating.computeIfAbsent(plan.name(), none -> new ReentrantReadWriteLock());
        lock.writeLock().lock();
        try {
            return evaluation.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Hands out items of a stream, unless it is being evaluated or held: then null. */
    public <T> T open(StreamPlan plan, Supplier<T> handOut) {
        var lock = evaluating.computeIfAbsent(plan.name(), none -> new ReentrantReadWriteLock());
        if (!lock.readLock().tryLock()) {
            return null;
        }
        try {
            return open(plan) ? handOut.get() : null;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether items of the stream may be sent. */
    public boolean open(StreamPlan plan) {
        return holds.of(plan.channel().name(), plan.stream().name())
                .filter(hold -> !hold.released())
                .isEmpty();
    }

    /** Nothing is due: what was released has left, and the next time is judged anew. */
    public void drained(StreamPlan plan) {
        var channel = plan.channel().name();
        var hold = holds.of(channel, plan.stream().name());
        if (hold.filter(Hold::released).isPresent() && pending(counts(plan)) == 0) {
            holds.left(channel, plan.stream().name(), over.of(channel));
        }
    }

    private static long pending(Counts counts) {
        return counts.of(State.PENDING) + counts.of(State.LEAVING) + counts.of(State.UNKNOWN);
    }

    /** @param watch what it saw since the last look */
    void look(StreamPlan plan, PriceWatch watch, Instant now) {
        var channel = plan.channel();
        if (channel.mode() != Channel.Mode.AUTO) {
            return;
        }
        var counts = counts(plan);
        var stream = plan.stream().name();
        Map<String, String> counters = over.of(channel.name());
        long leaving = counts.of(State.LEAVING);
        var hold = holds.of(channel.name(), stream);
        if (pending(counts) == 0 && counters.isEmpty()) {
            hold.ifPresent(old -> holds.left(channel.name(), stream, counters));
            return;
        }
        var closed = new ArrayList<>(Brake.judge(
                channel.brake(),
                new Brake.Figures(
                        counts.selected() + leaving,
                        counts.selected(),
                        leaving,
                        watch.moved(),
                        watch.samples(),
                        counters)));
        hold.filter(old -> old.causes().containsKey(Brake.PRICE_MOVE)).ifPresent(old -> {
            long before = old.causes().get(Brake.PRICE_MOVE);
            var fresh = closed.stream()
                    .filter(one -> one.cause().equals(Brake.PRICE_MOVE))
                    .findFirst();
            fresh.ifPresent(closed::remove);
            closed.add(new Brake.Closed(
                    Brake.PRICE_MOVE,
                    before + fresh.map(Brake.Closed::figure).orElse(0L),
                    fresh.map(Brake.Closed::text).orElse(DeliveryCode.PRICE_MOVE.code() + " prices moved")));
        });
        if (closed.isEmpty() || hold.filter(old -> old.covers(closed)).isPresent()) {
            return;
        }
        boolean known = hold.filter(old -> !old.released() && old.causes().equals(Brake.causes(closed)))
                .isPresent();
        if (!known) {
            holds.hold(channel.name(), stream, closed, "", now);
            LOG.warn("{}: {} is held: {}", channel.name(), stream, Brake.text(closed));
        }
    }

    private Counts counts(StreamPlan plan) {
        var sum = new Counts(Map.of());
        for (var lane : plan.lanes()) {
            sum = sum.plus(ledger.counts(lane.lane()));
        }
        return sum;
    }
}
