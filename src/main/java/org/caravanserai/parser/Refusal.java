package org.caravanserai.parser;

import java.util.Objects;

/**
 * Why a file of data, or one record of it, was refused.
 *
 * @param code what kind of fault; says whether the whole file is refused
 * @param record number of the record, first is 1; 0 = unknown or the file as a whole
 * @param line physical line it begins on (row of a sheet), first is 1; 0 = unknown
 * @param offset byte in the file, first is 0; -1 = unknown
 * @param field column or field path, null = the record as a whole
 * @param message what is wrong and how to mend it; foreign text in it is cut and escaped
 */
public record Refusal(ParserCode code, long record, long line, long offset, String field, String message) {
    public Refusal {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }

    /** The file as a whole. */
    public static Refusal file(ParserCode code, String message) {
        return new Refusal(code, 0, 0, -1, null, message);
    }

    /** A place in the file. */
    public static Refusal file(ParserCode code, long line, long offset, String message) {
        return new Refusal(code, 0, line, offset, null, message);
    }

    /** One record. */
    public static Refusal row(ParserCode code, long record, long line, String field, String message) {
        return new Refusal(code, record, line, -1, field, message);
    }

    /** True when nothing of the file may be taken. */
    public boolean wholeFile() {
        return code.wholeFile();
    }

    /** {@code line 12, byte 345, field x: FIL-004 text}; parts that are not known are left out. */
    @Override
    public String toString() {
        var place = new StringBuilder();
        part(place, line > 0, "line " + line);
        part(place, line == 0 && record > 0, "record " + record);
        part(place, offset >= 0, "byte " + offset);
        part(place, field != null, "field " + Escaped.cut(field));
        return (place.isEmpty() ? "" : place + ": ") + code.code() + " " + message;
    }

    private static void part(StringBuilder place, boolean known, String text) {
        if (known) {
            place.append(place.isEmpty() ? "" : ", ").append(text);
        }
    }
}
