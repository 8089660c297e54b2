package org.caravanserai.parser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A map in the order written. Keys are unique: {@link Yaml} reports a second one and keeps the first. */
public final class YamlMap implements YamlNode {
    private final Position at;
    private final List<Entry> entries;
    private final Map<String, Entry> byKey;

    /**
     * One line of a map.
     *
     * @param key as written, without quotes
     * @param keyAt where the key begins
     * @param value what stands behind it; a missing value is a scalar that {@link #isNull()}
     */
    public record Entry(String key, Position keyAt, YamlNode value) {
        public Entry {
            Objects.requireNonNull(key);
            Objects.requireNonNull(keyAt);
            Objects.requireNonNull(value);
        }
    }

    /** A map of these entries; keys must differ. */
    public YamlMap(Position at, List<Entry> entries) {
        this.at = Objects.requireNonNull(at);
        this.entries = List.copyOf(entries);
        this.byKey = new LinkedHashMap<>();
        for (var entry : this.entries) {
            if (byKey.put(entry.key(), entry) != null) {
                throw new IllegalArgumentException("key twice: " + entry.key());
            }
        }
    }

    @Override
    public Position at() {
        return at;
    }

    @Override
    public String word() {
        return "map";
    }

    /** The entries in the order written. */
    public List<Entry> entries() {
        return entries;
    }

    /** The keys in the order written. */
    public Set<String> keys() {
        return java.util.Collections.unmodifiableSet(byKey.keySet());
    }

    /** The value of a key, empty when the key is absent; a written {@code null} is present and {@link #isNull()}. */
    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    /** The entry of a key, empty when the key is absent. */
    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** True without any entry. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YamlMap map && map.at.equals(at) && map.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return at + " " + byKey.keySet();
    }
}
