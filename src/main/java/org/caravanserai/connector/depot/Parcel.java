package org.caravanserai.connector.depot;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What is put at a partner in one go: the files of a publication, then its manifest.
 *
 * @param channel name of the channel
 * @param title name of the channel for people
 * @param publication name of the set within the channel
 * @param version of the publication
 * @param at when it was published
 * @param rows rows of all files, each counted once; -1 = not known
 * @param items in the order they are put
 * @param manifest JSON, UTF-8; put last, as {@code <publication>.json}
 * @param language of texts for people
 * @param links address below which the files can be fetched too, without a slash at the end; null = not said
 */
public record Parcel(
        String channel,
        String title,
        String publication,
        long version,
        Instant at,
        long rows,
        List<Item> items,
        byte[] manifest,
        Locale language,
        String links) {
    public Parcel {
        items = List.copyOf(items);
    }

    /**
     * One file.
     *
     * @param name at the partner
     * @param path where its bytes are
     * @param bytes its size
     * @param sha256 in hexadecimal
     * @param type media type
     * @param count records in it
     */
    public record Item(String name, Path path, long bytes, String sha256, String type, long count) {}

    /** Name of the manifest at the partner. */
    public String manifestName() {
        return publication + ".json";
    }

    /** Size of all, the manifest included. */
    public long bytes() {
        return items.stream().mapToLong(Item::bytes).sum() + manifest.length;
    }
}
