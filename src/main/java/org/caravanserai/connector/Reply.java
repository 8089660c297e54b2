package org.caravanserai.connector;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a partner answered.
 *
 * @param status HTTP status
 * @param headers of the allow-list, names in lower case
 * @param body at most as long as the operation allows; not to be modified
 * @param exchange number under which the conversation is kept, 0 = not kept
 * @param masking a text of the answer as it may be kept and shown: without secrets of the connection and personal values of the items
 */
public record Reply(
        int status, Map<String, String> headers, byte[] body, long exchange, UnaryOperator<String> masking) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** An answer in which nothing is to be hidden. */
    public Reply(int status, Map<String, String> headers, byte[] body, long exchange) {
        this(status, headers, body, exchange, UnaryOperator.identity());
    }
}
