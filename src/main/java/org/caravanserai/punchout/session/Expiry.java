package org.caravanserai.punchout.session;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes visits whose time is over, so that people see it. A thread of its own that nobody interrupts. */
public final class Expiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final Sessions sessions;
    private final Duration every;
    private final Thread thread;
    private boolean closed;

    private Expiry(Sessions sessions, Duration every) {
        this.sessions = sessions;
        this.every = every;
        this.thread = new Thread(this::loop, "punchout-expiry");
        thread.setDaemon(true);
    }

    /** @param every how often it looks; the first time at once */
    public static Expiry start(Sessions sessions, Duration every) {
        var expiry = new Expiry(sessions, every);
        expiry.thread.start();
        return expiry;
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
        do {
            try {
                sessions.expire();
                complained = false;
            } catch (RuntimeException failed) {
                if (!complained) {
                    LOG.warn("visits cannot be looked through; trying again", failed);
                }
                complained = true;
            }
        } while (!ended());
    }

    private synchronized boolean ended() {
        try {
            if (!closed) {
                wait(every.toMillis());
            }
        } catch (InterruptedException nobody) {
            Thread.currentThread().interrupt();
            return true;
        }
        return closed;
    }
}
