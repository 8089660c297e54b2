package org.caravanserai.delivery.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.Finding;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/**
 * Whether a channel sends: paused by a person, stopped by a fault of the whole channel, or asked by the partner to wait. Survives a restart, except
 * for a wait, which is short.
 */
public final class Switches {
    /** A stopped channel is probed with one item as often as this. */
    private static final Duration PROBE = Duration.ofMinutes(10);

    private final Database database;
    private final Map<String, Stand> stands = new ConcurrentHashMap<>();
    private final Map<String, Instant> waits = new ConcurrentHashMap<>();

    /**
     * Where a channel's switch stands.
     *
     * @param pausedAt null = not paused
     * @param pausedBy who paused it
     * @param pausedWhy in their words
     * @param stoppedAt null = not stopped
     * @param stoppedWhy what the partner or the line said, one sentence
     * @param probeAt when one item is tried although it is stopped
     */
    public record Stand(
            Instant pausedAt,
            String pausedBy,
            String pausedWhy,
            Instant stoppedAt,
            String stoppedWhy,
            Instant probeAt) {
        static final Stand RUNNING = new Stand(null, null, null, null, null, null);

        /** Nobody paused it and nothing stopped it. */
        public boolean running() {
            return pausedAt == null && stoppedAt == null;
        }
    }

    /** How much a channel may send now. */
    public enum Flow {
        ALL,
        ONE,
        NOTHING
    }

    public Switches(Database database) {
        this.database = database;
        database.read(tx -> tx.query(
                "select channel, paused_at, paused_by, paused_why, stopped_at, stopped_why, probe_at from delivery_switch",
                Bind.NONE,
                row -> stands.put(
                        row.getString(1),
                        new Stand(
                                at(row.getLong(2)),
                                row.getString(3),
                                row.getString(4),
                                at(row.getLong(5)),
                                row.getString(6),
                                at(row.getLong(7))))));
    }

    private static Instant at(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** Where the switch of a channel stands. */
    public Stand of(String channel) {
        return stands.getOrDefault(channel, Stand.RUNNING);
    }

    /** Until when the partner asked the channel to wait; empty when it did not. */
    public Optional<Instant> waits(String channel, Instant now) {
        return Optional.ofNullable(waits.get(channel)).filter(until -> until.isAfter(now));
    }

    /** Nothing is sent until somebody resumes; what is on its way ends. */
    public void pause(String channel, String who, String why, Instant now) {
        change(
                channel,
                stand -> new Stand(now, who, Finding.cut(why), stand.stoppedAt(), stand.stoppedWhy(), stand.probeAt()));
    }

    /** Sends again, whatever had stopped or paused it. */
    public void resume(String channel) {
        waits.remove(channel);
        change(channel, stand -> Stand.RUNNING);
    }

    /** A fault of the whole channel: nothing is sent but a probe now and then. */
    public void stop(String channel, String why, Instant now) {
        change(
                channel,
                stand -> new Stand(
                        stand.pausedAt(),
                        stand.pausedBy(),
                        stand.pausedWhy(),
                        stand.stoppedAt() == null ? now : stand.stoppedAt(),
                        Finding.cut(why),
                        now.plus(PROBE)));
    }

    /** The partner answered as it should: a stop is over. */
    public void works(String channel) {
        if (of(channel).stoppedAt() != null) {
            change(
                    channel,
                    stand -> new Stand(stand.pausedAt(), stand.pausedBy(), stand.pausedWhy(), null, null, null));
        }
    }

    /** The partner asked for a pause. */
    public void hold(String channel, Instant until) {
        waits.merge(channel, until, (a, b) -> a.isAfter(b) ? a : b);
    }

    public Flow flow(String channel, Instant now) {
        var stand = of(channel);
        if (stand.pausedAt() != null || waits(channel, now).isPresent()) {
            return Flow.NOTHING;
        }
        if (stand.stoppedAt() == null) {
            return Flow.ALL;
        }
        return stand.probeAt().isAfter(now) ? Flow.NOTHING : Flow.ONE;
    }

    private interface Move {
        Stand from(Stand stand);
    }

    private synchronized void change(String channel, Move move) {
        var next = move.from(of(channel));
        if (next.equals(of(channel))) {
            return;
        }
        database.write(Purpose.CONFIRM, tx -> write(tx, channel, next));
        if (next.equals(Stand.RUNNING)) {
            stands.remove(channel);
        } else {
            stands.put(channel, next);
        }
    }

    private static Void write(Tx tx, String channel, Stand stand) throws java.sql.SQLException {
        tx.update("delete from delivery_switch where channel = ?", Bind.of(channel));
        if (!stand.equals(Stand.RUNNING)) {
            tx.update(
                    "insert into delivery_switch (channel, paused_at, paused_by, paused_why, stopped_at, stopped_why, probe_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    Bind.of(
                            channel,
                            millis(stand.pausedAt()),
                            stand.pausedBy(),
                            stand.pausedWhy(),
                            millis(stand.stoppedAt()),
                            stand.stoppedWhy(),
                            millis(stand.probeAt())));
        }
        return null;
    }

    private static Long millis(Instant at) {
        return at == null ? null : at.toEpochMilli();
    }
}
