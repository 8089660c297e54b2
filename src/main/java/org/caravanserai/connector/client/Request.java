package org.caravanserai.connector.client;

import java.util.Map;
import org.caravanserai.connector.codec.Content;

/**
 * A request as it goes out.
 *
 * @param path with query, percent-encoded
 * @param headers without those the transport writes
 * @param body null = none
 */
record Request(String method, String path, Map<String, String> headers, Content body) {
    /** Holds secrets: shows the method only. */
    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
