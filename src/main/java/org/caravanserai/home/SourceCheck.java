package org.caravanserai.home;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.caravanserai.canonical.Model;
import org.caravanserai.home.setting.FileKind;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Mention;
import org.caravanserai.home.setting.TreeCheck;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** What a source must agree with: its connector, the model, the maps. */
final class SourceCheck {
    private final Map<String, Connector> connectors;
    private final Model model;
    private final Set<String> maps;
    private final Problems problems;

    SourceCheck(Map<String, Connector> connectors, Model model, Set<String> maps, Problems problems) {
        this.connectors = connectors;
        this.model = model;
        this.maps = maps;
        this.problems = problems;
    }

    /** @param node the tree the source was read from */
    void check(Source source, YamlNode node) {
        var connector = connectors.get(source.system());
        if (connector != null) {
            connection(connector, child(node, "connection"), source.position(), problems);
            entities(source, connector, child(node, "entities"));
            if (source.format() != null) {
                format(source.format(), connector, problems);
            }
        }
        for (var entity : source.entities().values()) {
            map(entity, source);
            match(entity, child(child(node, "entities"), entity.kind().word()));
            if (connector != null && connector.required().contains("directory")) {
                files(source, entity, connector);
            }
        }
        AnswersShape.check(source, child(node, "answers"), connectors, problems);
        var freshness = source.freshness();
        if (freshness != null
                && freshness.warnAfter() != null
                && freshness.errorAfter() != null
                && freshness.warnAfter().compareTo(freshness.errorAfter()) >= 0) {
            problems.error(
                    child(node, "freshness").at(),
                    HomeCode.WRONG_VALUE.code(),
                    "warnAfter must be shorter than errorAfter: yellow comes before red");
        }
    }

    /** Checks a connection against its connector. */
    static void connection(Connector connector, YamlNode node, Position otherwise, Problems problems) {
        var shape = Connections.shape(connector);
        var written = node == null ? new YamlMap(otherwise, java.util.List.of()) : node;
        if (shape.settings().isEmpty() && written instanceof YamlMap map && !map.isEmpty()) {
            problems.error(
                    map.entries().get(0).keyAt(),
                    HomeCode.UNKNOWN_KEY.code(),
                    "the connection of '" + connector.system() + "' takes no keys; remove it");
            return;
        }
        new TreeCheck(problems, new ArrayList<Mention>(), FileKind.Mode.WHOLE).check(written, shape, "'connection'");
    }

    static void format(Format format, Connector connector, Problems problems) {
        if (format.separator() == format.quote()) {
            problems.error(
                    format.position(),
                    HomeCode.FORMAT.code(),
                    "separator and quote are the same character; change one");
        }
        if (format.type() != null
                && !connector.formats().isEmpty()
                && !connector.formats().contains(format.type())) {
            problems.error(
                    format.position(),
                    HomeCode.FORMAT.code(),
                    "'" + connector.system() + "' does not take " + format.type() + " ("
                            + String.join(", ", connector.formats()) + ")");
        }
    }

    private void entities(Source source, Connector connector, YamlNode node) {
        if (connector.entities().isEmpty()) {
            problems.error(
                    source.position(),
                    HomeCode.NO_SOURCE.code(),
                    "'" + connector.system() + "' feeds nothing: it is no system of a source; there is "
                            + String.join(", ", sources()));
        } else if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (Words.PLURAL.contains(entry.key()) && !connector.entities().contains(entry.key())) {
                    problems.error(
                            entry.keyAt(),
                            HomeCode.NO_SOURCE.code(),
                            "'" + connector.system() + "' does not deliver " + entry.key() + " ("
                                    + String.join(", ", connector.entities()) + ")");
                }
            }
        }
    }

    private java.util.List<String> sources() {
        return connectors.values().stream()
                .filter(one -> !one.entities().isEmpty())
                .map(Connector::system)
                .toList();
    }

    private void map(Source.Entity entity, Source source) {
        if (entity.map() != null && !maps.contains(entity.map())) {
            problems.error(
                    entity.position(),
                    HomeCode.NO_MAP.code(),
                    "there is no map mappings/" + entity.map() + ".map.yaml" + Nearest.hint(entity.map(), maps));
        } else if (entity.map() != null && !entity.map().replaceFirst(".*/", "").matches(".*-in(\\..*)?")) {
            problems.error(
                    entity.position(),
                    HomeCode.NO_MAP.code(),
                    "the map '" + entity.map() + "' of source '" + source.name() + "' is none that ends in -in");
        }
    }

    private void match(Source.Entity entity, YamlNode node) {
        var kind = model.of(entity.kind());
        var known = new LinkedHashSet<>(kind.attributes().keySet());
        known.add(entity.kind().keyField());
        if (child(node, "match") instanceof YamlList list) {
            for (var item : list.items()) {
                var code = item instanceof YamlScalar scalar ? scalar.text() : null;
                if (code != null && !known.contains(code)) {
                    problems.error(
                            item.at(),
                            HomeCode.UNKNOWN_NAME.code(),
                            "'" + code + "' is no attribute of " + entity.kind().word() + Nearest.hint(code, known));
                }
            }
        }
    }

    private void files(Source source, Source.Entity entity, Connector connector) {
        if (entity.files().isEmpty()) {
            problems.error(
                    entity.position(),
                    HomeCode.MISSING_KEY.code(),
                    "an entity of '" + connector.system() + "' needs the key 'files', e.g. files: \"ARTICLES_*.csv\"");
        }
        var format = entity.format();
        if (format == null || format.type() == null) {
            problems.error(
                    source.position(),
                    HomeCode.FORMAT.code(),
                    "say what the files look like, e.g. format: { type: csv }");
        } else if (entity.map() == null && !Set.of("json", "jsonl").contains(format.type())) {
            problems.error(
                    entity.position(),
                    HomeCode.NO_MAP.code(),
                    "rows of " + format.type() + " need a map, e.g. map: " + source.name() + "/"
                            + Words.singular(entity.kind().word()) + "-in");
        }
    }

    static YamlNode child(YamlNode node, String key) {
        return node instanceof YamlMap map
                ? map.get(key).filter(value -> !value.isNull()).orElse(null)
                : null;
    }
}
