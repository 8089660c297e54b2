package org.caravanserai.master;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;

/**
 * Finds the golden document of a source's new key. The first match attribute that finds exactly one binds for ever; an
 * attribute that finds two refuses the row and names both.
 *
 * <p>Beside the key itself, a document that already holds a record of the same source is no hit: two keys of one source
 * are two things, even if they carry the same GTIN (a duplicate that the board counts).
 */
final class Binder {
    private final Rules rules;
    private final Workset work;

    /** What was found. */
    sealed interface Found {
        /** This golden document, new or not. */
        record Bound(Node node) implements Found {}

        /** None, and this source may not create one. */
        record Waits(Set<Facts.Match> what) implements Found {}

        /** More than one, or a taken key. */
        record Not(RowResult.Refused why) implements Found {}
    }

    Binder(Rules rules, Workset work) {
        this.rules = rules;
        this.work = work;
    }

    /** Reads in bulk what {@link #find} will ask for. */
    void prepare(Delivery delivery, Collection<Document> documents) throws SQLException {
        var kind = delivery.kind();
        var keys = documents.stream()
                .map(document -> goldenKey(delivery, document))
                .toList();
        work.loadNodes(kind, keys);
        var facts = rules.facts(kind);
        for (var attribute : delivery.match()) {
            if (!attribute.equals(kind.keyField())) {
                var values = new TreeSet<String>();
                documents.forEach(document -> values.addAll(facts.values(document, attribute)));
                work.loadMatches(kind, attribute, values);
                var hits = new HashSet<Long>();
                values.forEach(value -> hits.addAll(work.matches(kind, attribute, value)));
                work.loadNodes(hits);
            }
        }
        if (delivery.create()) {
            var absent = new HashSet<String>();
            for (var key : keys) {
                if (work.node(kind, key) == null) {
                    absent.add(key);
                }
            }
            work.loadTombstones(kind, absent);
        }
    }

    Found find(Delivery delivery, int space, Document document) throws SQLException {
        var kind = delivery.kind();
        var key = goldenKey(delivery, document);
        var present = work.node(kind, key);
        var waitsFor = new HashSet<Facts.Match>();
        for (var attribute : delivery.match()) {
            if (attribute.equals(kind.keyField())) {
                waitsFor.add(new Facts.Match(attribute, key));
                if (present != null) {
                    return new Found.Bound(present);
                }
                continue;
            }
            var hits = new HashMap<Long, Node>();
            var by = new LinkedHashSet<String>();
            for (var value : rules.facts(kind).values(document, attribute)) {
                waitsFor.add(new Facts.Match(attribute, value));
                for (var id : work.matches(kind, attribute, value)) {
                    var node = work.node(id);
                    if (node != null && (node.stored() || node.touched) && !node.has(space)) {
                        hits.put(id, node);
                        by.add(value);
                    }
                }
            }
            if (hits.size() == 1) {
                return new Found.Bound(hits.values().iterator().next());
            }
            if (hits.size() > 1) {
                return new Found.Not(ambiguous(attribute, by, hits.values()));
            }
        }
        if (!delivery.create()) {
            return new Found.Waits(waitsFor);
        }
        if (present != null) {
            return new Found.Not(new RowResult.Refused(
                    MasterCode.KEY_TAKEN,
                    kind.keyField(),
                    key,
                    "the key '" + Finding.cut(key) + "' belongs to a document that "
                            + String.join(", ", delivery.match()) + " of this row do not find; add " + kind.keyField()
                            + " to the match list of the source"));
        }
        var tombstone = work.tombstone(kind, key);
        if (tombstone != null) {
            work.alive(tombstone);
            return new Found.Bound(tombstone);
        }
        return new Found.Bound(work.newNode(kind, key));
    }

    /** Says what the row now found is found by, for the rows after it. */
    void remember(Delivery delivery, Document document, Node node) {
        for (var attribute : delivery.match()) {
            if (!attribute.equals(delivery.kind().keyField())) {
                rules.facts(delivery.kind())
                        .values(document, attribute)
                        .forEach(value -> work.matched(delivery.kind(), attribute, value, node.id));
            }
        }
    }

    /** The key under which the master would have it: an offer follows what the source's own item number means. */
    private String goldenKey(Delivery delivery, Document document) {
        return Translation.goldenKey(work, delivery.kind(), document.key());
    }

    private static RowResult.Refused ambiguous(String attribute, Set<String> values, Collection<Node> hits) {
        var keys = hits.stream().map(node -> Finding.cut(node.key)).sorted().toList();
        List<String> shown = keys.subList(0, Math.min(keys.size(), 5));
        return new RowResult.Refused(
                MasterCode.AMBIGUOUS,
                attribute,
                String.join(", ", values),
                attribute + " finds " + keys.size() + " documents: " + String.join(" and ", shown)
                        + "; mend one of them, or match by another attribute");
    }
}
