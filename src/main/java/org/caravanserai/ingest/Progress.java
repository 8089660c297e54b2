package org.caravanserai.ingest;

/** Watches a run and may end it. Called on the thread of the run, after each batch; must be quick. */
public interface Progress {
    /** Nobody watches. */
    Progress NONE = new Progress() {
        @Override
        public void at(long done, long total, Account account) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * How far it is.
     *
     * @param done rows decided
     * @param total rows of the file; 0 while the first pass goes on
     * @param account so far
     */
    void at(long done, long total, Account account);

    /** Whether the run shall end at the next batch. */
    boolean cancelled();
}
