package org.caravanserai.master;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;

/** Keeps trees trees: a parent exists, no circle, products on at most three levels. */
final class TreeCheck {
    /** Categories may stand deeper than products; the limit only ends circles. */
    private static final int CATEGORY_LEVELS = 32;
    /** Children looked at together. */
    private static final int CHILDREN = 500;

    private final Workset work;
    private final NearKeys near;

    TreeCheck(Workset work, NearKeys near) {
        this.work = work;
        this.near = near;
    }

    /** The rows so that a parent stands before its children when both are delivered together. */
    static List<Integer> parentsFirst(List<Incoming> rows) {
        var byKey = new HashMap<String, Integer>();
        for (int i = 0; i < rows.size(); i++) {
            byKey.putIfAbsent(rows.get(i).document().key(), i);
        }
        var order = new ArrayList<Integer>(rows.size());
        if (rows.stream().noneMatch(row -> byKey.containsKey(parent(row.document())))) {
            for (int i = 0; i < rows.size(); i++) {
                order.add(i);
            }
            return order;
        }
        var placed = new boolean[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            var path = new ArrayList<Integer>();
            var onPath = new HashSet<Integer>();
            Integer at = i;
            while (at != null && !placed[at] && onPath.add(at)) {
                path.add(at);
                var parent = parent(rows.get(at).document());
                at = parent == null ? null : byKey.get(parent);
            }
            for (int p = path.size() - 1; p >= 0; p--) {
                placed[path.get(p)] = true;
                order.add(path.get(p));
            }
        }
        return order;
    }

    /** The parent a document names, null = none. */
    static String parent(Document document) {
        return document.values().get("parent") instanceof String text && !text.isBlank() ? text : null;
    }

    /**
     * Whether a document may hang below this parent.
     *
     * @param self the document as we have it, null = new
     * @param key the key it has or will have
     * @return null when it may
     */
    RowResult.Refused check(Kind kind, Node self, String key, String parentKey) throws SQLException {
        var parent = work.node(kind, parentKey);
        if (parent == null) {
            return new RowResult.Refused(
                    MasterCode.UNKNOWN_PARENT,
                    "parent",
                    parentKey,
                    "unknown reference: the parent " + quoted(parentKey) + " of " + quoted(key)
                            + " is not in the master; deliver it first or in the same file"
                            + near.hint(kind, parentKey));
        }
        int limit = kind == Kind.PRODUCTS ? Inheritance.LEVELS : CATEGORY_LEVELS;
        int levels = 1;
        for (var at = parent; at != null; at = at.parent() == null ? null : work.node(kind, at.parent())) {
            levels++;
            if (at == self || at.key.equals(key)) {
                return refused(
                        parentKey,
                        quoted(key) + " would be its own ancestor below " + quoted(parentKey) + "; mend the parent");
            }
            if (levels > limit) {
                return tooDeep(key, parentKey, limit);
            }
        }
        boolean moved = self != null && self.stored() && !parentKey.equals(self.parent());
        if (moved && kind == Kind.PRODUCTS && levels + below(kind, self.key) > limit) {
            return tooDeep(key, parentKey, limit);
        }
        return null;
    }

    /** Stored levels below a document, at most two are looked for. */
    private int below(Kind kind, String key) throws SQLException {
        var children = References.children(work.tx(), kind, key, 0, CHILDREN);
        int levels = children.isEmpty() ? 0 : 1;
        while (!children.isEmpty() && levels == 1) {
            var keys = work.tx()
                    .query(
                            "select natural_key from master_golden where id = any(?)",
                            Bind.of((Object)
                                    children.stream().mapToLong(Long::longValue).toArray()),
                            row -> row.getString(1));
            for (var child : keys) {
                if (!References.children(work.tx(), kind, child, 0, 1).isEmpty()) {
                    levels = 2;
                }
            }
            children = References.children(work.tx(), kind, key, children.get(children.size() - 1), CHILDREN);
        }
        return levels;
    }

    private static RowResult.Refused tooDeep(String key, String parentKey, int limit) {
        return refused(
                parentKey,
                quoted(key) + " below " + quoted(parentKey) + " would be on a level beyond the " + limit
                        + " allowed; mend the parent");
    }

    private static RowResult.Refused refused(String parentKey, String text) {
        return new RowResult.Refused(MasterCode.TREE, "parent", parentKey, text);
    }

    private static String quoted(String key) {
        return "'" + Finding.cut(key) + "'";
    }
}
