package org.caravanserai.connector.client;

import java.time.Duration;

/** The way to one target. */
interface Wire extends AutoCloseable {
    /**
     * Sends a request; comes back within the limit in any case.
     *
     * @param maxBytes longest body of an answer, unpacked
     */
    Received send(Request request, Duration limit, int maxBytes);

    @Override
    void close();
}
