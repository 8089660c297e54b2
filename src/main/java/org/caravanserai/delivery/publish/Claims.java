package org.caravanserai.delivery.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.State;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;

/**
 * One item per subject and lane: a partner that tells its records apart by an address keeps one of two that share it, and the second would overwrite the
 * first. Who comes first has it until he is gone there, or goes out under another.
 */
public final class Claims {
    private final Database database;
    private final Ledger ledger;

    private record Claim(String subject, long recordId) {}

    Claims(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /**
     * Claims subjects for items that are about to go.
     *
     * @param wanted prints by record id, in the order in which they go
     * @return who has the subject, for each record that must not go
     */
    public Map<Long, Long> claim(Lane lane, Map<Long, String> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var owners = owners(lane, wanted);
        var items = ledger.items(lane, new HashSet<>(owners.values()));
        var taken = new HashMap<Long, Long>();
        var fresh = new ArrayList<Claim>();
        var now = new HashSet<Long>();
        wanted.forEach((id, subject) -> {
            var owner = owners.get(subject);
            boolean mine = owner != null && owner == (long) id;
            if (owner == null || !mine && !now.contains(owner) && !holds(items.get(owner))) {
                owners.put(subject, id);
                now.add(id);
                fresh.add(new Claim(subject, id));
            } else if (!mine) {
                taken.put(id, owner);
            }
        });
        if (!fresh.isEmpty()) {
            write(lane, fresh);
        }
        return taken;
    }

    private Map<String, Long> owners(Lane lane, Map<Long, String> wanted) {
        var owners = new HashMap<String, Long>();
        database.read(
                Purpose.BATCH,
                tx -> tx.query(
                        "select subject, record_id from delivery_subject where lane = ? and subject = any(?)",
                        Bind.of(lane.id(), wanted.values().toArray(String[]::new)),
                        row -> owners.put(row.getString(1), row.getLong(2))));
        return owners;
    }

    /** Whether an item has, or may have, something there. */
    private static boolean holds(Item owner) {
        return owner != null
                && (owner.standsAtPartner()
                        || owner.state() != State.RETIRED
                                && owner.state() != State.HELD
                                && owner.state() != State.PARKED);
    }

    private void write(Lane lane, List<Claim> fresh) {
        database.writeRetrying(Purpose.CONFIRM, tx -> {
            var ids = fresh.stream().mapToLong(Claim::recordId).toArray();
            var subjects = fresh.stream().map(Claim::subject).toArray(String[]::new);
            tx.update(
                    "delete from delivery_subject where lane = ? and (record_id = any(?) or subject = any(?))",
                    Bind.of(lane.id(), ids, subjects));
            tx.batch(
                    "insert into delivery_subject (lane, subject, record_id) values (?, ?, ?)",
                    fresh,
                    (statement, claim) -> {
                        statement.setInt(1, lane.id());
                        statement.setString(2, claim.subject());
                        statement.setLong(3, claim.recordId());
                    });
            return Optional.empty();
        });
    }
}
