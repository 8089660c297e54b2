package org.caravanserai.connector;

import java.time.Instant;

/** What is known about one item after a call: reported by the answer of an operation or by {@code hub:ack}, never guessed from silence. */
public sealed interface Ack {
    /**
     * The partner has it.
     *
     * @param remoteId what the partner calls it, null = as before, or it has no name of its own there
     * @param but what a person should look at all the same, one sentence; null = nothing
     */
    record Accepted(String remoteId, String but) implements Ack {
        /** Without more to say. */
        public Accepted(String remoteId) {
            this(remoteId, null);
        }
    }

    /**
     * The partner took it and works on it; a job tells the outcome later.
     *
     * @param jobId what the partner calls the job, at most 200 characters
     * @param operation operation that began it, empty = not said
     * @param lookAt when to look next, null = in a minute
     * @param deadline when the job counts as lost, null = in a day
     */
    record Submitted(String jobId, String operation, Instant lookAt, Instant deadline) implements Ack {}

    /**
     * The partner refused it, and would again.
     *
     * @param code the partner's own code, at most 100 characters
     * @param field target field it complains about, null = the item as a whole
     * @param text in the partner's words, null = none
     */
    record Rejected(String code, String field, String text) implements Ack {}

    /**
     * Not now. Costs no attempt.
     *
     * @param until earliest next attempt, null = as the ceilings allow
     * @param why one sentence, for people; null = not said
     */
    record Deferred(Instant until, String why) implements Ack {}

    /**
     * Sent, and nobody knows whether it arrived.
     *
     * @param why one sentence, for people
     */
    record Unknown(String why) implements Ack {}
}
