package org.caravanserai.delivery;

import java.util.List;
import java.util.Set;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.home.Channel;

/**
 * One stream of a channel, compiled: its lanes share one parse of each record.
 *
 * @param kind whose documents are gone through
 * @param reads kinds whose changes may matter
 * @param dates whether the passing of a day alone may matter
 */
record StreamPlan(Channel channel, Channel.Stream stream, Kind kind, RecordReader reader, List<LanePlan> lanes, Set<Kind> reads, boolean dates) {
    StreamPlan {
        lanes = List.copyOf(lanes);
        reads = Set.copyOf(reads);
    }

    /** Streams that name the same file are published together under the name of the first. */
    boolean sharesFileWith(StreamPlan other) {
        return stream.files().stream()
                .anyMatch(own -> other.stream.files().stream().anyMatch(theirs -> theirs.file().equals(own.file())));
    }
}
