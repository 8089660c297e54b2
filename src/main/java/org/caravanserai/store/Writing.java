package org.caravanserai.store;

import java.sql.SQLException;
import java.util.List;

/** A transaction that bears being run again, and so may share its commit with others; see {@link GroupCommit}. */
final class Writing<T> extends Task<Writing.Outcome<T>> {
    private final Work<T> work;
    private Outcome<T> outcome;
    private boolean settled;
    private Throwable failure;

    /** What came of it, and what is to be woken once it is committed. */
    record Outcome<T>(T value, List<Runnable> wakeUps) {}

    Writing(int rank, Work<T> work) {
        super(rank, null);
        this.work = work;
    }

    /** All but the commit. */
    static <T> Outcome<T> run(Link link, Work<T> work) throws SQLException {
        var tx = new Tx(link, true);
        var value = work.run(tx);
        tx.runBeforeCommit();
        return new Outcome<>(value, tx.wakeUps());
    }

    /** All but the commit. */
    void run(Link link) throws SQLException {
        outcome = run(link, work);
    }

    /** It was committed for itself, or failed for itself: what happens to others is nothing to it. */
    void settled(Throwable why) {
        settled = true;
        failure = why;
    }

    /** Tells the caller; {@code group} = why the commit it shared did not happen, null = it did. */
    void finish(Throwable group) {
        finish(outcome, settled ? failure : group);
    }
}
