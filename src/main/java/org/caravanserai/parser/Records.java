package org.caravanserai.parser;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The records of one file, one at a time, in constant memory. Wrong input is an {@link Outcome}; an exception means
 * that the file could not be read at all ({@link java.io.UncheckedIOException}). Not thread-safe.
 *
 * @param <T> what a record is in this format
 */
public interface Records<T> extends Iterator<Outcome<T>>, Closeable {}
