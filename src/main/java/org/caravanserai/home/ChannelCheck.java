package org.caravanserai.home;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;

/** What a channel must agree with: its connector, the maps and gates, itself. */
final class ChannelCheck {
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9._-]|\\{locale})+");
    private static final String BMECAT = "bmecat";

    private final Map<String, Connector> connectors;
    private final Set<String> maps;
    private final Set<String> gates;
    private final Problems problems;

    ChannelCheck(Map<String, Connector> connectors, Set<String> maps, Set<String> gates, Problems problems) {
        this.connectors = connectors;
        this.maps = maps;
        this.gates = gates;
        this.problems = problems;
    }

    /** @param node the tree the channel was read from */
    void check(Channel channel, YamlNode node) {
        var connector = connectors.get(channel.system());
        var streams = SourceCheck.child(node, "streams");
        if (connector != null) {
            SourceCheck.connection(connector, SourceCheck.child(node, "connection"), channel.position(), problems);
            streamsOf(channel, connector, streams);
        }
        for (var stream : channel.streams().values()) {
            var declared = connector == null ? null : connector.streams().get(stream.name());
            maps(stream, declared);
            schedule(stream, SourceCheck.child(streams, stream.name()));
            if (declared != null) {
                files(channel, stream, declared, connector);
                new OrderFileCheck(problems)
                        .check(channel, stream, declared, connector, SourceCheck.child(streams, stream.name()));
                market(channel, stream, declared.market(), SourceCheck.child(streams, stream.name()));
            }
        }
        verify(channel, connector, SourceCheck.child(node, "verify"));
        after(channel);
        workbooks(channel);
        new TargetCheck(connectors, problems).check(channel, SourceCheck.child(node, "deliver"));
        new DeltaCheck(problems).check(channel);
        AnswersShape.check(channel, SourceCheck.child(node, "answers"), connectors, problems);
    }

    private void market(Channel channel, Channel.Stream stream, Market market, YamlNode node) {
        var accept = SourceCheck.child(node, "accept");
        if (market == null) {
            if (accept != null) {
                problems.warning(
                        accept.at(),
                        HomeCode.NO_EFFECT.code(),
                        "'accept' has no effect on " + stream.name()
                                + ": it is said of orders of a marketplace; remove 'accept'");
            }
            return;
        }
        var customer = channel.connection().value(market.customer());
        if (customer == null || customer.isBlank()) {
            problems.error(
                    stream.position(),
                    HomeCode.STREAMS.code(),
                    "orders of a marketplace are those of a company: name its number in the connection, "
                            + market.customer() + ": C-9000");
        }
        if (accept != null
                && stream.accept() == Channel.Accept.HUB
                && !channel.streams().containsKey("order-status")) {
            problems.error(
                    accept.at(),
                    HomeCode.STREAMS.code(),
                    "the hub accepts orders with the stream order-status, which this channel has not; add"
                            + " 'order-status: {}', or remove 'accept'");
        }
    }

    private void streamsOf(Channel channel, Connector connector, YamlNode node) {
        if (connector.streams().isEmpty()) {
            problems.error(
                    channel.position(),
                    HomeCode.NO_STREAM.code(),
                    "'" + connector.system() + "' takes nothing: it is no system of a channel; there is "
                            + String.join(", ", systems()));
        } else if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (Words.PLURAL.contains(entry.key()) && !connector.streams().containsKey(entry.key())) {
                    problems.error(
                            entry.keyAt(),
                            HomeCode.NO_STREAM.code(),
                            "'" + connector.system() + "' takes no " + entry.key() + " ("
                                    + String.join(", ", connector.streams().keySet()) + ")");
                }
            }
            if (map.isEmpty()) {
                problems.error(
                        map.at(),
                        HomeCode.NO_STREAM.code(),
                        "a channel has at least one stream: "
                                + String.join(", ", connector.streams().keySet()));
            }
        }
    }

    private java.util.List<String> systems() {
        return connectors.values().stream()
                .filter(one -> !one.streams().isEmpty())
                .map(Connector::system)
                .toList();
    }

    private void maps(Channel.Stream stream, Connector.Stream declared) {
        boolean known = declared != null;
        if (known && stream.map() != null && !maps.contains(stream.map())) {
            problems.error(
                    stream.position(),
                    HomeCode.NO_MAP.code(),
                    "there is no map mappings/" + stream.map() + ".map.yaml; create it or name another with 'map'"
                            + Nearest.hint(stream.map(), maps));
        }
        var way = known && declared.market() != null ? "-in" : "-out";
        if (known
                && stream.map() != null
                && !stream.map().replaceFirst(".*/", "").matches(".*" + way + "(\\..*)?")) {
            problems.error(
                    stream.position(),
                    HomeCode.NO_MAP.code(),
                    "the map '" + stream.map() + "' is none that ends in " + way);
        }
        if (stream.gate() != null && !gates.contains(stream.gate())) {
            problems.error(
                    stream.position(),
                    HomeCode.NO_MAP.code(),
                    "there is no gate mappings/" + stream.gate() + ".gate.yaml" + Nearest.hint(stream.gate(), gates));
        }
    }

    private void schedule(Channel.Stream stream, YamlNode node) {
        var schedule = SourceCheck.child(node, "schedule");
        if (schedule != null
                && stream.schedule().every() != null
                && !stream.schedule().at().isEmpty()) {
            problems.error(schedule.at(), HomeCode.STREAMS.code(), "a schedule has either 'every' or 'at', not both");
        }
    }

    private void verify(Channel channel, Connector connector, YamlNode node) {
        if (node == null || connector == null) {
            return;
        }
        var schedule = channel.verify().schedule();
        if (schedule.every() != null && !schedule.at().isEmpty()) {
            problems.error(node.at(), HomeCode.STREAMS.code(), "a schedule has either 'every' or 'at', not both");
        }
        boolean reads = channel.streams().keySet().stream()
                .anyMatch(stream -> connector.streams().containsKey(stream)
                        && connector.streams().get(stream).reads() != null);
        if (!reads) {
            problems.warning(
                    node.at(),
                    HomeCode.STREAMS.code(),
                    "'verify' has no effect: connectors/" + connector.system()
                            + "/connector.yaml does not say how to read what stands there (streams.<stream>.reads)");
        }
    }

    private void files(Channel channel, Channel.Stream stream, Connector.Stream declared, Connector connector) {
        if (!declared.publishes()) {
            if (!stream.files().isEmpty()) {
                problems.error(
                        stream.files().get(0).position(),
                        HomeCode.STREAMS.code(),
                        "'" + connector.system() + "' is sent " + stream.name()
                                + " and publishes no file; remove 'file'");
            }
            return;
        }
        if (stream.files().isEmpty()) {
            problems.error(
                    stream.position(),
                    HomeCode.STREAMS.code(),
                    "a published stream needs a file, e.g. { file: articles.csv, format: { type: csv } }");
        }
        var names = new HashSet<String>();
        for (var file : stream.files()) {
            file(channel, stream, file, connector);
            if (file.file() != null && !names.add(file.file() + "/" + file.sheet())) {
                problems.error(
                        file.position(),
                        HomeCode.STREAMS.code(),
                        "the file '" + file.file() + "' stands twice in one stream");
            }
        }
    }

    private void file(Channel channel, Channel.Stream stream, Channel.FeedFile file, Connector connector) {
        if (file.file() == null) {
            return;
        }
        boolean reported = file.file().contains("..");
        if (!reported && (!FILE.matcher(file.file()).matches() || file.file().startsWith("."))) {
            problems.error(
                    file.position(),
                    HomeCode.STREAMS.code(),
                    "a file's name stands in an address: letters, digits, hyphens, {locale} and dots, not beginning with a dot");
        }
        boolean named = file.file().contains("{locale}");
        if (named && !stream.perLocale()) {
            problems.error(
                    file.position(),
                    HomeCode.STREAMS.code(),
                    "{locale} in a file's name needs perLocale: true on the stream");
        } else if (!named && stream.perLocale() && channel.locales().size() > 1) {
            problems.error(
                    file.position(),
                    HomeCode.STREAMS.code(),
                    "with perLocale: true and several locales each needs its own file; put {locale} into the name");
        }
        if (file.format().type() == null) {
            problems.error(
                    file.position(),
                    HomeCode.FORMAT.code(),
                    "say what the file looks like, e.g. format: { type: "
                            + connector.formats().stream().findFirst().orElse("csv") + " }");
        } else {
            SourceCheck.format(file.format(), connector, problems);
            if (BMECAT.equals(file.format().type())) {
                part(channel, stream, file);
            } else if (file.sheet() != null && !file.format().type().equals("xlsx")) {
                problems.error(
                        file.position(),
                        HomeCode.FORMAT.code(),
                        "only xlsx has sheets; remove 'sheet' or write format: { type: xlsx }");
            }
        }
    }

    /** A catalogue has its groups before its products. */
    private void part(Channel channel, Channel.Stream stream, Channel.FeedFile file) {
        var wanted = stream.name().equals("categories") ? "groups" : "products";
        if (file.sheet() == null ? wanted.equals("groups") : !file.sheet().equals(wanted)) {
            problems.error(
                    file.position(),
                    HomeCode.FORMAT.code(),
                    stream.name() + " are the part '" + wanted + "' of a BMEcat file; write sheet: " + wanted);
        }
        boolean late = wanted.equals("groups")
                && channel.streams().values().stream()
                        .takeWhile(other -> other != stream)
                        .anyMatch(other -> other.files().stream()
                                .anyMatch(before -> file.file().equals(before.file())));
        if (late) {
            problems.error(
                    file.position(),
                    HomeCode.STREAMS.code(),
                    "the groups of a BMEcat file stand before its products; put the stream categories first");
        }
    }

    private void after(Channel channel) {
        for (var stream : channel.streams().values()) {
            for (var other : stream.after()) {
                if (!channel.streams().containsKey(other)) {
                    problems.error(
                            stream.position(),
                            HomeCode.STREAMS.code(),
                            "'after' names " + other + ", which is no stream of this channel");
                } else if (waits(channel, other, stream.name(), new HashSet<>())) {
                    problems.error(
                            stream.position(),
                            HomeCode.STREAMS.code(),
                            stream.name() + " and " + other + " wait for each other; break the circle");
                }
            }
        }
    }

    private static boolean waits(Channel channel, String stream, String wanted, Set<String> seen) {
        if (stream.equals(wanted)) {
            return true;
        }
        var at = channel.streams().get(stream);
        return at != null
                && seen.add(stream)
                && at.after().stream().anyMatch(next -> waits(channel, next, wanted, seen));
    }

    /** Streams that name one file are one workbook: all xlsx, each with its own sheet. */
    private void workbooks(Channel channel) {
        var first = new HashMap<String, Channel.FeedFile>();
        var sheets = new HashMap<String, Set<String>>();
        for (var stream : channel.streams().values()) {
            for (var file : stream.files()) {
                var before = file.file() == null ? null : first.putIfAbsent(file.file(), file);
                var taken = sheets.computeIfAbsent(file.file(), name -> new HashSet<>());
                boolean fresh = taken.add(String.valueOf(file.sheet()));
                boolean ownStream = before != null && stream.files().contains(before);
                boolean workbook =
                        before == null || ownStream || before.sheet() != null && file.sheet() != null && fresh;
                if (before != null && !workbook && !before.position().equals(file.position())) {
                    problems.error(
                            file.position(),
                            HomeCode.STREAMS.code(),
                            "two streams publish '" + file.file()
                                    + "'; give each its own file, or each its own sheet of an xlsx");
                }
            }
        }
    }
}
