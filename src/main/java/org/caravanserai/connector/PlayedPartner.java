package org.caravanserai.connector;

import java.util.Map;

/** A partner that is played, so that a descriptor can be tried without a network: it is asked what the real one would be asked. */
@FunctionalInterface
public interface PlayedPartner {
    /**
     * A request as it would have gone out.
     *
     * @param path with query, as it goes over the line
     * @param headers without those every HTTP client writes by itself
     * @param mediaType of the body, null = there is none
     * @param body empty when there is none; not to be modified
     */
    record Asked(String method, String path, Map<String, String> headers, String mediaType, byte[] body) {
        public Asked {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * An answer.
     *
     * @param headers by name
     * @param body not to be modified
     */
    record Said(int status, Map<String, String> headers, byte[] body) {
        public Said {
            headers = Map.copyOf(headers);
        }
    }

    /** What it answers; null = the line is cut. */
    Said answer(Asked asked);
}
