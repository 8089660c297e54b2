package org.caravanserai.master;

import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Kind;

/**
 * Turns a source's own keys in references into ours. A source whose item X-9 was found to be our GL-200 goes on saying
 * X-9 in parents, offers and lists; only sources with such keys pay for the look-up.
 */
final class Translation {
    private Translation() {}

    static void prepare(Workset work, Rules rules, Delivery delivery, Collection<Incoming> rows) throws SQLException {
        if (!work.mayHaveAliases(delivery.source())) {
            return;
        }
        var keys = new EnumMap<Kind, Set<String>>(Kind.class);
        var facts = rules.facts(delivery.kind());
        for (var row : rows) {
            facts.references(row.document())
                    .forEach(reference -> keys.computeIfAbsent(reference.kind(), absent -> new TreeSet<>())
                            .add(reference.key()));
            if (delivery.kind() == Kind.OFFERS) {
                keys.computeIfAbsent(Kind.PRODUCTS, absent -> new TreeSet<>())
                        .add(row.document().key());
            }
        }
        for (var entry : keys.entrySet()) {
            work.loadAliases(delivery.source(), entry.getKey(), entry.getValue());
        }
    }

    /** The row with our keys in its references; the row itself when nothing differs. */
    static Incoming translate(Workset work, Rules rules, Incoming row) {
        if (!work.hasAliases()) {
            return row;
        }
        var document = row.document();
        Map<String, Object> values = null;
        for (var entry : document.values().entrySet()) {
            var target = rules.facts(document.kind()).target(entry.getKey());
            var ours = target == null ? entry.getValue() : ours(work, target, entry.getValue());
            if (ours != entry.getValue()) {
                values = values == null ? new TreeMap<>(document.values()) : values;
                values.put(entry.getKey(), ours);
            }
        }
        return values == null
                ? row
                : new Incoming(
                        new Document(document.kind(), document.key(), values),
                        row.findings(),
                        row.sections(),
                        row.notes());
    }

    private static Object ours(Workset work, Kind target, Object value) {
        if (value instanceof String key) {
            var ours = work.alias(target, key);
            return ours.equals(key) ? value : ours;
        }
        if (value instanceof List<?> list) {
            var ours = list.stream().map(each -> ours(work, target, each)).toList();
            return ours.equals(list) ? value : ours;
        }
        return value;
    }

    static String goldenKey(Workset work, Kind kind, String key) {
        return kind == Kind.OFFERS ? work.alias(Kind.PRODUCTS, key) : key;
    }
}
