package org.caravanserai.home.setting;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Shows what a file leaves to its defaults. */
public final class Defaults {
    /** Stands where other values name the file they came from. */
    private static final Position DEFAULT = Position.of("default");

    private Defaults() {}

    /** The tree with the declared default of every absent key; what is there keeps its place. */
    public static YamlNode fill(YamlNode node, Shape shape) {
        if (shape instanceof Shape.Later later) {
            return fill(node, later.shape().get());
        }
        if (shape instanceof Shape.Either either) {
            return either.shapes().stream()
                    .filter(one -> TreeCheck.fits(node, one))
                    .findFirst()
                    .map(one -> fill(node, one))
                    .orElse(node);
        }
        if (node instanceof YamlMap map && shape instanceof Shape.Fields fields) {
            return fields(map, fields);
        }
        if (node instanceof YamlMap map && shape instanceof Shape.ByName byName) {
            var entries = map.entries().stream()
                    .map(entry -> new YamlMap.Entry(entry.key(), entry.keyAt(), fill(entry.value(), byName.value())))
                    .toList();
            return new YamlMap(map.at(), entries);
        }
        if (node instanceof YamlList list && shape instanceof Shape.Items items) {
            return new YamlList(
                    list.at(),
                    list.items().stream().map(item -> fill(item, items.item())).toList());
        }
        return node;
    }

    private static YamlMap fields(YamlMap map, Shape.Fields fields) {
        var entries = new ArrayList<YamlMap.Entry>();
        for (var entry : map.entries()) {
            var setting = fields.settings().get(entry.key());
            var value = setting == null ? entry.value() : fill(entry.value(), setting.shape());
            entries.add(new YamlMap.Entry(entry.key(), entry.keyAt(), value));
        }
        for (var setting : fields.settings().values()) {
            if (map.get(setting.key()).isEmpty()) {
                var value = value(setting);
                if (value != null) {
                    entries.add(new YamlMap.Entry(setting.key(), DEFAULT, value));
                }
            }
        }
        return new YamlMap(map.at(), entries);
    }

    /** An absent object counts only when it means the same as an empty one: when each of its keys has a default. */
    private static YamlNode value(Setting setting) {
        if (setting.defaultValue() != null) {
            return YamlScalar.of(DEFAULT, setting.defaultValue());
        }
        boolean all = setting.shape() instanceof Shape.Fields fields
                && fields.settings().values().stream().allMatch(inner -> inner.defaultValue() != null);
        return all ? fill(new YamlMap(DEFAULT, List.of()), setting.shape()) : null;
    }
}
