package org.caravanserai.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stand-in knows: records by kind and key, in the order they came. Every change is noted, so that it can be
 * journalled, taken back and done again. Guarded by its stand-in.
 */
public final class State {
    /** Kind of the numbers given out. */
    private static final String SEQUENCES = "_numbers";

    /**
     * One record that changed.
     *
     * @param before null when it is new
     * @param after null when it went away
     */
    record Change(String kind, String key, ObjectNode before, ObjectNode after) {}

    private final Map<String, LinkedHashMap<String, ObjectNode>> kinds = new LinkedHashMap<>();
    /** Keys by kind, field and value; made when first asked for. */
    private final Map<String, Map<String, Set<String>>> indexes = new HashMap<>();

    private final List<Change> changes = new ArrayList<>();

    /** A record; change it only through {@link #put}. */
    public Optional<ObjectNode> get(String kind, String key) {
        var records = kinds.get(kind);
        return records == null || key == null
                ? Optional.empty()
                : Optional.ofNullable(records.get(key)).map(ObjectNode::deepCopy);
    }

    /** Whether there is such a record. */
    public boolean has(String kind, String key) {
        var records = kinds.get(kind);
        return records != null && records.containsKey(key);
    }

    /** Keys of a kind in the order they came. */
    public List<String> keys(String kind) {
        var records = kinds.get(kind);
        return records == null ? List.of() : List.copyOf(records.keySet());
    }

    /** How many records of a kind there are. */
    public int count(String kind) {
        var records = kinds.get(kind);
        return records == null ? 0 : records.size();
    }

    /** Every record of a kind, to look at only. */
    public void each(String kind, BiConsumer<String, ObjectNode> look) {
        kinds.getOrDefault(kind, new LinkedHashMap<>()).forEach(look);
    }

    /** Keys of the records whose field holds a text; found by index. */
    public List<String> find(String kind, String field, String value) {
        var index = indexes.computeIfAbsent(kind + "/" + field, any -> {
            var made = new HashMap<String, Set<String>>();
            each(
                    kind,
                    (key, record) -> made.computeIfAbsent(text(record, field), none -> new LinkedHashSet<>())
                            .add(key));
            return made;
        });
        return List.copyOf(index.getOrDefault(value, Set.of()));
    }

    /** Puts a record in place of what was there. */
    public void put(String kind, String key, ObjectNode record) {
        var copy = record.deepCopy();
        changes.add(new Change(kind, key, set(kind, key, copy), copy));
    }

    /** Takes a record away; false when there was none. */
    public boolean remove(String kind, String key) {
        if (!has(kind, key)) {
            return false;
        }
        changes.add(new Change(kind, key, set(kind, key, null), null));
        return true;
    }

    /** The next number of a series, from the given first one on. */
    public long next(String series, long first) {
        var last = get(SEQUENCES, series).map(record -> record.path("last").asLong());
        var next = last.map(number -> number + 1).orElse(first);
        put(SEQUENCES, series, Json.object().put("last", next));
        return next;
    }

    /** Names of the kinds that have records, without our own bookkeeping. */
    public List<String> kinds() {
        return kinds.entrySet().stream()
                .filter(kind ->
                        !kind.getKey().startsWith("_") && !kind.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many changes are not yet taken. */
    int changed() {
        return changes.size();
    }

    /** What changed since last asked, oldest first. */
    List<Change> taken() {
        var taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** Undoes what changed since {@link #taken} was asked. */
    void back() {
        var undo = new ArrayList<>(changes);
        Collections.reverse(undo);
        undo.forEach(change -> set(change.kind(), change.key(), change.before()));
        changes.clear();
    }

    /** Does a change of the journal again, without noting it. */
    void again(String kind, String key, ObjectNode after) {
        set(kind, key, after);
    }

    /** All records by kind, to compare with. */
    Map<String, Map<String, ObjectNode>> everything() {
        var all = new LinkedHashMap<String, Map<String, ObjectNode>>();
        kinds.forEach((kind, records) -> all.put(kind, new LinkedHashMap<>(records)));
        return all;
    }

    private ObjectNode set(String kind, String key, ObjectNode after) {
        var records = kinds.computeIfAbsent(kind, any -> new LinkedHashMap<>());
        var before = after == null ? records.remove(key) : records.put(key, after);
        var prefix = kind + "/";
        indexes.forEach((name, index) -> {
            if (name.startsWith(prefix)) {
                var field = name.substring(prefix.length());
                if (before != null) {
                    index.getOrDefault(text(before, field), Set.of()).remove(key);
                }
                if (after != null) {
                    index.computeIfAbsent(text(after, field), none -> new LinkedHashSet<>())
                            .add(key);
                }
            }
        });
        return before;
    }

    private static String text(ObjectNode record, String field) {
        return record.path(field).asString("");
    }
}
