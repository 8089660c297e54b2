package org.caravanserai.web.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bodies of people nobody knows yet: each that is read or let pass holds a thread of the server, so there are only so many at a time, and none for long.
 * Who sends a byte every few seconds keeps a few places, not the server.
 */
final class SlowBodies {
    private final int fromOne;
    private final int fromAll;
    private final long most;
    private final LongSupplier nanos;
    private final Map<String, Integer> reading = new HashMap<>();
    private int all;

    /** It took too long. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the body did not come in time");
        }
    }

    /**
     * @param fromOne bodies of one calling address at a time
     * @param fromAll bodies of all of them
     * @param most how long one may take
     * @param nanos a clock that never goes back
     */
    SlowBodies(int fromOne, int fromAll, Duration most, LongSupplier nanos) {
        this.fromOne = fromOne;
        this.fromAll = fromAll;
        this.most = most.toNanos();
        this.nanos = nanos;
    }

    /** Takes a place; give it back with {@link #end}. False when there is none. */
    synchronized boolean begin(String address) {
        int mine = reading.getOrDefault(address, 0);
        if (mine >= fromOne || all >= fromAll) {
            return false;
        }
        reading.put(address, mine + 1);
        all++;
        return true;
    }

    /** Gives a place back. */
    synchronized void end(String address) {
        reading.computeIfPresent(address, (name, mine) -> mine == 1 ? null : mine - 1);
        all--;
    }

    /** All of a body. */
    byte[] read(InputStream in) throws IOException {
        long end = nanos.getAsLong() + most;
        var body = new ByteArrayOutputStream();
        var part = new byte[8192];
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            body.write(part, 0, read);
            if (nanos.getAsLong() - end > 0) {
                throw new TooSlow();
            }
        }
        return body.toByteArray();
    }

    /** What is still to come of a body. */
    @FunctionalInterface
    interface Rest {
        /** Waits for some of it; how many bytes that were, none or less at its end. */
        long next() throws IOException;
    }

    /**
     * Lets pass what is left of a body.
     *
     * @return false when there is more than so many bytes, or it does not come in time
     */
    boolean pass(Rest rest, long bytes) throws IOException {
        long end = nanos.getAsLong() + most;
        for (long left = bytes; left >= 0 && nanos.getAsLong() - end <= 0; ) {
            long passed = rest.next();
            if (passed <= 0) {
                return true;
            }
            left -= passed;
        }
        return false;
    }
}
