package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Takes values out of YAML nodes and says in one way what was expected. */
final class Yamls {
    private final Problems problems;

    Yamls(Problems problems) {
        this.problems = problems;
    }

    void error(Position at, MapCode code, String text) {
        problems.error(at, code.code(), text);
    }

    /** A single value; anything else is an error that shows how to write it. */
    Optional<YamlScalar> scalar(String key, YamlNode node, String example) {
        if (node instanceof YamlScalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        var found = node.isNull() ? "nothing" : "a " + node.word();
        error(
                node.at(),
                MapCode.SHAPE,
                "'" + key + "' takes one value, found " + found + "; write: " + key + ": " + example);
        return Optional.empty();
    }

    /** An expression: YAML reads brackets and braces as something else unless the expression is quoted. */
    Optional<YamlScalar> expression(String key, YamlNode node) {
        if (node instanceof YamlScalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        var found = node.isNull() ? "nothing" : "a " + node.word();
        error(
                node.at(),
                MapCode.SHAPE,
                "YAML reads " + found + " behind '" + key + "', not an expression; put the expression in quotes");
        return Optional.empty();
    }

    /** One value or a list of them. */
    List<YamlScalar> scalars(String key, YamlNode node) {
        if (node instanceof YamlScalar scalar && !scalar.isNull()) {
            return List.of(scalar);
        }
        if (!(node instanceof YamlList list)) {
            error(node.at(), MapCode.SHAPE, "'" + key + "' takes a value or a list of values, found a " + node.word());
            return List.of();
        }
        var all = new ArrayList<YamlScalar>();
        for (var item : list.items()) {
            if (item instanceof YamlScalar scalar && !scalar.isNull()) {
                all.add(scalar);
            } else {
                error(item.at(), MapCode.SHAPE, "'" + key + "' takes plain values in its list, found a " + item.word());
            }
        }
        return all;
    }

    /** One word of a closed list. */
    Optional<String> word(String key, YamlNode node, Collection<String> allowed) {
        return scalar(key, node, allowed.iterator().next())
                .map(YamlScalar::text)
                .flatMap(text -> {
                    if (allowed.contains(text)) {
                        return Optional.of(text);
                    }
                    error(
                            node.at(),
                            MapCode.WORD,
                            "'" + key + "' is never '" + text + "' (" + listed(allowed) + ")"
                                    + Nearest.hint(text, allowed));
                    return Optional.empty();
                });
    }

    /** Refuses keys that are not allowed, with the nearest that is. */
    void keys(YamlMap map, Collection<String> allowed, String where) {
        for (var entry : map.entries()) {
            if (!allowed.contains(entry.key())) {
                error(
                        entry.keyAt(),
                        MapCode.KEY,
                        "'" + entry.key() + "' is no key of " + where + Nearest.hint(entry.key(), allowed));
            }
        }
    }

    static String listed(Collection<String> names) {
        return names.stream().sorted().limit(12).collect(Collectors.joining(", ")) + (names.size() > 12 ? ", ..." : "");
    }
}
