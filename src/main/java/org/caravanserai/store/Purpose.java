package org.caravanserai.store;

import java.time.Duration;

/** Why somebody uses the database; decides who goes first, how long one waits and whether a full disk refuses. */
public enum Purpose {
    /** Orders and their states: first in every queue, with threads of their own. */
    ORDER(0, false, true),
    /** Somebody waits for the answer: screens, API. The usual one. */
    INTERACTIVE(1, false, true),
    /** Recording what has already happened outside (acknowledgements): waits patiently and is still let in on a filling disk. */
    CONFIRM(2, true, false),
    /** Bulk work that can wait: imports, re-evaluation, clean-up. */
    BATCH(3, true, true);

    /** A patient caller gives up only when the database is stuck for good. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final int rank;
    private final boolean patient;
    private final boolean newWork;

    Purpose(int rank, boolean patient, boolean newWork) {
        this.rank = rank;
        this.patient = patient;
        this.newWork = newWork;
    }

    int rank() {
        return rank;
    }

    boolean newWork() {
        return newWork;
    }

    Duration wait(Duration limit) {
        return patient ? PATIENCE : limit;
    }
}
