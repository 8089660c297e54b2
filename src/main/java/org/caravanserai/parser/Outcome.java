package org.caravanserai.parser;

/**
 * What reading one record gave: the record, or why it was refused.
 *
 * @param <T> what a record is in this format
 */
public sealed interface Outcome<T> {

    /**
     * A record that could be read.
     *
     * @param number its number in the file, first is 1, refused ones counted
     * @param line physical line it begins on (row of a sheet), first is 1
     * @param value the record
     */
    record Taken<T>(long number, long line, T value) implements Outcome<T> {}

    /**
     * A record that could not be read; when {@link Refusal#wholeFile()}, nothing follows and nothing of the file may be
     * kept.
     */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}
}
