package org.caravanserai.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;

/** The order of events every reader of records keeps: look ahead by one, end after a refusal of the whole file. */
abstract class AbstractRecords<T> implements Records<T> {
    private Outcome<T> ready;
    private boolean ended;

    /** The next outcome, null at the end. */
    abstract Outcome<T> read() throws IOException;

    @Override
    public final boolean hasNext() {
        if (ready == null && !ended) {
            try {
                ready = read();
            } catch (IOException e) {
                var refusal = RefusedException.in(e);
                if (refusal == null) {
                    throw new UncheckedIOException(e);
                }
                ready = new Outcome.Refused<>(refusal);
            }
            ended = ready == null
                    || ready instanceof Outcome.Refused<T> refused
                            && refused.refusal().wholeFile();
        }
        return ready != null;
    }

    @Override
    public final Outcome<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var outcome = ready;
        ready = null;
        return outcome;
    }
}
