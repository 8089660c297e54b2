package org.caravanserai.order;

import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.order.Price;

/** What the checks say about an order. */
public sealed interface Verdict {
    /**
     * It goes on.
     *
     * @param notes differences that are said to the buyer and to nobody's harm
     * @param agreed prices the ERP gets instead of the buyer's, by line number
     */
    record Passed(List<Reason> notes, Map<String, Price> agreed) implements Verdict {
        public Passed {
            notes = List.copyOf(notes);
            agreed = Map.copyOf(agreed);
        }
    }

    /** A human decides; at least one reason. */
    record Held(List<Reason> reasons, List<Reason> notes, Map<String, Price> agreed) implements Verdict {
        public Held {
            reasons = List.copyOf(reasons);
            notes = List.copyOf(notes);
            agreed = Map.copyOf(agreed);
        }
    }

    /** It is not taken; at least one reason. */
    record Refused(List<Reason> reasons) implements Verdict {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
