package org.caravanserai.master;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.StoreException;
import org.caravanserai.store.StoredHead;
import org.caravanserai.store.Tx;

/**
 * Takes what sources deliver. Each call is one transaction: source records, golden documents, look-ups and log rows
 * stand together or not at all. One call at a time writes; others wait. Give about 500 rows a call.
 */
public final class Intake {
    /** Longest natural key, in characters. */
    public static final int MAX_KEY = 200;

    /** Largest delivered document, in bytes of canonical JSON. */
    public static final int MAX_BYTES = 512 << 10;

    private static final int FEW = 20;
    private static final int ATTEMPTS = 5;

    private final Master master;

    Intake(Master master) {
        this.master = master;
    }

    /**
     * Takes documents. When this returns they are committed.
     *
     * @return one result per row, in the order of the rows
     */
    public List<RowResult> take(Delivery delivery, List<Incoming> rows) {
        return takeParcels(delivery, rows.stream().map(Parcel::of).toList());
    }

    /** The same for documents that are bytes already. */
    public List<RowResult> takeParcels(Delivery delivery, List<Parcel> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        return master.writing(() -> {
            int space = master.tables().space(delivery.space());
            return attempts(rows.size(), () -> once(delivery, space, rows));
        });
    }

    /**
     * Takes away what a source no longer says. A golden document that only this source vouched for becomes a tombstone.
     *
     * @param keys the source's own keys; unknown ones are passed over
     * @return how many records were removed
     */
    public int remove(Delivery delivery, Collection<String> keys) {
        return master.writing(() -> {
            int space = master.tables().space(delivery.space());
            return attempts(keys.size(), () -> removeOnce(delivery, space, keys));
        });
    }

    /** One attempt of a transaction. */
    private interface Attempt<T> {
        T run();
    }

    /** Again when another process changed the same rows (PostgreSQL only). */
    private <T> T attempts(int rows, Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                master.tables().reserve(2 * rows + 2);
                return attempt.run();
            } catch (StoreException.Conflict conflict) {
                if (number == ATTEMPTS) {
                    throw conflict;
                }
            }
        }
    }

    private record Planned<T>(T result, Writes writes) {}

    private List<RowResult> once(Delivery delivery, int space, List<Parcel> rows) {
        var purpose = rows.size() <= FEW ? Purpose.INTERACTIVE : Purpose.BATCH;
        var planned = master.database().read(purpose, tx -> plan(tx, delivery, space, rows));
        master.commit(purpose, planned.writes());
        return planned.result();
    }

    private Planned<List<RowResult>> plan(Tx tx, Delivery delivery, int space, List<Parcel> rows) throws SQLException {
        var results = new RowResult[rows.size()];
        var known = new HashSet<String>();
        var open = unchanged(tx, delivery, space, rows, results, known);
        if (open.isEmpty()) {
            return new Planned<>(Arrays.asList(results), new Writes());
        }
        var rules = master.rules();
        var work = new Workset(tx, master.tables());
        var settlement =
                new Settlement(rules, master.tables(), work, master.clock().millis(), delivery.run());
        var rest = open.stream()
                .map(rows::get)
                .map(row -> row.incoming(known.contains(row.key())))
                .toList();
        var words = work.loadWords(space, known);
        Translation.prepare(work, rules, delivery, rest);
        work.loadNodes(words.values().stream().map(word -> word.golden).toList());
        var binder = new Binder(rules, work);
        binder.prepare(
                delivery,
                rest.stream()
                        .map(Incoming::document)
                        .filter(document -> !words.containsKey(document.key()) || words.get(document.key()).golden == 0)
                        .toList());
        var step = new Step(delivery, space, rules, work, binder, settlement.writes(), words);
        step.prepareReferences(rest);
        for (int index : TreeCheck.parentsFirst(rest)) {
            int row = open.get(index);
            results[row] = step.take(rest.get(index), rows.get(row));
        }
        return new Planned<>(Arrays.asList(results), settlement.settle());
    }

    /**
     * Fills in the results that need no look at a document; returns the numbers of the other rows.
     *
     * @param known receives the keys of other rows for which there is a record
     */
    private static List<Integer> unchanged(
            Tx tx, Delivery delivery, int space, List<Parcel> rows, RowResult[] results, Set<String> known)
            throws SQLException {
        var first = new LinkedHashMap<String, Integer>();
        var open = new ArrayList<Integer>();
        var again = new HashSet<String>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            results[i] = refuseKey(row.kind(), row.key());
            if (results[i] == null && row.json().length > MAX_BYTES) {
                results[i] = tooLarge(row.key(), row.json().length);
            }
            if (results[i] == null && first.putIfAbsent(row.key(), i) != null) {
                again.add(row.key());
            }
        }
        var heads = first.isEmpty() ? Map.<String, StoredHead>of() : Tables.SOURCES.lookup(tx, space, first.keySet());
        for (int i = 0; i < rows.size(); i++) {
            if (results[i] != null) {
                continue;
            }
            var key = rows.get(i).key();
            long hash = rows.get(i).hash();
            var head = heads.get(key);
            if (head != null && !again.contains(key) && head.hash() == hash) {
                results[i] = new RowResult.Unchanged(false);
            } else if (head != null && !again.contains(key) && head.hash() == waitingHash(delivery, hash)) {
                results[i] = new RowResult.Unchanged(true);
            } else {
                open.add(i);
                if (head != null) {
                    known.add(key);
                }
            }
        }
        return open;
    }

    private static RowResult refuseKey(Kind kind, String key) {
        if (key.isBlank() || key.length() > MAX_KEY || control(key)) {
            return new RowResult.Refused(
                    MasterCode.KEY,
                    kind.keyField(),
                    key,
                    "the key must hold 1 to " + MAX_KEY + " characters without control characters; mend "
                            + kind.keyField());
        }
        return null;
    }

    private static boolean control(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (Character.isISOControl(key.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static RowResult tooLarge(String key, int bytes) {
        return new RowResult.Refused(
                MasterCode.TOO_LARGE,
                null,
                null,
                "the document '" + Finding.cut(key) + "' has " + bytes + " bytes, at most " + MAX_BYTES + " are kept");
    }

    /**
     * The stored hash of a record that waits: the guard then knows that, and looks again when the source may find or
     * create in another way.
     */
    private static long waitingHash(Delivery delivery, long hash) {
        return hash ^ 0x57A1_7157_A171_57A1L ^ delivery.match().hashCode() ^ (delivery.create() ? 1L << 40 : 0);
    }

    private int removeOnce(Delivery delivery, int space, Collection<String> keys) {
        var planned = master.database().read(Purpose.BATCH, tx -> {
            var work = new Workset(tx, master.tables());
            var words = work.loadWords(space, keys);
            work.loadNodes(words.values().stream().map(word -> word.golden).toList());
            for (var word : words.values()) {
                word.removed = true;
                if (word.golden != 0 && work.node(word.golden) != null) {
                    work.node(word.golden).touched = true;
                }
            }
            var settlement = new Settlement(
                    master.rules(), master.tables(), work, master.clock().millis(), delivery.run());
            return new Planned<>(words.size(), settlement.settle());
        });
        master.commit(Purpose.BATCH, planned.writes());
        return planned.result();
    }

    /** Takes row after row of one transaction. */
    private static final class Step {
        private final Delivery delivery;
        private final int space;
        private final Rules rules;
        private final Workset work;
        private final Binder binder;
        private final TreeCheck trees;
        private final Essentials essentials;
        private final Writes writes;
        private final Map<String, Word> words;

        Step(
                Delivery delivery,
                int space,
                Rules rules,
                Workset work,
                Binder binder,
                Writes writes,
                Map<String, Word> words) {
            this.delivery = delivery;
            this.space = space;
            this.rules = rules;
            this.work = work;
            this.binder = binder;
            var near = new NearKeys(work);
            this.trees = new TreeCheck(work, near);
            this.essentials = new Essentials(work, rules, delivery.kind(), near);
            this.writes = writes;
            this.words = words;
        }

        void prepareReferences(List<Incoming> rows) throws SQLException {
            essentials.prepare(rows);
            if (rules.facts(delivery.kind()).tree()) {
                Set<String> parents = new HashSet<>();
                for (var row : rows) {
                    var parent = TreeCheck.parent(row.document());
                    if (parent != null) {
                        parents.add(work.alias(delivery.kind(), parent));
                    }
                }
                work.loadNodes(delivery.kind(), parents);
            }
        }

        RowResult take(Incoming given, Parcel parcel) throws SQLException {
            var row = Translation.translate(work, rules, given);
            var kind = delivery.kind();
            var word = words.get(row.document().key());
            var self = word == null || word.golden == 0 ? null : work.node(word.golden);
            var parent = rules.facts(kind).tree() ? TreeCheck.parent(row.document()) : null;
            if (parent != null) {
                var refused =
                        trees.check(kind, self, self == null ? row.document().key() : self.key, parent);
                if (refused != null) {
                    return refused;
                }
            }
            var stranger = essentials.check(row.document());
            if (stranger != null) {
                return stranger;
            }
            var before = word == null ? null : word.record;
            var after = rules.accumulate(kind).apply(before, delivery.source(), row, delivery.run());
            boolean waited = word != null && word.golden == 0;
            if (after == before && !waited) {
                return new RowResult.Unchanged(false);
            }
            boolean fresh = word == null;
            if (fresh || waited) {
                var found = binder.find(delivery, space, after.document());
                if (found instanceof Binder.Found.Not not) {
                    return not.why();
                }
                if (fresh) {
                    word = work.newWord(space, delivery, row.document().key());
                    words.put(word.key, word);
                }
                if (found instanceof Binder.Found.Waits waits) {
                    word.waitsFor = waits.what();
                    word.waitingHash = waitingHash(delivery, parcel.hash());
                } else if (found instanceof Binder.Found.Bound bound) {
                    boolean keeps = delivery.create() && !delivery.source().equals(SourceRecord.STEWARD);
                    Settlement.bind(writes, word, bound.node(), keeps);
                    binder.remember(delivery, after.document(), bound.node());
                    self = bound.node();
                }
            }
            word.record = after;
            word.canonical(after.document().values().equals(given.document().values()) ? parcel : null);
            word.hash = parcel.hash();
            word.changed = true;
            if (self != null) {
                self.touched |= self.stored();
                if (rules.facts(kind).tree() && row.document().values().containsKey("parent")) {
                    self.parent(parent);
                }
            }
            return fresh ? new RowResult.Created(word.golden) : new RowResult.Updated(word.golden);
        }
    }
}
