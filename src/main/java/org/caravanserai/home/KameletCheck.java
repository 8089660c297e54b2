package org.caravanserai.home;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Reads and checks Kamelets: a user half (a schema) and a machine half that uses every declared property and nothing else. */
final class KameletCheck {
    private static final Pattern NAME = Pattern.compile("(.+)-(source|sink|action)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z0-9_]+)(:[^}]*)?}}");

    private final Problems problems;

    KameletCheck(Problems problems) {
        this.problems = problems;
    }

    /** The Kamelet of a file, null when it has no usable form; says what is wrong with its user half. */
    KameletFile read(HomeFile file) {
        var system = file.path().split("/")[1];
        var name = NAME.matcher(file.name());
        if (!name.matches() || !file.name().startsWith(system + "-")) {
            problems.error(
                    Position.of(file.path()),
                    HomeCode.KAMELET.code(),
                    "name the file " + system + "-<object>-<source,sink,action>.kamelet.yaml");
            return null;
        }
        if (!(file.tree() instanceof YamlMap tree)) {
            return null;
        }
        expect(tree, "kind", "Kamelet");
        var metadata = SourceCheck.child(tree, "metadata");
        if (!(SourceCheck.child(metadata, "name") instanceof YamlScalar written)
                || !written.text().equals(file.name())) {
            problems.error(
                    metadata == null ? tree.at() : metadata.at(),
                    HomeCode.KAMELET.code(),
                    "metadata.name is the file's name: " + file.name());
        }
        var definition = at(tree, "spec", "definition");
        for (var key : List.of("title", "description")) {
            if (SourceCheck.child(definition, key) == null) {
                problems.error(
                        definition == null ? tree.at() : definition.at(),
                        HomeCode.KAMELET.code(),
                        "spec.definition needs '" + key + "'");
            }
        }
        return new KameletFile(file, system, file.name(), name.group(2), tree);
    }

    private void expect(YamlMap tree, String key, String value) {
        if (!(SourceCheck.child(tree, key) instanceof YamlScalar scalar)
                || !scalar.text().equals(value)) {
            problems.error(tree.at(), HomeCode.KAMELET.code(), "a Kamelet has " + key + ": " + value);
        }
    }

    /** Checks the machine half. */
    void template(KameletFile kamelet, Map<String, KameletFile> all) {
        var from = at(kamelet.tree(), "spec", "template", "from");
        if (from == null) {
            problems.error(kamelet.tree().at(), HomeCode.KAMELET.code(), "spec.template.from is missing");
            return;
        }
        var properties = properties(kamelet.tree());
        if (SourceCheck.child(SourceCheck.child(kamelet.tree(), "spec"), "template") instanceof YamlMap template) {
            template.entries().stream()
                    .filter(entry -> !entry.key().equals("from"))
                    .forEach(entry -> problems.error(
                            entry.keyAt(),
                            HomeCode.ROUTE_STEP.code(),
                            "'" + entry.key() + "' may not stand in a template (from)"));
        }
        new StepCheck(StepRules.KAMELETS.get(kamelet.kind()), properties, all, problems).from(from);
        var used = new HashSet<String>();
        placeholders(from, used);
        for (var property : properties) {
            if (!used.contains(property)) {
                problems.error(
                        at(kamelet.tree(), "spec", "definition", "properties").at(),
                        HomeCode.KAMELET.code(),
                        "the property '" + property + "' is never used in the template; remove it or write {{"
                                + property + "}}");
            }
        }
        for (var key : required(kamelet.tree())) {
            if (!properties.contains(key)) {
                problems.error(
                        at(kamelet.tree(), "spec", "definition", "required").at(),
                        HomeCode.KAMELET.code(),
                        "'" + key + "' is required and not declared in properties" + Nearest.hint(key, properties));
            }
        }
    }

    private static void placeholders(YamlNode node, Set<String> used) {
        if (node instanceof YamlMap map) {
            map.entries().forEach(entry -> placeholders(entry.value(), used));
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> placeholders(item, used));
        } else if (node instanceof YamlScalar scalar) {
            var matcher = PLACEHOLDER.matcher(scalar.text());
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
    }

    /** Names of the properties a Kamelet declares. */
    static Set<String> properties(YamlMap tree) {
        return at(tree, "spec", "definition", "properties") instanceof YamlMap map ? map.keys() : Set.of();
    }

    /** Names of the properties a caller must give. */
    static Set<String> required(YamlMap tree) {
        var names = new LinkedHashSet<String>();
        if (at(tree, "spec", "definition", "required") instanceof YamlList list) {
            list.items().stream()
                    .filter(YamlScalar.class::isInstance)
                    .forEach(item -> names.add(((YamlScalar) item).text()));
        }
        return names;
    }

    private static YamlNode at(YamlNode node, String... path) {
        var found = node;
        for (var key : path) {
            found = SourceCheck.child(found, key);
        }
        return found;
    }
}
