package org.caravanserai.ledger;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Row;
import org.caravanserai.store.Tx;

/**
 * What push lanes have to send. An item is leased before it is sent, and its outcome counts only while the lease stands; a lease that ended
 * without an outcome leaves the item uncertain, never confirmed.
 */
public final class Duties {
    /** Approves a retirement: there is no hash to approve. */
    static final long GOING = -1;

    private final Database database;
    private final LaneLocks locks;
    private final SecureRandom random = new SecureRandom();

    Duties(Database database, LaneLocks locks) {
        this.database = database;
        this.locks = locks;
    }

    /** Whether something of the lane is due: the cheap question of a poll. H2 reads an index in order only when all its columns are named. */
    public boolean any(Lane lane, Instant now) {
        return database.read(tx -> tx.first(
                        "select k from ledger_due where lane = ? and due_at <= ? order by lane, due_at, k limit 1",
                        Bind.of(lane.id(), now.toEpochMilli()),
                        row -> true))
                .isPresent();
    }

    /**
     * Leases due items, longest due first. An item whose earlier lease ended without an outcome is uncertain from now on.
     *
     * @param manner says whether only approved items may go
     * @param lease longer than the longest call, so that nobody else sends the item meanwhile
     */
    public List<Duty> lease(Lane lane, Manner manner, int limit, Duration lease) {
        if (!any(lane, manner.now())) {
            return List.of();
        }
        return locks.alone(lane, () -> database.write(Purpose.BATCH, tx -> lease(tx, lane, manner, limit, lease)));
    }

    private List<Duty> lease(Tx tx, Lane lane, Manner manner, int limit, Duration lease) throws java.sql.SQLException {
        var rows = tx.query(
                DueRow.SELECT + "where d.lane = ? and d.due_at <= ? order by d.lane, d.due_at, d.k limit ?",
                Bind.of(lane.id(), manner.now().toEpochMilli(), limit),
                DueRow.ROW);
        var duties = new ArrayList<Duty>();
        var wait = new ArrayList<Long>();
        var nameless = new ArrayList<Long>();
        var changes = new Changes(lane, Manner.SNAPSHOT, Map.of(), java.util.Set.of());
        for (var row : rows) {
            if (!row.approved(manner.approval(), GOING)) {
                wait.add(lane.k(row.item().recordId()));
                continue;
            }
            var item = row.item();
            if (row.token() != 0) {
                item = item.confirmed(Item.UNCERTAIN);
                changes.become(row.item(), item);
            }
            if (row.nameless()) {
                nameless.add(lane.k(item.recordId()));
            }
            duties.add(new Duty(item, token(), row.attempts(), row.nameless() ? null : row.remoteId()));
        }
        changes.write(tx);
        DueRows.delete(tx, "ledger_remote", nameless);
        tx.batch("update ledger_due set due_at = ?, token = 0 where k = ?", wait, (statement, k) -> {
            statement.setLong(1, Manner.NEVER);
            statement.setLong(2, k);
        });
        long until = manner.now().plus(lease).toEpochMilli();
        tx.batch(
                "update ledger_due set token = ?, sent = ?, due_at = ?, job = 0 where k = ?",
                duties,
                (statement, duty) -> {
                    statement.setLong(1, duty.token());
                    statement.setLong(2, duty.item().desired());
                    statement.setLong(3, until);
                    statement.setLong(4, lane.k(duty.item().recordId()));
                });
        return duties;
    }

    /**
     * Ends every lease without an outcome: whoever held one is gone, and what became of the items is uncertain. At the start of the process only, which
     * alone has its data folder; an item would wait for half an hour otherwise.
     *
     * @param at when they end, unless they end sooner; until then what the dead process has sent may still arrive and must not come after what we send
     */
    public void orphaned(Instant at) {
        database.write(
                Purpose.BATCH,
                tx -> tx.update(
                        "update ledger_due set due_at = ? where token <> 0 and job = 0 and due_at > ?",
                        Bind.of(at.toEpochMilli(), at.toEpochMilli())));
    }

    private long token() {
        long token = random.nextLong();
        return token == 0 ? 1 : token;
    }

    /**
     * Puts leased items back as they were: they were not sent.
     *
     * @param at when they are due again
     */
    public void giveBack(Lane lane, Collection<Duty> duties, Instant at) {
        locks.alone(
                lane,
                () -> database.write(Purpose.CONFIRM, tx -> {
                    tx.batch(
                            "update ledger_due set token = 0, sent = 0, due_at = ? where k = ? and token = ?",
                            List.copyOf(duties),
                            (statement, duty) -> {
                                statement.setLong(1, at.toEpochMilli());
                                statement.setLong(2, lane.k(duty.item().recordId()));
                                statement.setLong(3, duty.token());
                            });
                    return null;
                }));
    }

    /**
     * Writes what came of sending.
     *
     * @param tokens the leases, by record id; an outcome whose lease was lost is not believed
     * @return outcomes that were believed
     */
    public int settle(Lane lane, Map<Long, Long> tokens, List<Said> outcomes, Instant now) {
        if (outcomes.isEmpty()) {
            return 0;
        }
        return locks.alone(
                lane,
                () -> database.write(Purpose.CONFIRM, tx -> new Outcomes(lane, tx, now).settle(tokens, outcomes)));
    }

    /** Approves items as they are wanted now; {@code hashes} by record id, 0 = retirement. What has changed since stays unapproved. */
    public int approve(Lane lane, Map<Long, Long> hashes, Instant now) {
        var keys = hashes.keySet().stream().sorted().toList();
        return locks.alone(
                lane,
                () -> database.write(Purpose.INTERACTIVE, tx -> {
                    int approved = 0;
                    for (int from = 0; from < keys.size(); from += 500) {
                        var part = keys.subList(from, Math.min(keys.size(), from + 500));
                        for (int touched : tx.batch(
                                "update ledger_due set approved = ?, due_at = ? where k = ? and token = 0"
                                        + " and exists (select 1 from ledger_item i where i.k = ledger_due.k and i.desired = ?)",
                                part,
                                (statement, id) -> {
                                    long hash = hashes.get(id);
                                    statement.setLong(1, hash == 0 ? GOING : hash);
                                    statement.setLong(2, now.toEpochMilli());
                                    statement.setLong(3, lane.k(id));
                                    statement.setLong(4, hash);
                                })) {
                            approved += touched;
                        }
                    }
                    return approved;
                }));
    }

    /** Lets go at once what waits for an approval: the channel no longer asks for one. */
    public void open(Lane lane, Instant now) {
        locks.alone(
                lane,
                () -> database.write(
                        Purpose.INTERACTIVE,
                        tx -> tx.update(
                                "update ledger_due set due_at = ? where lane = ? and due_at = ? and token = 0",
                                Bind.of(now.toEpochMilli(), lane.id(), Manner.NEVER))));
    }

    /** Makes waiting items due now, for those of {@code recordIds} that are neither on their way nor unapproved. */
    public void wake(Lane lane, Collection<Long> recordIds, Instant now) {
        if (recordIds.isEmpty()) {
            return;
        }
        var keys = recordIds.stream().mapToLong(lane::k).toArray();
        database.write(
                Purpose.CONFIRM,
                tx -> tx.update(
                        "update ledger_due set due_at = ? where k = any(?) and token = 0 and due_at <> ? and due_at > ?",
                        Bind.of(now.toEpochMilli(), keys, Manner.NEVER, now.toEpochMilli())));
    }

    /** What the partner calls these items, by record id. */
    public Map<Long, String> remoteIds(Lane lane, Collection<Long> recordIds) {
        var found = new HashMap<Long, String>();
        if (!recordIds.isEmpty()) {
            var keys = recordIds.stream().mapToLong(lane::k).toArray();
            database.read(
                    Purpose.BATCH,
                    tx -> tx.query(
                            "select k, remote_id from ledger_remote where k = any(?)",
                            Bind.of((Object) keys),
                            row -> found.put(Lane.recordId(row.getLong(1)), row.getString(2))));
        }
        return found;
    }

    /** Remembers what the partner calls an item: adoption, or a look-up. */
    public void remoteId(Lane lane, long recordId, String remoteId) {
        database.write(tx -> {
            Outcomes.name(tx, lane.k(recordId), remoteId);
            return null;
        });
    }

    /**
     * A job of the partner.
     *
     * @param name what the partner calls it
     * @param operation operation that began it, empty = not known
     * @param looks how often it was looked at
     */
    public record Job(long id, String name, String operation, Instant openedAt, Instant deadline, int looks) {}

    private static final Row<Job> JOB = row -> new Job(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            Instant.ofEpochMilli(row.getLong(4)),
            Instant.ofEpochMilli(row.getLong(5)),
            row.getInt(6));

    private static final String JOBS =
            "select id, name, operation, opened_at, deadline, looks from ledger_job where lane = ? ";

    /** What went with a job. */
    public record JobItem(Duty duty, byte[] body) {}

    /** The next job that is due for a look; the next look is moved so that nobody else takes it. */
    public Optional<Job> job(Lane lane, Instant now, Duration lease) {
        var due = database.read(tx -> tx.first(
                "select id from ledger_job where lane = ? and look_at <= ? order by lane, look_at limit 1",
                Bind.of(lane.id(), now.toEpochMilli()),
                row -> row.getLong(1)));
        if (due.isEmpty()) {
            return Optional.empty();
        }
        return locks.alone(
                lane,
                () -> database.write(Purpose.BATCH, tx -> {
                    var job = tx.first(
                            JOBS + "and look_at <= ? order by lane, look_at limit 1",
                            Bind.of(lane.id(), now.toEpochMilli()),
                            JOB);
                    if (job.isPresent()) {
                        tx.update(
                                "update ledger_job set look_at = ?, looks = looks + 1 where id = ?",
                                Bind.of(
                                        now.plus(lease).toEpochMilli(),
                                        job.get().id()));
                    }
                    return job;
                }));
    }

    /** Open jobs of a lane, oldest first. */
    public List<Job> jobs(Lane lane, int limit) {
        return database.read(tx -> tx.query(JOBS + "order by id limit ?", Bind.of(lane.id(), limit), JOB));
    }

    /** The items that still wait for a job, ascending by record id. */
    public List<JobItem> items(Lane lane, Job job) {
        return database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select d.k, i.desired, i.confirmed, i.state, d.attempts, d.token, d.approved, r.remote_id, d.sent, j.body"
                                + " from ledger_job_item j join ledger_due d on d.k = j.k and d.job = j.job"
                                + " join ledger_item i on i.k = j.k left join ledger_remote r on r.k = j.k where j.job = ? order by j.k",
                        Bind.of(job.id()),
                        row -> {
                            var read = DueRow.ROW.read(row);
                            return new JobItem(
                                    new Duty(read.item(), read.token(), read.attempts(), read.remoteId()),
                                    row.getBytes(10));
                        }));
    }

    /** Sets the next look at a job. */
    public void lookAt(Job job, Instant at, Instant deadline) {
        database.write(
                Purpose.CONFIRM,
                tx -> tx.update(
                        "update ledger_job set look_at = ?, deadline = ? where id = ?",
                        Bind.of(at.toEpochMilli(), deadline.toEpochMilli(), job.id())));
    }

    /** The job is over: nobody looks at it any more. Items it said nothing about were settled before. */
    public void close(Job job) {
        database.write(Purpose.CONFIRM, tx -> {
            tx.update("delete from ledger_job_item where job = ?", Bind.of(job.id()));
            return tx.update("delete from ledger_job where id = ?", Bind.of(job.id()));
        });
    }

    /** Attempts of an item, newest first. */
    public List<Attempt> attempts(Lane lane, long recordId, int limit) {
        return database.read(tx -> tx.query(
                "select at, hash, outcome, code, text, exchange from ledger_attempt where k = ? order by k desc, id desc limit ?",
                Bind.of(lane.k(recordId), limit),
                row -> new Attempt(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6))));
    }

    /**
     * One attempt.
     *
     * @param hash what was sent, 0 = a retirement
     * @param outcome {@code accepted withdrawn submitted rejected again unknown}
     * @param exchange number of the recorded conversation, 0 = none
     */
    public record Attempt(Instant at, long hash, String outcome, String code, String text, long exchange) {}

    /**
     * What an item of a push lane waits for.
     *
     * @param at when it is tried again or its lease ends, null = it waits for an approval or a job
     * @param attempts that failed since it was wanted so
     * @param onItsWay it is with a route just now
     * @param job the partner's job that has it, null = none
     */
    public record Waiting(Instant at, int attempts, boolean onItsWay, Job job) {}

    /** What an item waits for, empty when nothing is to be done about it. */
    public Optional<Waiting> waiting(Lane lane, long recordId) {
        return database.read(tx -> tx.first(
                "select d.due_at, d.attempts, d.token, j.id, j.name, j.operation, j.opened_at, j.deadline, j.looks from ledger_due d"
                        + " left join ledger_job j on j.id = d.job where d.k = ?",
                Bind.of(lane.k(recordId)),
                row -> {
                    long job = row.getLong(4);
                    return new Waiting(
                            row.getLong(1) == Manner.NEVER ? null : Instant.ofEpochMilli(row.getLong(1)),
                            row.getInt(2),
                            row.getLong(3) != 0 && job == 0,
                            job == 0
                                    ? null
                                    : new Job(
                                            job,
                                            row.getString(5),
                                            row.getString(6),
                                            Instant.ofEpochMilli(row.getLong(7)),
                                            Instant.ofEpochMilli(row.getLong(8)),
                                            row.getInt(9)));
                }));
    }

    /** When an item is due, empty when nothing is. {@link Instant#MAX} = waits for somebody. */
    public Optional<Instant> dueAt(Lane lane, long recordId) {
        return database.read(tx -> tx.first(
                "select due_at from ledger_due where k = ?",
                Bind.of(lane.k(recordId)),
                row -> row.getLong(1) == Manner.NEVER ? Instant.MAX : Instant.ofEpochMilli(row.getLong(1))));
    }
}
