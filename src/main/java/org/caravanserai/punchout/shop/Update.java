package org.caravanserai.punchout.shop;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Change;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;

/** One page of changes, with everything that shows what they changed. */
final class Update {
    private static final int PAGE = 500;

    private final Index into;
    private final EntryReader.Pass pass;
    private final Master master;
    private final Set<Long> seen = new HashSet<>();

    Update(Index into, EntryReader.Pass pass, Master master) {
        this.into = into;
        this.pass = pass;
        this.master = master;
    }

    /** Whether one of them concerns the shop. */
    boolean apply(List<Change> changes) throws IOException {
        var ids = new HashSet<Long>();
        changes.stream()
                .filter(change -> change.kind() == Kind.PRODUCTS || change.kind() == Kind.CATEGORIES)
                .filter(change -> change.op() != Change.Op.DUE)
                .forEach(change -> ids.add(change.id()));
        var found = master.goldens().byIds(ids);
        for (var id : ids) {
            var golden = found.get(id);
            into.remove(id);
            if (golden == null) {
                var gone = master.goldens().tombstone(id);
                if (gone.isPresent()) {
                    around(gone.get().kind(), gone.get().key());
                }
            }
        }
        for (var kind : List.of(Kind.CATEGORIES, Kind.PRODUCTS)) {
            put(
                    kind,
                    found.values().stream()
                            .filter(golden -> golden.kind() == kind)
                            .toList());
        }
        return !ids.isEmpty();
    }

    private void put(Kind kind, List<Golden> goldens) throws IOException {
        var fresh = goldens.stream().filter(golden -> seen.add(golden.id())).toList();
        if (fresh.isEmpty()) {
            return;
        }
        for (var golden : fresh) {
            into.remove(golden.id());
        }
        for (var entry : pass.read(kind, fresh)) {
            into.put(entry);
        }
        for (var golden : fresh) {
            around(kind, golden.key());
        }
    }

    /** What inherits from it, or lies in it. */
    private void around(Kind kind, String key) throws IOException {
        if (kind == Kind.PRODUCTS) {
            for (long after = 0; ; ) {
                var children = master.goldens().children(Kind.PRODUCTS, key, after, PAGE);
                put(Kind.PRODUCTS, children);
                if (children.size() < PAGE) {
                    return;
                }
                after = children.get(children.size() - 1).id();
            }
        }
        for (long after = 0; ; ) {
            var page = master.goldens().referring(Kind.CATEGORIES, key, after, PAGE);
            put(
                    Kind.PRODUCTS,
                    page.stream()
                            .filter(golden -> golden.kind() == Kind.PRODUCTS)
                            .toList());
            if (page.size() < PAGE) {
                return;
            }
            after = page.get(page.size() - 1).id();
        }
    }
}
