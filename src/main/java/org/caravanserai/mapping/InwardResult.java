package org.caravanserai.mapping;

import java.util.List;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;

/** What an inward map made of one source row. */
public sealed interface InwardResult {
    /** A canonical document. Every mapped field is in it, null = the source clears it; bad values are left out, with a finding each. */
    record Accepted(Document document, List<Finding> findings) implements InwardResult {}

    /** The row cannot be used. {@code cause.value()} holds the raw text where one value is to blame. */
    record Refused(Finding cause) implements InwardResult {}

    /** The map's {@code select} leaves the row out. */
    record Skipped(String reason) implements InwardResult {}
}
