package org.caravanserai.expression;

import java.util.Set;

/**
 * A checked expression, ready to be evaluated by any number of threads. Two compiled expressions are equal when they
 * compute the same from the same slots, so a host may compute equal ones once per record (only under equal reserved
 * words where {@link #reserved()} is not empty).
 */
public interface Compiled {
    /** The type of its value. */
    Type type();

    /** What it reads of the record. */
    Set<Read> reads();

    /** The reserved words it reads. */
    Set<Reserved> reserved();

    /** Names of the functions it calls that the {@link Host} answers: {@code priceOf, missingRequired}. */
    Set<String> hosted();

    /** True when it reads today(): its answer may change without a change of the record, see {@link Run#due()}. */
    boolean readsDate();

    /**
     * The value, null = missing; representation as {@link Type} says.
     *
     * @throws Refused when the item must be parked
     */
    Object value(Object[] slots, Run run);

    /**
     * The answer of a condition; only where {@link #type()} is boolean.
     *
     * @throws Refused when the item must be parked
     */
    Truth truth(Object[] slots, Run run);

    /** Why the value is missing: {@code "undecided: weight is missing"}; to be asked only when it is. */
    String why(Object[] slots, Run run);

    /** The expression in its written form (and, or, not, =). */
    String text();
}
