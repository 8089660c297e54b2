package org.caravanserai.parser;

import java.util.List;
import java.util.Objects;

/**
 * A list.
 *
 * @param at where it begins
 * @param items in the order written
 */
public record YamlList(Position at, List<YamlNode> items) implements YamlNode {
    public YamlList {
        Objects.requireNonNull(at);
        items = List.copyOf(items);
    }

    @Override
    public String word() {
        return "list";
    }
}
