package org.caravanserai.punchout.shop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.expression.record.RecordShape;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Joined;

/** Makes entries of golden documents, with what a product inherits and the names of its categories. Made anew when model or languages change. */
final class EntryReader {
    private final RecordReader products;
    private final RecordReader categories;
    private final int[] names;
    private final int[] words;
    private final int[] codes;
    private final int in;
    private final int boxes;
    private final int boxCode;
    private final int[] categoryNames;
    private final int[] titles;

    EntryReader(Model model, Collection<String> locales) {
        var shape = RecordShape.of(model, Kind.PRODUCTS);
        var neutral = shape.names(Perspective.NEUTRAL);
        var perLocale = locales.stream()
                .map(locale -> neutral.seen(new Perspective(null, locale)))
                .toList();
        names = perLocale.stream().mapToInt(seen -> slot(seen, "name")).toArray();
        var more = new ArrayList<Integer>();
        perLocale.forEach(seen -> more.add(slot(seen, "keywords")));
        perLocale.forEach(seen -> more.add(slot(seen, "shortDescription")));
        for (var attribute : List.of("brand", "manufacturer", "colour", "size", "material")) {
            more.add(slot(neutral, attribute));
        }
        words = more.stream().mapToInt(Integer::intValue).toArray();
        codes = new int[] {slot(neutral, "gtin"), slot(neutral, "mpn")};
        in = slot(neutral, "categories");
        var packaging = neutral.variable(List.of("packaging")).orElseThrow();
        boxes = packaging.slot();
        boxCode = slot(packaging.element(), "gtin");
        categoryNames = perLocale.stream()
                .mapToInt(seen ->
                        slot(seen.variable(List.of("categories")).orElseThrow().element(), "name"))
                .toArray();
        products = shape.reader();
        var tree = RecordShape.of(model, Kind.CATEGORIES);
        var title = tree.names(Perspective.NEUTRAL);
        titles = locales.stream()
                .mapToInt(locale -> slot(title.seen(new Perspective(null, locale)), "name"))
                .toArray();
        categories = tree.reader();
    }

    private static int slot(Names names, String name) {
        return names.variable(List.of(name)).orElseThrow().slot();
    }

    /** Reads pages, one thread. */
    Pass pass(Goldens goldens) {
        return new Pass(new Joined(goldens));
    }

    /** A pass over many pages, which keeps what many share as it was when first met. */
    final class Pass {
        private final Joined joined;

        private Pass(Joined joined) {
            this.joined = joined;
        }

        /** Entries of a page of one kind; models, which nobody buys, have none. */
        List<Entry> read(Kind kind, List<Golden> page) {
            joined.nextPage();
            var reader = kind == Kind.PRODUCTS ? products : categories;
            var slots = reader.read(page.stream().map(Golden::json).toList(), joined);
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < page.size(); i++) {
                if (kind == Kind.CATEGORIES) {
                    entries.add(category(page.get(i), slots.get(i)));
                } else if (products.sellable(slots.get(i))) {
                    entries.add(product(page.get(i), slots.get(i)));
                }
            }
            return entries;
        }
    }

    private Entry product(Golden golden, Object[] slots) {
        var known = new ArrayList<String>();
        known.add(golden.key());
        known.addAll(texts(slots, codes));
        var found = new LinkedHashSet<>(texts(slots, words));
        var codesOf = new ArrayList<String>();
        for (var one : elements(slots[in])) {
            codesOf.add((String) one[0]);
            found.addAll(texts(one, categoryNames));
        }
        for (var one : elements(slots[boxes])) {
            if (one[boxCode] instanceof String gtin) {
                known.add(gtin);
            }
        }
        var called = new LinkedHashSet<>(texts(slots, names));
        found.add(golden.key());
        found.addAll(texts(slots, codes));
        return new Entry(
                golden.id(), Entry.Type.PRODUCT, golden.key(), known, List.copyOf(called), List.copyOf(found), codesOf);
    }

    private Entry category(Golden golden, Object[] slots) {
        return new Entry(
                golden.id(),
                Entry.Type.CATEGORY,
                golden.key(),
                List.of(golden.key()),
                texts(slots, titles),
                List.of(),
                List.of());
    }

    private static List<Object[]> elements(Object list) {
        var elements = new ArrayList<Object[]>();
        if (list instanceof Object[] all) {
            for (var one : all) {
                if (one instanceof Object[] element) {
                    elements.add(element);
                }
            }
        }
        return elements;
    }

    private static List<String> texts(Object[] slots, int[] of) {
        var texts = new ArrayList<String>();
        for (var slot : of) {
            texts(slots[slot], texts);
        }
        return texts;
    }

    private static void texts(Object value, List<String> into) {
        if (value instanceof Object[] list) {
            for (var one : list) {
                texts(one, into);
            }
        } else if (value instanceof Collection<?> list) {
            list.forEach(one -> texts(one, into));
        } else if (value != null) {
            into.add(value.toString());
        }
    }
}
