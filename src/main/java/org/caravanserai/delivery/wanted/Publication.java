package org.caravanserai.delivery.wanted;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.Finding;
import org.caravanserai.connector.FeedFile;
import org.caravanserai.connector.FeedFormat;
import org.caravanserai.connector.FeedFormats;
import org.caravanserai.connector.FeedHeader;
import org.caravanserai.connector.RowWriter;
import org.caravanserai.delivery.feed.DeltaIndex;
import org.caravanserai.delivery.feed.Draft;
import org.caravanserai.delivery.feed.Edition;
import org.caravanserai.delivery.feed.FeedFolder;
import org.caravanserai.delivery.feed.Manifest;
import org.caravanserai.delivery.feed.RowMarks;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Company;
import org.caravanserai.home.Format;
import org.caravanserai.home.Secrets;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.ledger.Manner;
import org.caravanserai.ledger.Settled;
import org.caravanserai.master.Goldens;

/**
 * Streams of a channel whose files appear together, because they share a file; usually one stream alone.
 *
 * @param name the first stream's
 */
public record Publication(Channel channel, String name, List<StreamPlan> streams) {
    public Publication {
        streams = List.copyOf(streams);
    }

    /** What a run needs of the house. */
    public record Means(Goldens goldens, Ledger ledger, FeedFolder folder, Company company) {}

    /** Asked before anything appears. */
    public interface Asked {
        /** @param rows rows that would be published */
        boolean mayLeave(long rows, PriceWatch prices);
    }

    /**
     * What a run did.
     *
     * @param braked the brake kept the last version
     */
    public record Outcome(Settled settled, Optional<Manifest> manifest, boolean braked) {}

    /** Computes and settles everything, shows it and sends nothing. */
    public Outcome shadow(Means means, Instant now) throws IOException {
        var total = Settled.NOTHING;
        for (var stream : streams) {
            total = total.plus(new Pass(
                            stream,
                            means.goldens(),
                            means.ledger(),
                            Manner.SNAPSHOT,
                            now,
                            zone(means),
                            new PriceWatch(null))
                    .run(Pass.Rows.NONE));
        }
        return new Outcome(total, Optional.empty(), false);
    }

    /**
     * Writes all files and publishes them.
     *
     * @param evenUnchanged publish also when every row is as it was
     * @param base version that every receiver of changes is known to have, null = none
     */
    public Outcome publish(Means means, Instant now, boolean evenUnchanged, Long base, Asked asked) throws IOException {
        try (var draft = means.folder().draft(channel.name(), name);
                var files = new Files(draft, header(means, draft.version(), now), means.folder(), this, base)) {
            var total = Settled.NOTHING;
            var watch = new PriceWatch(channel.brake().priceMove());
            for (var stream : streams) {
                files.begin(stream);
                total = total.plus(
                        new Pass(stream, means.goldens(), means.ledger(), Manner.SNAPSHOT, now, zone(means), watch)
                                .run(files::row));
                files.end(stream);
            }
            if (!total.changed() && !evenUnchanged) {
                return new Outcome(total, Optional.empty(), false);
            }
            if (!asked.mayLeave(files.rows(), watch)) {
                return new Outcome(total, Optional.empty(), true);
            }
            files.close();
            draft.edition(now, files.rows(), files.differences());
            var contract =
                    channel.contract() == null ? null : channel.contract().version();
            return new Outcome(total, Optional.of(draft.publish(now, files.rows(), contract)), false);
        }
    }

    private static ZoneId zone(Means means) {
        return means.company().timeZone();
    }

    private FeedHeader header(Means means, long version, Instant now) {
        return new FeedHeader(
                channel.name(),
                channel.title() == null ? channel.name() : channel.title(),
                publisher(means.company()),
                null,
                channel.currency(),
                channel.linkBase(),
                connection(),
                version,
                now,
                zone(means));
    }

    /** The seller of the channel, else the company. */
    private String publisher(Company company) {
        var seller = channel.seller() == null ? null : company.sellers().get(channel.seller());
        return seller == null ? company.title() : seller.title();
    }

    private Map<String, String> connection() {
        var plain = new LinkedHashMap<String, String>();
        if (channel.connection() != null) {
            channel.connection().values().forEach((key, values) -> {
                if (!values.isEmpty() && !Secrets.isReference(values.get(0))) {
                    plain.put(key, values.get(0));
                }
            });
        }
        return plain;
    }

    /** Every file of the publication, opened when its first part comes. */
    private static final class Files implements AutoCloseable {
        private record Open(Draft.Written written, FeedFile file) {}

        private record Part(Draft.Written written, RowWriter writer) {}

        private final Draft draft;
        private final FeedHeader header;
        private final Map<String, Open> open = new LinkedHashMap<>();
        private final Map<LanePlan, List<Part>> parts = new IdentityHashMap<>();
        private final Map<LanePlan, LaneDelta> deltas = new IdentityHashMap<>();
        private final Map<LanePlan, RowMarks> marks = new IdentityHashMap<>();
        private final List<Edition.Part> differences = new ArrayList<>();
        private final FeedFolder folder;
        private final Publication publication;
        private final Long base;
        private boolean closed;
        private long rows;

        Files(Draft draft, FeedHeader header, FeedFolder folder, Publication publication, Long base) {
            this.draft = draft;
            this.header = header;
            this.folder = folder;
            this.publication = publication;
            this.base = base;
        }

        void begin(StreamPlan stream) throws IOException {
            for (var lane : stream.lanes()) {
                var own = new ArrayList<Part>();
                for (var feed : stream.stream().files()) {
                    var name = lane.locale() == null ? feed.file() : feed.file().replace("{locale}", lane.locale());
                    var known = open.get(name);
                    if (known == null) {
                        known = open(name, lane, feed);
                        open.put(name, known);
                    }
                    if (feed.delta()) {
                        delta(lane).add(known.written(), known.file().part(feed.sheet(), LaneDelta.fields(lane)));
                    } else {
                        own.add(new Part(known.written(), known.file().part(feed.sheet(), lane.fields())));
                    }
                }
                parts.put(lane, own);
                marks.put(lane, marks(lane));
            }
        }

        private RowMarks marks(LanePlan lane) throws IOException {
            var stream = lane.lane().stream();
            var locale = lane.lane().locale();
            var name = RowMarks.name(stream, locale);
            return new RowMarks(
                    stream,
                    locale,
                    draft.beside(name),
                    folder.beside(publication.channel().name(), publication.name(), name));
        }

        private LaneDelta delta(LanePlan lane) throws IOException {
            var known = deltas.get(lane);
            if (known == null) {
                var index = "rows-" + lane.lane().stream() + "-" + lane.lane().locale();
                known = new LaneDelta(
                        new DeltaIndex(
                                draft.beside(index),
                                folder.beside(publication.channel().name(), publication.name(), index),
                                lane.fields().hashCode(),
                                draft.version()),
                        base,
                        lane);
                deltas.put(lane, known);
            }
            return known;
        }

        /** All rows of a stream have come. */
        void end(StreamPlan stream) throws IOException {
            for (var lane : stream.lanes()) {
                differences.add(marks.get(lane).finish());
                if (deltas.containsKey(lane)) {
                    deltas.get(lane).finish();
                }
            }
        }

        /** A text says which letters it is written in; whoever fetches it need not guess. */
        private static String mediaType(FeedFormat format, Format settings) {
            var type = format.mediaType();
            return type.startsWith("text/")
                    ? type + "; charset=" + settings.encoding().name()
                    : type;
        }

        private Open open(String name, LanePlan lane, Channel.FeedFile feed) throws IOException {
            FeedFormat format = FeedFormats.of(feed.format().type());
            var written = draft.file(name, mediaType(format, feed.format()));
            var own = new FeedHeader(
                    header.channel(),
                    header.title(),
                    header.company(),
                    lane.locale() != null
                            ? lane.locale()
                            : lane.channel().locales().get(0),
                    header.currency(),
                    header.linkBase(),
                    header.connection(),
                    header.version(),
                    header.at(),
                    header.zone());
            return new Open(written, format.open(written.out(), feed.format(), own));
        }

        Optional<Finding> row(LanePlan lane, long recordId, long hash, Cells row) throws IOException {
            Optional<Finding> refused = Optional.empty();
            rows++;
            for (var part : parts.get(lane)) {
                var one = part.writer().row(row);
                if (one.isEmpty()) {
                    part.written().counted();
                } else {
                    refused = one;
                }
            }
            if (refused.isEmpty()) {
                marks.get(lane).row(recordId, hash);
                if (deltas.containsKey(lane)) {
                    return deltas.get(lane).row(recordId, hash, row);
                }
            }
            return refused;
        }

        long rows() {
            return rows;
        }

        /** What became new, different and gone in each lane; when all rows have come. */
        List<Edition.Part> differences() {
            return differences;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                for (var one : marks.values()) {
                    one.close();
                }
                for (var one : deltas.values()) {
                    one.close();
                }
                for (var one : open.values()) {
                    one.file().close();
                }
            }
        }
    }
}
