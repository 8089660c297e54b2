package org.caravanserai.health;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records that share a strong key, in clusters. What every key keeps is its hash and the first record that had it; only records of clusters of two
 * and more cost an object. One thread.
 */
final class Clusters {
    private final Hashes first = new Hashes();
    private final Map<Long, Link> links = new HashMap<>();

    private record Link(long to, String why) {}

    /**
     * A record that is one too many.
     *
     * @param kept the first record of its cluster
     * @param why the key they share, as a code
     */
    record Surplus(long kept, String why) {}

    /** A record has a key. Null keys are none. */
    void add(long id, String why, String key) {
        if (key == null || key.isEmpty()) {
            return;
        }
        long other = first.putIfAbsent(Hashes.of(why + " " + key), id);
        if (other == Hashes.ABSENT || other == id) {
            return;
        }
        long a = root(other);
        long b = root(id);
        if (a != b) {
            links.put(Math.max(a, b), new Link(Math.min(a, b), why));
        }
    }

    /** All records but the first of each cluster, by id: records minus clusters. */
    Map<Long, Surplus> surplus() {
        var all = new TreeMap<Long, Surplus>();
        links.forEach((id, link) -> all.put(id, new Surplus(root(id), link.why())));
        return all;
    }

    private long root(long id) {
        long at = id;
        for (var link = links.get(at); link != null; link = links.get(at)) {
            at = link.to();
        }
        return at;
    }
}
