package org.caravanserai.delivery;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.delivery.publish.Publishing;
import org.caravanserai.delivery.wanted.Evaluation;
import org.caravanserai.delivery.wanted.Judgement;
import org.caravanserai.delivery.wanted.Readiness;
import org.caravanserai.delivery.wanted.StreamPlan;
import org.caravanserai.ledger.Complaints;
import org.caravanserai.ledger.Duties;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Lane;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.mapping.Explained;
import org.caravanserai.mapping.price.Derivation;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Joined;
import org.caravanserai.master.Master;

/** Why a document stands in a channel as it does. Computed on demand for one document: the slow way, with everything in it. */
public final class Explain {
    private static final int ATTEMPTS = 20;

    private final Master master;
    private final Ledger ledger;
    private final Publishing publishing;
    private final Clock clock;
    private final Evaluation evaluation;

    /**
     * One lane's answer.
     *
     * @param locale null when the stream is not split
     * @param notSelected why it does not belong, null when it does
     * @param findings what the gate and the map say
     * @param held at least one finding blocks
     * @param missing required attributes that are empty for this channel and language
     * @param fields each target field with value, rule and inputs
     * @param price how the price of one unit in the channel's list came about today, null when there is none
     * @param item its row in the ledger, null when it never had one
     * @param trail how sending it went, null when the stream is published as files
     */
    public record Answer(
            String channel,
            String stream,
            String locale,
            String notSelected,
            List<Finding> findings,
            boolean held,
            List<String> missing,
            List<Explained> fields,
            Derivation price,
            Item item,
            Trail trail) {}

    /**
     * How sending an item went.
     *
     * @param remoteId what the partner calls it, null = unknown
     * @param waiting for when or for whom, null = for nothing
     * @param after what must be at the partner before it, null = nothing
     * @param attempts newest first
     * @param complaints what the partner has against it
     */
    public record Trail(
            String remoteId,
            Duties.Waiting waiting,
            Readiness.Awaited after,
            List<Duties.Attempt> attempts,
            List<Complaints.Open> complaints) {
        public Trail {
            attempts = List.copyOf(attempts);
            complaints = List.copyOf(complaints);
        }
    }

    public Explain(Master master, Ledger ledger, Publishing publishing, Clock clock) {
        this.master = master;
        this.ledger = ledger;
        this.publishing = publishing;
        this.clock = clock;
        this.evaluation =
                new Evaluation(master, ledger, publishing.home().company().timeZone());
    }

    /**
     * What every lane of a channel makes of a document now.
     *
     * @return empty list when the channel does not run or has no stream of this kind
     */
    public List<Answer> explain(Golden golden, String channel) {
        return streams(golden, channel)
                .flatMap(stream -> explain(golden, stream).stream())
                .toList();
    }

    /** Streams of a channel that take documents of this kind, published and pushed. */
    private Stream<StreamPlan> streams(Golden golden, String channel) {
        var plans = publishing.plans();
        return Stream.concat(
                        plans.channels().getOrDefault(channel, List.of()).stream()
                                .flatMap(publication -> publication.streams().stream()),
                        plans.pushed().getOrDefault(channel, List.of()).stream())
                .filter(stream -> stream.kind() == golden.kind());
    }

    /**
     * What a stream's map reads of a document: the document itself and all it is joined with.
     *
     * @param map name of the map, null when the stream has none
     * @param documents canonical bytes by kind and key
     */
    public record Reading(String stream, String map, Map<Kind, Map<String, byte[]>> documents) {}

    /** What every stream of a channel reads of a document, for a test beside its map. */
    public List<Reading> readings(Golden golden, String channel) {
        return streams(golden, channel).map(stream -> reading(golden, stream)).toList();
    }

    private Reading reading(Golden golden, StreamPlan stream) {
        var joined = new Joined(master.goldens());
        stream.read(List.of(golden), joined);
        var documents = joined.read();
        documents.computeIfAbsent(golden.kind(), none -> new TreeMap<>()).put(golden.key(), golden.json());
        return new Reading(stream.stream().name(), stream.stream().map(), documents);
    }

    private List<Answer> explain(Golden golden, StreamPlan stream) {
        var record = stream.read(List.of(golden), new Joined(master.goldens())).get(0);
        var slots = record.slots();
        var zone = publishing.home().company().timeZone();
        var today = clock.instant().atZone(zone).toLocalDate();
        var answers = new ArrayList<Answer>();
        for (var lane : stream.lanes()) {
            var run = lane.run(today, zone);
            var judgement = lane.judge(stream.selector(), record, run);
            List<Finding> findings = List.of();
            if (judgement instanceof Judgement.Out out) {
                findings = out.findings();
            } else if (judgement instanceof Judgement.Held held) {
                findings = held.findings();
            }
            answers.add(new Answer(
                    stream.channel().name(),
                    stream.stream().name(),
                    lane.locale(),
                    judgement instanceof Judgement.NotSelected not ? not.reason() : null,
                    findings,
                    judgement instanceof Judgement.Held,
                    lane.completeness() == null
                            ? List.of()
                            : lane.completeness().missing(slots),
                    lane.mapping().explain(slots, run),
                    lane.pricer() == null ? null : lane.pricer().explain(slots, today, BigDecimal.ONE),
                    ledger.item(lane.lane(), golden.id()).orElse(null),
                    stream.stream().files().isEmpty() ? trail(stream, lane.lane(), golden) : null));
        }
        return answers;
    }

    private Trail trail(StreamPlan stream, Lane lane, Golden golden) {
        var duties = ledger.duties();
        long id = golden.id();
        var waiting = duties.waiting(lane, id).orElse(null);
        var after = waiting == null
                ? null
                : new Readiness(
                                publishing.plans(),
                                master.goldens(),
                                ledger,
                                (one, before) -> evaluation.ahead(one, before, clock.instant()))
                        .awaited(stream, golden)
                        .orElse(null);
        return new Trail(
                duties.remoteIds(lane, List.of(id)).get(id),
                waiting,
                after,
                duties.attempts(lane, id, ATTEMPTS),
                ledger.complaints().of(lane, id));
    }
}
