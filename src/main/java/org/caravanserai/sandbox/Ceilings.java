package org.caravanserai.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches how often each operation is called. A window is a twentieth shorter than published, and shorter by what a
 * call may be late on its way: a caller that keeps its own clock exactly must not be blamed for the network.
 */
final class Ceilings {
    /** What a call may be late on its way, in our time. */
    static final Duration LATE = Duration.ofMillis(50);

    private final List<Ceiling> ceilings;
    private final SandboxTime time;
    private final Map<Ceiling, ArrayDeque<Instant>> calls = new HashMap<>();

    Ceilings(List<Ceiling> ceilings, SandboxTime time) {
        this.ceilings = ceilings;
        this.time = time;
        ceilings.forEach(ceiling -> calls.put(ceiling, new ArrayDeque<>()));
    }

    /** How long the caller should have waited, in this time; nothing when the call was in order. */
    Optional<Duration> early(String operation, Instant at) {
        Duration wait = null;
        for (var ceiling : ceilings) {
            if (ceiling.operations().contains(operation)) {
                var made = recent(ceiling, at);
                if (made.size() >= ceiling.calls()) {
                    var oldest = made.stream()
                            .skip(made.size() - (long) ceiling.calls())
                            .findFirst();
                    var rest = Duration.between(at, oldest.orElse(at).plus(ceiling.per()));
                    wait = wait == null || rest.compareTo(wait) > 0 ? rest : wait;
                }
            }
        }
        return Optional.ofNullable(wait);
    }

    /** Notes a call. */
    void made(String operation, Instant at) {
        for (var ceiling : ceilings) {
            if (ceiling.operations().contains(operation)) {
                recent(ceiling, at).addLast(at);
            }
        }
    }

    /** What is left of the tightest ceiling. */
    Partner.Allowance left(String operation, Instant at) {
        Partner.Allowance least = new Partner.Allowance(0, Integer.MAX_VALUE, Duration.ZERO);
        for (var ceiling : ceilings) {
            if (ceiling.operations().contains(operation)) {
                var made = recent(ceiling, at);
                var left = Math.max(0, ceiling.calls() - made.size());
                if (left < least.left()) {
                    var reset = made.isEmpty()
                            ? Duration.ZERO
                            : Duration.between(at, made.peekFirst().plus(ceiling.per()));
                    least = new Partner.Allowance(ceiling.calls(), left, time.real(reset));
                }
            }
        }
        return least;
    }

    private ArrayDeque<Instant> recent(Ceiling ceiling, Instant at) {
        var made = calls.get(ceiling);
        var begin = at.minus(window(ceiling));
        while (!made.isEmpty() && !made.peekFirst().isAfter(begin)) {
            made.removeFirst();
        }
        return made;
    }

    private Duration window(Ceiling ceiling) {
        var late = Duration.ofNanos((long) (LATE.toNanos() * time.factor()));
        var strict = ceiling.per().multipliedBy(19).dividedBy(20).minus(late);
        var half = ceiling.per().dividedBy(2);
        return strict.compareTo(half) > 0 ? strict : half;
    }
}
