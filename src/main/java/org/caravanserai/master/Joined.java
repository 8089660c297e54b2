package org.caravanserai.master;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.Related;

/**
 * The documents records are joined with, read a page at a time. Parents and categories are shared by many pages and kept; offers and media belong to
 * one page. One thread.
 */
public final class Joined implements Related.Paged {
    /** Kept documents per kind; a catalogue has fewer models per page than this. */
    private static final int KEPT = 2_000;

    /** Most models show in their first variants whether they are sold. */
    private static final int BELOW = 50;

    private static final Set<Kind> SHARED = Set.of(Kind.PRODUCTS, Kind.CATEGORIES, Kind.COMPANIES);

    private final Goldens goldens;
    private final Map<Kind, Map<String, byte[]>> known = new EnumMap<>(Kind.class);
    private static final byte[] ABSENT = new byte[0];

    public Joined(Goldens goldens) {
        this.goldens = goldens;
    }

    /** Begins a new page. */
    public void nextPage() {
        known.keySet().removeIf(kind -> !SHARED.contains(kind));
    }

    @Override
    public byte[] document(Kind kind, String key) {
        var found = of(kind).get(key);
        if (found == null) {
            found = goldens.byKey(kind, key).map(golden -> golden.json()).orElse(ABSENT);
            of(kind).put(key, found);
        }
        return found == ABSENT ? null : found;
    }

    @Override
    public void expect(Kind kind, Collection<String> keys) {
        var missing = new HashSet<String>();
        keys.stream().filter(key -> !of(kind).containsKey(key)).forEach(missing::add);
        if (missing.isEmpty()) {
            return;
        }
        var found = goldens.byKeys(kind, missing);
        missing.forEach(
                key -> of(kind).put(key, found.containsKey(key) ? found.get(key).json() : ABSENT));
    }

    /** Whether one of the pages of documents below another one passes, level by level. */
    public boolean below(Kind kind, String key, Predicate<List<byte[]>> page) {
        for (long after = 0; ; ) {
            var children = goldens.children(kind, key, after, BELOW);
            if (children.isEmpty()) {
                return false;
            }
            if (page.test(children.stream().map(golden -> golden.json()).toList())
                    || children.stream().anyMatch(child -> below(kind, child.key(), page))) {
                return true;
            }
            if (children.size() < BELOW) {
                return false;
            }
            after = children.get(children.size() - 1).id();
        }
    }

    /** Every document that was read and is there, by kind and key. */
    public Map<Kind, Map<String, byte[]>> read() {
        var read = new EnumMap<Kind, Map<String, byte[]>>(Kind.class);
        known.forEach((kind, documents) -> documents.forEach((key, bytes) -> {
            if (bytes != ABSENT) {
                read.computeIfAbsent(kind, none -> new TreeMap<>()).put(key, bytes);
            }
        }));
        return read;
    }

    private Map<String, byte[]> of(Kind kind) {
        return known.computeIfAbsent(
                kind,
                none -> SHARED.contains(kind)
                        ? new LinkedHashMap<>(256, 0.75f, true) {
                            @Override
                            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                                return size() > KEPT;
                            }
                        }
                        : new HashMap<>());
    }
}
