package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.caravanserai.canonical.Finding;
import org.caravanserai.canonical.RemoteRef;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Refused;
import org.caravanserai.expression.Reserved;
import org.caravanserai.expression.Run;
import org.caravanserai.expression.Truth;
import org.caravanserai.expression.record.Reads;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Channel;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** A compiled outward map for one channel and language. Immutable, any number of threads; each with its own {@link Run}. */
public final class Mapping {
    private final String name;
    private final String version;
    private final Circumstances who;
    private final RecordNames names;
    private final Compiled select;
    private final List<FieldPlan> plans;
    private final List<String> fields;
    private final Eval[] evals;
    private final String revision;
    private final List<Remotes.Mention> remotes;
    private final Demands.Check demands;

    Mapping(
            MapFile file,
            Circumstances who,
            RecordNames names,
            Compiled select,
            List<FieldPlan> plans,
            List<Remotes.Mention> remotes,
            Demands demands) {
        this.remotes = List.copyOf(remotes);
        this.name = file.name();
        this.version = file.version();
        this.who = who;
        this.names = names;
        this.select = select;
        this.plans = List.copyOf(plans);
        this.fields = plans.stream().map(FieldPlan::name).toList();
        this.evals = plans.stream().map(FieldPlan::eval).toArray(Eval[]::new);
        this.demands = demands == null ? null : demands.of(fields);
        long hash = RowHash.add(RowHash.add(RowHash.SEED, who.toString()), select == null ? null : select.text());
        hash = RowHash.add(
                hash, file.locales().stream().map(locale -> locale.text()).toList());
        hash = RowHash.add(
                hash,
                (file.scope() == null ? "" : file.scope().text())
                        + (file.currency() == null ? "" : file.currency().text()));
        for (var plan : plans) {
            hash = RowHash.add(RowHash.add(hash, plan.name()), plan.rule());
        }
        this.revision = String.format("%016x", hash);
    }

    /** {@code mirakl/product-out.adeo}. */
    public String name() {
        return name;
    }

    /** The version written in the file, empty when none is. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** Changes when a rule or a circumstance changes; not when a value table, a price list or a record does. */
    public String revision() {
        return revision;
    }

    /** Names of the fields in their order. */
    public List<String> fields() {
        return fields;
    }

    /** Where the entry of a field stands; empty when there is no such field. */
    public Optional<Position> at(String field) {
        return plans.stream()
                .filter(plan -> plan.name().equals(field))
                .map(FieldPlan::at)
                .findFirst();
    }

    /** Attributes of the record that the entry of a field reads, as the entry writes them without what follows the first point. */
    public List<String> attributes(String field) {
        return plans.stream()
                .filter(plan -> plan.name().equals(field))
                .flatMap(plan -> plan.inputs().stream())
                .map(input -> input.path().split("[.\\[]", 2)[0])
                .distinct()
                .toList();
    }

    /** Places in {@link #fields} of those an entry fills with {@code price}. */
    public List<Integer> prices() {
        return IntStream.range(0, plans.size())
                .filter(i -> plans.get(i).inputs().stream()
                        .anyMatch(input -> input.path().startsWith(PriceSource.INPUT)))
                .boxed()
                .toList();
    }

    /** Streams whose documents it names by the partner's ids ({@link RemoteRef}), {@link RemoteRef#SELF} among them. */
    public Set<String> remotes() {
        var streams = new LinkedHashSet<String>();
        remotes.forEach(mention -> streams.add(mention.stream()));
        return streams;
    }

    /** Refuses partners' ids that this stream of the channel can never have: of a published file, or of a stream that is not sent. */
    public void checkRemotes(Channel channel, Channel.Stream stream, Problems problems) {
        remotes.forEach(mention -> mention.check(channel, stream, problems));
    }

    /** What it reads: a change outside of it cannot change a row. */
    public Reads reads() {
        return names.reads();
    }

    /**
     * Maps one record. The caller calls {@link Run#begin()} before the first mapping, gate or rule of a record.
     *
     * @param slots of the record, read by the reader of the {@link MappingSet}
     */
    public MapResult apply(Object[] slots, Run run) {
        circumstances(run);
        var work = new Work(run);
        try {
            if (select != null && select.truth(slots, run) != Truth.TRUE) {
                return new MapResult.NotSelected(unselected(slots, run));
            }
            int before = run.findings().size();
            var values = new Object[evals.length];
            for (int i = 0; i < evals.length; i++) {
                values[i] = evals[i].eval(slots, work);
            }
            if (demands != null) {
                demands.look(values, work);
            }
            var noticed = run.findings();
            noticed.subList(Math.min(before, noticed.size()), noticed.size()).forEach(work::note);
            if (work.rejected() != null) {
                return new MapResult.NotSelected(work.rejected());
            }
            return work.held()
                    ? new MapResult.Held(work.findings())
                    : new MapResult.Mapped(new Row(fields, values), work.findings());
        } catch (Refused parked) {
            work.hold(parked(parked));
            return new MapResult.Held(work.findings());
        }
    }

    /**
     * The slow way, for people: each field with its value, rule and inputs, whether the record is selected or not.
     */
    public List<Explained> explain(Object[] slots, Run run) {
        circumstances(run);
        var all = new ArrayList<Explained>();
        for (var plan : plans) {
            var work = new Work(run);
            Object value = null;
            try {
                value = plan.eval().eval(slots, work);
            } catch (Refused parked) {
                work.hold(parked(parked));
            }
            var inputs = plan.inputs().stream()
                    .map(input -> input(input, slots, work))
                    .toList();
            all.add(new Explained(plan.name(), value, plan.rule(), plan.at(), inputs, work.findings()));
        }
        return all;
    }

    private static Explained.Input input(Stage.Input input, Object[] slots, Work work) {
        try {
            var value = input.eval().eval(slots, work);
            return new Explained.Input(input.path(), value == null ? null : Texts.of(value));
        } catch (Refused parked) {
            return new Explained.Input(input.path(), null);
        }
    }

    private void circumstances(Run run) {
        run.set(Reserved.CHANNEL, who.channel());
        run.set(Reserved.ZONE, who.zone());
        run.set(Reserved.ACCOUNT, who.account());
        run.set(
                Reserved.LOCALE,
                who.locale() != null
                        ? who.locale()
                        : who.locales().isEmpty() ? null : who.locales().get(0));
    }

    private String unselected(Object[] slots, Run run) {
        var why = select.truth(slots, run) == Truth.MISSING ? select.why(slots, run) : "false";
        return "select: " + select.text() + " is " + why;
    }

    private static Finding parked(Refused parked) {
        return new Finding(MapCode.PARKED.code(), Finding.Severity.BLOCK, null, null, parked.getMessage(), null);
    }
}
