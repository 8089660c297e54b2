package org.caravanserai.parser;

import java.util.Objects;

/**
 * One cell of a sheet.
 *
 * @param kind what it is
 * @param text texts as they are; numbers as plain decimal digits with at most the 15 significant ones a spreadsheet
 *     knows; dates and times in ISO 8601; {@code true} or {@code false}; the error as shown ({@code #N/A}); empty when
 *     empty
 * @param formula the value was computed when the file was saved; it may be old
 */
public record SheetCell(Kind kind, String text, boolean formula) {

    /** An empty cell. */
    public static final SheetCell EMPTY = new SheetCell(Kind.EMPTY, "", false);

    /** What a cell holds. */
    public enum Kind {
        EMPTY,
        TEXT,
        NUMBER,
        /** {@code 2026-11-21}. */
        DATE,
        /** {@code 2026-11-21T09:00:00}. */
        DATE_TIME,
        /** {@code 09:00:00}. */
        TIME,
        BOOLEAN,
        /** A formula that failed: no value. */
        ERROR
    }

    public SheetCell {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(text);
    }
}
