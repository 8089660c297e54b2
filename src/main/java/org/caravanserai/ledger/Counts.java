package org.caravanserai.ledger;

import java.util.EnumMap;
import java.util.Map;

/** Items of a lane by state; the numbers come from maintained rows. */
public record Counts(Map<State, Long> byState) {
    public Counts {
        byState = Map.copyOf(byState);
    }

    /** Items in one state. */
    public long of(State state) {
        return byState.getOrDefault(state, 0L);
    }

    /** Pending, unknown, confirmed, held and parked together. */
    public long selected() {
        return byState.entrySet().stream()
                .filter(entry -> entry.getKey().selected())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The sum of two lanes, for streams that are split by locale. */
    public Counts plus(Counts other) {
        var sum = new EnumMap<State, Long>(State.class);
        sum.putAll(byState);
        other.byState.forEach((state, items) -> sum.merge(state, items, Long::sum));
        return new Counts(sum);
    }
}
