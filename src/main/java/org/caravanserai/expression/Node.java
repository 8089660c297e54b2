package org.caravanserai.expression;

import java.util.List;
import java.util.Set;

/**
 * A compiled piece. Implementations are records, so that equality is structure and a host can compute equal pieces
 * once. Evaluation allocates nothing but the values it makes.
 */
interface Node {
    /** The value, null = missing. */
    Object value(Object[] slots, Run run);

    /** The pieces it is made of. */
    List<Node> children();

    /** Adds why the value is missing; called only when it is. */
    default void why(Object[] slots, Run run, Set<String> reasons) {
        int before = reasons.size();
        boolean found = false;
        for (var child : children()) {
            if (child.value(slots, run) == null) {
                child.why(slots, run, reasons);
                found = true;
            }
        }
        if (!found && reasons.size() == before) {
            reasons.add(itself());
        }
    }

    /** The reason when all pieces have a value and the whole has none. */
    default String itself() {
        return "the result is empty";
    }

    /** A piece that is true, false or missing. */
    interface Condition extends Node {
        int FALSE = 0;
        int TRUE = 1;
        int MISSING = -1;

        /** TRUE, FALSE or MISSING. */
        int test(Object[] slots, Run run);

        @Override
        default Object value(Object[] slots, Run run) {
            int answer = test(slots, run);
            return answer < 0 ? null : (Object) (answer == TRUE);
        }
    }

    /** A piece that counts, without making an object of the count. */
    interface Count extends Node {
        long MISSING = Long.MIN_VALUE;

        long count(Object[] slots, Run run);

        @Override
        default Object value(Object[] slots, Run run) {
            long count = count(slots, run);
            return count == MISSING ? null : (Object) count;
        }
    }
}
