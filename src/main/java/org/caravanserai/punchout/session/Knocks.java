package org.caravanserai.punchout.session;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of somebody who was not let in. Noted by a thread of its own, so that the time of the answer tells nobody whether a name is known, and at most
 * once a minute for each account and reason, however often somebody tries: nobody fills a disk from outside.
 */
final class Knocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Knocks.class);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(500);

    /** Writes one of them down. */
    @FunctionalInterface
    interface Noting {
        void note(String account, Happening.Code code, String text);
    }

    private record Key(String account, Happening.Code code) {}

    private record Pending(String text, int times) {}

    private final Noting noting;
    private final Clock clock;
    private final Map<Key, Pending> pending = new HashMap<>();
    private final Map<Key, Long> noted = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var made = new Thread(work, "punchout-knocks");
        made.setDaemon(true);
        return made;
    });

    Knocks(Noting noting, Clock clock) {
        this.noting = noting;
        this.clock = clock;
    }

    /** @param account one that there is, or empty: there are never more keys than that */
    synchronized void knock(String account, Happening.Code code, String text) {
        var key = new Key(account, code);
        var before = pending.get(key);
        pending.put(key, new Pending(text, before == null ? 1 : before.times() + 1));
        if (before == null && !thread.isShutdown()) {
            long wait = noted.getOrDefault(key, 0L) + APART.toMillis() - clock.millis();
            thread.schedule(() -> write(key), Math.max(SOON.toMillis(), wait), TimeUnit.MILLISECONDS);
        }
    }

    private void write(Key key) {
        Pending what;
        synchronized (this) {
            what = pending.remove(key);
            noted.put(key, clock.millis());
        }
        if (what == null) {
            // Closed meanwhile.
            return;
        }
        try {
            noting.note(
                    key.account(),
                    key.code(),
                    what.text() + (what.times() == 1 ? "" : " (" + what.times() + " requests)"));
        } catch (RuntimeException failed) {
            LOG.warn("a refused sign-in of a buyer could not be noted: {}", failed.toString());
        }
    }

    /** What is not noted yet is forgotten; nobody is interrupted. */
    @Override
    public void close() {
        thread.shutdown();
        synchronized (this) {
            pending.clear();
        }
    }
}
