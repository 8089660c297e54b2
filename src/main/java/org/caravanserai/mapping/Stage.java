package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.expression.Type;

/**
 * A value on its way through an entry.
 *
 * @param type what it is so far
 * @param eval how it is computed
 * @param same text that is equal for stages that compute the same from the record alone; null = may not be computed once for several
 * @param inputs what is read, for explain
 */
record Stage(Type type, Eval eval, String same, List<Input> inputs) {
    /** Something read: the name as written and how to read it. */
    record Input(String path, Eval eval) {}

    Stage {
        inputs = List.copyOf(inputs);
    }

    /** The next step on the same inputs. */
    Stage then(Type next, Eval change, String as) {
        return new Stage(next, change, same == null || as == null ? null : same + "|" + as, inputs);
    }

    /** The same with more inputs. */
    Stage reading(List<Input> more) {
        var all = new ArrayList<>(inputs);
        all.addAll(more);
        return new Stage(type, eval, same, all);
    }
}
