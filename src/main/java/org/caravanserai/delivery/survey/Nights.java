package org.caravanserai.delivery.survey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.caravanserai.delivery.hold.Switches;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Schedules;
import org.caravanserai.home.Channel;

/** When a channel is compared with its partner although nobody asks: by its schedule, and once more after a release. */
final class Nights {
    private final Publishing publishing;
    private final Switches switches;
    private final Clock clock;
    private final Instant start;

    /** @param start of the hub: a channel that was never compared waits for the next time */
    Nights(Publishing publishing, Switches switches, Clock clock, Instant start) {
        this.publishing = publishing;
        this.switches = switches;
        this.clock = clock;
        this.start = start;
    }

    /** A paused or stopped channel is not compared by itself. @param newest the last comparison, empty = never */
    boolean due(Channel channel, List<Survey> newest) {
        boolean sends = channel.mode() == Channel.Mode.AUTO || channel.mode() == Channel.Mode.APPROVE;
        if (!sends || !switches.of(channel.name()).running()) {
            return false;
        }
        boolean released = publishing.holds(channel.name()).stream()
                .anyMatch(hold -> hold.released()
                        && hold.publication().endsWith(Surveys.VERIFY)
                        && (newest.isEmpty()
                                || hold.releasedAt().isAfter(newest.get(0).startedAt())));
        if (released) {
            return true;
        }
        if (channel.verify().mode() == Channel.Verify.Mode.OFF) {
            return false;
        }
        var from = newest.isEmpty() ? start : newest.get(0).startedAt();
        var zone = publishing.home().company().timeZone();
        return !Schedules.next(channel.verify().schedule(), from, zone).isAfter(clock.instant());
    }
}
