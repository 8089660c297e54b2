package org.caravanserai.connector;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.caravanserai.home.Rate;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.StoreException;
import org.caravanserai.store.Tx;

/**
 * Keeps calls below published ceilings, so that no window of the ceiling's length ever sees more calls than allowed, wherever in it the partner's clock
 * stands and however long a request was on its way. Calls are spaced evenly. A ceiling whose spacing is a second or more survives a restart: the slot is
 * taken in the database before the call, as if the call lasted as long as it may, and given back exactly when it has ended.
 */
public final class Ceilings {
    private static final Duration KEPT_FROM = Duration.ofSeconds(1);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Database database;
    private final Clock clock;
    private final Map<String, Quick> quick = new ConcurrentHashMap<>();
    /** When the running call of a kept ceiling would allow the next one if it ended now. */
    private final Map<String, Long> running = new ConcurrentHashMap<>();

    public Ceilings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Every call may go at once, for calls that leave nothing. */
    static Ceilings none() {
        return new Ceilings(null, null);
    }

    /** Leave for one call, or the refusal of it. */
    public static final class Permit {
        private final Instant at;
        private final Runnable done;
        private final Runnable cancel;

        private Permit(Instant at, Runnable done, Runnable cancel) {
            this.at = at;
            this.done = done;
            this.cancel = cancel;
        }

        /** Null = go ahead; else nothing may be called before this moment. */
        public Instant refusedUntil() {
            return at;
        }

        /** The call has ended, well or not. */
        public void done() {
            done.run();
        }

        /** There was no call after all. */
        public void cancel() {
            cancel.run();
        }
    }

    private static final Permit FREE = new Permit(null, () -> {}, () -> {});

    /**
     * Asks for a call and waits for it when the wait is short.
     *
     * @param name of connection and operation, at most 200 characters
     * @param rate null = not limited
     * @param speed divides the ceiling's time; 1 = as declared
     * @param patience longest wait
     * @param longest how long the call may last
     */
    public Permit acquire(String name, Rate rate, int speed, Duration patience, Duration longest) {
        if (rate == null || database == null) {
            return FREE;
        }
        var per = rate.per().dividedBy(speed);
        var spacing = per.dividedBy(rate.count());
        if (spacing.compareTo(KEPT_FROM) >= 0) {
            return kept(name, spacing, patience, longest);
        }
        return quick.compute(
                        name,
                        (same, lane) ->
                                lane != null && lane.fits(rate.count(), per) ? lane : new Quick(rate.count(), per))
                .acquire(patience);
    }

    /** Two permits for the same call. */
    public static Permit both(Permit one, Permit other) {
        return new Permit(
                null,
                () -> {
                    one.done();
                    other.done();
                },
                () -> {
                    one.cancel();
                    other.cancel();
                });
    }

    private Permit kept(String name, Duration spacing, Duration patience, Duration longest) {
        try {
            var slot = database.writeRetrying(Purpose.INTERACTIVE, tx -> reserve(tx, name, spacing, patience, longest));
            if (!slot.taken()) {
                var early = running.get(name);
                long at = early == null ? slot.at() : Math.max(clock.millis() + 1000, Math.min(early, slot.at()));
                return refused(Instant.ofEpochMilli(at));
            }
            running.put(name, slot.at() + spacing.toMillis());
            pause(slot.at());
            return new Permit(
                    null,
                    () -> release(name, slot.reserved(), clock.millis() + spacing.toMillis()),
                    () -> release(name, slot.reserved(), slot.at()));
        } catch (StoreException unavailable) {
            // Without the database nobody knows when the last call was: rather none than one too many.
            return refused(clock.instant().plus(AGAIN));
        }
    }

    private record Slot(boolean taken, long at, long reserved) {}

    private Slot reserve(Tx tx, String name, Duration spacing, Duration patience, Duration longest)
            throws SQLException {
        long now = clock.millis();
        var stored =
                tx.first("select next_at from connector_ceiling where name = ?", Bind.of(name), row -> row.getLong(1));
        // A clock that was set back must not stop a channel for longer than a call and its spacing.
        long latest = now + spacing.toMillis() + LONGEST_CALL.toMillis();
        long at = Math.max(now, Math.min(stored.orElse(now), latest));
        if (at > now + patience.toMillis()) {
            return new Slot(false, at, 0);
        }
        long reserved = at + longest.toMillis() + spacing.toMillis();
        if (stored.isEmpty()) {
            tx.update("insert into connector_ceiling (name, next_at) values (?, ?)", Bind.of(name, reserved));
        } else if (tx.update(
                        "update connector_ceiling set next_at = ? where name = ? and next_at = ?",
                        Bind.of(reserved, name, stored.get()))
                == 0) {
            return new Slot(false, now + 1000, 0);
        }
        return new Slot(true, at, reserved);
    }

    private void release(String name, long reserved, long next) {
        running.remove(name);
        try {
            database.write(tx -> tx.update(
                    "update connector_ceiling set next_at = ? where name = ? and next_at = ?",
                    Bind.of(next, name, reserved)));
        } catch (StoreException unavailable) {
            // The slot stays taken for as long as the call might have lasted: late, never early.
        }
    }

    private void pause(long until) {
        for (long left = until - clock.millis(); left > 0; left = until - clock.millis()) {
            LockSupport.parkNanos(left * 1_000_000);
        }
    }

    private static Permit refused(Instant until) {
        return new Permit(until, () -> {}, () -> {});
    }

    /**
     * A ceiling of several calls a second, in memory. A call starts no sooner than one spacing after the one before, and than a whole window after the end of
     * the call that is as many places back as the ceiling has calls: so even requests that overtake each other on the way never crowd a window.
     */
    private final class Quick {
        private final int count;
        private final Duration per;
        private final long spacing;
        private final ArrayDeque<Started> started = new ArrayDeque<>();
        private long next = System.nanoTime();
        private long free = next;

        private static final class Started {
            private long end;
        }

        Quick(int count, Duration per) {
            this.count = count;
            this.per = per;
            this.spacing = per.toNanos() / count;
        }

        boolean fits(int otherCount, Duration otherPer) {
            return count == otherCount && per.equals(otherPer);
        }

        synchronized Permit acquire(Duration patience) {
            long limit = System.nanoTime() + patience.toNanos();
            for (long now = System.nanoTime(); ; now = System.nanoTime()) {
                boolean inFlight = settle();
                long at = Math.max(next, free);
                if (!inFlight && at <= now) {
                    return go(now);
                }
                long wait = inFlight ? limit - now : at - now;
                if (wait <= 0 || now + wait > limit) {
                    return refused(clock.instant().plusNanos(Math.max(1_000_000, at - now)));
                }
                if (!await(wait)) {
                    return refused(clock.instant().plusSeconds(1));
                }
            }
        }

        /** Forgets calls that no longer count. @return whether the oldest that counts is still on its way */
        private boolean settle() {
            while (started.size() >= count) {
                var oldest = started.peekFirst();
                if (oldest.end == 0) {
                    return true;
                }
                free = Math.max(free, oldest.end + per.toNanos());
                started.removeFirst();
            }
            return false;
        }

        private Permit go(long now) {
            var call = new Started();
            started.addLast(call);
            next = now + spacing;
            Runnable end = () -> ended(call);
            return new Permit(null, end, end);
        }

        private synchronized void ended(Started call) {
            call.end = System.nanoTime();
            notifyAll();
        }

        private boolean await(long nanos) {
            try {
                wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
                return true;
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
