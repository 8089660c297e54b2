package org.caravanserai.order;

import java.util.List;

/** What intake says to whoever sent an order. Everything but {@link Refused} speaks of an order that is kept. */
public sealed interface Receipt {
    /**
     * The order is ours, committed.
     *
     * @param head as it stands now
     * @param held why it waits for a human; empty = it does not. Said again as at the first time when the order is repeated
     * @param notes differences the buyer should hear of, likewise
     * @param repeated true: it was here before, with the same content
     */
    record Taken(OrderHead head, List<Reason> held, List<Reason> notes, boolean repeated) implements Receipt {
        public Taken {
            held = List.copyOf(held);
            notes = List.copyOf(notes);
        }
    }

    /** It is not taken, and may be sent again once it is mended. The message is kept. */
    record Refused(List<Reason> reasons) implements Receipt {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** The same number and version came with other content, or a version of what has left. The first one counts; an operator sees both. */
    record Conflict(OrderHead first, Reason reason) implements Receipt {}

    /** A higher version is here already. */
    record Outdated(OrderHead newest, Reason reason) implements Receipt {}
}
