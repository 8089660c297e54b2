package org.caravanserai.delivery;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Home;
import org.caravanserai.ledger.Item;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.mapping.Explained;
import org.caravanserai.mapping.price.Derivation;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Master;

/** Why a document stands in a channel as it does. Computed on demand for one document: the slow way, with everything in it. */
public final class Explain {
    private final Home home;
    private final Master master;
    private final Ledger ledger;
    private final Publishing publishing;
    private final Clock clock;

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
            Item item) {}

    public Explain(Home home, Master master, Ledger ledger, Publishing publishing, Clock clock) {
        this.home = home;
        this.master = master;
        this.ledger = ledger;
        this.publishing = publishing;
        this.clock = clock;
    }

    /**
     * What every lane of a channel makes of a document now.
     *
     * @return empty list when the channel does not run or has no stream of this kind
     */
    public List<Answer> explain(Golden golden, String channel) {
        var answers = new ArrayList<Answer>();
        for (var publication : publishing.plans().channels().getOrDefault(channel, List.of())) {
            for (var stream : publication.streams()) {
                if (stream.kind() == golden.kind()) {
                    answers.addAll(explain(golden, stream));
                }
            }
        }
        return answers;
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
        var readings = new ArrayList<Reading>();
        for (var publication : publishing.plans().channels().getOrDefault(channel, List.of())) {
            for (var stream : publication.streams()) {
                if (stream.kind() == golden.kind()) {
                    var joined = new Joined(master.goldens());
                    stream.read(List.of(golden), joined);
                    var documents = joined.read();
                    documents
                            .computeIfAbsent(golden.kind(), none -> new TreeMap<>())
                            .put(golden.key(), golden.json());
                    readings.add(
                            new Reading(stream.stream().name(), stream.stream().map(), documents));
                }
            }
        }
        return readings;
    }

    private List<Answer> explain(Golden golden, StreamPlan stream) {
        var record = stream.read(List.of(golden), new Joined(master.goldens())).get(0);
        var slots = record.slots();
        var zone = home.company().timeZone();
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
                    ledger.item(lane.lane(), golden.id()).orElse(null)));
        }
        return answers;
    }
}
