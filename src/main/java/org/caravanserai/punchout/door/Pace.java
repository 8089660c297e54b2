package org.caravanserai.punchout.door;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many requests a minute for each name, counted from the first one on. Kept in memory: a restart forgives. */
public final class Pace {
    private static final int MEMORY = 10_000;
    private static final long MINUTE = 60_000;

    private final int most;
    private final Clock clock;
    private final Map<String, Minute> minutes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Minute> eldest) {
            return size() > MEMORY;
        }
    };

    private record Minute(long begun, int count) {}

    /** @param most requests in a minute */
    public Pace(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Counts a request; false when it is one too many. */
    public synchronized boolean allows(String name) {
        long now = clock.millis();
        var minute = minutes.get(name);
        var next = minute == null || now - minute.begun() >= MINUTE
                ? new Minute(now, 1)
                : new Minute(minute.begun(), minute.count() + 1);
        minutes.put(name, next);
        return next.count() <= most;
    }
}
