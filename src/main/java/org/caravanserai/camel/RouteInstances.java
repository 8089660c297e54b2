package org.caravanserai.camel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.Channel;
import org.caravanserai.home.Home;
import org.caravanserai.home.RouteFile;
import org.caravanserai.home.Source;
import org.caravanserai.parser.Yaml;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * One route file becomes n routes: one per source and file pattern, or one per channel and stream, of its system. Placeholders
 * {@code {{source}} {{entity}} {{directory}} {{files}} {{archive}} {{readyFile}} {{readLock}} {{keep}} {{channel}} {{stream}}} are filled in the
 * parsed tree; a parameter that is filled with nothing is left out. Never a secret: those are looked up by name when they are used.
 */
public final class RouteInstances {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z]+)}}");

    private final Home home;
    private final Path data;

    private RouteInstances(Home home, Path data) {
        this.home = home;
        this.data = data;
    }

    /**
     * All routes of a home.
     *
     * @param data the data folder; relative directories lie below it, and only files below it are moved
     */
    public static List<RouteInstance> of(Home home, Path data) {
        var all = new ArrayList<RouteInstance>();
        var instances = new RouteInstances(home, data.toAbsolutePath().normalize());
        home.routes().forEach(route -> instances.add(route, all));
        return List.copyOf(all);
    }

    private void add(RouteFile route, List<RouteInstance> all) {
        var names = placeholders(route.route());
        if (names.contains("source")) {
            home.sources().values().stream()
                    .filter(source -> source.system().equals(route.system()))
                    .forEach(source -> inbound(route, source, all));
        } else if (names.contains("channel")) {
            home.channels().values().stream()
                    .filter(channel -> channel.system().equals(route.system()))
                    .filter(channel -> channel.mode() != Channel.Mode.OFF)
                    .forEach(channel -> outbound(route, channel, all));
        } else {
            all.add(instance(route, route.id(), Map.of()));
        }
    }

    /** Entities that come in the same files share one route: the file can be taken only once. */
    private void inbound(RouteFile route, Source source, List<RouteInstance> all) {
        var byFiles = new LinkedHashMap<List<String>, List<Kind>>();
        source.entities()
                .values()
                .forEach(entity -> byFiles.computeIfAbsent(entity.files(), none -> new ArrayList<>())
                        .add(entity.kind()));
        byFiles.forEach((files, kinds) -> {
            if (!files.isEmpty()) {
                var values = values(source, files, kinds);
                all.add(instance(
                        route,
                        route.id() + "@" + source.name() + "." + kinds.get(0).word(),
                        values));
            }
        });
    }

    private Map<String, String> values(Source source, List<String> files, List<Kind> kinds) {
        var connection = source.connection();
        var directory = resolve(connection.value("directory"));
        var archive =
                connection.value("archive") == null ? directory.resolve(".done") : resolve(connection.value("archive"));
        boolean ours = directory.startsWith(data);
        var ready = connection.value("readyFile");
        var values = new LinkedHashMap<String, String>();
        values.put("source", source.name());
        values.put("entity", kinds.stream().map(Kind::word).collect(Collectors.joining(",")));
        values.put("directory", directory.toString());
        values.put("files", String.join(",", files));
        values.put("archive", ours ? archive.toString() : "");
        values.put("readyFile", ready == null ? "" : ready.replace("*", "${file:name}"));
        values.put("readLock", ready == null ? "changed" : "none");
        values.put("keep", ours ? "" : "true");
        return values;
    }

    private void outbound(RouteFile route, Channel channel, List<RouteInstance> all) {
        for (var stream : channel.streams().values()) {
            if (route.stream() == null || route.stream().equals(stream.name())) {
                all.add(instance(
                        route,
                        route.id() + "@" + channel.name() + "." + stream.name(),
                        Map.of("channel", channel.name(), "stream", stream.name())));
            }
        }
    }

    private Path resolve(String directory) {
        return data.resolve(directory).normalize();
    }

    private static RouteInstance instance(RouteFile route, String id, Map<String, String> values) {
        var filled = (YamlMap) fill(route.route(), values);
        var entries = new ArrayList<YamlMap.Entry>();
        for (var entry : filled.entries()) {
            entries.add(
                    entry.key().equals("id")
                            ? new YamlMap.Entry(
                                    "id",
                                    entry.keyAt(),
                                    YamlScalar.of(entry.value().at(), id))
                            : entry);
        }
        var at = route.position();
        var whole = new YamlList(
                at, List.of(new YamlMap(at, List.of(new YamlMap.Entry("route", at, new YamlMap(at, entries))))));
        return new RouteInstance(
                id, route.file().path(), Yaml.print(whole, false).getBytes(StandardCharsets.UTF_8));
    }

    private static YamlNode fill(YamlNode node, Map<String, String> values) {
        if (node instanceof YamlMap map) {
            var entries = new ArrayList<YamlMap.Entry>();
            for (var entry : map.entries()) {
                if (!leftOut(entry.value(), values)) {
                    entries.add(new YamlMap.Entry(entry.key(), entry.keyAt(), fill(entry.value(), values)));
                }
            }
            return new YamlMap(map.at(), entries);
        }
        if (node instanceof YamlList list) {
            return new YamlList(
                    list.at(),
                    list.items().stream().map(item -> fill(item, values)).toList());
        }
        var scalar = (YamlScalar) node;
        if (!scalar.text().contains("{{")) {
            return scalar;
        }
        var text = PLACEHOLDER
                .matcher(scalar.text())
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
        return new YamlScalar(scalar.at(), text, YamlScalar.Style.DOUBLE_QUOTED, text);
    }

    private static boolean leftOut(YamlNode value, Map<String, String> values) {
        if (!(value instanceof YamlScalar scalar)) {
            return false;
        }
        var found = PLACEHOLDER.matcher(scalar.text());
        while (found.find()) {
            if ("".equals(values.get(found.group(1)))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> placeholders(YamlNode node) {
        var names = new ArrayList<String>();
        collect(node, names);
        return names;
    }

    private static void collect(YamlNode node, List<String> names) {
        if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> collect(entry.value(), names));
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> collect(item, names));
        } else if (node instanceof YamlScalar scalar) {
            PLACEHOLDER.matcher(scalar.text()).results().forEach(found -> names.add(found.group(1)));
        }
    }
}
