package org.caravanserai.delivery.wanted;

import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;

/** What a partner says against sending, as a lane asks for it: part of the gate. */
interface Veto {
    /** Nobody says anything. */
    Veto NONE = new Veto() {
        @Override
        public Optional<Finding> against(long recordId, Cells row) {
            return Optional.empty();
        }

        @Override
        public long version() {
            return 0;
        }
    };

    /** Why this row must not go out; empty when it may. */
    Optional<Finding> against(long recordId, Cells row);

    /** Another number as soon as anything else is said: then every item is judged again. */
    long version();
}
