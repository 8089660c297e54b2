package org.caravanserai.expression.record;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.canonical.Kind;

/**
 * What a mapping, gate, assortment or rule reads. A change that touches none of it cannot change the outcome; a change that touches a part of it
 * must be looked at again. Deltas are complete only because this is.
 *
 * @param own attributes and sections of the record itself (or inherited), by code
 * @param parent attributes of its parents read as {@code parent.x}, by code
 * @param related attributes of documents it is joined with, as {@code kind.code} ({@code offers.prices}, {@code media.role})
 * @param tables value tables
 * @param priceLists price lists
 * @param dates true: the passing of time alone may change the outcome
 */
public record Reads(
        Set<String> own,
        Set<String> parent,
        Set<String> related,
        Set<String> tables,
        Set<String> priceLists,
        boolean dates) {
    public Reads {
        own = sorted(own);
        parent = sorted(parent);
        related = sorted(related);
        tables = sorted(tables);
        priceLists = sorted(priceLists);
    }

    /** Reads nothing. */
    public static final Reads NOTHING = new Reads(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /** What either of the two reads. */
    public Reads and(Reads other) {
        return new Reads(
                union(own, other.own),
                union(parent, other.parent),
                union(related, other.related),
                union(tables, other.tables),
                union(priceLists, other.priceLists),
                dates || other.dates);
    }

    /** True when documents of this other kind are joined in. */
    public boolean joins(Kind kind) {
        var prefix = kind.word() + ".";
        return related.stream().anyMatch(name -> name.startsWith(prefix));
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        var all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    private static Set<String> sorted(Set<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
