package org.caravanserai.master;

import java.util.List;
import java.util.function.LongConsumer;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Purpose;

/**
 * Merges everything again from the kept source records after trust or model changed. Page by page, restartable at any
 * point: the fingerprint of what decided is set only at the end, together with the one log row that stands for all
 * changes.
 */
public final class Remerge {
    private static final int PAGE = 500;
    private static final String MERGE = "fingerprint/merge";
    private static final String FACTS = "fingerprint/facts";

    private final Master master;

    Remerge(Master master) {
        this.master = master;
    }

    /** An empty master needs no merge: what decides now decides from the start. */
    void start() {
        if (needed() && master.goldens().page(0, 1).isEmpty()) {
            finish(master.rules(), false);
        }
    }

    /** Whether trust, model, match attributes or watched dates are not those of the last merge. */
    public boolean needed() {
        return merge() || refill();
    }

    private boolean merge() {
        return master.tables().count(MERGE) != master.rules().mergeFingerprint();
    }

    private boolean refill() {
        return master.tables().count(FACTS) != master.rules().factsFingerprint();
    }

    /**
     * Merges everything again if that is needed. Deliveries go on between the pages, unless the look-ups must be filled
     * again.
     *
     * @param progress is told how many documents are done, after each page
     * @return how many documents were looked at
     */
    public long run(LongConsumer progress) {
        if (!needed()) {
            return 0;
        }
        if (!refill()) {
            return pages(false, progress);
        }
        return master.writing(() -> {
            master.database().write(Purpose.BATCH, tx -> {
                // Until the end the fingerprint says that the look-ups are not to be trusted; a crash starts here
                // again.
                master.tables().set(tx, FACTS, 0);
                for (var table : List.of(
                        "master_reference",
                        "master_reference_slot",
                        "master_match",
                        "master_match_slot",
                        "master_due")) {
                    tx.update("delete from " + table, Bind.NONE);
                }
                return null;
            });
            return pages(true, progress);
        });
    }

    private long pages(boolean refill, LongConsumer progress) {
        var rules = master.rules();
        long done = 0;
        long after = 0;
        while (true) {
            long from = after;
            var ids = master.writing(() -> page(rules, refill, from));
            if (ids.isEmpty()) {
                break;
            }
            after = ids.get(ids.size() - 1);
            done += ids.size();
            progress.accept(done);
        }
        master.writing(() -> {
            finish(rules, true);
            return null;
        });
        return done;
    }

    private List<Long> page(Rules rules, boolean refill, long after) {
        var writes = new Writes[1];
        var ids = master.database().read(Purpose.BATCH, tx -> {
            var found = Tables.GOLDENS.headsById(tx, after, PAGE).stream()
                    .map(head -> head.id())
                    .toList();
            var work = new Workset(tx, master.tables());
            work.loadNodes(found);
            work.nodes().forEach(node -> node.touched = true);
            writes[0] = new Settlement(
                            rules, master.tables(), work, master.clock().millis(), 0)
                    .again(refill)
                    .settle();
            return found;
        });
        master.commit(Purpose.BATCH, writes[0]);
        return ids;
    }

    private void finish(Rules rules, boolean log) {
        master.database().write(Purpose.BATCH, tx -> {
            master.tables().set(tx, MERGE, rules.mergeFingerprint());
            master.tables().set(tx, FACTS, rules.factsFingerprint());
            if (log) {
                var writes = new Writes();
                writes.changes.add(new Writes.Entry(0, null, Change.Op.REMERGED));
                writes.run(tx);
            }
            return null;
        });
        if (log) {
            master.changed();
        }
    }
}
