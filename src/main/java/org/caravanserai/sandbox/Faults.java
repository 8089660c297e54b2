package org.caravanserai.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The faults that are switched on. Guarded by its stand-in. */
final class Faults {
    /** A fault with its number, by which the journal names it. */
    record Armed(long id, Fault fault) {}

    private final Map<Long, Armed> armed = new TreeMap<>();
    private final Map<Long, Integer> left = new HashMap<>();
    private long newest;
    /** What has this number or a lower one was switched off. */
    private long cleared;

    void arm(long id, Fault fault) {
        newest = id;
        armed.put(id, new Armed(id, fault));
        left.put(id, fault.count());
    }

    void clear() {
        cleared = newest;
        armed.clear();
        left.clear();
    }

    /** Those that befall a call; the number of the call decides the chance. */
    List<Armed> befall(String operation, long call) {
        var chosen = new ArrayList<Armed>();
        for (var one : List.copyOf(armed.values())) {
            var fault = one.fault();
            var fits = fault.operation() == null || fault.operation().equals(operation);
            if (fits && chance(fault.seed(), one.id() * 1_000_003L + call) < fault.probability()) {
                chosen.add(one);
                spent(one.id());
            }
        }
        return chosen;
    }

    /** Takes one use back: the call it was chosen for never got as far. */
    void spare(Armed one) {
        if (one.id() <= cleared || one.fault().count() == 0) {
            return;
        }
        armed.put(one.id(), one);
        left.merge(one.id(), 1, Integer::sum);
    }

    /** Counts one use; the last one takes the fault away. */
    void spent(long id) {
        var count = left.get(id);
        if (count == null || count == 0) {
            return;
        }
        if (count == 1) {
            armed.remove(id);
            left.remove(id);
        } else {
            left.put(id, count - 1);
        }
    }

    Map<Armed, Integer> list() {
        var list = new LinkedHashMap<Armed, Integer>();
        armed.forEach((id, one) -> list.put(one, left.get(id)));
        return list;
    }

    static Optional<Fault> first(List<Armed> faults, Fault.Kind kind) {
        return faults.stream()
                .map(Armed::fault)
                .filter(fault -> fault.kind() == kind)
                .findFirst();
    }

    /** A number between 0 and 1 that depends on the seed and the draw only. */
    static double chance(long seed, long draw) {
        // SplitMix64, finalising step: neighbouring draws fall far apart.
        long z = seed * 0x9E3779B97F4A7C15L + draw * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1.0p-53;
    }
}
