package org.caravanserai.delivery;

import java.time.Instant;
import java.time.ZoneId;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.home.Schedule;

/** When a publication may appear. The due time is computed from what was published last, so a tick missed while the hub was down is made up. */
final class Schedules {
    private Schedules() {}

    /** True when the schedule of the leading stream allows a publication now; the very first is always allowed. */
    static boolean allows(Publication publication, FeedFolder folder, Instant now, ZoneId zone) {
        var schedule = publication.streams().get(0).stream().schedule();
        var last = folder.manifest(publication.channel().name(), publication.name())
                .map(Manifest::at);
        return last.isEmpty() || !next(schedule, last.get(), zone).isAfter(now);
    }

    /** The first moment after {@code last} at which the schedule allows a publication; {@code last} itself when there is no schedule. */
    static Instant next(Schedule schedule, Instant last, ZoneId zone) {
        if (schedule == null || schedule.every() == null && schedule.at().isEmpty()) {
            return last;
        }
        if (schedule.every() != null) {
            return last.plus(schedule.every());
        }
        var local = last.atZone(zone);
        for (int day = 0; day <= 1; day++) {
            for (var time : schedule.at()) {
                var candidate = local.toLocalDate()
                        .plusDays(day)
                        .atTime(time)
                        .atZone(zone)
                        .toInstant();
                if (candidate.isAfter(last)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("a schedule with times has one on the next day");
    }
}
