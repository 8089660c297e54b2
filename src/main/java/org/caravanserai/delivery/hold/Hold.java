package org.caravanserai.delivery.hold;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A publication the brake holds: the last good version stays served.
 *
 * @param publication name of the stream that leads it
 * @param causes what is too much, with its figure
 * @param reason one line for people, with codes
 * @param since when it was held
 * @param seen what was looked at last: position of the change log, revision of the rules, day, counters
 * @param releasedBy who allowed it after all, null = nobody yet
 * @param releasedAt null = not yet
 * @param releaseReason in words, null = not yet
 */
public record Hold(
        String channel,
        String publication,
        Map<String, Long> causes,
        String reason,
        Instant since,
        String seen,
        String releasedBy,
        Instant releasedAt,
        String releaseReason) {
    public Hold {
        causes = Map.copyOf(causes);
    }

    /** Somebody allowed it after all, and it will leave at the next look unless more is wrong by then. */
    public boolean released() {
        return releasedAt != null;
    }

    /** Whether what somebody allowed covers what is too much now: the same causes, none of them worse. */
    public boolean covers(List<Brake.Closed> closed) {
        return released()
                && closed.stream()
                        .allMatch(one -> causes.containsKey(one.cause()) && causes.get(one.cause()) >= one.figure());
    }
}
