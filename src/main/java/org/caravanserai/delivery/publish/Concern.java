package org.caravanserai.delivery.publish;

import java.time.Clock;
import java.time.Instant;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.wanted.LanePlan;
import org.caravanserai.delivery.wanted.Publication;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Progress;
import org.caravanserai.ledger.State;
import org.caravanserai.master.Change;
import org.caravanserai.master.Master;

/** Whether there is a reason to compute a publication again. */
record Concern(Master master, Ledger ledger, FeedFolder folder, Handover handover, Clock clock) {
    private static final int LOG_PAGE = 500;

    /** Whether anything this publication reads has changed since it was settled. Rows of other kinds are passed over once and for all. */
    boolean of(Publication publication, long head, Home home) {
        boolean first = publication.channel().mode() == Channel.Mode.AUTO
                && folder.manifest(publication.channel().name(), publication.name())
                        .isEmpty();
        if (ageing(publication, clock.instant())) {
            return true;
        }
        for (var stream : publication.streams()) {
            for (var lane : stream.lanes()) {
                var progress = ledger.progress(lane.lane());
                if (first
                        || progress.revision() != lane.revision()
                        || !handover.underWay(publication) && unconfirmed(lane)
                        || dayChanged(stream, publication, home)) {
                    return true;
                }
                if (progress.seq() < head) {
                    if (touches(stream, progress.seq(), head)) {
                        return true;
                    }
                    ledger.progress(lane.lane(), new Progress(head, lane.revision()));
                }
            }
        }
        return false;
    }

    /** Whether nobody can fetch it yet, and nothing but a delivery that is just being taken keeps it from being computed. */
    boolean firstDue(Publication publication, long head, Home home) {
        var channel = publication.channel();
        return channel.mode() == Channel.Mode.AUTO
                && folder.manifest(channel.name(), publication.name()).isEmpty()
                && Schedules.allows(publication, folder, clock.instant(), home.company())
                && Publishing.lanes(publication).stream().anyMatch(lane -> {
                    var progress = ledger.progress(lane.lane());
                    return progress.revision() != lane.revision() || progress.seq() < head;
                });
    }

    /** Half the promised freshness has passed: it is published again while there is still time to. */
    boolean ageing(Publication publication, Instant now) {
        var channel = publication.channel();
        var promised = channel.contract() == null ? null : channel.contract().freshness();
        return promised != null
                && channel.mode() == Channel.Mode.AUTO
                && folder.manifest(channel.name(), publication.name())
                        .filter(manifest ->
                                !manifest.at().plus(promised.dividedBy(2)).isAfter(now))
                        .isPresent();
    }

    private boolean unconfirmed(LanePlan lane) {
        if (lane.channel().mode() != Channel.Mode.AUTO) {
            return false;
        }
        var counts = ledger.counts(lane.lane());
        return counts.of(State.PENDING) + counts.of(State.LEAVING) > 0;
    }

    private boolean dayChanged(StreamPlan stream, Publication publication, Home home) {
        var zone = home.company().timeZone();
        return stream.dates()
                && folder.manifest(publication.channel().name(), publication.name())
                        .filter(manifest -> manifest.at()
                                .atZone(zone)
                                .toLocalDate()
                                .isBefore(clock.instant().atZone(zone).toLocalDate()))
                        .isPresent();
    }

    private boolean touches(StreamPlan stream, long after, long head) {
        for (long seq = after; seq < head; ) {
            var page = master.changes().since(seq, LOG_PAGE);
            if (page.isEmpty()) {
                return false;
            }
            for (Change change : page) {
                Kind kind = change.kind();
                if (kind == null || stream.reads().contains(kind)) {
                    return true;
                }
            }
            seq = page.get(page.size() - 1).seq();
        }
        return false;
    }
}
