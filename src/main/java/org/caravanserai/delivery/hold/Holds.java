package org.caravanserai.delivery.hold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/** What the brake holds, kept over a restart. Read from memory, written through. */
public final class Holds {
    private static final int LONGEST = 4_000;

    private final Database database;
    private final Map<String, Hold> known = new ConcurrentHashMap<>();

    public Holds(Database database) {
        this.database = database;
        database.read(tx -> tx.query(
                        "select channel, publication, causes, reason, since, seen, released_by, released_at,"
                                + " release_reason from delivery_hold",
                        Bind.NONE,
                        row -> {
                            long at = row.getLong(8);
                            var released = row.wasNull() ? null : Instant.ofEpochMilli(at);
                            return new Hold(
                                    row.getString(1),
                                    row.getString(2),
                                    causes(row.getString(3)),
                                    row.getString(4),
                                    Instant.ofEpochMilli(row.getLong(5)),
                                    row.getString(6),
                                    row.getString(7),
                                    released,
                                    row.getString(9));
                        }))
                .forEach(hold -> known.put(name(hold.channel(), hold.publication()), hold));
    }

    public Optional<Hold> of(String channel, String publication) {
        return Optional.ofNullable(known.get(name(channel, publication)));
    }

    /** Holds of a channel by publication. */
    public List<Hold> of(String channel) {
        return known.values().stream()
                .filter(hold -> hold.channel().equals(channel))
                .sorted(java.util.Comparator.comparing(Hold::publication))
                .toList();
    }

    /** Holds a publication, or says anew why. A release that does not cover it is gone. */
    public void hold(String channel, String publication, List<Brake.Closed> closed, String seen, Instant now) {
        var since = of(channel, publication).map(Hold::since).orElse(now);
        var reason = Brake.text(closed);
        write(new Hold(
                channel,
                publication,
                Brake.causes(closed),
                reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason,
                since,
                seen,
                null,
                null,
                null));
    }

    /** Somebody allows what is held; empty when nothing is. */
    public List<Hold> release(String channel, String who, String reason, Instant now) {
        var released = new ArrayList<Hold>();
        for (var hold : of(channel)) {
            if (!hold.released()) {
                var next = new Hold(
                        channel,
                        hold.publication(),
                        hold.causes(),
                        hold.reason(),
                        hold.since(),
                        "",
                        cut(who, 200),
                        now,
                        cut(reason, 1_000));
                write(next);
                released.add(next);
            }
        }
        return released;
    }

    /** It left. What was allowed about counters that are still over their limit goes on; the rest was for this once. */
    public void left(String channel, String publication, Map<String, String> counters) {
        var hold = of(channel, publication);
        if (hold.isEmpty()) {
            return;
        }
        var causes = new LinkedHashMap<String, Long>();
        counters.keySet().stream()
                .map(id -> Brake.COUNTER + id)
                .filter(hold.get().causes()::containsKey)
                .forEach(cause -> causes.put(cause, 0L));
        if (!causes.isEmpty() && hold.get().released()) {
            var old = hold.get();
            write(new Hold(
                    channel,
                    publication,
                    causes,
                    old.reason(),
                    old.since(),
                    "",
                    old.releasedBy(),
                    old.releasedAt(),
                    old.releaseReason()));
            return;
        }
        database.write(
                Purpose.CONFIRM,
                tx -> tx.update(
                        "delete from delivery_hold where channel = ? and publication = ?",
                        Bind.of(channel, publication)));
        known.remove(name(channel, publication));
    }

    private void write(Hold hold) {
        Long at = hold.releasedAt() == null ? null : hold.releasedAt().toEpochMilli();
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            tx.update(
                    "delete from delivery_hold where channel = ? and publication = ?",
                    Bind.of(hold.channel(), hold.publication()));
            return tx.update(
                    "insert into delivery_hold (channel, publication, causes, reason, since, seen, released_by, released_at,"
                            + " release_reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    Bind.of(
                            hold.channel(),
                            hold.publication(),
                            text(hold.causes()),
                            hold.reason(),
                            hold.since().toEpochMilli(),
                            hold.seen(),
                            hold.releasedBy(),
                            at,
                            hold.releaseReason()));
        });
        known.put(name(hold.channel(), hold.publication()), hold);
    }

    private static String name(String channel, String publication) {
        return channel + "/" + publication;
    }

    private static String text(Map<String, Long> causes) {
        return causes.entrySet().stream()
                .map(cause -> cause.getKey() + "=" + cause.getValue())
                .collect(Collectors.joining(";"));
    }

    private static Map<String, Long> causes(String text) {
        var causes = new LinkedHashMap<String, Long>();
        for (var part : text.split(";")) {
            int equals = part.lastIndexOf('=');
            causes.put(part.substring(0, equals), Long.parseLong(part.substring(equals + 1)));
        }
        return causes;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
