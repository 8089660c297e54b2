package org.caravanserai.ledger;

import java.util.List;
import java.util.function.Supplier;

/** What evaluation says about one selected item. An item of the range nobody wishes for is leaving. */
public sealed interface Wish {
    /** Id of the golden document. */
    long recordId();

    /**
     * It should stand at the partner like this.
     *
     * @param hash content hash of the mapped payload, never 0
     * @param payload gives the payload in the writing of the mapping, asked and kept only when the hash is new; null = not kept
     */
    record Wanted(long recordId, long hash, Supplier<byte[]> payload) implements Wish {}

    /**
     * It is selected and must not go out.
     *
     * @param reasons names of the rules that hold it, at least one, each at most 100 characters
     * @param retire true: an earlier version must not stay at the partner either ({@code onHold: retire})
     */
    record Held(long recordId, List<String> reasons, boolean retire) implements Wish {
        public Held {
            reasons = List.copyOf(reasons);
        }
    }
}
