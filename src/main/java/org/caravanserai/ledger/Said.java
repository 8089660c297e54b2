package org.caravanserai.ledger;

import java.time.Instant;
import java.util.List;

/** What came of sending one item. */
public sealed interface Said {
    /** Id of the golden document. */
    long recordId();

    /**
     * It is there, or gone when it was to go.
     *
     * @param remoteId what the partner calls it, null = as before
     * @param body the row as it was sent, kept to be compared with, null = not kept
     */
    record Done(long recordId, String remoteId, byte[] body, long exchange) implements Said {}

    /** It was taken off while a gate holds it: without effect there, and the partner still knows it under the same id. */
    record Withdrawn(long recordId, String remoteId, long exchange) implements Said {}

    /**
     * A job has it.
     *
     * @param job the partner's name of the job
     * @param operation operation that began it, empty = not said
     * @param body the row as it was sent, null = not kept
     * @param lookAt when to look at the job
     * @param deadline when it counts as lost
     */
    record Submitted(
            long recordId, String job, String operation, byte[] body, Instant lookAt, Instant deadline, long exchange)
            implements Said {}

    /**
     * The partner refused it; at least one reason.
     *
     * @param partly a part of it is there all the same: what was confirmed before no longer counts
     * @param lookAgain it was to be created, and looked for before in vain: when an earlier attempt is in doubt, that one may have landed since, and it is
     *     looked for again at this time; null = there is nothing to look for
     */
    record Refused(long recordId, List<Rejection> reasons, boolean partly, Instant lookAgain) implements Said {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        /** Refused as a whole. */
        public Refused(long recordId, List<Rejection> reasons) {
            this(recordId, reasons, false, null);
        }
    }

    /**
     * Nothing has changed there; try again.
     *
     * @param counts whether this was an attempt of the item, or only a bad moment
     * @param park true: enough attempts, somebody should look; it is tried again at {@code at} all the same
     * @param doubt it may have arrived all the same: a repetition does no harm, and until one is answered nobody knows what stands there
     */
    record Again(
            long recordId,
            Instant at,
            boolean counts,
            boolean park,
            String code,
            String text,
            long exchange,
            boolean doubt)
            implements Said {
        /** Nothing has changed there for certain. */
        public Again(long recordId, Instant at, boolean counts, boolean park, String code, String text, long exchange) {
            this(recordId, at, counts, park, code, text, exchange, false);
        }
    }

    /** Sent, and nobody knows; look or send again at this moment. */
    record Unsure(long recordId, Instant at, String text, long exchange) implements Said {}
}
