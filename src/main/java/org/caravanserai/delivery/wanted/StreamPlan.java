package org.caravanserai.delivery.wanted;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.RecordReader;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connector;
import org.caravanserai.master.Golden;
import org.caravanserai.master.Goldens;
import org.caravanserai.master.Joined;

/**
 * One stream of a channel, compiled: its lanes share one parse of each record.
 *
 * @param kind whose documents are gone through
 * @param reader reads the records that are judged and mapped
 * @param products reads the products behind offers, by which they are selected; null for other kinds
 * @param reads kinds whose changes may matter
 * @param dates whether the passing of a day alone may matter
 * @param descriptor what the connector says about the stream, null when it says nothing
 */
public record StreamPlan(
        Channel channel,
        Channel.Stream stream,
        Kind kind,
        RecordReader reader,
        RecordReader products,
        List<LanePlan> lanes,
        Set<Kind> reads,
        boolean dates,
        Connector.Stream descriptor) {
    public StreamPlan {
        lanes = List.copyOf(lanes);
        reads = Set.copyOf(reads);
    }

    /** The same for every version of the stream. */
    public String name() {
        return channel.name() + "/" + stream.name();
    }

    /**
     * A record ready to be judged.
     *
     * @param id of the document
     * @param selected what selects it: the same slots as those that are mapped, unless an offer is selected by its product
     * @param slots what is mapped
     * @param below what is sold below a model that goes out with its variants; null = it is selected by itself
     */
    public record Prepared(long id, Object[] selected, Object[] slots, Below below) {}

    /** Whether what a gate holds stays at the partner as it is. */
    boolean keeps() {
        return stream.onHold() == Channel.OnHold.KEEP && (descriptor == null || !descriptor.withdraws());
    }

    /** The variants of a model. */
    interface Below {
        /** Whether one of them is like this. */
        boolean any(Predicate<Object[]> like);
    }

    /** Reads a page of documents of this stream's kind. */
    public List<Prepared> read(List<Golden> page, Joined joined) {
        var slots = reader.read(page.stream().map(Golden::json).toList(), joined);
        var prepared = new ArrayList<Prepared>(page.size());
        if (products == null) {
            for (int i = 0; i < page.size(); i++) {
                var own = slots.get(i);
                prepared.add(new Prepared(page.get(i).id(), own, own, below(own, joined)));
            }
            return prepared;
        }
        joined.expect(Kind.PRODUCTS, page.stream().map(Golden::key).toList());
        for (int i = 0; i < page.size(); i++) {
            var product = joined.document(Kind.PRODUCTS, page.get(i).key());
            var selected = product == null ? null : products.read(product, joined);
            prepared.add(new Prepared(page.get(i).id(), selected, slots.get(i), null));
        }
        return prepared;
    }

    /** What a lane says of these documents now, by id; those it does not send are missing. */
    public Map<Long, Judgement.Out> outs(
            LanePlan lane, Collection<Golden> documents, Goldens goldens, Instant now, ZoneId zone) {
        var page = documents.stream()
                .filter(golden -> golden != null && golden.kind() == kind)
                .toList();
        var run = lane.run(now.atZone(zone).toLocalDate(), zone);
        var records = read(page, new Joined(goldens));
        var outs = new LinkedHashMap<Long, Judgement.Out>();
        for (int i = 0; i < page.size(); i++) {
            if (lane.judge(selector(), records.get(i), run) instanceof Judgement.Out out) {
                outs.put(page.get(i).id(), out);
            }
        }
        return outs;
    }

    /** Whether models go out too. */
    public boolean models() {
        return descriptor != null && descriptor.models() && kind == Kind.PRODUCTS;
    }

    /** Roots only: a shop knows a product and its variants and nothing between. */
    private Below below(Object[] slots, Joined joined) {
        return models() && !reader.variant(slots) && !reader.sellable(slots)
                ? like -> joined.below(
                        kind,
                        reader.key(slots),
                        page -> reader.read(page, joined).stream()
                                .anyMatch(one -> reader.sellable(one) && like.test(one)))
                : null;
    }

    /** Reads what a record is selected by. */
    public RecordReader selector() {
        return products == null ? reader : products;
    }

    /** Streams that name the same file are published together under the name of the first. */
    boolean sharesFileWith(StreamPlan other) {
        return stream.files().stream()
                .anyMatch(own -> other.stream.files().stream()
                        .anyMatch(theirs -> theirs.file().equals(own.file())));
    }
}
