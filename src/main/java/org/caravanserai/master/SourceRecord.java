package org.caravanserai.master;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;

/**
 * Everything one source has said about one thing, accumulated over its deliveries.
 *
 * @param source name of the source
 * @param document what it says; the key is the source's own key; holds no nulls
 * @param findings what was wrong with single values of the last delivery that mentioned them
 * @param run the run that set every value not in {@code runs}
 * @param runs the run that last set a value, by address, where it is not {@code run}
 * @param notes who corrected a value and why, by address; only in records of the source {@code steward}
 */
public record SourceRecord(
        String source,
        Document document,
        List<Finding> findings,
        long run,
        Map<String, Long> runs,
        Map<String, Note> notes) {

    /** The built-in source of corrections made by people. */
    public static final String STEWARD = "steward";

    /**
     * Why a person corrected a value.
     *
     * @param author login of the person
     * @param text in their words, may be empty
     * @param until epoch milliseconds from which the correction no longer holds, null = for good
     */
    public record Note(String author, String text, Long until) {}

    public SourceRecord {
        Objects.requireNonNull(source);
        Objects.requireNonNull(document);
        findings = List.copyOf(findings);
        runs = Map.copyOf(runs);
        notes = Map.copyOf(notes);
    }

    /** A record as one run delivers it. */
    public static SourceRecord of(String source, Document document, long run) {
        return new SourceRecord(source, document, List.of(), run, Map.of(), Map.of());
    }

    /** The run that last set the value at this address. */
    public long runOf(String address) {
        return runs.getOrDefault(address, run);
    }
}
