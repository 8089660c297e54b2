package org.caravanserai.canonical;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of documents the master keeps. The list is closed and its words are plural everywhere: streams, entities, API paths, file keys.
 * {@link #code()} is stored in the database and never reused.
 */
public enum Kind {
    PRODUCTS(1, "products", "sku"),
    OFFERS(2, "offers", "sku"),
    MEDIA(3, "media", "code"),
    CATEGORIES(4, "categories", "code"),
    COMPANIES(5, "companies", "number"),
    CONTACTS(6, "contacts", "id");

    /** Asked for every row that is read. */
    private static final Kind[] BY_CODE = byCode();

    private final int code;
    private final String word;
    private final String keyField;

    Kind(int code, String word, String keyField) {
        this.code = code;
        this.word = word;
        this.keyField = keyField;
    }

    /** The number kept in database rows. */
    public int code() {
        return code;
    }

    /** The plural word of files, API paths and screens. */
    public String word() {
        return word;
    }

    /** The field of the canonical JSON that holds the natural key. */
    public String keyField() {
        return keyField;
    }

    /** The kind of this plural word, empty when there is none. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** The kind stored under this number.
     * @throws IllegalArgumentException when the number was never given out */
    public static Kind of(int code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no kind has the code " + code);
        }
        return BY_CODE[code];
    }

    private static Kind[] byCode() {
        var kinds = new Kind[values().length + 1];
        for (var kind : values()) {
            kinds[kind.code] = kind;
        }
        return kinds;
    }
}
