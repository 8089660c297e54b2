package org.caravanserai.canonical.order;

import java.util.List;

/**
 * What reading a document from a JSON tree gave.
 *
 * @param <T> the document
 */
public sealed interface Read<T> {
    /** It could be read. That its values make sense is asked of the document itself. */
    record Taken<T>(T value) implements Read<T> {}

    /** It could not; at least one flaw, all that were found. */
    record Refused<T>(List<Flaw> flaws) implements Read<T> {
        public Refused {
            flaws = List.copyOf(flaws);
        }
    }
}
