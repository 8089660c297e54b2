package org.caravanserai.canonical;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The closed list of attribute types; how each stands in canonical JSON is said beside it. */
public enum AttributeType {
    /** JSON string. */
    TEXT,
    /** JSON string holding an HTML fragment; reduced at the border of a channel, never trusted. */
    HTML,
    /** JSON number without fraction, 64 bit. */
    INTEGER,
    /** JSON string of decimal digits with a point: {@code "12.50"}. */
    DECIMAL,
    /** JSON true or false. */
    BOOLEAN,
    /** JSON string {@code yyyy-MM-dd}. */
    DATE,
    /** JSON string, ISO 8601 with offset. */
    INSTANT,
    /** Object {@code {"value":"0.12","unit":"KGM"}}, unit UN/ECE Recommendation 20 or 21. */
    QUANTITY,
    /** Object {@code {"amount":"12.50","currency":"EUR"}}, currency ISO 4217. */
    MONEY,
    /** JSON string: one code of the attribute's table. */
    OPTION,
    /** JSON array of strings: codes of the attribute's table, in the order given. */
    OPTIONS,
    /** JSON string: the natural key of another document ({@link Attribute#target()}). */
    REFERENCE,
    /** JSON array of strings: codes of media documents. */
    MEDIA;

    /** The word used in model files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of this word, empty when there is none. */
    public static Optional<AttributeType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
