package org.caravanserai.master;

import org.caravanserai.canonical.Finding;

/**
 * What became of one delivered document. Counted from the source's own record, so that the account of a run does not
 * depend on which source came first: created = the source's first word on that key.
 */
public sealed interface RowResult {
    /**
     * The source's first word on this key.
     *
     * @param id of the golden document, 0 while the record waits for one
     */
    record Created(long id) implements RowResult {}

    /**
     * The source's word changed.
     *
     * @param id of the golden document, 0 while the record waits for one
     */
    record Updated(long id) implements RowResult {}

    /**
     * Nothing new; nothing was written.
     *
     * @param waits whether the record waits for a golden document
     */
    record Unchanged(boolean waits) implements RowResult {}

    /**
     * Not taken; what we have is as it was.
     *
     * @param code why
     * @param attribute where, null = the key
     * @param value the offending value, cut and escaped; null = none
     * @param message what is wrong, with the names, and how to mend it
     */
    record Refused(MasterCode code, String attribute, String value, String message) implements RowResult {
        public Refused {
            value = Finding.cut(value);
        }
    }

    /** Whether the record is kept but bound to no golden document yet. */
    default boolean waits() {
        if (this instanceof Created created) {
            return created.id() == 0;
        }
        if (this instanceof Updated updated) {
            return updated.id() == 0;
        }
        return this instanceof Unchanged unchanged && unchanged.waits();
    }
}
