package org.caravanserai.mapping;

import java.util.HashMap;
import java.util.Map;
import org.caravanserai.expression.record.RecordShape;

/** Values that several fields or mappings compute alike: computed once per record, kept in a slot of it. */
final class SharedEvals {
    private static final Object MISSING = new Object();

    private final Map<String, Kept> bySame = new HashMap<>();

    /** The same value for the same text; only for what depends on the record alone and leaves no finding. */
    Eval of(String same, Eval eval) {
        var kept = bySame.computeIfAbsent(same, none -> new Kept(eval));
        kept.uses++;
        return kept;
    }

    /** Gives a slot to what is used twice or more; before the shape is closed. */
    void place(RecordShape shape) {
        bySame.values().stream()
                .filter(kept -> kept.uses > 1 && kept.slot < 0)
                .forEach(kept -> kept.slot = shape.memo());
    }

    private static final class Kept implements Eval {
        private final Eval eval;
        private int uses;
        private int slot = -1;

        Kept(Eval eval) {
            this.eval = eval;
        }

        @Override
        public Object eval(Object[] slots, Work work) {
            if (slot < 0) {
                return eval.eval(slots, work);
            }
            var known = slots[slot];
            if (known == null) {
                known = eval.eval(slots, work);
                slots[slot] = known == null ? MISSING : known;
                return known;
            }
            return known == MISSING ? null : known;
        }
    }
}
