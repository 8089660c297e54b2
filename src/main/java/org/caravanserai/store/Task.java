package org.caravanserai.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** One piece of work on its way to a thread of the store. */
class Task<T> implements Comparable<Task<?>> {
    private static final AtomicLong ARRIVALS = new AtomicLong();

    private final int rank;
    private final long arrival = ARRIVALS.getAndIncrement();
    private final Job<T> job;
    private boolean started;
    private boolean abandoned;
    private boolean done;
    private T result;
    private Throwable failure;

    /** What runs on the thread. */
    @FunctionalInterface
    interface Job<T> {
        T run() throws SQLException;
    }

    Task(int rank, Job<T> job) {
        this.rank = rank;
        this.job = job;
    }

    final int rank() {
        return rank;
    }

    /** Runs unless the caller has given up. */
    final void run() {
        if (!begin()) {
            return;
        }
        T value = null;
        Throwable thrown = null;
        try {
            value = job.run();
        } catch (Throwable any) {
            thrown = any;
        }
        finish(value, thrown);
    }

    /** From now on the caller waits for as long as it takes; false when it has given up. */
    final synchronized boolean begin() {
        started = !abandoned;
        return started;
    }

    /** @param thrown null = it went well */
    final synchronized void finish(T value, Throwable thrown) {
        result = value;
        failure = thrown;
        done = true;
        notifyAll();
    }

    /**
     * Waits for the result. An interrupt neither ends the waiting nor reaches the database; the flag is given back afterwards.
     *
     * @param limit how long the work may wait for its start
     * @param paused while true the limit is not enforced
     */
    final T await(Duration limit, BooleanSupplier paused) {
        boolean interrupted = false;
        try {
            synchronized (this) {
                long deadline = System.nanoTime() + limit.toNanos();
                while (!done) {
                    long left = deadline - System.nanoTime();
                    if (!started && left <= 0) {
                        if (!paused.getAsBoolean()) {
                            abandoned = true;
                            throw new StoreException.Busy("no database thread became free within " + limit.toMillis()
                                    + " ms; nothing was done, try again in a few seconds");
                        }
                        deadline = System.nanoTime() + limit.toNanos();
                    }
                    try {
                        wait(started ? 0 : Math.max(1, left / 1_000_000));
                    } catch (InterruptedException flag) {
                        interrupted = true;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure == null) {
            return result;
        }
        if (failure instanceof SQLException sql) {
            throw Failures.of(sql);
        }
        if (failure instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure);
    }

    @Override
    public final int compareTo(Task<?> other) {
        return rank != other.rank ? Integer.compare(rank, other.rank) : Long.compare(arrival, other.arrival);
    }
}
