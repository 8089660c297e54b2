package org.caravanserai.master;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;

/**
 * One document as a source delivers it, complete or partial: an absent field is untouched, {@code null} is cleared by
 * this source, a list is replaced whole, a locale or scope that is not named is untouched.
 *
 * @param document the key is the source's own key
 * @param findings values that were left out, with their raw text and rule
 * @param sections how its structured parts meet those we have
 * @param notes who corrected a value and why, by address; only from the source {@code steward}
 */
public record Incoming(
        Document document, List<Finding> findings, Sections sections, Map<String, SourceRecord.Note> notes) {

    /** How the structured parts (prices, stock, addresses, packaging) of a delivery meet those of the record. */
    public enum Sections {
        /** As canonical JSON says: a list replaces the list, an object replaces the elements it names. */
        AS_WRITTEN,
        /** A full load: the section is exactly this. */
        REPLACE,
        /** A delta: each element replaces the one with the same identity, the others stay. */
        UPSERT
    }

    public Incoming {
        Objects.requireNonNull(document);
        Objects.requireNonNull(sections);
        findings = List.copyOf(findings);
        notes = Map.copyOf(notes);
    }

    /** A canonical document without findings. */
    public static Incoming of(Document document) {
        return new Incoming(document, List.of(), Sections.AS_WRITTEN, Map.of());
    }
}
