package org.caravanserai.master;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.store.Bind;
import org.caravanserai.store.ChangedRow;
import org.caravanserai.store.StoredRow;

/**
 * Turns changed source records into what has to be written: golden documents, tombstones, look-ups, due dates, log
 * rows.
 */
final class Settlement {
    private final Rules rules;
    private final Tables tables;
    private final Workset work;
    private final long now;
    private final long run;
    private final Writes writes = new Writes();
    /** False when everything is merged again: one log row stands for all. */
    private boolean logging = true;
    /** True when the look-up tables were emptied and are filled again. */
    private boolean refill;

    Settlement(Rules rules, Tables tables, Workset work, long now, long run) {
        this.rules = rules;
        this.tables = tables;
        this.work = work;
        this.now = now;
        this.run = run;
    }

    /** For a new merge of everything. */
    Settlement again(boolean refillLookUps) {
        logging = false;
        refill = refillLookUps;
        return this;
    }

    /** Everything to write for the touched documents and changed records of the work set. */
    Writes settle() throws SQLException {
        var touched = work.nodes().stream().filter(node -> node.touched).toList();
        var parts = new ArrayList<Long>();
        touched.forEach(node -> node.parts.forEach(part -> parts.add(part.id())));
        work.loadWords(parts);
        for (var node : touched) {
            settle(node);
        }
        for (var word : work.words()) {
            if (word.changed || word.removed) {
                write(word);
            }
        }
        writes.newWords.sort((a, b) -> Long.compare(a.id(), b.id()));
        writes.newNodes.sort((a, b) -> Long.compare(a.id(), b.id()));
        return writes;
    }

    private List<SourceRecord> records(Node node) {
        var records = new ArrayList<SourceRecord>();
        boolean live = false;
        for (var part : node.parts) {
            var word = work.word(part.id());
            if (word != null && !word.removed) {
                records.add(word.record);
                live |= word.keeps;
            }
        }
        return live ? records : null;
    }

    private void settle(Node node) throws SQLException {
        node.parts.removeIf(part -> work.word(part.id()) == null || work.word(part.id()).removed);
        var records = records(node);
        if (records == null) {
            bury(node);
            return;
        }
        var merge = rules.merge(node.kind);
        var merged = merge(node, merge, records);
        var facts = rules.facts(node.kind).of(merged.document());
        if (bindWaiting(node, facts.matches())) {
            merged = merge(node, merge, records(node));
            facts = rules.facts(node.kind).of(merged.document());
        }
        var json = json(node, merged.document());
        var trailer = Bodies.trailer(merged.lineage(), node.parts);
        if (node.stored()) {
            replace(node, facts, json, trailer);
        } else {
            create(node, facts, json, trailer);
        }
    }

    /** A document in canonical JSON. */
    private record Json(byte[] bytes, long hash) {}

    /** A document of one record is written once for both rows. */
    private Json json(Node node, Document document) {
        if (node.parts.size() == 1) {
            var word = work.word(node.parts.get(0).id());
            var said = word.record.document();
            if (said.values() == document.values() && said.key().equals(document.key())) {
                return new Json(word.canonical(), word.content());
            }
        }
        var bytes = CanonicalJson.write(document);
        return new Json(bytes, CanonicalJson.hash(bytes));
    }

    private Merge.Merged merge(Node node, Merge merge, List<SourceRecord> records) throws SQLException {
        var key = merge.key(node.key, records);
        if (!key.equals(node.key) && work.node(node.kind, key) == null) {
            work.gone(node);
            if (node.stored()) {
                writes.renamed.put(node.id, key);
            }
            for (var part : node.parts) {
                var word = work.word(part.id());
                if (word.key.equals(node.key)) {
                    alias(writes, word, node);
                }
            }
            node.key = key;
            work.alive(node);
        }
        return merge.merge(node.key, records);
    }

    private void create(Node node, Facts.All facts, Json json, byte[] trailer) {
        var packed = Bodies.golden(json.bytes(), trailer);
        writes.newNodes.add(new StoredRow(node.id, node.kind.code(), node.key, json.hash(), packed));
        if (node.tombstone) {
            writes.goneTombstones.add(node.id);
        }
        log(node, node.tombstone ? Change.Op.RESTORED : Change.Op.CREATED);
        writes.count("kind/" + node.kind.word(), 1);
        facts(node, Facts.All.NONE, facts);
    }

    private void replace(Node node, Facts.All after, Json json, byte[] trailer) {
        boolean same = Bodies.isGolden(node.body, json.bytes(), trailer);
        if (same && !refill) {
            return;
        }
        boolean sameJson = Bodies.isJson(node.body, json.bytes());
        if (!same) {
            var packed = Bodies.golden(json.bytes(), trailer);
            writes.changedNodes.add(new ChangedRow(node.id, json.hash(), packed));
        }
        if (!sameJson) {
            log(node, Change.Op.CHANGED);
        }
        if (refill || !sameJson) {
            facts(node, refill ? Facts.All.NONE : rules.facts(node.kind).of(node.before()), after);
        }
    }

    /** Nobody vouches for the document any more. */
    private void bury(Node node) {
        if (node.stored()) {
            work.gone(node);
            writes.goneNodes.add(node.id);
            writes.renamed.remove(node.id);
            writes.tombstones.add(
                    new Writes.TombstoneRow(node.id, node.kind, node.key, now, run, Bodies.parts(node.parts)));
            log(node, Change.Op.DELETED);
            writes.count("kind/" + node.kind.word(), -1);
            facts(node, rules.facts(node.kind).of(node.before()), Facts.All.NONE);
        } else if (node.tombstone) {
            writes.changedTombstones.add(
                    new Writes.TombstoneRow(node.id, node.kind, node.key, now, run, Bodies.parts(node.parts)));
        }
    }

    private void log(Node node, Change.Op op) {
        if (logging) {
            writes.changes.add(new Writes.Entry(node.id, node.kind, op));
        }
    }

    private void facts(Node node, Facts.All before, Facts.All after) {
        var had = references(before.references(), node.id);
        var has = references(after.references(), node.id);
        writes.goneReferences.addAll(minus(had, has));
        writes.references.addAll(minus(has, had));
        var wasFound = matches(before.matches(), node);
        var isFound = matches(after.matches(), node);
        writes.goneMatches.addAll(minus(wasFound, isFound));
        writes.matches.addAll(minus(isFound, wasFound));
        minus(before.moments(), after.moments()).forEach(at -> writes.goneDues.add(new Writes.DueRow(at, node.id)));
        minus(after.moments(), before.moments()).stream()
                .filter(at -> at > now)
                .forEach(at -> writes.dues.add(new Writes.DueRow(at, node.id)));
    }

    private static Set<Writes.ReferenceRow> references(Set<Facts.Reference> all, long from) {
        var rows = new HashSet<Writes.ReferenceRow>();
        var crowded = Slots.crowded(all, one -> Slots.reference(one, from));
        for (var one : all) {
            long slot = crowded.contains(one) ? Slots.NONE : Slots.reference(one, from);
            rows.add(new Writes.ReferenceRow(slot, one, from));
        }
        return rows;
    }

    private static Set<Writes.MatchRow> matches(Set<Facts.Match> all, Node node) {
        var rows = new HashSet<Writes.MatchRow>();
        int kind = node.kind.code();
        var crowded = Slots.crowded(all, one -> Slots.match(kind, one, node.id));
        for (var one : all) {
            long slot = crowded.contains(one) ? Slots.NONE : Slots.match(kind, one, node.id);
            rows.add(new Writes.MatchRow(slot, node.kind, one.attribute(), one.value(), node.id));
        }
        return rows;
    }

    private static <T> Set<T> minus(Set<T> all, Set<T> without) {
        if (all.isEmpty() || without.isEmpty()) {
            return all;
        }
        var rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    /** Binds records that have waited for this document. True when one was found. */
    private boolean bindWaiting(Node node, Set<Facts.Match> matches) throws SQLException {
        if (tables.count("waiting/" + node.kind.word()) == 0) {
            return false;
        }
        var found = new HashSet<Long>();
        waiting(node.kind, node.kind.keyField(), node.key, found);
        for (var match : matches) {
            waiting(node.kind, match.attribute(), match.value(), found);
        }
        work.loadWords(found);
        boolean bound = false;
        for (var id : found) {
            var word = work.word(id);
            if (word != null && word.golden == 0 && !word.removed) {
                bind(writes, word, node, false);
                word.changed = true;
                bound = true;
            }
        }
        return bound;
    }

    private void waiting(Kind kind, String attribute, String value, Set<Long> found) throws SQLException {
        found.addAll(work.tx()
                .query(
                        "select id from master_waiting where kind = ? and attribute = ? and match_value = ?",
                        Bind.of(kind.code(), attribute, value),
                        row -> row.getLong(1)));
    }

    /** Binds a record for ever. */
    static void bind(Writes writes, Word word, Node node, boolean keeps) {
        word.golden = node.id;
        word.keeps = keeps;
        node.add(word);
        if (!word.key.equals(node.key)) {
            alias(writes, word, node);
        }
    }

    private static void alias(Writes writes, Word word, Node node) {
        writes.aliases.add(new Writes.AliasRow(word.space, word.key, node.id));
        writes.count("alias/" + word.source + "/" + word.kind.word(), 1);
    }

    Writes writes() {
        return writes;
    }

    private void write(Word word) {
        var space = word.source + "/" + word.kind.word();
        if (word.removed) {
            if (word.before != null) {
                writes.goneWords.add(word.id);
                writes.count("source/" + space, -1);
                writes.goneAliases.add(new Writes.AliasRow(word.space, word.key, 0));
                expire(word.id, Word.expiries(word.before.record()), Set.of());
                if (word.before.golden() == 0) {
                    unwait(word);
                }
            }
            return;
        }
        var packed = Bodies.source(new Bodies.Kept(word.record, word.golden, word.keeps, word.hash), word.canonical());
        long hash = word.golden == 0 ? word.waitingHash : word.hash;
        if (word.before == null) {
            writes.newWords.add(new StoredRow(word.id, word.space, word.key, hash, packed));
            writes.count("source/" + space, 1);
        } else {
            writes.changedWords.add(new ChangedRow(word.id, hash, packed));
        }
        expire(
                word.id,
                word.before == null ? Set.of() : Word.expiries(word.before.record()),
                Word.expiries(word.record));
        boolean waited = word.before != null && word.before.golden() == 0;
        if (waited && (word.golden != 0 || word.waitsFor != null)) {
            unwait(word);
        }
        if (word.golden == 0 && word.waitsFor != null) {
            writes.count("waiting/" + word.kind.word(), 1);
            writes.count("waiting/" + space, 1);
            word.waitsFor.forEach(match -> writes.waiting.add(
                    new Writes.MatchRow(Slots.NONE, word.kind, match.attribute(), match.value(), word.id)));
        }
    }

    private void unwait(Word word) {
        writes.count("waiting/" + word.kind.word(), -1);
        writes.count("waiting/" + word.source + "/" + word.kind.word(), -1);
        writes.noLongerWaiting.add(word.id);
    }

    private void expire(long id, Set<Long> before, Set<Long> after) {
        minus(before, after).forEach(at -> writes.goneExpiries.add(new Writes.DueRow(at, id)));
        minus(after, before).forEach(at -> writes.expiries.add(new Writes.DueRow(at, id)));
    }
}
