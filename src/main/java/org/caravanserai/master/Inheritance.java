package org.caravanserai.master;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.KindModel;
import org.caravanserai.canonical.Model;

/**
 * What a variant gets from its models. Golden documents hold own values only; readers add the rest with this, so that a
 * changed parent is one change and not one per variant. Values come down one by one (a locale the variant lacks comes
 * from the parent), sections come down whole.
 */
public final class Inheritance {
    /** Most levels of a product tree: root, sub-model, variant. */
    public static final int LEVELS = 3;

    /** What belongs to the node itself. */
    private static final Set<String> OWN = Set.of("parent", "variants");

    private Inheritance() {}

    /**
     * The document as its readers see it.
     *
     * @param chain from the root to the document itself, at least one
     */
    public static Document effective(List<Document> chain, KindModel model) {
        var self = chain.get(chain.size() - 1);
        if (chain.size() == 1) {
            return self;
        }
        var values = new TreeMap<String, Object>();
        for (var document : chain) {
            document.values().forEach((code, value) -> {
                if (document != self && OWN.contains(code)) {
                    return;
                }
                var attribute = model.attributes().get(code);
                int depth = attribute == null ? 0 : (attribute.scopable() ? 1 : 0) + (attribute.localizable() ? 1 : 0);
                values.put(code, over(values.get(code), value, depth));
            });
        }
        return new Document(self.kind(), self.key(), values);
    }

    private static Object over(Object above, Object own, int depth) {
        if (depth == 0 || !(above instanceof Map<?, ?> parent) || !(own instanceof Map<?, ?> child)) {
            return own;
        }
        var merged = new TreeMap<String, Object>();
        parent.forEach((name, value) -> merged.put((String) name, value));
        child.forEach((name, value) -> merged.put((String) name, over(merged.get((String) name), value, depth - 1)));
        return merged;
    }

    /**
     * Whether a product can be sold: its root names the family's variant scheme of n axis levels, and it stands n
     * levels below the root. A root without a scheme is sold itself. A scheme the family does not know makes nothing
     * sellable, since nobody can say how deep it is.
     *
     * @param chain from the root to the product itself, at least one
     */
    public static boolean leaf(List<Document> chain, Model model) {
        var root = chain.get(0).values();
        int depth = chain.size() - 1;
        if (!(root.get("variants") instanceof String scheme)) {
            return depth == 0;
        }
        return root.get("family") instanceof String code
                && model.family(code)
                        .map(family -> family.variants().get(scheme))
                        .filter(levels -> levels.size() == depth)
                        .isPresent();
    }
}
