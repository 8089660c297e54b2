package org.caravanserai.ledger;

import java.time.Instant;

/** What came of an {@link Errand}. */
public sealed interface Came {
    /**
     * It is there.
     *
     * @param remoteId what the partner calls it, null = not told
     */
    record There(String remoteId) implements Came {}

    /**
     * The partner says it took it; that counts once a look has found it. Only for partners that can be asked.
     *
     * @param remoteId what the partner calls it, null = not told
     */
    record Claimed(String remoteId, Instant lookAt) implements Came {}

    /**
     * The partner works on it and tells later (an acknowledgement file, a job).
     *
     * @param deadline from then on nobody knows
     */
    record Submitted(Instant lookAt, Instant deadline) implements Came {}

    /** It may have arrived. Never an assumption that it did not. */
    record Unsure(Instant again) implements Came {}

    /** For certain it was not sent: no line, no secret, too early. */
    record NotSent(Instant again) implements Came {}

    /** The partner understood it and does not want it, or something contradicts: a human decides. Nothing of it is there. */
    record Refused() implements Came {}

    /** Something else than ours stands there under our key, or an answer speaks of something else: a human decides. */
    record Contradicted() implements Came {}

    /** A look found nothing. */
    record Absent(Instant again) implements Came {}

    /** A look found out nothing. */
    record Unclear(Instant again) implements Came {}
}
