package org.caravanserai.expression.record;

import java.util.TreeSet;

/** Collects what one reader of a record (a mapping, a rule) asks for; sub-documents write through it with their own heading. */
final class ReadLog {
    /** Where a name counts. */
    private enum Heading {
        OWN,
        PARENT,
        RELATED
    }

    private final Collected into;
    private final Heading heading;
    private final String prefix;

    private static final class Collected {
        private final TreeSet<String> own = new TreeSet<>();
        private final TreeSet<String> parent = new TreeSet<>();
        private final TreeSet<String> related = new TreeSet<>();
        private final TreeSet<String> tables = new TreeSet<>();
        private final TreeSet<String> priceLists = new TreeSet<>();
        private boolean dates;
    }

    private ReadLog(Collected into, Heading heading, String prefix) {
        this.into = into;
        this.heading = heading;
        this.prefix = prefix;
    }

    static ReadLog empty() {
        return new ReadLog(new Collected(), Heading.OWN, "");
    }

    /** The same collection, for names of the parent. */
    ReadLog ofParent() {
        return heading == Heading.OWN ? new ReadLog(into, Heading.PARENT, "") : this;
    }

    /** The same collection, for names of a joined document of this kind. */
    ReadLog ofRelated(String kindWord) {
        return new ReadLog(into, Heading.RELATED, kindWord + ".");
    }

    void read(String code) {
        switch (heading) {
            case OWN -> into.own.add(code);
            case PARENT -> into.parent.add(code);
            case RELATED -> into.related.add(prefix + code);
        }
    }

    void table(String name) {
        into.tables.add(name);
    }

    void priceList(String name) {
        into.priceLists.add(name);
    }

    void date() {
        into.dates = true;
    }

    Reads reads() {
        return new Reads(into.own, into.parent, into.related, into.tables, into.priceLists, into.dates);
    }
}
