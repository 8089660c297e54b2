package org.caravanserai.mapping;

/** A compiled piece of a mapping. Thread-safe: everything that changes is in the slots and in {@link Work}. */
@FunctionalInterface
interface Eval {
    /** The value in the form {@link org.caravanserai.expression.Type} says, null = missing. */
    Object eval(Object[] slots, Work work);
}
