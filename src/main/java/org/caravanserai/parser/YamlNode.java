package org.caravanserai.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node of one of our own files: what was written and where. Nothing is typed here: whoever reads a scalar knows what
 * it should be. Immutable.
 */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

    /** Where the node begins; for the value of a map the value, not its key. */
    Position at();

    /** {@code map}, {@code list} or {@code value}: the word for messages. */
    String word();

    /** True for a plain {@code null}, {@code ~} or nothing at all. */
    default boolean isNull() {
        return false;
    }

    /**
     * Lays a patch over a tree by JSON merge patch (RFC 7396): maps by key, lists replaced, {@code null} removes. Every
     * node keeps the position it was read at, so the result tells which file each value came from.
     *
     * @param base what is patched, not changed
     * @param patch what wins; its own {@code null} entries never reach the result
     */
    static YamlNode merge(YamlNode base, YamlNode patch) {
        if (!(patch instanceof YamlMap changes)) {
            return patch;
        }
        Map<String, YamlMap.Entry> merged = new LinkedHashMap<>();
        boolean onMap = base instanceof YamlMap;
        if (base instanceof YamlMap old) {
            old.entries().forEach(entry -> merged.put(entry.key(), entry));
        }
        for (var change : changes.entries()) {
            if (change.value().isNull()) {
                merged.remove(change.key());
                continue;
            }
            var before = merged.get(change.key());
            var value = merge(before == null ? null : before.value(), change.value());
            var keyAt = before != null && value instanceof YamlMap ? before.keyAt() : change.keyAt();
            merged.put(change.key(), new YamlMap.Entry(change.key(), keyAt, value));
        }
        return new YamlMap(onMap ? base.at() : patch.at(), new ArrayList<>(merged.values()));
    }
}
