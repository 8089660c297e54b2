package org.caravanserai.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host lets expressions read. The host gives out a slot when a path is asked for, and thereby learns what is
 * read; asking for the same path again gives the same variable.
 *
 * <p>Paths: {@code [sku]}, {@code [name, fr_FR]}, {@code [description, print, fr_FR]}, {@code [parent, sku]},
 * {@code [packaging, BX, quantity]}, in a list element {@code [role]}. A localised attribute asked without a locale has
 * the type {@link Type.Localised}, unless the host has chosen the locale already (key {@code locale}); then it is
 * plain. Scopes alike. A variable of the types {@link Type.Localised} and {@link Type.Scoped} is never read, only asked
 * for its type: it needs no slot of its own.
 */
public interface Names {
    /** The variable of this path, empty when there is none. */
    Optional<Variable> variable(List<String> path);

    /**
     * Names directly under a prefix (empty = top) with their types, for "did you mean"; asking here gives out no slot.
     */
    Map<String, Type> under(List<String> prefix);

    /**
     * How many frames {@link Run#item(int, Object[])} the host uses itself in this scope (0 outside lists); those of
     * macros follow.
     */
    default int frames() {
        return 0;
    }
}
