package org.caravanserai.delivery.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.Batch;
import org.caravanserai.ledger.Duties;
import org.caravanserai.ledger.Said;

/** What a look at a job has brought: items it said nothing final about go on waiting for it, until its deadline. */
final class Looked {
    private final Duties duties;
    private final Duties.Job job;
    private final Batch batch;
    private final Duration otherwise;

    /** @param otherwise pause to the next look where nobody names a moment */
    Looked(Duties duties, Duties.Job job, Batch batch, Duration otherwise) {
        this.duties = duties;
        this.job = job;
        this.batch = batch;
        this.otherwise = otherwise;
    }

    /**
     * Takes out of {@code said} what waits on, and sets the next look.
     *
     * @return whether nobody waits on: the job is to be closed once {@code said} is written
     */
    boolean settle(List<Said> said, Instant now) {
        var failure = batch.failure();
        var goesOn = new ArrayList<Said>();
        for (var one : said) {
            // A look that was cut short settles nothing: the report that was not read may take back what was heard
            // before.
            if (failure != null || one instanceof Said.Submitted || one instanceof Said.Again) {
                goesOn.add(one);
            }
        }
        if (goesOn.isEmpty()) {
            return true;
        }
        said.removeAll(goesOn);
        if (!now.isBefore(job.deadline())) {
            goesOn.forEach(one -> said.add(new Said.Unsure(
                    one.recordId(), now, "job " + job.name() + " has not answered by its deadline", batch.exchange())));
            return true;
        }
        duties.lookAt(job, next(now), job.deadline());
        return false;
    }

    private Instant next(Instant now) {
        Instant next = null;
        for (var ack : batch.seal().values()) {
            if (ack instanceof Ack.Submitted submitted && submitted.lookAt() != null) {
                next = submitted.lookAt();
            }
        }
        if (next != null) {
            return next;
        }
        var failure = batch.failure();
        return failure != null && failure.retryAt() != null ? failure.retryAt() : now.plus(otherwise);
    }
}
