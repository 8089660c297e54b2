package org.caravanserai.connector;

import java.util.Map;

/**
 * What a partner answered.
 *
 * @param status HTTP status
 * @param headers of the allow-list, names in lower case
 * @param body at most as long as the operation allows; not to be modified
 * @param exchange number under which the conversation is kept, 0 = not kept
 */
public record Reply(int status, Map<String, String> headers, byte[] body, long exchange) {
    public Reply {
        headers = Map.copyOf(headers);
    }
}
