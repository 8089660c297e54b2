package org.caravanserai.store;

/** How much an acknowledgement is worth on H2. PostgreSQL gives the strict promise by its own settings. */
public enum Profile {
    /** Every commit is handed to the operating system: survives the death of the process, not the loss of power. */
    EVALUATION,
    /** Every commit is forced to the disk as well (about 10 ms each): survives the loss of power. */
    STRICT
}
