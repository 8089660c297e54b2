package org.caravanserai.ingest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.caravanserai.canonical.Kind;

/** One delivery of a source and kind at a time, in the order they came. */
final class Turns {
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final AtomicInteger taking = new AtomicInteger();

    /** Whether something is being taken, or waits for its turn. */
    boolean busy() {
        return taking.get() > 0;
    }

    <T> T alone(String source, Kind kind, Supplier<T> work) {
        var lock = locks.computeIfAbsent(source + ending(kind), absent -> new ReentrantLock(true));
        taking.incrementAndGet();
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
            taking.decrementAndGet();
        }
    }

    /**
     * A contact may name a company that another source is bringing this minute, as on the first start.
     *
     * @param kinds what the records of a delivery cannot stand without; these kinds stand on nothing themselves, so nobody waits in a
     *     circle
     */
    Load.Others others(Set<Kind> kinds) {
        var endings = kinds.stream().map(Turns::ending).toList();
        return new Load.Others() {
            @Override
            public boolean underWay() {
                return of(endings).stream().anyMatch(ReentrantLock::isLocked);
            }

            @Override
            public void await() {
                of(endings).forEach(lock -> {
                    lock.lock();
                    lock.unlock();
                });
            }
        };
    }

    private List<ReentrantLock> of(List<String> endings) {
        return endings.isEmpty()
                ? List.of()
                : locks.entrySet().stream()
                        .filter(entry -> endings.stream().anyMatch(entry.getKey()::endsWith))
                        .map(Map.Entry::getValue)
                        .toList();
    }

    private static String ending(Kind kind) {
        return "/" + kind.word();
    }
}
