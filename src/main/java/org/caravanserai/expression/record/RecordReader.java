package org.caravanserai.expression.record;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Family;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.parser.Json;

/**
 * Reads records into slots: one streaming parse over the stored canonical bytes, joined with what is related. Immutable, any number of threads.
 *
 * <p>A value that does not fit its attribute is missing. A product inherits what it has not from its parent, value by value (a section as a
 * whole); its SKU's offer is its own.
 */
public final class RecordReader {
    private final Kind kind;
    private final Model model;
    private final int width;
    private final PathNode root;
    private final PathNode offer;
    private final int[] inherited;
    private final Step[] steps;
    private final List<RecordShape.Expected> expected;
    private final boolean tree;

    RecordReader(RecordShape shape) {
        kind = shape.kind();
        model = shape.model();
        width = shape.width();
        root = shape.root();
        offer = shape.offer();
        inherited = shape.inherited();
        steps = shape.steps().toArray(Step[]::new);
        expected = shape.expected();
        tree = shape.tree() && (steps.length > 0 || inherited.length > 0);
    }

    /** The kind of record. */
    public Kind kind() {
        return kind;
    }

    /**
     * Reads one record.
     *
     * @param document stored canonical bytes
     * @return its slots, to be used by one thread
     */
    public Object[] read(byte[] document, Related related) {
        return finish(own(document), new Page(related));
    }

    /** Reads a page of records; a {@link Related.Paged} first hears of all documents that will be joined. The order is kept. */
    public List<Object[]> read(List<byte[]> documents, Related related) {
        return pass(related).read(documents);
    }

    /** Begins a pass over many pages, which remembers what many records share (categories, companies) as it was when first met. */
    public Pass pass(Related related) {
        return new Pass(new Page(related), related);
    }

    /** A pass over many pages. One thread. */
    public final class Pass {
        private final Page page;
        private final Related related;

        private Pass(Page page, Related related) {
            this.page = page;
            this.related = related;
        }

        /** The next page, as {@link RecordReader#read(List, Related)}. */
        public List<Object[]> read(List<byte[]> documents) {
            return page(documents, related, page.next());
        }
    }

    private List<Object[]> page(List<byte[]> documents, Related related, Page page) {
        var all = new ArrayList<Object[]>(documents.size());
        for (var document : documents) {
            all.add(own(document));
        }
        if (!expected.isEmpty() && related instanceof Related.Paged paged) {
            announce(all, paged);
        }
        all.forEach(slots -> finish(slots, page));
        return all;
    }

    /** The natural key of a record. */
    public String key(Object[] slots) {
        return (String) slots[RecordShape.KEY];
    }

    /** True when a product has a parent. */
    public boolean variant(Object[] slots) {
        return tree && slots[RecordShape.PARENT] != null;
    }

    /**
     * True when this product can be sold: it stands on the lowest level of its family's variant scheme, which the root names in
     * {@code variants}; without a scheme the root itself is sold. Records of other kinds always count.
     */
    public boolean sellable(Object[] slots) {
        return kind != Kind.PRODUCTS || depth(slots) == levels(slots);
    }

    private static int depth(Object[] slots) {
        return slots[RecordShape.DEPTH] == null ? 0 : (Integer) slots[RecordShape.DEPTH];
    }

    private int levels(Object[] slots) {
        var scheme = (String) slots[RecordShape.VARIANTS];
        if (scheme == null) {
            return 0;
        }
        var family = slots[RecordShape.FAMILY] == null ? null : (String) slots[RecordShape.FAMILY];
        var axes = family == null
                ? null
                : model.family(family)
                        .map(Family::variants)
                        .map(all -> all.get(scheme))
                        .orElse(null);
        return axes == null ? 1 : axes.size();
    }

    /** True for documents that many records share. */
    boolean shared() {
        return kind == Kind.CATEGORIES || kind == Kind.COMPANIES;
    }

    Object[] own(byte[] document) {
        var slots = new Object[width];
        try (var json = Json.parser(document, 0, document.length)) {
            json.nextToken();
            root.object(json, slots);
        }
        return slots;
    }

    /** A record of which nothing but the key is known. */
    Object[] only(String key) {
        var slots = new Object[width];
        slots[RecordShape.KEY] = key;
        return slots;
    }

    void offer(Object[] slots, Page page) {
        var document = slots[RecordShape.KEY] == null ? null : page.document(Kind.OFFERS, key(slots));
        if (document != null) {
            try (var json = Json.parser(document, 0, document.length)) {
                json.nextToken();
                offer.object(json, slots);
            }
        }
    }

    Object[] finish(Object[] slots, Page page) {
        Object[] parent = null;
        if (tree && slots[RecordShape.PARENT] != null) {
            parent = page.record(this, (String) slots[RecordShape.PARENT]);
            slots[RecordShape.DEPTH] = parent == null ? 1 : depth(parent) + 1;
        }
        if (parent != null) {
            for (int slot : inherited) {
                if (slots[slot] == null) {
                    slots[slot] = parent[slot];
                }
            }
        }
        for (var step : steps) {
            step.run(slots, parent, page);
        }
        return slots;
    }

    private void announce(List<Object[]> records, Related.Paged related) {
        Map<Kind, Set<String>> keys = new EnumMap<>(Kind.class);
        for (var wanted : expected) {
            var of = keys.computeIfAbsent(wanted.kind(), none -> new HashSet<>());
            for (var slots : records) {
                add(slots[wanted.slot()], of);
            }
        }
        keys.forEach((of, wanted) -> {
            if (!wanted.isEmpty()) {
                related.expect(of, wanted);
            }
        });
    }

    private static void add(Object value, Set<String> keys) {
        if (value instanceof String key) {
            keys.add(key);
        } else if (value instanceof Object[] many) {
            for (var one : many) {
                keys.add((String) one);
            }
        }
    }
}
