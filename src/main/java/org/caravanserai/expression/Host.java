package org.caravanserai.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binds the functions that need data (lookup, priceOf, stockOf, inAssortment, missingRequired, isVariant) to whoever
 * has it.
 */
public interface Host {
    /** A host without data: every such function is an error of the expression. */
    Host NONE = (function, constants) -> Optional.empty();

    /**
     * Called once per use, at compile time, so that the host can prepare what the call will need.
     *
     * @param function name as listed in {@link Functions}
     * @param constants the arguments known already, null for those that are not; may be shorter than the longest form
     * of the function
     * @return empty when the function has no meaning in this place
     */
    Optional<Call> bind(String function, List<Object> constants);

    /** Names a constant first argument may have (tables, price lists, warehouses, assortments); empty = not checked. */
    default Set<String> known(String function) {
        return Set.of();
    }

    /**
     * A bound function. Two calls that are equal may be computed once: make it a record where sharing matters. Must be
     * thread-safe.
     */
    @FunctionalInterface
    interface Call {
        /**
         * @param arguments as declared, none of them null unless the declaration says so
         * @param slots those of the record
         * @return a value of the declared type, null = missing
         */
        Object apply(Object[] arguments, Object[] slots, Run run);
    }
}
