package org.caravanserai.connector.depot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One visit at a partner with a total time: when it is over, all lines are closed under whoever still works on them. No thread is interrupted. */
final class Visit implements AutoCloseable {
    private final Deque<AutoCloseable> lines = new ArrayDeque<>();
    private final ScheduledFuture<?> end;
    private boolean closed;
    private volatile boolean over;

    Visit(ScheduledExecutorService watch, Duration limit) {
        end = watch.schedule(
                () -> {
                    over = true;
                    hangUp();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Closes this line at the end of the visit, whichever way it ends; the last one first. */
    <T extends AutoCloseable> T with(T line) {
        synchronized (lines) {
            if (!closed) {
                lines.push(line);
                return line;
            }
        }
        hangUp(line);
        return line;
    }

    /** True when the time was over before the work. */
    boolean over() {
        return over;
    }

    @Override
    public void close() {
        end.cancel(false);
        hangUp();
    }

    private void hangUp() {
        while (true) {
            AutoCloseable line;
            synchronized (lines) {
                closed = true;
                line = lines.poll();
            }
            if (line == null) {
                return;
            }
            hangUp(line);
        }
    }

    private static void hangUp(AutoCloseable line) {
        try {
            line.close();
        } catch (Exception already) {
            // A line that cannot be closed is gone.
        }
    }
}
