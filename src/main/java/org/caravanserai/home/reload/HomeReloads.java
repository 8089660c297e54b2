package org.caravanserai.home.reload;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads a home whenever its files change, on a thread of its own. */
public final class HomeReloads implements AutoCloseable {
    /** Who changed the home when nobody asked: the files themselves. */
    public static final String FILES = "files";

    private static final Logger LOG = LoggerFactory.getLogger(HomeReloads.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int TRIES = 30;

    private final Reload reload;
    private final HomeWatch watch;
    private final Thread thread;

    private HomeReloads(Reload reload, Path home) {
        this.reload = reload;
        this.watch = new HomeWatch(home, PAUSE);
        this.thread = new Thread(this::watch, "home-watch");
        thread.setDaemon(true);
    }

    /** Begins to watch this folder. */
    public static HomeReloads start(Reload reload, Path home) {
        var started = new HomeReloads(reload, home);
        started.thread.start();
        return started;
    }

    private void watch() {
        try {
            watch.changes(this::changed);
        } catch (RuntimeException failed) {
            LOG.error("the home is not watched any more; reload by hand, or start the hub again", failed);
        }
    }

    private void changed() {
        // A route that was busy is waited for; everything else waits for the next change of a file.
        for (int tries = 0; tries < TRIES; tries++) {
            var outcome = reload.now(FILES, FILES);
            boolean again = outcome instanceof Reload.Outcome.Refused refused
                    && refused.refusal().passing();
            if (!again) {
                return;
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        try {
            // Never interrupted: it may be in the database.
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
