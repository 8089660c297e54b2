package org.caravanserai.expression;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What surrounds an expression beside the record.
 *
 * @param reserved the reserved words that have a meaning here, with their types (text, or an option with the known
 * names)
 * @param host binds functions that need data
 */
public record Environment(Map<Reserved, Type> reserved, Host host) {
    public Environment {
        var copy = new EnumMap<Reserved, Type>(Reserved.class);
        copy.putAll(reserved);
        reserved = Collections.unmodifiableMap(copy);
    }

    /** Nothing but the record and today(). */
    public static Environment plain() {
        return new Environment(Map.of(), Host.NONE);
    }
}
