package org.caravanserai.delivery.wanted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Change;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.References;

/**
 * Which documents of a stream a change may concern: the document itself, whoever inherits from it, and whoever refers to it, as far as the stream
 * reads such documents at all. Finds too many rather than too few; large families come in pages.
 */
final class Affected {
    private static final int PAGE = 500;

    private final StreamPlan plan;
    private final Goldens goldens;
    private final References references;
    private final Consumer<Collection<Long>> taker;
    private Set<Long> page = new LinkedHashSet<>();

    /** @param taker gets ids of the stream's kind, some hundred at a time, possibly the same id twice */
    Affected(StreamPlan plan, Goldens goldens, References references, Consumer<Collection<Long>> taker) {
        this.plan = plan;
        this.goldens = goldens;
        this.references = references;
        this.taker = taker;
    }

    /** Looks at a page of the change log; every row names a document. */
    void look(List<Change> changes) {
        var ids = new LinkedHashSet<Long>();
        changes.stream().filter(change -> plan.reads().contains(change.kind())).forEach(change -> ids.add(change.id()));
        var found = goldens.byIds(ids);
        for (var change : changes) {
            if (ids.remove(change.id())) {
                var golden = found.get(change.id());
                var key = golden != null
                        ? golden.key()
                        : goldens.tombstone(change.id())
                                .map(Goldens.Tombstone::key)
                                .orElse(null);
                look(change.kind(), change.id(), key);
            }
        }
        flush();
    }

    private void look(Kind kind, long id, String key) {
        if (kind == plan.kind()) {
            take(id);
        }
        if (key == null) {
            return;
        }
        if (kind == Kind.PRODUCTS && plan.models()) {
            goldens.byKey(kind, key).ifPresent(golden -> goldens.chain(golden).forEach(above -> take(above.id())));
        }
        if (kind == Kind.PRODUCTS || kind == Kind.CATEGORIES) {
            tree(kind, key, new HashSet<>());
        }
        concerned(kind, key);
    }

    /** Whoever inherits from a document is concerned as the document itself is. */
    private void tree(Kind kind, String key, Set<String> seen) {
        if (!seen.add(key)) {
            return;
        }
        for (long after = 0; ; ) {
            var children = goldens.children(kind, key, after, PAGE);
            for (var child : children) {
                if (kind == plan.kind()) {
                    take(child.id());
                }
                tree(kind, child.key(), seen);
                concerned(kind, child.key());
            }
            if (children.size() < PAGE) {
                return;
            }
            after = children.get(children.size() - 1).id();
        }
    }

    /** Documents of the stream that read a document of this key. */
    private void concerned(Kind kind, String key) {
        if (sharesKeys(kind)) {
            goldens.byKey(plan.kind(), key).ifPresent(other -> take(other.id()));
        }
        for (long after = 0; ; ) {
            var ids = references.to(kind, key, after, PAGE);
            var found = goldens.byIds(ids);
            for (long id : ids) {
                var golden = found.get(id);
                if (golden != null && !isChild(kind, key, golden)) {
                    refers(golden);
                }
            }
            if (ids.size() < PAGE) {
                return;
            }
            after = ids.get(ids.size() - 1);
        }
    }

    /** A document that names the changed one; its variants inherit the name. */
    private void refers(Golden golden) {
        if (golden.kind() == plan.kind()) {
            take(golden.id());
        } else if (sharesKeys(golden.kind())) {
            goldens.byKey(plan.kind(), golden.key()).ifPresent(other -> take(other.id()));
        }
        if (golden.kind() == Kind.PRODUCTS) {
            for (var below : below(golden.key(), new HashSet<>())) {
                if (plan.kind() == Kind.PRODUCTS) {
                    take(below.id());
                } else if (sharesKeys(Kind.PRODUCTS)) {
                    goldens.byKey(plan.kind(), below.key()).ifPresent(other -> take(other.id()));
                }
            }
        }
    }

    private List<Golden> below(String key, Set<String> seen) {
        var all = new ArrayList<Golden>();
        if (seen.add(key)) {
            for (long after = 0; ; ) {
                var children = goldens.children(Kind.PRODUCTS, key, after, PAGE);
                for (var child : children) {
                    all.add(child);
                    all.addAll(below(child.key(), seen));
                }
                if (children.size() < PAGE) {
                    break;
                }
                after = children.get(children.size() - 1).id();
            }
        }
        return all;
    }

    /** Offers carry the key of their product. */
    private boolean sharesKeys(Kind kind) {
        return plan.kind() == Kind.OFFERS && kind == Kind.PRODUCTS
                || plan.kind() == Kind.PRODUCTS && kind == Kind.OFFERS;
    }

    /** Children come through {@link #tree}. */
    private static boolean isChild(Kind kind, String key, Golden golden) {
        return golden.kind() == kind && key.equals(golden.document().values().get("parent"));
    }

    private void take(long id) {
        page.add(id);
        if (page.size() >= PAGE) {
            flush();
        }
    }

    private void flush() {
        if (!page.isEmpty()) {
            var full = page;
            page = new LinkedHashSet<>();
            taker.accept(full);
        }
    }
}
