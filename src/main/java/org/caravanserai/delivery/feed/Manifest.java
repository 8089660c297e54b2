package org.caravanserai.delivery.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one publication of a channel consists of: files that were written in one go and appear together.
 *
 * @param channel name of the channel
 * @param publication name of the set within the channel: the stream whose schedule it follows
 * @param version rises by one with every publication
 * @param at when it was published
 * @param files in the order of the channel file
 * @param rows rows of all lanes, each counted once however many files hold it; -1 = not known (published by an older version)
 * @param contract version of what was agreed with the partner, null = not said
 */
public record Manifest(
        String channel, String publication, long version, Instant at, List<Entry> files, long rows, String contract) {
    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param name as fetched: {@code articles.csv}
     * @param count records in it, over all sheets
     * @param bytes its size
     * @param sha256 in hexadecimal
     * @param type media type
     * @param delta true: only changes, the last value of each row says which
     * @param base version whose receiver is up to date with this one by it; null = a file of changes that holds everything, or no such file
     */
    public record Entry(String name, long count, long bytes, String sha256, String type, boolean delta, Long base) {
        /** A whole file. */
        public Entry(String name, long count, long bytes, String sha256, String type) {
            this(name, count, bytes, sha256, type, false, null);
        }
    }

    /** The same with some of its files.
     * @param wanted asked of each whether files of changes (true) or whole ones are */
    public Manifest of(Predicate<Boolean> wanted) {
        var some = files.stream().filter(file -> wanted.test(file.delta())).toList();
        return new Manifest(channel, publication, version, at, some, rows, contract);
    }

    /** The entry of a file. */
    public Optional<Entry> file(String name) {
        return files.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
