package org.caravanserai.mapping;

import java.util.Map;
import java.util.Optional;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;

/**
 * One line of a map: what stands on the left and the keys on the right.
 *
 * @param name left side: target field, or canonical path of an inward map
 * @param at place of the left side
 * @param keys right side by key; the short form {@code id: sku} is {@code from}
 * @param text the right side as one line, for explain
 */
record Entry(String name, Position at, Map<String, YamlMap.Entry> keys, String text) {
    Entry {
        keys = Map.copyOf(keys);
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(keys.get(key)).map(YamlMap.Entry::value);
    }

    /** Place of a key's value; of the entry when the key is absent. */
    Position at(String key) {
        return get(key).map(YamlNode::at).orElse(at);
    }
}
