package org.caravanserai.home;

import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;
import static org.caravanserai.home.setting.Shape.words;

import java.util.LinkedHashMap;
import java.util.List;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Connections: their keys are those of the connector's descriptor. */
final class Connections {
    private Connections() {}

    /** The shape a descriptor asks for. */
    static Shape.Fields shape(Connector connector) {
        var settings = new LinkedHashMap<String, Setting>();
        connector.connection().forEach((name, property) -> {
            var doc = property.description() == null ? "" : property.description();
            settings.put(
                    name,
                    new Setting(
                            name,
                            shape(property),
                            connector.required().contains(name),
                            property.defaultValue(),
                            doc,
                            property.example(),
                            Setting.Effect.ACTS));
        });
        return new Shape.Fields("the connection of '" + connector.system() + "'", settings);
    }

    private static Shape shape(Connector.Property property) {
        if (property.secret()) {
            return Shape.secret();
        }
        return switch (property.type()) {
            case "integer" -> Shape.of(ValueType.INTEGER);
            case "boolean" -> Shape.bool();
            case "list" -> list(text());
            default -> property.words().isEmpty() ? ofFormat(property.format()) : words(property.words());
        };
    }

    private static Shape ofFormat(String format) {
        return switch (format == null ? "" : format) {
            case "uri" -> Shape.of(ValueType.URI);
            case "mail" -> Shape.of(ValueType.MAIL);
            default -> text();
        };
    }

    /** @param connector null = unknown, then nothing is filled in */
    static Connection read(YamlNode node, Connector connector, Position otherwise) {
        var values = new LinkedHashMap<String, List<String>>();
        if (connector != null) {
            connector.connection().forEach((name, property) -> {
                if (property.defaultValue() != null) {
                    values.put(name, List.of(property.defaultValue()));
                }
            });
        }
        if (node instanceof YamlMap map) {
            for (var entry : map.entries()) {
                var texts = texts(entry.value());
                if (!texts.isEmpty()) {
                    values.put(entry.key(), texts);
                }
            }
        }
        return new Connection(values, node == null ? otherwise : node.at());
    }

    private static List<String> texts(YamlNode node) {
        if (node instanceof YamlScalar scalar && !scalar.isNull()) {
            return List.of(scalar.text());
        }
        return node instanceof YamlList list
                ? list.items().stream()
                        .filter(YamlScalar.class::isInstance)
                        .map(item -> ((YamlScalar) item).text())
                        .toList()
                : List.of();
    }
}
