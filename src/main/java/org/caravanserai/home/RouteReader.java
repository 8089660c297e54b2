package org.caravanserai.home;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/** Reads routes and Kamelets and checks them on their raw trees, before Camel sees them. */
final class RouteReader {
    /** Replaced in every route when it is started for a source, a channel or a target. */
    private static final Set<String> PLACEHOLDERS =
            Set.of("channel", "source", "target", "entity", "stream", "files", "readLock", "keep");

    private final Collection<HomeFile> files;
    private final Map<String, Connector> connectors;
    private final Problems problems;

    RouteReader(Collection<HomeFile> files, Map<String, Connector> connectors, Problems problems) {
        this.files = files;
        this.connectors = connectors;
        this.problems = problems;
    }

    List<KameletFile> kamelets() {
        var check = new KameletCheck(problems);
        var byName = new LinkedHashMap<String, KameletFile>();
        for (var file : files) {
            if (file.path().startsWith("connectors/") && file.path().endsWith(".kamelet.yaml")) {
                var kamelet = check.read(file);
                if (kamelet != null) {
                    unique(byName.put(kamelet.name(), kamelet) == null, file, kamelet.name());
                }
            }
        }
        byName.values().forEach(kamelet -> check.template(kamelet, byName));
        return List.copyOf(byName.values());
    }

    List<RouteFile> routes(List<KameletFile> kamelets) {
        var byName = new HashMap<String, KameletFile>();
        kamelets.forEach(kamelet -> byName.put(kamelet.name(), kamelet));
        var routes = new ArrayList<RouteFile>();
        var ids = new LinkedHashSet<String>();
        for (var file : files) {
            if (file.path().startsWith("routes/") && file.path().endsWith(".camel.yaml") && file.tree() != null) {
                unique(ids.add(file.name()), file, file.name());
                var route = route(file, byName);
                if (route != null) {
                    routes.add(route);
                }
            }
        }
        return List.copyOf(routes);
    }

    private void unique(boolean first, HomeFile file, String id) {
        if (!first) {
            problems.error(
                    Position.of(file.path()),
                    HomeCode.ROUTE_ID.code(),
                    "another file has the id '" + id + "' too; Camel would silently keep one");
        }
    }

    private RouteFile route(HomeFile file, Map<String, KameletFile> kamelets) {
        var folder = file.path().split("/")[1];
        var rules = StepRules.ROUTES.get(folder);
        if (rules == null) {
            return null;
        }
        if (!(file.tree() instanceof YamlList list)
                || list.items().size() != 1
                || !(SourceCheck.child(list.items().get(0), "route") instanceof YamlMap route)
                || ((YamlMap) list.items().get(0)).entries().size() != 1) {
            problems.error(
                    file.tree().at(),
                    HomeCode.ROUTE_FORM.code(),
                    "a route file holds one route and nothing else: - route: { id, from }");
            return null;
        }
        var allowed = rules.configuration()
                ? Set.of("id", "description", "from", "routeConfigurationId")
                : Set.of("id", "description", "from");
        for (var entry : route.entries()) {
            if (!allowed.contains(entry.key())) {
                problems.error(
                        entry.keyAt(),
                        HomeCode.ROUTE_STEP.code(),
                        "'" + entry.key() + "' may not stand in " + rules.what() + " ("
                                + String.join(", ", allowed.stream().sorted().toList()) + ")"
                                + Nearest.hint(entry.key(), allowed));
            }
        }
        if (!(SourceCheck.child(route, "id") instanceof YamlScalar id)
                || !id.text().equals(file.name())) {
            problems.error(
                    route.at(),
                    HomeCode.ROUTE_FORM.code(),
                    "the route's id is the file's name; write id: " + file.name());
        }
        var system = system(file, folder);
        if (SourceCheck.child(route, "from") == null) {
            problems.error(route.at(), HomeCode.ROUTE_FORM.code(), "the route needs the key 'from'");
            return null;
        }
        new StepCheck(rules, placeholders(system), kamelets, problems).from(SourceCheck.child(route, "from"));
        return new RouteFile(file, folder, system, file.name(), stream(route), route, route.at());
    }

    /** Routes of punch-out are named by the protocol: what is particular of a buyer stands in its account. */
    private Stream<String> systems(String folder) {
        return folder.equals("punchout")
                ? Arrays.stream(Account.Protocol.values())
                        .map(protocol -> protocol.name().toLowerCase(Locale.ROOT))
                : connectors.keySet().stream();
    }

    private String system(HomeFile file, String folder) {
        var system = systems(folder)
                .filter(name -> file.name().startsWith(name + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
        if (system == null) {
            problems.error(
                    Position.of(file.path()),
                    HomeCode.ROUTE_SYSTEM.code(),
                    "the name begins with no connector (" + systems(folder).collect(Collectors.joining(", "))
                            + "); name it <system>-<object>-<in,out>");
        }
        var end = switch (folder) {
            case "inbound" -> "-in";
            case "outbound" -> "-out";
            default -> "";
        };
        if (!file.name().endsWith(end)) {
            problems.error(
                    Position.of(file.path()),
                    HomeCode.ROUTE_FORM.code(),
                    "a route of routes/" + folder + "/ has a name that ends in " + end);
        }
        return system;
    }

    /** Connection keys may be replaced unless they are secrets. */
    private Set<String> placeholders(String system) {
        var names = new LinkedHashSet<>(PLACEHOLDERS);
        var connector = connectors.get(system);
        if (connector != null) {
            connector.connection().values().stream()
                    .filter(property -> !property.secret())
                    .forEach(property -> names.add(property.name()));
        }
        return names;
    }

    private static String stream(YamlMap route) {
        var parameters = SourceCheck.child(SourceCheck.child(route, "from"), "parameters");
        return SourceCheck.child(parameters, "stream") instanceof YamlScalar scalar
                        && !scalar.text().contains("{{")
                ? scalar.text()
                : null;
    }
}
