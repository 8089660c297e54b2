package org.caravanserai.delivery.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;

/** Plans as they are kept: what was to be sent, by hash. */
final class PlanBook {
    /** A plan nobody applied is forgotten after this time: it is stale long before. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;

    PlanBook(Database database) {
        this.database = database;
    }

    /** Keeps a plan. @return its number */
    long keep(String channel, String who, Instant now, Map<LanePlan, Map<Long, Long>> hashes) {
        long before = now.minus(KEPT).toEpochMilli();
        return database.write(tx -> {
            tx.update(
                    "delete from delivery_plan_item where plan in (select id from delivery_plan where channel = ? and made_at < ?)",
                    Bind.of(channel, before));
            tx.update(
                    "delete from delivery_plan where channel = ? and made_at < ? and applied_at is null",
                    Bind.of(channel, before));
            long id = tx.ids(1)[0];
            tx.update(
                    "insert into delivery_plan (id, channel, made_at, made_by) values (?, ?, ?, ?)",
                    Bind.of(id, channel, now.toEpochMilli(), who));
            for (var lane : hashes.entrySet()) {
                tx.batch(
                        "insert into delivery_plan_item (plan, lane, record_id, hash) values (?, ?, ?, ?)",
                        List.copyOf(lane.getValue().entrySet()),
                        (statement, item) -> {
                            statement.setLong(1, id);
                            statement.setInt(2, lane.getKey().lane().id());
                            statement.setLong(3, item.getKey());
                            statement.setLong(4, item.getValue());
                        });
            }
            return id;
        });
    }

    Optional<Planning.Kept> find(long id) {
        return database.read(tx -> tx.first(
                "select channel, made_at, made_by, applied_at, applied_by from delivery_plan where id = ?",
                Bind.of(id),
                row -> {
                    long applied = row.getLong(4);
                    return new Planning.Kept(
                            id,
                            row.getString(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            row.getString(3),
                            applied == 0 ? null : Instant.ofEpochMilli(applied),
                            row.getString(5));
                }));
    }

    /** Hashes by record id, by number of the lane. */
    Map<Integer, Map<Long, Long>> items(long plan) {
        var items = new HashMap<Integer, Map<Long, Long>>();
        database.read(tx -> tx.query(
                "select lane, record_id, hash from delivery_plan_item where plan = ? order by plan, lane, record_id",
                Bind.of(plan),
                row -> items.computeIfAbsent(row.getInt(1), none -> new LinkedHashMap<>())
                        .put(row.getLong(2), row.getLong(3))));
        return items;
    }

    void applied(long id, String who, Instant now) {
        database.write(tx -> tx.update(
                "update delivery_plan set applied_at = ?, applied_by = ? where id = ?",
                Bind.of(now.toEpochMilli(), who, id)));
    }
}
