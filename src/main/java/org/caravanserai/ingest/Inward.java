package org.caravanserai.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Document;
import org.caravanserai.canonical.Finding;

/**
 * Turns the records of one file into documents. One for each run and thread; the same record gives the same document
 * however often it is read.
 */
public interface Inward {
    /** Columns of the file it reads; a file without one of them is held. Empty for formats without columns. */
    Set<String> columns();

    /** The section whose elements the records are ({@code prices}), null when a record is a document. */
    String collects();

    /** Says which columns the file has, before its first record; not called for formats without columns. */
    default void header(Collection<String> columns) {}

    /**
     * One record.
     *
     * @param fields by column or field name; values as in canonical JSON, cells as text
     */
    Reading read(Map<String, Object> fields);

    /** What became of a record. */
    sealed interface Reading {
        /** A document; values that had to be left out are findings. */
        record Made(Document document, List<Finding> findings, Remark remark) implements Reading {
            public Made {
                findings = List.copyOf(findings);
            }
        }

        /**
         * A record the map passes over; it is not received.
         *
         * @param reason the condition that was false
         */
        record Skipped(String reason) implements Reading {}

        /**
         * A record without a usable key or structure.
         *
         * @param rule code of the rule
         * @param attribute where, null = the record as a whole
         * @param value the offending value, null = none
         * @param message what is wrong and how to mend it
         */
        record Refused(String rule, String attribute, String value, String message) implements Reading {}
    }

    /**
     * What a person said beside a correction.
     *
     * @param text may be empty
     * @param until epoch milliseconds at which the correction ends, null = never
     */
    record Remark(String text, Long until) {}
}
