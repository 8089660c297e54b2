package org.caravanserai.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.hold.Faults;
import org.caravanserai.delivery.hold.Hold;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.publish.Schedules;
import org.caravanserai.delivery.survey.Surveys;
import org.caravanserai.home.Channel;
import org.caravanserai.ledger.Counts;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.parser.Problem;

/** How the channels stand, from maintained rows: cheap enough for every page. */
public final class Channels {
    private final Ledger ledger;
    private final FeedFolder folder;
    private final Publishing publishing;
    private final Function<String, Optional<Faults.Fault>> elsewhere;

    /**
     * A channel.
     *
     * @param publications what is served
     * @param problems why it does not run, empty when it does
     * @param fault why its last run failed, or what others do with it, null when nothing did
     * @param holds what the brake holds and nobody has released
     */
    public record Status(
            Channel channel,
            List<StreamStatus> streams,
            List<Manifest> publications,
            List<Problem> problems,
            Faults.Fault fault,
            List<Hold> holds) {}

    /**
     * A stream over all its languages.
     *
     * @param next when schedule and calendars allow the next publication, null = as soon as something changes
     */
    public record StreamStatus(String stream, Counts counts, Map<String, Long> reasons, Instant next) {}

    /**
     * Where one document stands in one lane.
     *
     * @param locale empty when the stream is not split
     */
    public record Standing(String channel, String stream, String locale, Item item) {}

    /** Channels that nobody else does anything with. */
    public Channels(Ledger ledger, FeedFolder folder, Publishing publishing) {
        this(ledger, folder, publishing, channel -> Optional.empty());
    }

    /** @param elsewhere what goes wrong with the channel of this name outside of this flow */
    public Channels(
            Ledger ledger,
            FeedFolder folder,
            Publishing publishing,
            Function<String, Optional<Faults.Fault>> elsewhere) {
        this.ledger = ledger;
        this.folder = folder;
        this.publishing = publishing;
        this.elsewhere = elsewhere;
    }

    /** All channels of the home by name. */
    public List<Status> all() {
        var lanes = ledger.lanes();
        return publishing.home().channels().values().stream()
                .map(channel -> status(channel, lanes))
                .toList();
    }

    /** One channel. */
    public Optional<Status> of(String name) {
        return publishing.home().channel(name).map(channel -> status(channel, ledger.lanes()));
    }

    /** Where a document stands, in every lane that ever had it, by channel. */
    public List<Standing> of(long recordId) {
        var found = new ArrayList<Standing>();
        for (var lane : ledger.lanes()) {
            if (publishing.home().channels().containsKey(lane.channel())) {
                ledger.item(lane, recordId)
                        .ifPresent(item -> found.add(new Standing(lane.channel(), lane.stream(), lane.locale(), item)));
            }
        }
        return found;
    }

    /** Ids of documents held for a reason, ascending, after {@code afterId}. */
    public List<Long> held(String channel, String stream, String reason, long afterId, int limit) {
        return lanes(channel, stream, ledger.lanes())
                .flatMap(lane -> ledger.held(lane, reason, afterId, limit).stream())
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
    }

    private Status status(Channel channel, List<Lane> lanes) {
        var streams = channel.streams().values().stream()
                .map(stream -> stream(channel, stream, lanes))
                .toList();
        return new Status(
                channel,
                streams,
                folder.manifests(channel.name()),
                publishing.broken().getOrDefault(channel.name(), List.of()),
                publishing
                        .fault(channel.name())
                        .or(() -> elsewhere.apply(channel.name()))
                        .orElse(null),
                publishing.holds(channel.name()).stream()
                        .filter(hold ->
                                !hold.released() && channel.streams().containsKey(Surveys.stream(hold.publication())))
                        .toList());
    }

    private StreamStatus stream(Channel channel, Channel.Stream stream, List<Lane> lanes) {
        var counts = new Counts(Map.of());
        var reasons = new LinkedHashMap<String, Long>();
        for (var lane : lanes(channel.name(), stream.name(), lanes).toList()) {
            counts = counts.plus(ledger.counts(lane));
            ledger.reasons(lane).forEach((reason, items) -> reasons.merge(reason, items, Long::sum));
        }
        var most = new LinkedHashMap<String, Long>();
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> most.put(reason.getKey(), reason.getValue()));
        var next = folder.manifest(channel.name(), stream.name())
                .map(manifest -> Schedules.next(
                        stream.schedule(),
                        manifest.at(),
                        publishing.home().company().timeZone()))
                .filter(at -> at.isAfter(Instant.EPOCH) && scheduled(stream))
                .orElse(null);
        var opens = Schedules.opens(
                        publishing.now(),
                        List.of(stream.name()),
                        publishing.home().company())
                .orElse(null);
        if (opens != null && (next == null || next.isBefore(opens))) {
            next = opens;
        }
        return new StreamStatus(stream.name(), counts, most, next);
    }

    private static boolean scheduled(Channel.Stream stream) {
        var schedule = stream.schedule();
        return schedule != null && (schedule.every() != null || !schedule.at().isEmpty());
    }

    private static java.util.stream.Stream<Lane> lanes(String channel, String stream, List<Lane> lanes) {
        return lanes.stream()
                .filter(lane -> lane.channel().equals(channel) && lane.stream().equals(stream));
    }
}
