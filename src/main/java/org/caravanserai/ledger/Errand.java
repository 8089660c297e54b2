package org.caravanserai.ledger;

import java.time.Instant;

/**
 * One item of a {@code once} lane that somebody is about to send or to look for. What comes of it counts only while its lease stands.
 *
 * @param key what the partner knows it by; the same at every attempt
 * @param token the lease
 * @param tries how often it was sent, this time included
 * @param looks how often it was looked for, this time included
 * @param sentAt when it was sent last, null = never
 * @param doubt an earlier attempt may have arrived
 * @param claimed what the partner called it in an answer that is still to be seen for true; null = none
 */
public record Errand(
        Lane lane,
        long recordId,
        String key,
        long token,
        int tries,
        int looks,
        Instant sentAt,
        boolean doubt,
        String claimed) {}
