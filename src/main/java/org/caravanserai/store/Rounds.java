package org.caravanserai.store;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something at once and then again and again, on a thread of its own that nobody interrupts: an interrupt would close an H2 file for the whole process. What a
 * round throws is logged once until a round goes well again.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Runnable round;
    private final Duration every;
    private final Thread thread;
    private boolean closed;
    private boolean awake;

    private Rounds(String name, Duration every, Runnable round) {
        this.round = round;
        this.every = every;
        this.thread = new Thread(this::loop, name);
        thread.setDaemon(true);
    }

    /**
     * Starts with the first round.
     *
     * @param name of the thread, which messages name too
     * @param every between the end of a round and the next one
     */
    public static Rounds start(String name, Duration every, Runnable round) {
        var rounds = new Rounds(name, every, round);
        rounds.thread.start();
        return rounds;
    }

    /** The next round begins now, or directly after the one that is under way. */
    public synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Waits for the end of the round that is under way. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
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
        while (!ended()) {
            try {
                round.run();
                complained = false;
            } catch (RuntimeException failed) {
                if (!complained) {
                    LOG.warn(
                            "{} failed, trying again every {} s: {}",
                            thread.getName(),
                            every.toSeconds(),
                            failed.toString());
                    complained = true;
                }
            }
            pause();
        }
    }

    private synchronized boolean ended() {
        return closed;
    }

    private synchronized void pause() {
        long deadline = System.nanoTime() + every.toNanos();
        while (!closed && !awake) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException notOurs) {
                // Nobody has a reason to; ending here would stop the rounds.
            }
        }
        awake = false;
    }
}
