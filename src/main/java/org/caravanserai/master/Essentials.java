package org.caravanserai.master;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;

/**
 * References a record cannot stand without: whom a contact acts for. An unknown one refuses the row; every other reference may come
 * later and is counted as dangling until then. Parents have a check of their own ({@link TreeCheck}).
 */
final class Essentials {
    private static final Map<Kind, List<String>> OF = Map.of(Kind.CONTACTS, List.of("company"));

    private final Workset work;
    private final Rules rules;
    private final Kind kind;
    private final NearKeys near;
    private final Set<Workset.Key> known = new HashSet<>();

    Essentials(Workset work, Rules rules, Kind kind, NearKeys near) {
        this.work = work;
        this.rules = rules;
        this.kind = kind;
        this.near = near;
    }

    /** Kinds that records of this kind cannot stand without, themselves apart. */
    static Set<Kind> targets(Kind kind, Rules rules) {
        var targets = new HashSet<Kind>();
        for (var attribute : OF.getOrDefault(kind, List.of())) {
            var target = rules.facts(kind).target(attribute);
            if (target != null) {
                targets.add(target);
            }
        }
        return targets;
    }

    /** Looks up at once what {@link #check} will ask for. */
    void prepare(Collection<Incoming> rows) throws SQLException {
        for (var attribute : OF.getOrDefault(kind, List.of())) {
            var target = rules.facts(kind).target(attribute);
            if (target == null) {
                continue;
            }
            var keys = new HashSet<String>();
            for (var row : rows) {
                if (row.document().values().get(attribute) instanceof String key) {
                    keys.add(work.alias(target, key));
                }
            }
            if (!keys.isEmpty()) {
                Tables.GOLDENS
                        .lookup(work.tx(), target.code(), keys)
                        .keySet()
                        .forEach(key -> known.add(new Workset.Key(target, key)));
            }
        }
    }

    /**
     * Whether the record stands.
     *
     * @param document with our keys in its references
     * @return null when it does
     */
    RowResult.Refused check(Document document) throws SQLException {
        for (var attribute : OF.getOrDefault(kind, List.of())) {
            var target = rules.facts(kind).target(attribute);
            if (target != null
                    && document.values().get(attribute) instanceof String key
                    && !key.isBlank()
                    && !known.contains(new Workset.Key(target, key))) {
                return new RowResult.Refused(
                        MasterCode.UNKNOWN_REFERENCE,
                        attribute,
                        key,
                        "unknown reference: " + attribute + " '" + Finding.cut(key) + "' of '"
                                + Finding.cut(document.key()) + "' is not among the " + target.word()
                                + " of the master; deliver it first, or mend the key" + near.hint(target, key));
            }
        }
        return null;
    }
}
