package org.caravanserai.connector;

import java.time.Instant;
import java.util.Map;

/**
 * One exchange with a partner as it is kept: secrets and personal fields masked, bodies cut at 64 Ki characters.
 *
 * @param id number, 0 = not kept yet
 * @param path with query
 * @param request body
 * @param status 0 = no answer
 * @param answer body
 * @param millis from the first byte out to the last byte in
 * @param fault null = it was answered as the operation expects
 * @param text what went wrong, null = nothing
 */
public record Conversation(
        long id,
        Instant at,
        String channel,
        String operation,
        String method,
        String path,
        Map<String, String> requestHeaders,
        String request,
        int status,
        Map<String, String> answerHeaders,
        String answer,
        long millis,
        Fault fault,
        String text) {
    public Conversation {
        requestHeaders = Map.copyOf(requestHeaders);
        answerHeaders = Map.copyOf(answerHeaders);
    }
}
