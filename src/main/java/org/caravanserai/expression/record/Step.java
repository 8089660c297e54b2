package org.caravanserai.expression.record;

/** One thing done to the slots of a record after its own JSON was read and empty slots were filled from its parent. Phases run in the order listed. */
interface Step {
    /** When a step runs; later phases may rely on earlier ones. */
    enum Phase {
        /** Documents of the same key in another kind: the offer of a SKU. */
        SAME_KEY,
        /** Media, categories, referenced documents. */
        JOIN,
        /** One element out of a section, one field out of a joined document. */
        PICK,
        /** The value without scope where the wanted scope has none. */
        SCOPE,
        /** Values of the parent read as {@code parent.x}, and what is computed from them. */
        PARENT
    }

    /**
     * @param slots of the record
     * @param parent slots of its parent, null when it has none
     * @param page what is joined
     */
    void run(Object[] slots, Object[] parent, Page page);
}
