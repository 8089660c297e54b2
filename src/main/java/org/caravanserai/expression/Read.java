package org.caravanserai.expression;

import java.util.List;

/**
 * Something an expression reads.
 *
 * @param path as resolved by {@link Names}; fields of list elements as {@code [media, role]}
 * @param type of what is read
 */
public record Read(List<String> path, Type type) {
    public Read {
        path = List.copyOf(path);
    }

    @Override
    public String toString() {
        return String.join(".", path);
    }
}
