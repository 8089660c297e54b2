package org.caravanserai.master;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the master in step with what changes without a delivery: merges everything again when trust or model changed,
 * then reports dates as they pass. A thread of its own that nobody interrupts.
 */
public final class Timekeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

    private final Master master;
    private final Duration every;
    private final Thread thread;
    private boolean closed;
    private boolean awake;

    private Timekeeper(Master master, Duration every) {
        this.master = master;
        this.every = every;
        this.thread = new Thread(this::loop, "master-time");
        thread.setDaemon(true);
    }

    /**
     * Starts at once: what fell due while the hub was down is reported first.
     *
     * @param every how often it looks
     */
    public static Timekeeper start(Master master, Duration every) {
        var timekeeper = new Timekeeper(master, every);
        timekeeper.thread.start();
        return timekeeper;
    }

    /** Looks now, for instance after a reload. */
    public synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Waits for the end of what it does at the moment. */
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
                if (master.remerge().needed()) {
                    LOG.info("trust or model changed: everything is merged again");
                    long count = master.remerge().run(done -> {});
                    LOG.info("merged {} documents again", count);
                }
                int due = master.due().run(master.clock().instant());
                if (due > 0) {
                    LOG.info("{} documents or corrections fell due", due);
                }
                complained = false;
            } catch (RuntimeException failed) {
                if (!complained) {
                    LOG.warn(
                            "could not look what is due, trying again every {} s: {}",
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
                // Nobody has a reason to; ending here would stop the clock.
            }
        }
        awake = false;
    }
}
