package org.caravanserai.health;

/** Which media and categories documents name: hashes of their codes, filled by one pass and asked by later ones. One thread. */
final class Use {
    private final Hashes media = new Hashes();
    private final Hashes liveMedia = new Hashes();
    private final Hashes categories = new Hashes();

    /** @param joined what stands in a slot of joined documents, null = none */
    void media(Object joined, boolean live) {
        each(joined, media);
        if (live) {
            each(joined, liveMedia);
        }
    }

    void categories(Object joined) {
        each(joined, categories);
    }

    /** A category above one that is used is used. */
    void category(String code) {
        categories.add(code);
    }

    /** Some document names it. */
    boolean named(String medium) {
        return media.contains(medium);
    }

    /** A product that is sold shows it. */
    boolean live(String medium) {
        return liveMedia.contains(medium);
    }

    /** A product that is sold is in it or below it. */
    boolean sells(String category) {
        return categories.contains(category);
    }

    private static void each(Object joined, Hashes into) {
        if (joined instanceof Object[] documents) {
            for (var document : documents) {
                // The key is the first slot of every record.
                into.add((String) ((Object[]) document)[0]);
            }
        }
    }
}
