package org.caravanserai.health;

/**
 * One line of a figure's list.
 *
 * @param recordId id of the golden document, 0 when a source's record is bound to none yet
 * @param key natural key at the time of the recount, or the key that is missing
 * @param detail codes that say what is wrong ({@code description.de_DE}); never a value of the document's personal data
 */
public record Item(long recordId, String key, String detail) {
    /** Before the first line. */
    public static final Item START = new Item(-1, "", "");
}
