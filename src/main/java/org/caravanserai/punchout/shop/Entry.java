package org.caravanserai.punchout.shop;

import java.util.List;

/**
 * What the index holds of a product or a category.
 *
 * @param id of the golden document
 * @param key SKU or code of the category
 * @param codes numbers it is known by
 * @param names in all languages
 * @param words other words it is found by
 * @param categories it lies in directly
 */
record Entry(
        long id,
        Type type,
        String key,
        List<String> codes,
        List<String> names,
        List<String> words,
        List<String> categories) {
    /** What it is of. */
    enum Type {
        PRODUCT("p"),
        CATEGORY("c");

        final String letter;

        Type(String letter) {
            this.letter = letter;
        }
    }
}
