package org.caravanserai.ledger;

import java.time.Instant;
import org.caravanserai.ledger.Once.Step;

/**
 * A row of {@code ledger_once}, and what may become of it.
 *
 * @param doubt something that was sent may have arrived
 * @param claimed what the partner called it in an answer that is still to be seen for true, empty = it gave no name; null = it claimed nothing
 * @param deadline of what the partner works on, 0 = none
 * @param token lease, 0 = none
 * @param sentAt 0 = never
 */
record OnceRow(
        long k,
        String key,
        Step step,
        boolean doubt,
        String claimed,
        long dueAt,
        long deadline,
        long token,
        int tries,
        int looks,
        long sentAt) {
    /** Due when somebody says so, or never again. */
    static final long NEVER = Long.MAX_VALUE;

    OnceRow step(Step next, long due) {
        return new OnceRow(k, key, next, doubt, claimed, due, deadline, 0, tries, looks, sentAt);
    }

    OnceRow doubt(boolean now) {
        return new OnceRow(k, key, step, now, claimed, dueAt, deadline, token, tries, looks, sentAt);
    }

    OnceRow claimed(String remoteId) {
        return new OnceRow(k, key, step, doubt, remoteId, dueAt, deadline, token, tries, looks, sentAt);
    }

    OnceRow deadline(long at) {
        return new OnceRow(k, key, step, doubt, claimed, dueAt, at, token, tries, looks, sentAt);
    }

    OnceRow sending(Instant now, long lease, long fresh) {
        return new OnceRow(
                k, key, Step.UNDERWAY, doubt, claimed, lease, 0, fresh, tries + 1, looks, now.toEpochMilli());
    }

    OnceRow looking(long lease, long fresh) {
        return new OnceRow(k, key, Step.LOOKING, doubt, claimed, lease, deadline, fresh, tries, looks + 1, sentAt);
    }

    Errand errand(Lane lane) {
        return new Errand(lane, Lane.recordId(k), key, token, tries, looks, moment(sentAt), doubt, claimed);
    }

    /** As every item of the ledger is counted. */
    State state() {
        return switch (step) {
            case WAITING, UNDERWAY, LOOKING, SUBMITTED -> doubt ? State.UNKNOWN : State.PENDING;
            case ASKING -> doubt ? State.UNKNOWN : State.PARKED;
            case DONE -> State.CONFIRMED;
            case DROPPED -> State.RETIRED;
        };
    }

    /** What an outcome makes of it. */
    OnceRow after(Came came, Once.Rules rules, Instant now) {
        boolean asked = rules.capability() == Capability.QUERYABLE;
        if (came instanceof Came.There there) {
            return claimed(there.remoteId()).step(Step.DONE, NEVER);
        }
        if (came instanceof Came.Claimed said) {
            var named = claimed(said.remoteId() == null ? "" : said.remoteId());
            return asked ? named.doubt(true).step(Step.WAITING, millis(said.lookAt())) : named.step(Step.DONE, NEVER);
        }
        if (came instanceof Came.Submitted submitted) {
            return deadline(millis(submitted.deadline()))
                    .step(Step.SUBMITTED, millis(asked ? submitted.lookAt() : submitted.deadline()));
        }
        if (came instanceof Came.Unsure unsure) {
            return rules.capability() == Capability.BLIND
                    ? doubt(true).step(Step.ASKING, NEVER)
                    : doubt(true).step(Step.WAITING, millis(unsure.again()));
        }
        if (came instanceof Came.NotSent notSent) {
            return step(Step.WAITING, millis(notSent.again()));
        }
        if (came instanceof Came.Absent absent) {
            return absent(absent, now);
        }
        if (came instanceof Came.Unclear unclear) {
            return step(deadline > millis(now) ? Step.SUBMITTED : Step.WAITING, millis(unclear.again()));
        }
        // Refused: an earlier attempt that is in doubt may still be there. Contradicted: something is there.
        return doubt(doubt || came instanceof Came.Contradicted).step(Step.ASKING, NEVER);
    }

    /** Not there: it goes out again, unless the partner has said that it has it or is still working on it. */
    private OnceRow absent(Came.Absent absent, Instant now) {
        if (deadline > millis(now)) {
            return step(Step.SUBMITTED, millis(absent.again()));
        }
        return claimed == null && deadline == 0
                ? doubt(false).step(Step.WAITING, millis(now))
                : doubt(true).step(Step.WAITING, millis(absent.again()));
    }

    static Instant moment(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }
}
