package org.caravanserai.ledger;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Row;
import org.caravanserai.store.Tx;

/**
 * The discipline {@code once}: an item is never sent again as long as it may have arrived, unless the partner recognises our key. The intent to send is a
 * committed row before anything goes out, so that whatever ends this process leaves an item that is known to be uncertain.
 *
 * <p>All changes happen inside the caller's transaction, together with what the caller writes about them; each is a conditional update, so that on
 * PostgreSQL of two that mean the same item one finds nothing to do.
 */
public final class Once {
    private static final String SELECT =
            "select k, business_key, step, doubt, claimed, due_at, deadline, token, tries, looks, sent_at from ledger_once ";
    private static final Row<OnceRow> LINE = row -> new OnceRow(
            row.getLong(1),
            row.getString(2),
            Step.of(row.getInt(3)),
            row.getBoolean(4),
            row.getString(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getInt(9),
            row.getInt(10),
            row.getLong(11));

    /** Where an item stands with the sending of it. */
    public enum Step {
        WAITING(1),
        UNDERWAY(2),
        LOOKING(3),
        SUBMITTED(4),
        ASKING(5),
        DONE(6),
        DROPPED(7);

        final int code;

        Step(int code) {
            this.code = code;
        }

        static Step of(int code) {
            for (var step : values()) {
                if (step.code == code) {
                    return step;
                }
            }
            throw new IllegalArgumentException("no step has the code " + code);
        }
    }

    /**
     * How a partner is treated.
     *
     * @param settle so long after sending, a look that finds nothing says nothing
     * @param lease longer than the longest call
     */
    public record Rules(Capability capability, Duration settle, Duration lease) {}

    /**
     * What is known of an item.
     *
     * @param dueAt next turn, null = none
     * @param sentAt null = never
     */
    public record Standing(
            String key,
            Step step,
            boolean doubt,
            String claimed,
            Instant dueAt,
            int tries,
            int looks,
            Instant sentAt) {}

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    Once(Database database) {
        this.database = database;
    }

    /**
     * Wants one thing there, once and for ever.
     *
     * @param key what the partner will know it by, at most 100 characters; that no other item has it is the caller's word
     * @param hash of its content
     */
    public void want(Tx tx, Lane lane, long recordId, String key, long hash, Instant dueAt) throws SQLException {
        tx.update(
                "insert into ledger_once (k, lane, business_key, step, doubt, due_at, deadline, token, tries, looks, sent_at)"
                        + " values (?, ?, ?, ?, false, ?, 0, 0, 0, 0, 0)",
                Bind.of(lane.k(recordId), lane.id(), key, Step.WAITING.code, dueAt.toEpochMilli()));
        var changes = changes(lane);
        changes.put(null, new Item(recordId, Item.hash(hash), 0, State.PENDING));
        tx.beforeCommit(last -> {
            changes.write(last);
            return null;
        });
    }

    /** Whether something of the lane is due: the cheap question of a poll. */
    public boolean any(Lane lane, Instant now) {
        return database.read(
                        Purpose.ORDER,
                        tx -> tx.first(
                                "select k from ledger_once where lane = ? and due_at <= ? order by lane, due_at, k limit 1",
                                Bind.of(lane.id(), now.toEpochMilli()),
                                row -> true))
                .isPresent();
    }

    /** Items of a lane that something is still to come of by itself, those that are due first; a question to a human is none of them. */
    public List<Long> coming(Lane lane, int limit) {
        return database.read(tx -> tx.query(
                "select k from ledger_once where lane = ? and due_at < ? order by lane, due_at, k limit ?",
                Bind.of(lane.id(), OnceRow.NEVER, limit),
                row -> Lane.recordId(row.getLong(1))));
    }

    /**
     * Takes the item that is due longest. When this commits, the intent is written: only then may anything go out.
     *
     * @return empty when nothing is due, or somebody else was quicker
     */
    public Optional<Turn> next(Tx tx, Lane lane, Rules rules, Instant now) throws SQLException {
        var due = tx.first(
                SELECT + "where lane = ? and due_at <= ? order by lane, due_at, k limit 1",
                Bind.of(lane.id(), now.toEpochMilli()),
                LINE);
        return due.isEmpty() ? Optional.empty() : turn(tx, lane, due.get(), rules, now);
    }

    private Optional<Turn> turn(Tx tx, Lane lane, OnceRow line, Rules rules, Instant now) throws SQLException {
        // A lease that ended without an outcome, and a promise that was not kept: nobody knows.
        boolean ended = line.step() == Step.UNDERWAY || line.deadline() != 0 && line.deadline() <= now.toEpochMilli();
        var known = ended ? line.doubt(true) : line;
        long lease = now.plus(rules.lease()).toEpochMilli();
        long token = token();
        boolean certain = !known.doubt() && known.claimed() == null && known.deadline() == 0;
        if (certain || rules.capability() == Capability.KEYED) {
            return turn(tx, lane, line, known.sending(now, lease, token), Turn.Kind.SEND);
        }
        if (rules.capability() == Capability.BLIND) {
            return turn(tx, lane, line, known.doubt(true).step(Step.ASKING, OnceRow.NEVER), Turn.Kind.ASK);
        }
        long settled = Instant.ofEpochMilli(known.sentAt()).plus(rules.settle()).toEpochMilli();
        // Where the partner has said something, a look can only confirm it; without, a look that is too early would
        // find nothing and be believed.
        if (settled > now.toEpochMilli() && known.claimed() == null && known.deadline() == 0) {
            return turn(tx, lane, line, known.step(Step.WAITING, settled), Turn.Kind.LATER);
        }
        return turn(tx, lane, line, known.looking(lease, token), Turn.Kind.LOOK);
    }

    private Optional<Turn> turn(Tx tx, Lane lane, OnceRow before, OnceRow after, Turn.Kind kind) throws SQLException {
        return write(tx, lane, before, after)
                ? Optional.of(new Turn(kind, after.errand(lane), after.state()))
                : Optional.empty();
    }

    /**
     * Writes what came of an errand.
     *
     * @return where the item stands now; empty when the lease was lost: then it is not believed
     */
    public Optional<State> settle(Tx tx, Errand errand, Came came, Rules rules, Instant now) throws SQLException {
        var line = line(tx, errand.lane(), errand.recordId());
        if (line.isEmpty() || line.get().token() != errand.token() || errand.token() == 0) {
            return Optional.empty();
        }
        var after = line.get().after(came, rules, now);
        if (!write(tx, errand.lane(), line.get(), after)) {
            return Optional.empty();
        }
        if (came instanceof Came.There there && there.remoteId() != null) {
            Outcomes.name(tx, after.k(), there.remoteId());
        }
        return Optional.of(after.state());
    }

    /**
     * Somebody has found out that it is there: a human, an acknowledgement, an event that could not exist otherwise. Whatever is still under way is not
     * believed any more.
     *
     * @param remoteId what the partner calls it, null = not told
     * @return where it stands now; empty when that was known already or it was dropped
     */
    public Optional<State> proven(Tx tx, Lane lane, long recordId, String remoteId) throws SQLException {
        var line = line(tx, lane, recordId);
        if (line.isEmpty() || line.get().step() == Step.DONE || line.get().step() == Step.DROPPED) {
            return Optional.empty();
        }
        var after = line.get().claimed(remoteId).step(Step.DONE, OnceRow.NEVER);
        if (!write(tx, lane, line.get(), after)) {
            return Optional.empty();
        }
        if (remoteId != null) {
            Outcomes.name(tx, after.k(), remoteId);
        }
        return Optional.of(after.state());
    }

    /**
     * A human says that it is not there: it goes out again.
     *
     * @return empty when it is under way just now, or is over
     */
    public Optional<State> again(Tx tx, Lane lane, long recordId, Instant now) throws SQLException {
        return decide(
                tx,
                lane,
                recordId,
                line -> line.claimed(null).deadline(0).doubt(false).step(Step.WAITING, now.toEpochMilli()));
    }

    /**
     * A human wants it no more; whoever knew of it is told outside the hub.
     *
     * @return empty when it is under way just now, or is over
     */
    public Optional<State> drop(Tx tx, Lane lane, long recordId) throws SQLException {
        return decide(tx, lane, recordId, line -> line.step(Step.DROPPED, OnceRow.NEVER));
    }

    /**
     * Takes back what was never sent.
     *
     * @return empty when something of it may be there
     */
    public Optional<State> withdraw(Tx tx, Lane lane, long recordId) throws SQLException {
        return untouched(tx, lane, recordId) ? drop(tx, lane, recordId) : Optional.empty();
    }

    /** Whether for certain nothing of it is there, and nothing is under way. */
    public boolean untouched(Tx tx, Lane lane, long recordId) throws SQLException {
        return line(tx, lane, recordId).filter(Once::untouched).isPresent();
    }

    private static boolean untouched(OnceRow line) {
        return line.step() == Step.WAITING && !line.doubt() && line.claimed() == null;
    }

    /**
     * Has what was never sent go out sooner than it would.
     *
     * @return false when something of it may be there, or it is due by then anyway
     */
    public boolean sooner(Tx tx, Lane lane, long recordId, Instant dueAt) throws SQLException {
        var line = line(tx, lane, recordId).filter(Once::untouched).filter(one -> one.dueAt() > dueAt.toEpochMilli());
        return line.isPresent() && write(tx, lane, line.get(), line.get().step(Step.WAITING, dueAt.toEpochMilli()));
    }

    @FunctionalInterface
    private interface Decision {
        OnceRow after(OnceRow line);
    }

    private Optional<State> decide(Tx tx, Lane lane, long recordId, Decision decision) throws SQLException {
        var line = line(tx, lane, recordId);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        return switch (line.get().step()) {
            case UNDERWAY, LOOKING, DONE, DROPPED -> Optional.empty();
            case WAITING, SUBMITTED, ASKING -> {
                var after = decision.after(line.get());
                yield write(tx, lane, line.get(), after) ? Optional.of(after.state()) : Optional.empty();
            }
        };
    }

    /**
     * Ends every lease without an outcome: whoever held one is gone, and what it sent may have arrived. At the start of the process only, which alone has
     * its data folder.
     */
    public void orphaned(Instant now) {
        database.write(
                Purpose.ORDER,
                tx -> tx.update(
                        "update ledger_once set due_at = ? where token <> 0 and due_at > ?",
                        Bind.of(now.toEpochMilli(), now.toEpochMilli())));
    }

    /** Whether something is still to come of an item: it waits, is under way, or nobody knows. A question to a human is not. */
    public boolean open(Tx tx, Lane lane, long recordId) throws SQLException {
        return line(tx, lane, recordId)
                .filter(line -> switch (line.step()) {
                    case WAITING, UNDERWAY, LOOKING, SUBMITTED -> true;
                    case ASKING, DONE, DROPPED -> false;
                })
                .isPresent();
    }

    /** What it waited for has come: an item that was never tried is due now. */
    public void hurry(Tx tx, Lane lane, long recordId, Instant now) throws SQLException {
        var line = line(tx, lane, recordId);
        if (line.isPresent()
                && line.get().step() == Step.WAITING
                && line.get().tries() == 0
                && line.get().dueAt() > now.toEpochMilli()) {
            write(tx, lane, line.get(), line.get().step(Step.WAITING, now.toEpochMilli()));
        }
    }

    /** What is known of an item, empty when the lane never had it. */
    public Optional<Standing> standing(Lane lane, long recordId) {
        return database.read(tx -> line(tx, lane, recordId))
                .map(line -> new Standing(
                        line.key(),
                        line.step(),
                        line.doubt(),
                        line.claimed(),
                        line.dueAt() == OnceRow.NEVER ? null : Instant.ofEpochMilli(line.dueAt()),
                        line.tries(),
                        line.looks(),
                        OnceRow.moment(line.sentAt())));
    }

    private static Optional<OnceRow> line(Tx tx, Lane lane, long recordId) throws SQLException {
        return tx.first(SELECT + "where k = ?", Bind.of(lane.k(recordId)), LINE);
    }

    /** Writes the row if it is still as it was read, and the item beside it. */
    private static boolean write(Tx tx, Lane lane, OnceRow before, OnceRow after) throws SQLException {
        int touched = tx.update(
                "update ledger_once set step = ?, doubt = ?, claimed = ?, due_at = ?, deadline = ?, token = ?, tries = ?, looks = ?,"
                        + " sent_at = ? where k = ? and step = ? and token = ? and due_at = ?",
                Bind.of(
                        after.step().code,
                        after.doubt(),
                        Rejection.cut(after.claimed(), 300),
                        after.dueAt(),
                        after.deadline(),
                        after.token(),
                        after.tries(),
                        after.looks(),
                        after.sentAt(),
                        before.k(),
                        before.step().code,
                        before.token(),
                        before.dueAt()));
        if (touched == 0) {
            return false;
        }
        if (before.state() != after.state()) {
            var item = tx.first(
                            "select desired, confirmed, state from ledger_item where k = ?",
                            Bind.of(after.k()),
                            row -> new Item(
                                    Lane.recordId(after.k()), row.getLong(1), row.getLong(2), State.of(row.getInt(3))))
                    .orElseThrow();
            var changes = changes(lane);
            changes.become(item, item(item, after));
            changes.write(tx);
        }
        return true;
    }

    private static Item item(Item item, OnceRow line) {
        return switch (line.step()) {
            case DONE -> new Item(item.recordId(), item.desired(), item.desired(), State.CONFIRMED);
            case DROPPED -> new Item(item.recordId(), 0, 0, State.RETIRED);
            case WAITING, UNDERWAY, LOOKING, SUBMITTED, ASKING ->
                new Item(item.recordId(), item.desired(), line.doubt() ? Item.UNCERTAIN : 0, line.state());
        };
    }

    private static Changes changes(Lane lane) {
        return new Changes(lane, Manner.SNAPSHOT, Map.of(), Set.of());
    }

    private long token() {
        long token = random.nextLong();
        return token == 0 ? 1 : token;
    }
}
