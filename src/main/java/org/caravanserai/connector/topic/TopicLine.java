package org.caravanserai.connector.topic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.caravanserai.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that talks with the brokers about one topic until it is closed. After a failure it waits, longer each time up to ten seconds, and begins anew from
 * what the database knows. What fails is said once in the log, and once that it is over.
 */
public final class TopicLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLine.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(15);

    private final String way;
    private final String topic;
    private final Clock clock;
    private final Talk talk;
    private final LongSupplier open;
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean closing;
    private volatile Instant lastAt;
    private volatile String fault;
    private volatile Instant since;
    private volatile Duration pause = FIRST;
    private volatile Runnable atEnd = () -> {};
    private Thread thread;

    /** One conversation, from connecting to the first failure. */
    @FunctionalInterface
    public interface Talk {
        /** Returns when {@link TopicLine#closing()}; throws when it cannot go on. */
        void begin(TopicLine line);
    }

    /**
     * Does nothing before {@link #start}.
     *
     * @param way {@code in} or {@code out}
     * @param open what is not done yet, -1 = not known
     */
    public TopicLine(String way, String topic, Clock clock, Talk talk, LongSupplier open) {
        this.way = way;
        this.topic = topic;
        this.clock = clock;
        this.talk = talk;
        this.open = open;
    }

    /** Begins. */
    public synchronized void start() {
        if (thread == null && !closing) {
            thread = new Thread(this::run, "hub-topic-" + way);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (!closing) {
            try {
                talk.begin(this);
            } catch (Unreachable away) {
                failed(away.getMessage(), null);
            } catch (StoreException database) {
                failed(database.getMessage(), null);
            } catch (RuntimeException surprise) {
                // Its text may hold what was sent; the class says enough for the board.
                failed("stopped by " + surprise.getClass().getSimpleName(), surprise);
            } catch (LinkageError broken) {
                failed("stopped by " + broken.getClass().getSimpleName(), broken);
            }
            if (!closing) {
                rest(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
            }
        }
    }

    private void failed(String why, Throwable surprise) {
        if (closing) {
            return;
        }
        if (fault == null) {
            since = clock.instant();
        }
        if (!why.equals(fault)) {
            LOG.warn("topic {} ({}) waits: {}; it is tried again", topic, way, why, surprise);
        }
        fault = why;
    }

    /** Brokers and database do what they should. */
    public void well() {
        if (fault != null) {
            LOG.info("topic {} ({}) goes on", topic, way);
        }
        fault = null;
        since = null;
        pause = FIRST;
    }

    /** Something was sent or read. */
    public void moved() {
        lastAt = clock.instant();
    }

    /** Whether the conversation should end. */
    public boolean closing() {
        return closing;
    }

    /** Has something run that ends a call to the brokers which is under way. */
    public void atEnd(Runnable last) {
        atEnd = last;
    }

    /** Waits, until {@link #ring} at most. */
    public void rest(Duration most) {
        try {
            if (bell.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException stray) {
            // Not ours to obey: nobody has a reference to this thread.
            LOG.debug("interrupted while waiting");
        }
    }

    /** There is something to do. */
    public void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** How it stands. */
    public TopicStand stand() {
        return new TopicStand(way, topic, open.getAsLong(), lastAt, fault, since);
    }

    /** Ends what is under way, after a few seconds at most. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closing = true;
            running = thread;
        }
        ring();
        atEnd.run();
        if (running == null) {
            return;
        }
        try {
            running.join(END.toMillis());
        } catch (InterruptedException flag) {
            Thread.currentThread().interrupt();
        }
    }
}
