package org.caravanserai.delivery.publish;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.wanted.Publication;
import org.caravanserai.home.Company;
import org.caravanserai.home.Schedule;

/** When a publication may appear. The due time is computed from what was published last, so a tick missed while the hub was down is made up. */
public final class Schedules {
    private Schedules() {}

    /**
     * True when no calendar closes the day and the schedule of the leading stream allows a publication now; a schedule never keeps back the very
     * first, a closed day does.
     */
    static boolean allows(Publication publication, FeedFolder folder, Instant now, Company company) {
        var streams =
                publication.streams().stream().map(plan -> plan.stream().name()).toList();
        if (opens(now, streams, company).isPresent()) {
            return false;
        }
        var schedule = publication.streams().get(0).stream().schedule();
        var last = folder.manifest(publication.channel().name(), publication.name())
                .map(Manifest::at);
        return last.isEmpty() || !next(schedule, last.get(), company.timeZone()).isAfter(now);
    }

    /** When the days of a calendar end that close this moment for at least one of the streams; empty when none does. */
    public static Optional<Instant> opens(Instant now, List<String> streams, Company company) {
        var zone = company.timeZone();
        return company.closedUntil(now.atZone(zone).toLocalDate(), streams)
                .map(day -> day.atStartOfDay(zone).toInstant());
    }

    /** The first moment after {@code last} at which the schedule allows a publication; {@code last} itself when there is no schedule. */
    public static Instant next(Schedule schedule, Instant last, ZoneId zone) {
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
