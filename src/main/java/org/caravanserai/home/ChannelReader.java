package org.caravanserai.home;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.parser.YamlNode;

/** Makes a {@link Channel} of a checked file. */
final class ChannelReader {
    private final Company company;
    private final Prices prices;
    private final Map<String, Connector> connectors;
    private final Set<String> maps;
    private final Set<String> gates;

    ChannelReader(
            Company company, Prices prices, Map<String, Connector> connectors, Set<String> maps, Set<String> gates) {
        this.company = company;
        this.prices = prices;
        this.connectors = connectors;
        this.maps = maps;
        this.gates = gates;
    }

    Channel read(String name, YamlNode node) {
        var tree = Tree.of(node, ChannelFile.SHAPE);
        var title = tree.text("title");
        var locales = tree.texts("locales");
        var link = tree.value("linkBase", URI.class);
        var brake = tree.tree("brake");
        return new Channel(
                name,
                title == null ? name : title,
                tree.text("description"),
                tree.text("system", ""),
                tree.text("owner"),
                tree.word("mode", Channel.Mode.class),
                tree.tree("pilot").text("table"),
                Connections.read(tree.node("connection"), connectors.get(tree.text("system")), tree.at()),
                tree.text("seller"),
                tree.text("zone"),
                locales.isEmpty() ? company.locales() : locales,
                tree.text("scope"),
                currency(tree),
                tree.has("prices") ? prices(tree.tree("prices")) : null,
                tree.has("stock") ? stock(tree.tree("stock")) : null,
                tree.text("assortment"),
                link == null ? null : link.toString(),
                streams(tree),
                new Channel.Brake(
                        brake.text("empty").equals("hold"), brake.decimal("retirements"), brake.decimal("priceMove")),
                verify(tree.tree("verify")),
                tree.has("contract") ? contract(tree.tree("contract")) : null,
                tree.has("processor") ? processor(tree.tree("processor")) : null,
                tree.has("answers") ? AnswersShape.read(tree.tree("answers")) : null,
                targets(tree),
                tree.at());
    }

    /** At night when it is not said otherwise. */
    private static Channel.Verify verify(Tree tree) {
        var schedule = schedule(tree.tree("schedule"));
        boolean said = schedule.every() != null || !schedule.at().isEmpty();
        return new Channel.Verify(
                tree.word("mode", Channel.Verify.Mode.class),
                said ? schedule : new Schedule(null, List.of(LocalTime.of(3, 0))));
    }

    private String currency(Tree tree) {
        var own = tree.value("currency", String.class);
        if (own != null) {
            return own;
        }
        var list = tree.tree("prices").text("list");
        if (list != null && prices.lists().containsKey(list)) {
            return prices.lists().get(list).currency();
        }
        var zone = company.zones().get(tree.text("zone"));
        return zone != null && zone.currency() != null ? zone.currency() : company.currency();
    }

    private Channel.ChannelPrices prices(Tree tree) {
        var vat = tree.has("vat") ? tree.word("vat", Prices.Vat.class) : null;
        return new Channel.ChannelPrices(
                tree.text("list"),
                vat,
                tree.texts("show"),
                tree.text("announce").equals("next"),
                tree.word("ecoContribution", Prices.Vat.class),
                tree.at());
    }

    private static Channel.Stock stock(Tree tree) {
        var safety = tree.decimal("safety");
        return new Channel.Stock(tree.texts("warehouses"), safety == null ? BigDecimal.ZERO : safety, tree.at());
    }

    private Map<String, Channel.Stream> streams(Tree channel) {
        var system = channel.text("system");
        var connector = connectors.get(system);
        var streams = new LinkedHashMap<String, Channel.Stream>();
        channel.trees("streams").forEach((name, tree) -> {
            var usual = system + "/" + Words.singular(name) + "-out";
            var map = tree.has("map") ? tree.text("map") : usualMap(connector, name, usual);
            streams.put(
                    name,
                    new Channel.Stream(
                            name,
                            map,
                            gate(tree, map, usual),
                            schedule(tree.tree("schedule")),
                            tree.flag("perLocale"),
                            tree.word("onHold", Channel.OnHold.class),
                            tree.texts("after"),
                            files(tree),
                            tree.has("can") ? tree.word("can", Handing.Can.class) : null,
                            tree.value("settle", Duration.class),
                            tree.has("handover") ? OrderFileShape.read(tree.tree("handover")) : null,
                            AcknowledgementShape.read(tree),
                            tree.word("accept", Channel.Accept.class),
                            compare(tree.tree("compare")),
                            tree.at()));
        });
        return streams;
    }

    private static Channel.Compare compare(Tree tree) {
        return new Channel.Compare(tree.value("every", Duration.class), tree.value("back", Duration.class));
    }

    private String usualMap(Connector connector, String stream, String usual) {
        var declared = connector == null ? null : connector.streams().get(stream);
        boolean needed = declared == null || declared.needsMap();
        return needed || maps.contains(usual) ? usual : null;
    }

    private String gate(Tree stream, String map, String usual) {
        if (stream.has("gate")) {
            return stream.text("gate");
        }
        if (map != null && gates.contains(map)) {
            return map;
        }
        return gates.contains(usual) ? usual : null;
    }

    private static Schedule schedule(Tree tree) {
        var at = tree.values("at", LocalTime.class).stream().sorted().toList();
        return new Schedule(tree.value("every", Duration.class), at);
    }

    private static List<Channel.FeedFile> files(Tree stream) {
        var files = new ArrayList<Channel.FeedFile>();
        if (stream.has("file")) {
            files.add(file(stream, false));
        }
        stream.items("files").forEach(item -> files.add(file(item, "delta".equals(item.text("load")))));
        return files;
    }

    private static Channel.FeedFile file(Tree tree, boolean delta) {
        var at = tree.at("file");
        return new Channel.FeedFile(
                tree.text("file"), tree.text("sheet"), FormatShape.read(tree.tree("format")), delta, at);
    }

    private static Channel.Contract contract(Tree tree) {
        return new Channel.Contract(
                tree.text("version"),
                tree.value("freshness", Duration.class),
                tree.value("notice", Duration.class),
                tree.text("contact"));
    }

    private static Channel.Processor processor(Tree tree) {
        return new Channel.Processor(
                tree.value("country", String.class), tree.value("agreement", LocalDate.class), tree.texts("data"));
    }

    private List<Channel.Target> targets(Tree channel) {
        var targets = new ArrayList<Channel.Target>();
        for (var tree : channel.items("deliver")) {
            var to = tree.text("to");
            targets.add(new Channel.Target(
                    to,
                    tree.flag("confirms"),
                    tree.text("load"),
                    Connections.read(tree.node("connection"), connectors.get(to), tree.at()),
                    tree.at()));
        }
        return targets;
    }
}
