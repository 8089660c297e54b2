package org.caravanserai.order;

import java.util.List;

/** What became of an event. */
public sealed interface Noted {
    /**
     * It counts.
     *
     * @param told whether whoever ordered is told
     */
    record Applied(OrderHead head, boolean told) implements Noted {}

    /** It was here before, with the same content. */
    record Repeated(OrderHead head) implements Noted {}

    /** A higher version of the document is here already; without effect. */
    record Outdated(OrderHead head) implements Noted {}

    /** It does not count; an operator sees it. */
    record Refused(List<Reason> reasons) implements Noted {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
