package org.caravanserai.mapping;

import java.util.List;
import org.caravanserai.canonical.Finding;

/** What became of one record. */
public sealed interface MapResult {
    /** It can go out. Findings say what was cut or left out. */
    record Mapped(Row row, List<Finding> findings) implements MapResult {}

    /** It must not go out until somebody mends it; at least one finding blocks. */
    record Held(List<Finding> findings) implements MapResult {}

    /**
     * It is not for this partner.
     *
     * @param reason one sentence: the condition that was false or undecided, or what rejected it
     */
    record NotSelected(String reason) implements MapResult {}
}
