package org.caravanserai.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Tx;

/** Writes outcomes of one lane in one transaction. */
final class Outcomes {
    private final Lane lane;
    private final Tx tx;
    private final Instant now;
    private final Changes changes;
    private final List<Long> finished = new ArrayList<>();
    private final List<Next> next = new ArrayList<>();
    private final List<Changes.Payload> bodies = new ArrayList<>();
    private final List<Long> noBody = new ArrayList<>();
    private final List<Long> content = new ArrayList<>();
    private final List<Complaints.Complaint> complaints = new ArrayList<>();
    private final List<Attempted> attempts = new ArrayList<>();
    private final Map<Begun, List<Said.Submitted>> submitted = new HashMap<>();
    private final Map<Long, Leased> leased = new HashMap<>();

    private record Leased(Item item, long sent, int attempts, long job) {}

    /** Two operations may give their jobs the same name. */
    private record Begun(String operation, String name) {}

    private record Next(long k, long dueAt, int attempts) {}

    private record Attempted(long k, long hash, String outcome, String code, String text, long exchange) {}

    Outcomes(Lane lane, Tx tx, Instant now) {
        this.lane = lane;
        this.tx = tx;
        this.now = now;
        this.changes = new Changes(lane, Manner.SNAPSHOT, Map.of(), Set.of());
    }

    int settle(Map<Long, Long> tokens, List<Said> outcomes) throws SQLException {
        var keys = outcomes.stream().mapToLong(said -> lane.k(said.recordId())).toArray();
        tx.query(
                "select d.k, i.desired, i.confirmed, i.state, d.token, d.sent, d.attempts, d.job"
                        + " from ledger_due d join ledger_item i on i.k = d.k where d.k = any(?)",
                Bind.of((Object) keys),
                row -> {
                    long id = Lane.recordId(row.getLong(1));
                    var token = tokens.get(id);
                    if (token != null && token == row.getLong(5)) {
                        var item = new Item(id, row.getLong(2), row.getLong(3), State.of(row.getInt(4)));
                        leased.put(id, new Leased(item, row.getLong(6), row.getInt(7), row.getLong(8)));
                    }
                    return id;
                });
        int believed = 0;
        for (var said : outcomes) {
            var lease = leased.remove(said.recordId());
            if (lease != null) {
                believed++;
                take(said, lease);
            }
        }
        write();
        return believed;
    }

    private void take(Said said, Leased lease) throws SQLException {
        if (said instanceof Said.Done done) {
            done(done, lease);
        } else if (said instanceof Said.Withdrawn off) {
            withdrawn(off, lease);
        } else if (said instanceof Said.Submitted to) {
            submitted
                    .computeIfAbsent(new Begun(to.operation(), to.job()), none -> new ArrayList<>())
                    .add(to);
            attempted(lease, "submitted", null, to.job(), to.exchange());
        } else if (said instanceof Said.Refused refused) {
            refused(refused, lease);
        } else if (said instanceof Said.Again again) {
            again(again, lease);
        } else if (said instanceof Said.Unsure unsure) {
            var item = lease.item().confirmed(Item.UNCERTAIN);
            var after = item.state() == State.PENDING ? item.with(State.UNKNOWN) : item;
            changes.become(lease.item(), after);
            if (lease.sent() == 0 && item.desired() != 0) {
                tx.update("delete from ledger_remote where k = ?", Bind.of(lane.k(item.recordId())));
            }
            dueIf(after, unsure.at(), lease.attempts() + 1);
            attempted(lease, "unknown", null, unsure.text(), unsure.exchange());
        }
    }

    private void done(Said.Done done, Leased lease) throws SQLException {
        var item = lease.item().confirmed(lease.sent());
        long k = lane.k(item.recordId());
        if (lease.sent() == 0) {
            tx.update("delete from ledger_remote where k = ?", Bind.of(k));
            noBody.add(k);
        } else {
            if (done.remoteId() != null) {
                name(tx, k, done.remoteId());
            }
            if (done.body() != null) {
                bodies.add(new Changes.Payload(k, done.body()));
            } else {
                // What was kept is an older version by now, and differences to it would be wrong.
                noBody.add(k);
            }
        }
        attempted(lease, "accepted", null, null, done.exchange());
        content.add(k);
        boolean asWanted = item.desired() == item.confirmed();
        var state = asWanted && item.state() != State.HELD
                ? item.desired() == 0 ? State.RETIRED : State.CONFIRMED
                : back(item);
        var after = item.with(state);
        changes.become(lease.item(), after);
        dueIf(after, now, 0);
    }

    private void withdrawn(Said.Withdrawn off, Leased lease) throws SQLException {
        var item = lease.item().confirmed(Item.WITHDRAWN);
        long k = lane.k(item.recordId());
        if (off.remoteId() != null) {
            name(tx, k, off.remoteId());
        }
        noBody.add(k);
        content.add(k);
        attempted(lease, "withdrawn", null, null, off.exchange());
        var after = item.with(back(item));
        changes.become(lease.item(), after);
        dueIf(after, now, 0);
    }

    /** The state of an item whose attempt is over and which is not as it should be. */
    private static State back(Item item) {
        return item.state() == State.UNKNOWN || item.state() == State.PARKED ? State.PENDING : item.state();
    }

    private void refused(Said.Refused refused, Leased lease) {
        var item = refused.partly() ? lease.item().confirmed(Item.UNCERTAIN) : lease.item();
        long k = lane.k(item.recordId());
        var first = refused.reasons().get(0);
        attempted(lease, "rejected", first.code(), first.text(), first.exchange());
        boolean taking = lease.sent() == 0 && item.desired() == 0;
        if (item.desired() != lease.sent() || item.state() == State.HELD && !taking) {
            // Something else is wanted by now: the refusal speaks of the past.
            var after = item.with(back(item));
            changes.become(lease.item(), after);
            dueIf(after, now, 0);
            return;
        }
        if (refused.lookAgain() != null && !taking && lease.item().confirmed() == Item.UNCERTAIN) {
            changes.become(lease.item(), item);
            due(item, refused.lookAgain(), lease.attempts() + 1);
            return;
        }
        for (int n = 0; n < refused.reasons().size() && n < 20; n++) {
            complaints.add(new Complaints.Complaint(k, n, refused.reasons().get(n)));
        }
        if (taking) {
            changes.become(lease.item(), item);
            due(item, now.plusSeconds(86_400), lease.attempts() + 1);
        } else {
            changes.become(lease.item(), item.with(State.PARKED));
            finished.add(k);
        }
    }

    private void again(Said.Again again, Leased lease) {
        var item = again.doubt() ? lease.item().confirmed(Item.UNCERTAIN) : lease.item();
        long k = lane.k(item.recordId());
        boolean parks = again.park()
                && item.desired() == lease.sent()
                && item.state() != State.LEAVING
                && item.state() != State.HELD;
        var after = parks ? item.with(State.PARKED) : item;
        changes.become(lease.item(), after);
        if (parks) {
            complaints.add(new Complaints.Complaint(
                    k, 0, new Rejection(again.code(), null, null, null, null, again.text(), again.exchange())));
        }
        int counted = lease.attempts() + (again.counts() ? 1 : 0);
        if (parks) {
            due(after, again.at(), counted);
        } else {
            dueIf(after, again.at(), counted);
        }
        attempted(lease, "again", again.code(), again.text(), again.exchange());
    }

    /** An item that is held by now, and may stay as it is, has nothing to do any more. */
    private void dueIf(Item item, Instant at, int attempts) {
        if (item.due()) {
            due(item, at, attempts);
        } else {
            finished.add(lane.k(item.recordId()));
        }
    }

    private void due(Item item, Instant at, int attempts) {
        next.add(new Next(lane.k(item.recordId()), at.toEpochMilli(), attempts));
    }

    private void attempted(Leased lease, String outcome, String code, String text, long exchange) {
        attempts.add(new Attempted(
                lane.k(lease.item().recordId()),
                lease.sent(),
                outcome,
                Rejection.cut(code, 100),
                Rejection.cut(text, 500),
                exchange));
    }

    private void write() throws SQLException {
        changes.write(tx);
        Changes.writePayloads(tx, bodies);
        DueRows.delete(tx, "ledger_payload", noBody);
        DueRows.delete(tx, "ledger_rejection", content);
        for (var job : submitted.entrySet()) {
            submit(job.getKey(), job.getValue());
        }
        DueRows.delete(tx, "ledger_due", finished);
        tx.batch(
                "update ledger_due set due_at = ?, attempts = ?, token = 0, sent = 0, job = 0 where k = ?",
                next,
                (statement, row) -> {
                    statement.setLong(1, row.dueAt());
                    statement.setInt(2, row.attempts());
                    statement.setLong(3, row.k());
                });
        Complaints.write(tx, lane, complaints, now);
        history();
    }

    private void submit(Begun job, List<Said.Submitted> items) throws SQLException {
        var open = tx.first(
                "select id from ledger_job where lane = ? and name = ? and operation = ?",
                Bind.of(lane.id(), job.name(), job.operation()),
                row -> row.getLong(1));
        long id = open.isPresent() ? open.get() : tx.ids(1)[0];
        if (open.isEmpty()) {
            tx.update(
                    "insert into ledger_job (id, lane, name, operation, opened_at, look_at, deadline, looks)"
                            + " values (?, ?, ?, ?, ?, ?, ?, 0)",
                    Bind.of(
                            id,
                            lane.id(),
                            job.name(),
                            job.operation(),
                            now.toEpochMilli(),
                            items.get(0).lookAt().toEpochMilli(),
                            items.get(0).deadline().toEpochMilli()));
        }
        var keys = items.stream().map(item -> lane.k(item.recordId())).toList();
        DueRows.delete(tx, "ledger_job_item", keys);
        tx.batch(
                "insert into ledger_job_item (k, job, sent, body) values (?, ?, (select sent from ledger_due where k = ?), ?)",
                items,
                (statement, item) -> {
                    statement.setLong(1, lane.k(item.recordId()));
                    statement.setLong(2, id);
                    statement.setLong(3, lane.k(item.recordId()));
                    statement.setBytes(4, item.body());
                });
        tx.batch("update ledger_due set due_at = ?, job = ? where k = ?", keys, (statement, k) -> {
            statement.setLong(1, Manner.NEVER);
            statement.setLong(2, id);
            statement.setLong(3, k);
        });
    }

    private void history() throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        var ids = tx.ids(attempts.size());
        int[] at = {0};
        tx.batch(
                "insert into ledger_attempt (id, k, at, hash, outcome, code, text, exchange) values (?, ?, ?, ?, ?, ?, ?, ?)",
                attempts,
                (statement, one) -> {
                    statement.setLong(1, ids[at[0]++]);
                    statement.setLong(2, one.k());
                    statement.setLong(3, now.toEpochMilli());
                    statement.setLong(4, one.hash());
                    statement.setString(5, one.outcome());
                    statement.setString(6, one.code());
                    statement.setString(7, one.text());
                    statement.setLong(8, one.exchange());
                });
    }

    static void name(Tx tx, long k, String remoteId) throws SQLException {
        if (tx.update("update ledger_remote set remote_id = ? where k = ?", Bind.of(remoteId, k)) == 0) {
            tx.update("insert into ledger_remote (k, remote_id) values (?, ?)", Bind.of(k, remoteId));
        }
    }
}
