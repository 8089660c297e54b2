package org.caravanserai.delivery.wanted;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.canonical.Kind;
import org.caravanserai.canonical.Model;
import org.caravanserai.connector.FeedFormats;
import org.caravanserai.delivery.hold.DeliveryCode;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.record.Perspective;
import org.caravanserai.expression.record.Reads;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Connector;
import org.caravanserai.home.Home;
import org.caravanserai.home.Tables;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.ledger.Ledger;
import org.caravanserai.mapping.Circumstances;
import org.caravanserai.mapping.Mapping;
import org.caravanserai.mapping.MappingSet;
import org.caravanserai.mapping.Surroundings;
import org.caravanserai.mapping.price.PriceBook;
import org.caravanserai.mapping.price.Pricer;
import org.caravanserai.parser.Hash64;
import org.caravanserai.parser.Problem;
import org.caravanserai.parser.Problems;
import org.caravanserai.quality.Completeness;
import org.caravanserai.quality.Gate;
import org.caravanserai.quality.Selection;

/**
 * Compiles the channels of a home. A channel with an error is not run; the others are.
 *
 * @param home what was compiled
 * @param channels publications of each channel that compiled, in the order of its streams
 * @param pushed streams of each channel that compiled and are sent item by item, in the order in which they may go
 * @param broken what is wrong with the others, by channel
 */
public record Plans(
        Home home,
        Map<String, List<Publication>> channels,
        Map<String, List<StreamPlan>> pushed,
        Map<String, List<Problem>> broken) {

    /** Compiles everything; lanes are made in the ledger. */
    public static Plans compile(Home home, Ledger ledger, Notices notices, FetchedTables fetched) {
        var compiled = new LinkedHashMap<String, List<Publication>>();
        var pushed = new LinkedHashMap<String, List<StreamPlan>>();
        var broken = new LinkedHashMap<String, List<Problem>>();
        var surroundings = Surroundings.of(home);
        long rules = fingerprint(home);
        for (var channel : home.channels().values()) {
            if (channel.mode() == Channel.Mode.OFF) {
                continue;
            }
            var rows = fetched.of(home, channel);
            var world = surroundings.with(rows);
            var problems = new Problems();
            var streams = new ArrayList<StreamPlan>();
            var sent = new ArrayList<StreamPlan>();
            for (var stream : channel.streams().values()) {
                if (Kind.of(stream.name()).isEmpty() && !stream.files().isEmpty()) {
                    problems.error(
                            stream.position(),
                            HomeCode.WRONG_WORD.code(),
                            "'" + stream.name() + "' is no stream that can be published");
                } else if (!stream.files().isEmpty() || pushes(home, channel, stream)) {
                    new Compilation(home, world, rows, ledger, notices, channel, stream, rules, problems)
                            .compiled()
                            .ifPresent(stream.files().isEmpty() ? sent::add : streams::add);
                }
            }
            if (problems.failed()) {
                broken.put(channel.name(), problems.sorted());
            } else {
                compiled.put(channel.name(), publications(channel, streams));
                pushed.put(channel.name(), List.copyOf(sent));
            }
        }
        return new Plans(home, compiled, pushed, broken);
    }

    /** Whether a stream is sent item by item: its documents are of a kind of the master, and a Kamelet takes them. */
    private static boolean pushes(Home home, Channel channel, Channel.Stream stream) {
        var connector = home.connectors().get(channel.system());
        var taken = connector == null ? null : connector.streams().get(stream.name());
        return taken != null
                && taken.kamelet() != null
                && stream.map() != null
                && Kind.of(stream.name()).isPresent();
    }

    /** A stream that is sent, empty when the channel does not run or has no such stream. */
    public Optional<StreamPlan> sent(String channel, String stream) {
        return pushed.getOrDefault(channel, List.of()).stream()
                .filter(plan -> plan.stream().name().equals(stream))
                .findFirst();
    }

    /** What is wrong with assortments, gates and maps of every published stream, modes and schedules aside. Makes nothing. */
    static List<Problem> problems(Home home) {
        var surroundings = Surroundings.of(home);
        var problems = new Problems();
        for (var channel : home.channels().values()) {
            for (var stream : channel.streams().values()) {
                // A stream or price list of no known name is reported by the home; all else would follow from it.
                if (Kind.of(stream.name()).isPresent()
                        && listed(home, channel)
                        && (!stream.files().isEmpty() || pushes(home, channel, stream))
                        && home.maps().containsKey(stream.map())) {
                    new Compilation(home, surroundings, Map.of(), null, null, channel, stream, 0, problems).checked();
                }
            }
        }
        return problems.sorted();
    }

    private static boolean listed(Home home, Channel channel) {
        return channel.prices() == null
                || channel.prices().list() == null
                || home.prices().lists().containsKey(channel.prices().list());
    }

    /** The publication led by a stream; empty when another stream leads it or the channel does not run. */
    public Optional<Publication> led(String channel, String stream) {
        return channels.getOrDefault(channel, List.of()).stream()
                .filter(publication -> publication.name().equals(stream))
                .findFirst();
    }

    /** A compiled stream. */
    public Optional<StreamPlan> stream(String channel, String stream) {
        return Stream.concat(
                        channels.getOrDefault(channel, List.of()).stream()
                                .flatMap(publication -> publication.streams().stream()),
                        pushed.getOrDefault(channel, List.of()).stream())
                .filter(plan -> plan.stream().name().equals(stream))
                .findFirst();
    }

    private static List<Publication> publications(Channel channel, List<StreamPlan> streams) {
        var groups = new ArrayList<List<StreamPlan>>();
        for (var stream : streams) {
            var shared = groups.stream()
                    .filter(group -> group.stream().anyMatch(stream::sharesFileWith))
                    .findFirst();
            if (shared.isPresent()) {
                shared.get().add(stream);
            } else {
                groups.add(new ArrayList<>(List.of(stream)));
            }
        }
        return groups.stream()
                .map(group -> new Publication(channel, group.get(0).stream().name(), group))
                .toList();
    }

    /** Tables, price rules, families and what attributes are called are compiled in, so their content is part of every revision. */
    private static long fingerprint(Home home) {
        long hash = 17;
        for (var table : home.tables().byName().values()) {
            hash = hash * 31
                    + (table.file() == null ? 0 : Hash64.of(table.file().bytes()));
        }
        hash = hash * 31 + Hash64.of(home.prices().toString().getBytes(StandardCharsets.UTF_8));
        return hash * 31 + Hash64.of(words(home.model()).getBytes(StandardCharsets.UTF_8));
    }

    /** Families, and labels and units of the products' attributes, in an order that does not depend on the run. */
    private static String words(Model model) {
        var words = new StringBuilder();
        new TreeMap<>(model.families())
                .forEach((code, family) -> words.append(code)
                        .append(family.attributes())
                        .append(new TreeMap<>(family.variants()))
                        .append(new TreeMap<>(family.label())));
        new TreeMap<>(model.of(Kind.PRODUCTS).attributes())
                .forEach((code, attribute) -> words.append(code)
                        .append(attribute.unit())
                        .append(attribute.table())
                        .append(new TreeMap<>(attribute.label())));
        return words.toString();
    }

    /** One stream on its way to a plan. */
    private record Compilation(
            Home home,
            Surroundings surroundings,
            Map<String, Tables.Table> fetched,
            Ledger ledger,
            Notices notices,
            Channel channel,
            Channel.Stream stream,
            long rules,
            Problems problems) {

        private record Parts(
                String locale,
                Selection selection,
                Gate gate,
                Mapping mapping,
                Completeness completeness,
                Pricer pricer,
                RecordNames names) {}

        void checked() {
            var kind = kind();
            var builder = MappingSet.of(surroundings, kind);
            var products = kind == Kind.OFFERS ? MappingSet.of(surroundings, Kind.PRODUCTS) : null;
            locales().forEach(locale -> parts(builder, products, kind, locale));
        }

        /** One lane per language, or one without. */
        private List<String> locales() {
            return stream.perLocale() ? channel.locales() : Collections.singletonList(null);
        }

        Optional<StreamPlan> compiled() {
            for (var file : stream.files()) {
                if (!FeedFormats.words().contains(file.format().type())) {
                    problems.error(
                            file.position(),
                            DeliveryCode.FORMAT.code(),
                            "nothing is published as '" + file.format().type() + "'; there are "
                                    + String.join(", ", FeedFormats.words()));
                }
            }
            var kind = kind();
            var builder = MappingSet.of(surroundings, kind);
            var products = kind == Kind.OFFERS ? MappingSet.of(surroundings, Kind.PRODUCTS) : null;
            var parts = new ArrayList<Parts>();
            var locales = locales();
            locales.forEach(locale -> parts(builder, products, kind, locale).ifPresent(parts::add));
            if (problems.failed() || parts.size() < locales.size()) {
                return Optional.empty();
            }
            var set = builder.build();
            var reads = Reads.NOTHING;
            for (var part : parts) {
                reads = reads.and(part.mapping().reads()).and(part.names().reads());
            }
            var lanes = parts.stream().map(this::lane).toList();
            return Optional.of(new StreamPlan(
                    channel,
                    stream,
                    kind,
                    set.reader(),
                    products == null ? null : products.build().reader(),
                    lanes,
                    kinds(kind, reads),
                    reads.dates(),
                    descriptor()));
        }

        private Connector.Stream descriptor() {
            var connector = home.connectors().get(channel.system());
            return connector == null ? null : connector.streams().get(stream.name());
        }

        /** @param products the shape offers are selected by, null for other kinds */
        private Optional<Parts> parts(
                MappingSet.Builder builder, MappingSet.Builder products, Kind kind, String locale) {
            var who = Circumstances.of(channel, locale);
            var view = new Perspective(
                    channel.scope(), locale != null ? locale : channel.locales().get(0));
            var names = builder.shape().names(view);
            var completeness = kind == Kind.PRODUCTS
                    ? Completeness.of(home.model(), names, Completeness.places(channel), null)
                    : null;
            var functions = new ChannelFunctions(home, completeness, names, problems);
            var environment = builder.environment(who, names, functions);
            Optional<Selection> selection;
            if (products == null) {
                selection = selection(names, environment, kind);
            } else {
                var product = products.shape().names(view);
                selection = selection(product, products.environment(who, product, functions), Kind.PRODUCTS);
            }
            var gate = gate(names, environment);
            var mapping = builder.add(stream.map(), who, functions, problems);
            mapping.ifPresent(map -> map.checkRemotes(channel, stream, problems));
            mapping.ifPresent(map -> LaneDelta.check(stream, map, problems));
            if (selection.isEmpty() || gate.isEmpty() || mapping.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Parts(locale, selection.get(), gate.get(), mapping.get(), completeness, pricer(names), names));
        }

        private Pricer pricer(RecordNames names) {
            return channel.prices() == null || channel.prices().list() == null
                    ? null
                    : new PriceBook(home.prices(), home.tables())
                            .pricer(channel.prices().list(), names)
                            .orElse(null);
        }

        private Optional<Gate> gate(RecordNames names, Environment environment) {
            if (stream.gate() == null || !home.gates().containsKey(stream.gate())) {
                return Optional.of(Gate.OPEN);
            }
            return Gate.compile(home.gates().get(stream.gate()).tree(), names, environment, problems);
        }

        private Optional<Selection> selection(RecordNames names, Environment environment, Kind kind) {
            var pilot = channel.pilot() == null ? null : keys(channel.pilot());
            if (kind != Kind.PRODUCTS || channel.assortment() == null) {
                return Optional.of(Selection.open(names, pilot));
            }
            var assortment = home.assortments().of(channel.assortment());
            if (assortment.isEmpty()) {
                return Optional.empty();
            }
            return Selection.of(assortment.get(), home, names, environment, pilot, problems);
        }

        private Set<String> keys(String table) {
            return surroundings
                    .tables()
                    .of(table)
                    .map(found -> Set.copyOf(found.keys()))
                    .orElse(Set.of());
        }

        private LanePlan lane(Parts parts) {
            var lane = ledger.lane(channel.name(), stream.name(), parts.locale());
            var text = parts.mapping().revision() + "\n" + parts.selection().text() + "\n" + gateText() + "\n"
                    + stream.files().stream()
                            .map(file -> file.file()
                                    + file.sheet()
                                    + file.format().type()
                                    + file.format().columns())
                            .toList()
                    + stream.onHold()
                    + (descriptor() != null && descriptor().withdraws() ? "withdraws" : "");
            long revision = Hash64.of(text.getBytes(StandardCharsets.UTF_8)) * 31 + rules;
            // Of what was fetched only what is read: new categories are no reason to look at all offers again.
            var reads = parts.mapping().reads().and(parts.names().reads()).tables();
            for (var table : new TreeMap<>(fetched).values()) {
                if (reads.contains(table.name()) || table.name().equals(channel.pilot())) {
                    revision = revision * 31 + Hash64.of(table.file().bytes());
                }
            }
            return new LanePlan(
                    channel,
                    lane,
                    parts.locale(),
                    parts.selection(),
                    parts.gate(),
                    parts.mapping(),
                    parts.completeness(),
                    parts.pricer(),
                    notices.veto(
                            channel,
                            stream.name(),
                            descriptor(),
                            parts.mapping().fields()),
                    revision == 0 ? 1 : revision);
        }

        private String gateText() {
            var file = stream.gate() == null ? null : home.gates().get(stream.gate());
            return file == null ? "" : Long.toHexString(Hash64.of(file.bytes()));
        }

        private Kind kind() {
            return Kind.of(stream.name())
                    .orElseThrow(() -> new IllegalStateException("checked by home: " + stream.name()));
        }

        private static Set<Kind> kinds(Kind own, Reads reads) {
            var kinds = EnumSet.of(own);
            for (var kind : Kind.values()) {
                if (reads.joins(kind)) {
                    kinds.add(kind);
                }
            }
            if (!reads.priceLists().isEmpty()) {
                kinds.add(Kind.OFFERS);
            }
            if (own == Kind.OFFERS) {
                kinds.add(Kind.PRODUCTS);
            }
            return kinds;
        }
    }
}
