package org.caravanserai.connector.client;

import java.util.Map;

/** What came back from sending a request. */
sealed interface Received {
    /**
     * An answer.
     *
     * @param headers by name in lower case; several of one name are joined
     * @param body bounded
     * @param nonsense why the body is not whole or not to be believed, null = it is
     */
    record Answer(int status, Map<String, String> headers, byte[] body, String nonsense) implements Received {
        String mediaType() {
            return headers.get("content-type");
        }
    }

    /**
     * None.
     *
     * @param sent whether the request, or a part of it, was on its way
     * @param text one sentence without secrets
     */
    record Nothing(Kind kind, boolean sent, String text) implements Received {}

    /** Why there is no answer. */
    enum Kind {
        /** The address may not be called. */
        FORBIDDEN,
        /** The other side cannot be reached. */
        UNREACHABLE,
        /** Certificate or protocol of TLS. */
        TLS,
        /** The time was up. */
        TIMEOUT,
        /** The line was cut. */
        CUT,
        /** What came back is no HTTP. */
        GARBAGE
    }
}
