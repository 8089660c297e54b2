package org.caravanserai.connector;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How one call of an operation ended. */
public sealed interface Outcome {
    /**
     * The partner answered as the operation expects.
     *
     * @param records the answer as records: the elements the descriptor points at, or the one document; empty for an empty body
     */
    record Answered(Reply reply, List<Map<String, Object>> records) implements Outcome {
        public Answered {
            records = List.copyOf(records);
        }
    }

    /**
     * It did not.
     *
     * @param retryAt the moment the partner named, already brought within 1 s to 1 h; null = none
     * @param text one sentence for people, without secrets
     * @param reply what came back, null = nothing readable
     * @param records an error answer the descriptor can read, else empty
     */
    record Failed(Fault fault, Instant retryAt, String text, Reply reply, List<Map<String, Object>> records)
            implements Outcome {
        public Failed {
            records = List.copyOf(records);
        }

        /** What it means for something that must not arrive twice when nothing came back: what did not begin is certain, all else is doubt. */
        public Ack unanswered() {
            return switch (fault) {
                case UNKNOWN -> new Ack.Unknown(text);
                case ITEM -> new Ack.Rejected("not-written", null, text);
                case TRANSIENT, THROTTLED, CEILING, CHANNEL -> new Ack.Deferred(retryAt, text);
            };
        }
    }
}
