package org.caravanserai.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A fixed set of threads that belong to the store. Nobody else has a reference to them, so nobody interrupts them: an interrupt during
 * a write closes an H2 file for everyone. Each keeps its own connection.
 */
final class Workers {
    private static final int STOP = Integer.MAX_VALUE;

    private final PriorityBlockingQueue<Task<?>> queue = new PriorityBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final BooleanSupplier paused;
    private final Together together;
    private volatile boolean stopping;

    /** A thread of the store; work on it must not wait for other work of the store. */
    static final class Own extends Thread {
        private Link link;

        private Own(Runnable loop, String name) {
            super(loop, name);
            setDaemon(true);
        }

        Link link() {
            return link;
        }

        void link(Link next) {
            link = next;
        }

        static Own current() {
            return (Own) Thread.currentThread();
        }
    }

    /** Runs a transaction and what else waits for one, as one. */
    @FunctionalInterface
    interface Together {
        void run(Writing<?> first, Supplier<Writing<?>> next);
    }

    Workers(String name, int count, BooleanSupplier paused) {
        this(name, count, paused, null);
    }

    /** @param together null = each for itself; else one thread only */
    Workers(String name, int count, BooleanSupplier paused, Together together) {
        this.paused = paused;
        this.together = together;
        for (int i = 1; i <= count; i++) {
            var thread = new Own(this::loop, "store-" + name + "-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    <T> T call(Purpose purpose, Duration limit, Task.Job<T> job) {
        return call(purpose, limit, new Task<>(purpose.rank(), job));
    }

    <T> T call(Purpose purpose, Duration limit, Task<T> task) {
        if (Thread.currentThread() instanceof Own) {
            throw new IllegalStateException(
                    "already on a thread of the store: use the Tx at hand instead of calling the database");
        }
        if (stopping) {
            throw closed();
        }
        queue.add(task);
        if (stopping && queue.remove(task)) {
            // Closed between the look and the queue: nobody would ever run it.
            throw closed();
        }
        return task.await(purpose.wait(limit), () -> !stopping && paused.getAsBoolean());
    }

    private static StoreException closed() {
        return new StoreException.Unavailable("the database is closed", false, null);
    }

    int waiting() {
        return queue.size();
    }

    /** Finishes what is queued, then ends the threads and their connections. */
    void stop(Duration limit) {
        stopping = true;
        for (int i = 0; i < threads.size(); i++) {
            queue.add(new Task<>(STOP, () -> null));
        }
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        for (var thread : threads) {
            while (thread.isAlive() && System.nanoTime() < deadline) {
                try {
                    thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException flag) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next transaction that waits, null when none does or something else comes first. */
    private Writing<?> next() {
        if (!(queue.peek() instanceof Writing<?>)) {
            return null;
        }
        var head = queue.poll();
        if (head instanceof Writing<?> writing) {
            return writing;
        }
        if (head != null) {
            queue.add(head);
        }
        return null;
    }

    private void loop() {
        while (true) {
            try {
                var task = queue.take();
                if (task.rank() == STOP) {
                    break;
                }
                if (together != null && task instanceof Writing<?> first) {
                    together.run(first, this::next);
                } else {
                    task.run();
                }
            } catch (InterruptedException stray) {
                // Not ours to obey: ending here would leave callers waiting.
            }
        }
        var link = Own.current().link();
        if (link != null) {
            link.close();
        }
    }
}
