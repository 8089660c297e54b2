package org.caravanserai.master;

import java.util.concurrent.CompletableFuture;
import org.caravanserai.home.Home;
import org.caravanserai.home.reload.Reload;
import org.caravanserai.parser.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the master to what trust, model and sources say now: at the start, and whenever a changed home takes effect. Merges on a thread of its own. */
public final class Remerging implements Reload.Part, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Remerging.class);

    private final Master master;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    /** The hub ends; the next start goes on. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the hub ends", null, false, false);
        }
    }

    public Remerging(Master master) {
        this.master = master;
    }

    @Override
    public Reload.Step prepare(Home now, Home next, Problems problems) {
        var old = master.rules();
        var rules = Rules.of(next);
        return new Reload.Step() {
            @Override
            public void over() {
                master.rules(rules);
            }

            @Override
            public void begin() {
                look();
            }

            @Override
            public void back() {
                if (master.rules() != old) {
                    master.rules(old);
                    look();
                }
            }
        };
    }

    /** Merges everything again if that is needed, after what is being merged now. Returns at once. */
    public synchronized void look() {
        if (!closed && master.remerge().needed()) {
            work = work.thenRunAsync(this::merge, task -> {
                var thread = new Thread(task, "remerge");
                thread.setDaemon(true);
                thread.start();
            });
        }
    }

    private void merge() {
        try {
            long begin = System.nanoTime();
            long done = master.remerge().run(documents -> {
                if (closed) {
                    throw new Stopped();
                }
            });
            LOG.info(
                    "trust or model has changed: merged {} documents again in {} ms",
                    done,
                    (System.nanoTime() - begin) / 1_000_000);
        } catch (Stopped end) {
            LOG.info("merging again goes on after the next start");
        } catch (RuntimeException failed) {
            LOG.error("merging again failed; it is tried at the next reload or start", failed);
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> last;
        synchronized (this) {
            closed = true;
            last = work;
        }
        // Never interrupted: it may be in the database.
        last.join();
    }
}
