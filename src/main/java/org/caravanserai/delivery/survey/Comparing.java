package org.caravanserai.delivery.survey;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.connector.list.Listing;
import org.caravanserai.delivery.hold.Brake;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.StreamPlan;

/** Compares the streams of a channel with what stands at the partner: each is read, judged, and what differs is given to the normal way. */
final class Comparing {
    /** A list that moves while it is read is read so often. */
    private static final int READS = 3;

    private final Reading.Means means;
    private final Publishing publishing;
    private final Path folder;
    private final Survey.Tally tally;
    private final Keeper kept;
    private final List<String> broken = new ArrayList<>();
    private final List<String> held = new ArrayList<>();

    Comparing(Reading.Means means, Publishing publishing, Path folder, Survey.Tally tally, Keeper kept) {
        this.means = means;
        this.publishing = publishing;
        this.folder = folder;
        this.tally = tally;
        this.kept = kept;
    }

    /** @param report true: nothing is done about what differs */
    void compare(StreamPlan plan, boolean report) {
        var settle = plan.descriptor().reads().settle();
        var begun = means.clock()
                .instant()
                .minus(settle.dividedBy(means.caller().speed(plan.channel().name())));
        var lanes = new ArrayList<Verifying>();
        try {
            var why = compared(plan, begun, lanes);
            if (why != null) {
                broken.add(plan.stream().name() + ": " + why.why());
            } else if (!report) {
                mend(plan, lanes).ifPresent(held::add);
            }
        } finally {
            lanes.forEach(Verifying::close);
        }
    }

    private Listing.Broken compared(StreamPlan plan, Instant begun, List<Verifying> done) {
        for (var lane : plan.lanes()) {
            for (int read = 1; ; read++) {
                var trial = new Survey.Tally();
                var entries = new Keeper(null, 0, Set.of());
                var verifying = new Verifying(plan, lane, means, begun, folder, trial, entries);
                var broken = verifying.compare();
                if (broken.isEmpty()) {
                    done.add(verifying);
                    trial.counts()
                            .forEach((where, figures) ->
                                    figures.forEach((word, number) -> tally.add(where, word, number)));
                    entries.entries().forEach(kept);
                    break;
                }
                verifying.close();
                if (!verifying.moved() || read == READS) {
                    return broken.get();
                }
            }
        }
        return null;
    }

    /** @return why nothing was done, empty when it was */
    private Optional<String> mend(StreamPlan plan, List<Verifying> lanes) {
        var channel = plan.channel();
        var stream = plan.stream().name();
        var name = stream + Surveys.VERIFY;
        long records = 0;
        long believed = 0;
        for (var place : tally.counts().keySet()) {
            if (place.split(" ")[0].equals(stream)) {
                records += tally.of(place, "records");
                believed += tally.of(place, "believed");
            }
        }
        long differing = lanes.stream().mapToLong(Verifying::differing).sum();
        var closed = Brake.lost(channel.brake(), records, believed, differing);
        var hold = publishing.holds().of(channel.name(), name);
        if (!closed.isEmpty() && hold.filter(one -> one.covers(closed)).isEmpty()) {
            publishing
                    .holds()
                    .hold(channel.name(), name, closed, "", means.clock().instant());
            return Optional.of(stream + ": " + Brake.text(closed));
        }
        var followers = new Followers(publishing.plans().pushed().getOrDefault(channel.name(), List.of()), means);
        long done = 0;
        for (var lane : lanes) {
            var manner = Evaluation.manner(channel, means.clock().instant());
            done += lane.repair(manner, lost -> followers.lost(plan, lost, manner));
        }
        tally.add(stream, "repaired", done);
        if (hold.isPresent()) {
            publishing.holds().left(channel.name(), name, Map.of());
        }
        return Optional.empty();
    }

    /** Nothing more comes. */
    void end() {
        kept.flush();
    }

    /** How it ended. */
    Survey.State state() {
        if (!broken.isEmpty()) {
            return Survey.State.FAILED;
        }
        return held.isEmpty() ? Survey.State.DONE : Survey.State.HELD;
    }

    /** What is in the way, null = nothing. */
    String text() {
        var all = new ArrayList<>(broken);
        all.addAll(held);
        return all.isEmpty() ? null : String.join("; ", all);
    }
}
