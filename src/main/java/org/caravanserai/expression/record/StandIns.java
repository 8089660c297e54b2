package org.caravanserai.expression.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds values that only stand in for others: texts in fallback languages, which are not read where the wanted one is there. */
final class StandIns {
    private final Map<Integer, PathNode> leaves = new HashMap<>();
    private final Map<Integer, Integer> asked = new HashMap<>();
    private final Map<Integer, List<int[]>> uses = new HashMap<>();

    /** A slot that is filled by one value of the JSON. */
    void leaf(int slot, PathNode node) {
        leaves.put(slot, node);
    }

    /** Counts who wants a slot. */
    void asked(int slot) {
        asked.merge(slot, 1, Integer::sum);
    }

    /** Of these slots only the first that is filled is looked at. */
    void firstOf(int[] inOrder) {
        for (int i = 0; i < inOrder.length; i++) {
            uses.computeIfAbsent(inOrder[i], none -> new ArrayList<>()).add(Arrays.copyOf(inOrder, i));
        }
    }

    /** Tells the leaves; a slot that anybody asked for otherwise is read in any case. */
    void close() {
        uses.forEach((slot, before) -> {
            var leaf = leaves.get(slot);
            if (leaf != null
                    && asked.getOrDefault(slot, 0) == before.size()
                    && before.stream().allMatch(better -> better.length > 0)) {
                leaf.onlyWithout(before.toArray(int[][]::new));
            }
        });
    }
}
