package org.caravanserai.punchout.session;

import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/**
 * Forgets visits that began longer ago than {@code retention.visits} says, with what the buyer asked for, the cart and what happened, answers to documents of
 * that age (the same document would then be answered anew), and documents about orders that were told to buyers, unless one is still on its way. Orders that came of
 * a visit stay. Bounded, so that nobody waits behind it; the next call goes on.
 */
public final class Forgetting {
    private static final int BLOCK = 200;
    private static final int MOST = 20_000;
    /** State of a document that the buyer has not answered yet. */
    private static final int ON_ITS_WAY = 1;

    /** Tables with rows of a visit. */
    private static final List<String> OF_A_VISIT =
            List.of("punchout_setup", "punchout_basket", "punchout_return", "punchout_line", "punchout_event");

    private final Database database;
    private final ZoneId zone;

    /** What a call removed. */
    public record Forgotten(int visits, int answers, int events, int notices) {
        /** Whether anything was. */
        public boolean any() {
            return visits + answers + events + notices > 0;
        }
    }

    private record Answer(String account, boolean test, String payload) {}

    /** @param zone of days */
    public Forgetting(Database database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    /** Forgets what is older than this. A visit that still goes on stays. */
    public Forgotten forget(Period age) {
        long before = database.clock()
                .instant()
                .atZone(zone)
                .toLocalDate()
                .minus(age)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
        return new Forgotten(visits(before), answers(before), events(before), notices(before));
    }

    private int visits(long before) {
        var now = database.clock().instant();
        int all = 0;
        long after = 0;
        while (all < MOST) {
            long from = after;
            var block = database.read(
                    Purpose.BATCH,
                    tx -> tx.query(
                            SessionRows.HEAD + "where id > ? order by id limit ?",
                            Bind.of(from, BLOCK),
                            SessionRows::head));
            if (block.isEmpty() || block.get(0).createdAt() >= before) {
                break;
            }
            after = block.get(block.size() - 1).id();
            var old = block.stream()
                    .filter(head ->
                            head.createdAt() < before && head.asOf(now).state().over())
                    .mapToLong(SessionRows.Head::id)
                    .toArray();
            if (old.length > 0) {
                all += database.write(Purpose.BATCH, tx -> {
                    for (var table : OF_A_VISIT) {
                        tx.update("delete from " + table + " where session = any(?)", Bind.of((Object) old));
                    }
                    return tx.update("delete from punchout_session where id = any(?)", Bind.of((Object) old));
                });
            }
        }
        return all;
    }

    private int answers(long before) {
        int all = 0;
        int some;
        do {
            some = database.write(Purpose.BATCH, tx -> {
                var old = tx.query(
                        "select account, test, payload from punchout_answer where at < ? order by at limit ?",
                        Bind.of(before, BLOCK),
                        row -> new Answer(row.getString(1), row.getBoolean(2), row.getString(3)));
                for (var answer : old) {
                    tx.update(
                            "delete from punchout_answer where account = ? and test = ? and payload = ?",
                            Bind.of(answer.account(), answer.test(), answer.payload()));
                }
                return old.size();
            });
            all += some;
        } while (some == BLOCK && all < MOST);
        return all;
    }

    /** Those of no visit. */
    private int events(long before) {
        int all = 0;
        int some;
        do {
            some = database.write(Purpose.BATCH, tx -> {
                var old = tx
                        .query(
                                "select id, at from punchout_event where session = 0 order by session, id limit ?",
                                Bind.of(BLOCK),
                                row -> new long[] {row.getLong(1), row.getLong(2)})
                        .stream()
                        .filter(row -> row[1] < before)
                        .mapToLong(row -> row[0])
                        .toArray();
                if (old.length == 0) {
                    return 0;
                }
                tx.update("delete from punchout_document where event = any(?)", Bind.of((Object) old));
                return tx.update("delete from punchout_event where id = any(?)", Bind.of((Object) old));
            });
            all += some;
        } while (some == BLOCK && all < MOST);
        return all;
    }

    private int notices(long before) {
        int all = 0;
        int some;
        do {
            some = database.write(Purpose.BATCH, tx -> {
                var old = tx.query(
                        "select notice_key from punchout_notice where at < ? and state <> ? order by at limit ?",
                        Bind.of(before, ON_ITS_WAY, BLOCK),
                        row -> row.getString(1));
                for (var key : old) {
                    tx.update("delete from punchout_notice where notice_key = ?", Bind.of(key));
                }
                return old.size();
            });
            all += some;
        } while (some == BLOCK && all < MOST);
        return all;
    }
}
