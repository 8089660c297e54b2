package org.caravanserai.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing, per credential at one address, per address, and per credential from anywhere. Unknown credentials
 * are counted like known ones, so an answer does not tell which exist. Kept in memory: a restart forgives.
 */
public final class Attempts {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final int MEMORY = 20_000;
    /** Failures that are free: of one credential at one address, of one address, of one credential anywhere. */
    private static final int[] FREE = {5, 30, 100};

    private final Clock clock;
    private final Map<String, Failures> byKey = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MEMORY;
        }
    };

    private record Failures(int count, Instant last, Instant until) {}

    /** Starts with a clean slate. */
    public Attempts(Clock clock) {
        this.clock = clock;
    }

    /** How long this credential must still wait at this address; empty = it may try. */
    public synchronized Optional<Duration> pause(String credential, String address) {
        var now = clock.instant();
        return keys(credential, address).stream()
                .map(byKey::get)
                .filter(failures -> failures != null && failures.until().isAfter(now))
                .map(failures -> Duration.between(now, failures.until()))
                .max(Duration::compareTo);
    }

    /** Counts a failure. */
    public synchronized void failed(String credential, String address) {
        var now = clock.instant();
        var keys = keys(credential, address);
        for (int i = 0; i < keys.size(); i++) {
            var old = byKey.get(keys.get(i));
            var count = old == null || old.last().plus(WINDOW).isBefore(now) ? 1 : old.count() + 1;
            byKey.put(keys.get(i), new Failures(count, now, now.plus(longer(count - FREE[i]))));
        }
    }

    /** A success clears the credential at this address; what others tried elsewhere still counts. */
    public synchronized void succeeded(String credential, String address) {
        byKey.remove(keys(credential, address).get(0));
    }

    private static Duration longer(int beyondFree) {
        if (beyondFree < 0) {
            return Duration.ZERO;
        }
        var pause = FIRST_WAIT.multipliedBy(1L << Math.min(beyondFree, 10));
        return pause.compareTo(WINDOW) < 0 ? pause : WINDOW;
    }

    private static List<String> keys(String credential, String address) {
        return List.of("both " + credential + "\n" + address, "address " + address, "credential " + credential);
    }
}
