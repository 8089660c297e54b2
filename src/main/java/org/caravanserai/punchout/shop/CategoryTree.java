package org.caravanserai.punchout.shop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;

/** All categories as they are at one moment. Immutable. */
final class CategoryTree {
    private static final int PAGE = 500;
    /** Steps upwards; a ring of parents ends here. */
    private static final int DEEP = 20;

    private record Node(String code, String parent, Map<?, ?> names, long position) {}

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, List<Node>> below = new HashMap<>();

    static CategoryTree read(Goldens goldens) {
        var tree = new CategoryTree();
        for (var after = ""; after != null; ) {
            var page = goldens.pageByKey(Kind.CATEGORIES, after, PAGE);
            page.forEach(tree::add);
            after = page.size() < PAGE ? null : page.get(page.size() - 1).key();
        }
        tree.nodes
                .values()
                .forEach(node -> tree.below
                        .computeIfAbsent(
                                tree.nodes.containsKey(node.parent()) ? node.parent() : "", none -> new ArrayList<>())
                        .add(node));
        tree.below
                .values()
                .forEach(list ->
                        list.sort(Comparator.comparingLong(Node::position).thenComparing(Node::code)));
        return tree;
    }

    private void add(Golden golden) {
        var values = golden.document().values();
        if (!Boolean.FALSE.equals(values.get("active"))) {
            nodes.put(
                    golden.key(),
                    new Node(
                            golden.key(),
                            values.get("parent") instanceof String parent ? parent : "",
                            values.get("name") instanceof Map<?, ?> names ? names : Map.of(),
                            values.get("position") instanceof Long position ? position : Long.MAX_VALUE));
        }
    }

    /** Those directly below one, in their order; "" = the roots. */
    List<Category> below(String code, String locale) {
        return below.getOrDefault(code, List.of()).stream()
                .map(node -> category(node, locale))
                .toList();
    }

    Optional<Category> of(String code, String locale) {
        return Optional.ofNullable(nodes.get(code)).map(node -> category(node, locale));
    }

    /** From the root to this one. */
    List<Category> path(String code, String locale) {
        var path = new ArrayList<Category>();
        var node = nodes.get(code);
        for (int i = 0; node != null && i < DEEP; i++) {
            path.add(0, category(node, locale));
            node = nodes.get(node.parent());
        }
        return path;
    }

    /** Its code and those of everything below it. */
    Collection<String> whole(String code) {
        var all = new LinkedHashSet<String>();
        var open = new ArrayList<String>(List.of(code));
        while (!open.isEmpty()) {
            var next = open.remove(open.size() - 1);
            if (all.add(next)) {
                below.getOrDefault(next, List.of()).forEach(node -> open.add(node.code()));
            }
        }
        return all;
    }

    private static Category category(Node node, String locale) {
        var name = node.names().get(locale) instanceof String text
                ? text
                : node.names().values().stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                        .orElse(node.code());
        return new Category(node.code(), name);
    }
}
