package org.caravanserai.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One writer per lane: evaluation and outcomes read before they write. */
final class LaneLocks {
    private final Map<Integer, ReentrantLock> locks = new ConcurrentHashMap<>();

    <T> T alone(Lane lane, Supplier<T> work) {
        var lock = locks.computeIfAbsent(lane.id(), none -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
