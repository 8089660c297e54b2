package org.caravanserai.health;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.Related;
import org.caravanserai.master.Goldens;

/**
 * The documents that counted records are joined with: a bounded number of each kind is kept, so that models and media are read once for their many
 * variants. One thread.
 */
final class Documents implements Related.Paged {
    private static final int KEPT = 2_000;
    private static final byte[] ABSENT = new byte[0];

    private final Goldens goldens;
    private final Set<Kind> read;
    private final Map<Kind, Map<String, byte[]>> known = new EnumMap<>(Kind.class);

    /** @param read kinds whose documents somebody reads; of others only the key is known */
    Documents(Goldens goldens, Set<Kind> read) {
        this.goldens = goldens;
        this.read = Set.copyOf(read);
    }

    @Override
    public byte[] document(Kind kind, String key) {
        if (!read.contains(kind)) {
            return null;
        }
        var found = of(kind).get(key);
        if (found == null) {
            found = goldens.byKey(kind, key).map(golden -> golden.json()).orElse(ABSENT);
            of(kind).put(key, found);
        }
        return found == ABSENT ? null : found;
    }

    @Override
    public void expect(Kind kind, Collection<String> keys) {
        if (!read.contains(kind)) {
            return;
        }
        var missing = new HashSet<String>();
        keys.stream().filter(key -> !of(kind).containsKey(key)).forEach(missing::add);
        if (!missing.isEmpty()) {
            var found = goldens.byKeys(kind, missing);
            missing.forEach(key ->
                    of(kind).put(key, found.containsKey(key) ? found.get(key).json() : ABSENT));
        }
    }

    private Map<String, byte[]> of(Kind kind) {
        return known.computeIfAbsent(kind, none -> new LinkedHashMap<>(256, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                return size() > KEPT;
            }
        });
    }
}
