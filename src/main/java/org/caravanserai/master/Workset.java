package org.caravanserai.master;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.store.Bind;
import org.caravanserai.store.StoredRow;
import org.caravanserai.store.Tx;

/** What one transaction reads, each row once: loaded in bulk where it is known beforehand, one by one where not. */
final class Workset {
    /** A natural key. */
    record Key(Kind kind, String key) {}

    /** Far more documents than could be read into memory for one batch of match values. */
    private static final int FOUND = 1_000_000;

    private record MatchKey(Kind kind, String attribute, String value) {}

    private final Tx tx;
    private final Tables tables;
    private final Map<Long, Word> words = new LinkedHashMap<>();
    private final Map<Long, Node> nodes = new LinkedHashMap<>();
    private final Map<Key, Node> byKey = new HashMap<>();
    private final Map<Key, Node> tombstones = new HashMap<>();
    private final Set<Key> asked = new HashSet<>();
    private final Set<Key> askedTombstones = new HashSet<>();
    private final Map<MatchKey, Set<Long>> matches = new HashMap<>();
    private final Map<Key, String> aliases = new HashMap<>();

    Workset(Tx tx, Tables tables) {
        this.tx = tx;
        this.tables = tables;
    }

    Tx tx() {
        return tx;
    }

    Collection<Word> words() {
        return words.values();
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    /** Source records of one space by key. */
    Map<String, Word> loadWords(int space, Collection<String> keys) throws SQLException {
        var loaded = new HashMap<String, Word>();
        if (!keys.isEmpty()) {
            for (var row : Tables.SOURCES.byKeys(tx, space, keys).values()) {
                loaded.put(row.key(), word(row));
            }
        }
        return loaded;
    }

    /** Source records by id; those at hand are not read again. */
    void loadWords(Collection<Long> ids) throws SQLException {
        var missing = ids.stream()
                .filter(id -> !words.containsKey(id))
                .distinct()
                .mapToLong(Long::longValue)
                .toArray();
        if (missing.length > 0) {
            for (var row : Tables.SOURCES.byIds(tx, missing)) {
                word(row);
            }
        }
    }

    private Word word(StoredRow row) throws SQLException {
        var present = words.get(row.id());
        if (present != null) {
            return present;
        }
        var name = tables.name(tx, row.space());
        var kept = Bodies.source(Tables.source(name), Tables.kind(name), row.body());
        var word = new Word(row.id(), row.space(), Tables.source(name), Tables.kind(name), row.key(), kept, row.hash());
        words.put(word.id, word);
        return word;
    }

    /** A source record that is at hand. */
    Word word(long id) {
        return words.get(id);
    }

    /** A source record that does not exist yet. */
    Word newWord(int space, Delivery delivery, String key) {
        var word = new Word(tables.id(), space, delivery.source(), delivery.kind(), key, null, 0);
        words.put(word.id, word);
        return word;
    }

    /** Golden documents by id, tombstones too; those at hand are not read again. */
    void loadNodes(Collection<Long> ids) throws SQLException {
        var missing = new LinkedHashSet<Long>(ids);
        missing.removeIf(id -> id == 0 || nodes.containsKey(id));
        if (missing.isEmpty()) {
            return;
        }
        for (var row : Tables.GOLDENS.byIds(tx, array(missing))) {
            node(row);
            missing.remove(row.id());
        }
        if (!missing.isEmpty()) {
            tx.query(
                    "select id, kind, natural_key, records from master_tombstone where id = any(?)",
                    Bind.of((Object) array(missing)),
                    row -> tombstone(row.getLong(1), Kind.of(row.getInt(2)), row.getString(3), row.getBytes(4)));
        }
    }

    /** Golden documents by key. */
    void loadNodes(Kind kind, Collection<String> keys) throws SQLException {
        var missing = new ArrayList<String>();
        for (var key : keys) {
            if (asked.add(new Key(kind, key))) {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            for (var row : Tables.GOLDENS.byKeys(tx, kind.code(), missing).values()) {
                node(row);
            }
        }
    }

    /** Tombstones by key. */
    void loadTombstones(Kind kind, Collection<String> keys) throws SQLException {
        var missing = new ArrayList<String>();
        for (var key : keys) {
            if (askedTombstones.add(new Key(kind, key))) {
                missing.add(key);
            }
        }
        if (!missing.isEmpty() && anyTombstone(kind)) {
            tx.query(
                    "select t.id, t.natural_key, t.records from unnest(cast(? as varchar array)) as k (wanted)"
                            + " join master_tombstone t on t.kind = ? and t.natural_key = k.wanted",
                    Bind.of(missing.toArray(String[]::new), kind.code()),
                    row -> tombstone(row.getLong(1), kind, row.getString(2), row.getBytes(3)));
        }
    }

    private boolean anyTombstone(Kind kind) throws SQLException {
        return tx.first("select 1 from master_tombstone where kind = ? limit 1", Bind.of(kind.code()), row -> 1)
                .isPresent();
    }

    private Node node(StoredRow row) {
        var present = nodes.get(row.id());
        if (present != null) {
            return present;
        }
        var body = row.body();
        var node = new Node(
                row.id(),
                Kind.of(row.space()),
                row.key(),
                body,
                Bodies.trailer(body).parts(),
                false);
        nodes.put(node.id, node);
        byKey.put(new Key(node.kind, node.key), node);
        return node;
    }

    private Node tombstone(long id, Kind kind, String key, byte[] records) {
        var node = nodes.computeIfAbsent(id, absent -> new Node(id, kind, key, null, Bodies.parts(records), true));
        tombstones.put(new Key(kind, key), node);
        return node;
    }

    /** A golden document by key as it will be after this transaction, null = none. */
    Node node(Kind kind, String key) throws SQLException {
        var wanted = new Key(kind, key);
        if (!byKey.containsKey(wanted) && !asked.contains(wanted)) {
            loadNodes(kind, List.of(key));
        }
        return byKey.get(wanted);
    }

    /** A golden document or tombstone by id, null = none. */
    Node node(long id) throws SQLException {
        if (!nodes.containsKey(id)) {
            loadNodes(List.of(id));
        }
        return nodes.get(id);
    }

    /** The tombstone of a key, null = none. */
    Node tombstone(Kind kind, String key) throws SQLException {
        loadTombstones(kind, List.of(key));
        var node = tombstones.get(new Key(kind, key));
        return node == null || node.touched ? null : node;
    }

    /** A golden document that does not exist yet. */
    Node newNode(Kind kind, String key) {
        var node = new Node(tables.id(), kind, key, null, List.of(), false);
        nodes.put(node.id, node);
        alive(node);
        return node;
    }

    /** Says that the node has its key from now on. */
    void alive(Node node) {
        byKey.put(new Key(node.kind, node.key), node);
        node.touched = true;
    }

    /** Says that nobody has the node's key any more. */
    void gone(Node node) {
        byKey.remove(new Key(node.kind, node.key), node);
    }

    /** Reads which golden documents carry these match values. */
    void loadMatches(Kind kind, String attribute, Collection<String> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        values.forEach(
                value -> matches.computeIfAbsent(new MatchKey(kind, attribute, value), absent -> new HashSet<>()));
        var wanted = values.toArray(String[]::new);
        long[] before = values.stream()
                .mapToLong(value -> Slots.before(kind.code(), attribute, value))
                .sorted()
                .toArray();
        // The texts are compared here: a planner that sees them would read the whole table to join by them. Without the
        // limit PostgreSQL expects millions of rows and compiles the statement each time.
        var found = tx.query(
                "select m.kind, m.attribute, m.match_value, m.id"
                        + " from unnest(cast(? as bigint array), cast(? as bigint array)) as k (low, high)"
                        + " join master_match_slot m on m.slot > k.low and m.slot <= k.high limit " + FOUND,
                Bind.of(before, Arrays.stream(before).map(Slots::last).toArray()),
                row -> hit(Kind.of(row.getInt(1)), row.getString(2), row.getString(3), row.getLong(4)));
        if (found.size() == FOUND) {
            throw new IllegalStateException(FOUND + " documents have the same few values of " + attribute);
        }
        if (tx.first("select 1 from master_match limit 1", Bind.NONE, row -> 1).isPresent()) {
            tx.query(
                    "select m.match_value, m.id from unnest(cast(? as varchar array)) as k (wanted)"
                            + " join master_match m on m.kind = ? and m.attribute = ? and m.match_value = k.wanted",
                    Bind.of(wanted, kind.code(), attribute),
                    row -> hit(kind, attribute, row.getString(1), row.getLong(2)));
        }
    }

    /** Keeps what was asked for; others may stand beside it. */
    private boolean hit(Kind kind, String attribute, String value, long id) {
        var ids = matches.get(new MatchKey(kind, attribute, value));
        return ids != null && ids.add(id);
    }

    /** Who carries a match value, as read by {@link #loadMatches} and said by {@link #matched}. */
    Set<Long> matches(Kind kind, String attribute, String value) {
        return matches.getOrDefault(new MatchKey(kind, attribute, value), Set.of());
    }

    void matched(Kind kind, String attribute, String value, long id) {
        matches.computeIfAbsent(new MatchKey(kind, attribute, value), absent -> new HashSet<>())
                .add(id);
    }

    /** False when every key of the source is that of its golden document. */
    boolean mayHaveAliases(String source) {
        for (var kind : Kind.values()) {
            if (tables.count("alias/" + source + "/" + kind.word()) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads for which of these keys the source means a golden document of another key. */
    void loadAliases(String source, Kind kind, Collection<String> keys) throws SQLException {
        var name = source + "/" + kind.word();
        var space = keys.isEmpty() || tables.count("alias/" + name) == 0
                ? Optional.<Integer>empty()
                : tables.find(tx, name);
        if (space.isPresent()) {
            tx.query(
                    "select a.natural_key, g.natural_key from unnest(cast(? as varchar array)) as k (wanted)"
                            + " join master_alias a on a.space = ? and a.natural_key = k.wanted"
                            + " join master_golden g on g.id = a.golden_id",
                    Bind.of(keys.toArray(String[]::new), space.get()),
                    row -> aliases.put(new Key(kind, row.getString(1)), row.getString(2)));
        }
    }

    /** The golden key of what the source means by this key. */
    String alias(Kind kind, String key) {
        return aliases.getOrDefault(new Key(kind, key), key);
    }

    boolean hasAliases() {
        return !aliases.isEmpty();
    }

    private static long[] array(Collection<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }
}
