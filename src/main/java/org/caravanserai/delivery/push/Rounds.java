package org.caravanserai.delivery.push;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.delivery.publish.Schedules;
import org.caravanserai.delivery.wanted.StreamPlan;

/** Keeps the schedule of pushed streams: a round begins when the schedule allows it and lasts until nothing is due. */
final class Rounds {
    private final ZoneId zone;
    private final Instant start;
    private final Map<String, Round> rounds = new ConcurrentHashMap<>();

    private record Round(Instant begun, boolean open) {}

    /** @param start of the hub: a stream with a time of day waits for the next one */
    Rounds(ZoneId zone, Instant start) {
        this.zone = zone;
        this.start = start;
    }

    /** Whether the stream may send now. */
    boolean open(StreamPlan plan, Instant now) {
        var schedule = plan.stream().schedule();
        if (schedule == null || schedule.every() == null && schedule.at().isEmpty()) {
            return true;
        }
        var round = rounds.get(plan.name());
        if (round != null && round.open()) {
            return true;
        }
        boolean first = round == null && schedule.every() != null;
        var begun = round == null ? start : round.begun();
        if (!first && Schedules.next(schedule, begun, zone).isAfter(now)) {
            return false;
        }
        rounds.put(plan.name(), new Round(now, true));
        return true;
    }

    /** Nothing is due any more. */
    void over(StreamPlan plan) {
        rounds.computeIfPresent(plan.name(), (same, round) -> new Round(round.begun(), false));
    }
}
