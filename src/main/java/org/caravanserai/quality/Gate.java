package org.caravanserai.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Compiled;
import org.caravanserai.expression.Environment;
import org.caravanserai.expression.Expressions;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.Run;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * A compiled {@code .gate.yaml}: what must hold before a record goes to a channel. Immutable, any number of threads.
 *
 * @param rules in the order of the file
 */
public record Gate(List<Rule> rules) {
    /** Lets everything through. */
    public static final Gate OPEN = new Gate(List.of());

    static final Set<String> KEYS = Set.of("title", "where", "require", "severity", "owner", "fix");

    public Gate {
        rules = List.copyOf(rules);
    }

    /**
     * Checks and compiles a gate file.
     *
     * @param file the tree of the file
     * @param names what its expressions may read; the shape behind it learns what is read
     * @param environment reserved words and functions with data
     * @param problems receives every error of the file
     * @return empty when there was an error
     */
    public static Optional<Gate> compile(YamlNode file, Names names, Environment environment, Problems problems) {
        var own = new Problems();
        var rules = new ArrayList<Rule>();
        if (file instanceof YamlMap map && map.get("rules").orElse(null) instanceof YamlMap all) {
            for (var entry : map.entries()) {
                if (!entry.key().equals("rules")) {
                    own.error(
                            entry.keyAt(),
                            QualityCode.UNKNOWN_KEY.code(),
                            "'" + entry.key() + "' is no key of a gate" + Nearest.hint(entry.key(), Set.of("rules")));
                }
            }
            for (var entry : all.entries()) {
                rule(entry, names, environment, own).ifPresent(rules::add);
            }
        } else {
            own.error(
                    file.at(),
                    QualityCode.NO_RULES.code(),
                    "a gate begins with 'rules:' and one map per rule below it");
        }
        problems.addAll(own.sorted());
        return own.failed() ? Optional.empty() : Optional.of(new Gate(rules));
    }

    /**
     * What the record breaks, in the order of the rules. A record with a {@link Finding.Severity#BLOCK} finding is held.
     *
     * @param slots the record, read with the shape the gate was compiled for
     */
    public List<Finding> check(Object[] slots, Run run) {
        List<Finding> found = List.of();
        for (var rule : rules) {
            var finding = rule.broken(slots, run);
            if (finding != null) {
                if (found.isEmpty()) {
                    found = new ArrayList<>();
                }
                found.add(finding);
            }
        }
        return found;
    }

    private static Optional<Rule> rule(YamlMap.Entry entry, Names names, Environment environment, Problems problems) {
        if (!entry.key().matches("[a-z0-9]+(-[a-z0-9]+)*") || entry.key().length() > 100) {
            problems.error(
                    entry.keyAt(),
                    QualityCode.RULE_NAME.code(),
                    "'" + Finding.cut(entry.key()) + "' is no rule name; write it in kebab-case, at most 100 letters");
        }
        if (!(entry.value() instanceof YamlMap rule)) {
            problems.error(
                    entry.keyAt(),
                    QualityCode.NO_REQUIRE.code(),
                    "rule '" + entry.key() + "' needs 'require: <condition>'");
            return Optional.empty();
        }
        for (var key : rule.entries()) {
            if (!KEYS.contains(key.key())) {
                problems.error(
                        key.keyAt(),
                        QualityCode.UNKNOWN_KEY.code(),
                        "'" + key.key() + "' is no key of a rule" + Nearest.hint(key.key(), KEYS));
            }
        }
        var require = condition(rule, "require", names, environment, problems);
        if (rule.get("require").isEmpty()) {
            problems.error(
                    entry.keyAt(),
                    QualityCode.NO_REQUIRE.code(),
                    "rule '" + entry.key() + "' needs 'require: <condition>'");
        }
        var where = condition(rule, "where", names, environment, problems);
        var severity = severity(rule, problems);
        if (require == null || (where == null && rule.get("where").isPresent())) {
            return Optional.empty();
        }
        return Optional.of(new Rule(
                entry.key(),
                text(rule, "title"),
                where,
                require,
                severity,
                text(rule, "owner"),
                text(rule, "fix"),
                entry.keyAt()));
    }

    private static Compiled condition(
            YamlMap rule, String key, Names names, Environment environment, Problems problems) {
        var node = rule.get(key).orElse(null);
        if (node == null) {
            return null;
        }
        if (!(node instanceof YamlScalar scalar)) {
            problems.error(
                    node.at(),
                    QualityCode.NO_REQUIRE.code(),
                    "'" + key + "' is a condition; quote it when YAML reads it as something else");
            return null;
        }
        return Expressions.condition(scalar, names, environment, problems).orElse(null);
    }

    private static Finding.Severity severity(YamlMap rule, Problems problems) {
        var word = text(rule, "severity");
        if (word == null || word.equals("block")) {
            return Finding.Severity.BLOCK;
        }
        if (!word.equals("warn")) {
            problems.error(
                    rule.get("severity").orElseThrow().at(),
                    QualityCode.SEVERITY.code(),
                    "severity is 'block' or 'warn', not '" + Finding.cut(word) + "'");
        }
        return Finding.Severity.WARN;
    }

    private static String text(YamlMap rule, String key) {
        return rule.get(key).orElse(null) instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : null;
    }
}
