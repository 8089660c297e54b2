package org.caravanserai.home;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Walks the raw YAML tree of a route or of a Kamelet's template against {@link StepRules}. An unknown key is a refusal. */
final class StepCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    private static final Pattern SAFE_IN_LOG = Pattern.compile("\\$\\{(routeId|exchangeId)}");

    /** A language loads what follows {@code resource:}; a parameter is looked up by {@code #}. */
    private static final Pattern LOOKED_UP = Pattern.compile("^\\s*(resource:|#)|[=&(]\\s*#");

    private static final Pattern OWN_NAME =
            Pattern.compile("\\$\\{(date:now:[A-Za-z-]+|file:(name|onlyname|name\\.noext|ext))}");

    /** True where a folder outside the data folder is read and nothing in it is moved. */
    private static final String KEEP = "{{keep}}";

    /** Keys of each step; {@code constant} is the one language. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "to", Set.of("uri", "parameters", "description", "id"),
            "log", Set.of("message", "loggingLevel", "logName", "description", "id"),
            "convertBodyTo", Set.of("type", "charset", "description", "id"),
            "setProperty", Set.of("name", "constant", "description", "id"),
            "setHeader", Set.of("name", "constant", "description", "id"),
            "removeHeaders", Set.of("pattern", "description", "id"),
            "removeHeader", Set.of("name", "description", "id"),
            "split", Set.of("simple", "steps", "description", "id"));

    /** Types a body may be converted to: what a codec takes. */
    private static final Set<String> TYPES = Set.of("byte[]", "String", "java.lang.String", "java.io.InputStream");

    /** Consumer options that keep state in memory or lose a failed message. */
    private static final Map<String, Set<String>> REFUSED = Map.of(
            "file",
                    Set.of(
                            "noop",
                            "idempotent",
                            "idempotentKey",
                            "idempotentRepository",
                            "processStrategy",
                            "pollStrategy",
                            "onCompletionExceptionHandler"),
            "kafka", Set.of("autoCommitEnable"),
            "servlet", Set.of());

    /** Options that must stand so, since the default is unsafe. */
    private static final Map<String, Map<String, String>> DEMANDED = Map.of(
            "servlet",
            Map.of(
                    "muteException",
                    "true",
                    "mapHttpMessageHeaders",
                    "false",
                    "mapHttpMessageFormUrlEncodedBody",
                    "false"));

    private final StepRules rules;
    private final Collection<String> placeholders;
    private final Map<String, KameletFile> kamelets;
    private final Problems problems;

    /**
     * @param placeholders names that may stand in {@code {{...}}}; never a secret
     * @param kamelets by name
     */
    StepCheck(StepRules rules, Collection<String> placeholders, Map<String, KameletFile> kamelets, Problems problems) {
        this.rules = rules;
        this.placeholders = placeholders;
        this.kamelets = kamelets;
        this.problems = problems;
    }

    /** Checks {@code from} with everything below it. */
    void from(YamlNode node) {
        if (!(node instanceof YamlMap from)) {
            problems.error(node.at(), HomeCode.ROUTE_FORM.code(), "'from' is a map of uri, parameters, steps");
            return;
        }
        everywhere(from);
        keys(from, Set.of("uri", "parameters", "steps", "description", "id"), "from");
        endpoint(from, rules.from(), "begins with");
        steps(from.get("steps").orElse(null), from);
    }

    /** What Camel would look up or load by itself, whatever key it stands behind: variables, files, classes, beans. */
    private void everywhere(YamlNode node) {
        if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> everywhere(entry.value()));
        } else if (node instanceof YamlList list) {
            list.items().forEach(this::everywhere);
        } else if (node instanceof YamlScalar scalar) {
            names(scalar);
            if (LOOKED_UP.matcher(scalar.text()).find()) {
                problems.error(
                        scalar.at(),
                        HomeCode.ROUTE_DYNAMIC.code(),
                        "'" + Finding.cut(scalar.text()) + "' would be looked up or loaded; write the value itself");
            }
        }
    }

    private void steps(YamlNode node, YamlMap parent) {
        if (!(node instanceof YamlList list) || list.items().isEmpty()) {
            problems.error(
                    node == null ? parent.at() : node.at(),
                    HomeCode.ROUTE_FORM.code(),
                    "'steps' is a list with at least one step");
            return;
        }
        list.items().forEach(this::step);
    }

    private void step(YamlNode node) {
        if (!(node instanceof YamlMap step) || step.entries().size() != 1) {
            problems.error(
                    node.at(),
                    HomeCode.ROUTE_FORM.code(),
                    "a step is one key and what belongs to it, e.g. - to: { uri: ... }");
            return;
        }
        var entry = step.entries().get(0);
        if (!rules.steps().contains(entry.key())) {
            problems.error(
                    entry.keyAt(),
                    HomeCode.ROUTE_STEP.code(),
                    "'" + Finding.cut(entry.key()) + "' may not stand in " + rules.what() + " (" + sorted(rules.steps())
                            + ")" + Nearest.hint(entry.key(), rules.steps()) + StepRules.why(entry.key()));
            return;
        }
        if (entry.value() instanceof YamlScalar scalar) {
            shortForm(entry, scalar);
        } else if (entry.value() instanceof YamlMap map) {
            keys(map, KEYS.get(entry.key()), entry.key());
            body(entry.key(), map);
        } else {
            problems.error(
                    entry.value().at(),
                    HomeCode.ROUTE_FORM.code(),
                    "'" + entry.key() + "' is a map of " + sorted(KEYS.get(entry.key())));
        }
    }

    private void shortForm(YamlMap.Entry entry, YamlScalar scalar) {
        switch (entry.key()) {
            case "to" -> endpoint(scalar, Map.of(), rules.to(), "sends to");
            case "log" -> log(scalar);
            case "convertBodyTo" -> type(scalar);
            default ->
                problems.error(
                        scalar.at(),
                        HomeCode.ROUTE_FORM.code(),
                        "write '" + entry.key() + "' as a map of " + sorted(KEYS.get(entry.key())));
        }
    }

    private void body(String key, YamlMap map) {
        switch (key) {
            case "to" -> endpoint(map, rules.to(), "sends to");
            case "log" ->
                map.get("message").filter(YamlScalar.class::isInstance).ifPresent(text -> log((YamlScalar) text));
            case "convertBodyTo" ->
                map.get("type").filter(YamlScalar.class::isInstance).ifPresent(text -> type((YamlScalar) text));
            case "split" -> {
                var simple = map.get("simple").orElse(null);
                if (!(simple instanceof YamlScalar scalar) || !scalar.text().equals("${body}")) {
                    problems.error(
                            map.at(),
                            HomeCode.ROUTE_DYNAMIC.code(),
                            "split takes the items of the batch and nothing else: simple: \"${body}\"");
                }
                steps(map.get("steps").orElse(null), map);
            }
            default -> map.entries().forEach(entry -> fixed(entry.value()));
        }
    }

    private void log(YamlScalar text) {
        if (SAFE_IN_LOG.matcher(text.text()).replaceAll("").contains("${")) {
            problems.error(
                    text.at(),
                    HomeCode.ROUTE_DYNAMIC.code(),
                    "a log line holds no message data; ${routeId} and ${exchangeId} may stand in it");
        }
    }

    private void type(YamlScalar type) {
        if (!TYPES.contains(type.text())) {
            problems.error(type.at(), HomeCode.ROUTE_STEP.code(), "a body is converted to " + sorted(TYPES) + " only");
        }
    }

    private void fixed(YamlNode node) {
        if (node instanceof YamlScalar scalar && scalar.text().contains("${")) {
            problems.error(
                    node.at(),
                    HomeCode.ROUTE_DYNAMIC.code(),
                    "nothing is computed from message data here; write a constant");
        }
    }

    private void keys(YamlMap map, Set<String> allowed, String what) {
        for (var entry : map.entries()) {
            if (!allowed.contains(entry.key())) {
                problems.error(
                        entry.keyAt(),
                        HomeCode.ROUTE_STEP.code(),
                        "'" + Finding.cut(entry.key()) + "' is no key of '" + what + "' here (" + sorted(allowed) + ")"
                                + Nearest.hint(entry.key(), allowed) + StepRules.why(entry.key()));
            }
        }
    }

    private void endpoint(YamlMap map, List<String> allowed, String verb) {
        var parameters = new LinkedHashMap<String, YamlScalar>();
        if (map.get("parameters").orElse(null) instanceof YamlMap written) {
            for (var entry : written.entries()) {
                if (entry.value() instanceof YamlScalar scalar) {
                    parameters.put(entry.key(), scalar);
                } else {
                    problems.error(entry.value().at(), HomeCode.ROUTE_FORM.code(), "a parameter is one value");
                }
            }
        }
        if (map.get("uri").orElse(null) instanceof YamlScalar uri) {
            endpoint(uri, parameters, allowed, verb);
        } else {
            problems.error(map.at(), HomeCode.ROUTE_FORM.code(), "the key 'uri' is missing");
        }
    }

    private void endpoint(YamlScalar uri, Map<String, YamlScalar> written, List<String> allowed, String verb) {
        var text = uri.text();
        int question = text.indexOf('?');
        var address = (question < 0 ? text : text.substring(0, question)).replaceFirst("^([a-z]+:)//", "$1");
        var parameters = new HashMap<String, YamlScalar>(written);
        if (question >= 0) {
            for (var pair : text.substring(question + 1).split("&")) {
                parameters.put(
                        pair.replaceFirst("=.*", ""), YamlScalar.of(uri.at(), pair.replaceFirst("^[^=]*=?", "")));
            }
        }
        placeholders(uri);
        boolean ownFile = address.startsWith("file:") || address.startsWith("sftp:") || address.startsWith("ftp");
        parameters.forEach((key, value) -> placeholders(ownFile && key.equals("move") ? withoutOwnName(value) : value));
        if (!StepRules.listed(address, allowed)) {
            problems.error(
                    uri.at(),
                    HomeCode.ROUTE_ENDPOINT.code(),
                    rules.what() + " never " + verb + " '" + Finding.cut(address) + "' (" + String.join(", ", allowed)
                            + ")");
            return;
        }
        options(uri.at(), address, parameters);
    }

    private void options(Position at, String address, Map<String, YamlScalar> parameters) {
        var hub = StepRules.HUB.get(address);
        if (hub != null) {
            if (!StepRules.NOW.contains(address)) {
                problems.error(
                        at,
                        HomeCode.ROUTE_LATER.code(),
                        address + " is not in this version (" + sorted(StepRules.NOW) + ")");
            }
            parameters.forEach((key, value) -> {
                if (!hub.contains(key)) {
                    problems.error(
                            value.at(),
                            HomeCode.ROUTE_ENDPOINT.code(),
                            "'" + key + "' is no option of " + address + " (" + sorted(hub) + ")"
                                    + Nearest.hint(key, hub));
                }
            });
        } else if (address.startsWith("kamelet:")
                && !address.equals("kamelet:source")
                && !address.equals("kamelet:sink")) {
            kamelet(at, address.substring("kamelet:".length()), parameters);
        } else {
            consumer(at, address.replaceFirst(":.*", ""), parameters);
        }
    }

    private void consumer(Position at, String scheme, Map<String, YamlScalar> parameters) {
        if (StepRules.LATER.contains(scheme)) {
            problems.error(
                    at,
                    HomeCode.ROUTE_LATER.code(),
                    "the component " + scheme + ": is not in this version; "
                            + (scheme.equals("kafka")
                                    ? "topics are named in hub.yaml, kafka"
                                    : "begin with file:, timer: or scheduler:, or hand in by the API"));
            return;
        }
        REFUSED.getOrDefault(scheme, Set.of()).stream().sorted().forEach(option -> {
            if (parameters.containsKey(option) && !parameters.get(option).text().equals(KEEP)) {
                problems.error(
                        parameters.get(option).at(),
                        HomeCode.ROUTE_ENDPOINT.code(),
                        "'" + option + "' of " + scheme
                                + ": keeps its state in memory or loses a failed message; remove it");
            }
        });
        new TreeMap<>(DEMANDED.getOrDefault(scheme, Map.of())).forEach((option, value) -> {
            if (!parameters.containsKey(option)
                    || !parameters.get(option).text().equals(value)) {
                problems.error(
                        at,
                        HomeCode.ROUTE_ENDPOINT.code(),
                        "a " + scheme + ": endpoint needs " + option + ": " + value);
            }
        });
    }

    private void kamelet(Position at, String name, Map<String, YamlScalar> parameters) {
        var kamelet = kamelets.get(name);
        if (kamelet == null) {
            problems.error(
                    at,
                    HomeCode.KAMELET_UNKNOWN.code(),
                    "there is no Kamelet '" + Finding.cut(name) + "' in connectors/"
                            + Nearest.hint(name, kamelets.keySet()));
            return;
        }
        var declared = KameletCheck.properties(kamelet.tree());
        parameters.forEach((key, value) -> {
            if (!declared.contains(key)) {
                problems.error(
                        value.at(),
                        HomeCode.ROUTE_ENDPOINT.code(),
                        "'" + key + "' is no property of the Kamelet " + name + " (" + sorted(declared) + ")"
                                + Nearest.hint(key, declared));
            }
        });
        KameletCheck.required(kamelet.tree()).stream()
                .filter(key -> !parameters.containsKey(key))
                .forEach(key -> problems.error(
                        at,
                        HomeCode.ROUTE_ENDPOINT.code(),
                        "the Kamelet " + name + " needs the parameter '" + key + "'"));
    }

    /** Where a taken file goes may hold the date and the file's own name. */
    private static YamlScalar withoutOwnName(YamlScalar value) {
        return YamlScalar.of(value.at(), OWN_NAME.matcher(value.text()).replaceAll(""));
    }

    private void placeholders(YamlScalar scalar) {
        if (scalar.text().contains("${")) {
            problems.error(
                    scalar.at(),
                    HomeCode.ROUTE_DYNAMIC.code(),
                    "an address is never built from message data; remove ${...}");
        }
        names(scalar);
    }

    private void names(YamlScalar scalar) {
        var matcher = PLACEHOLDER.matcher(scalar.text());
        while (matcher.find()) {
            var name = matcher.group(1).replaceFirst("^\\?", "").replaceFirst(":.*", "");
            if (!placeholders.contains(name)) {
                problems.error(
                        scalar.at(),
                        HomeCode.ROUTE_DYNAMIC.code(),
                        "'{{" + Finding.cut(name) + "}}' is not replaced here (" + sorted(placeholders) + ")"
                                + Nearest.hint(name, placeholders));
            }
        }
    }

    private static String sorted(Collection<String> words) {
        return words.isEmpty()
                ? "none"
                : String.join(", ", words.stream().sorted().toList());
    }
}
