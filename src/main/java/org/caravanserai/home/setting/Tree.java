package org.caravanserai.home.setting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/**
 * A checked map, read by its declared keys. What is wrong was reported by {@link TreeCheck} and reads here as if it were absent: the declared
 * default, or null.
 */
public final class Tree {
    private final YamlMap map;
    private final Shape.Fields shape;

    private Tree(YamlMap map, Shape.Fields shape) {
        this.map = map;
        this.shape = shape;
    }

    /** A map of this shape; any other node reads as an empty map. */
    public static Tree of(YamlNode node, Shape.Fields shape) {
        return new Tree(node instanceof YamlMap map ? map : new YamlMap(node.at(), List.of()), shape);
    }

    /** Where it begins. */
    public Position at() {
        return map.at();
    }

    /** Where a key stands, the map's own place when it is absent. */
    public Position at(String key) {
        return map.get(key).map(YamlNode::at).orElse(map.at());
    }

    /** True when the key is written and has a value. */
    public boolean has(String key) {
        return node(key) != null;
    }

    /** The node of a key, null when absent. */
    public YamlNode node(String key) {
        setting(key);
        return map.get(key).filter(node -> !node.isNull()).orElse(null);
    }

    /** The scalar of a key, null when absent. */
    public YamlScalar scalar(String key) {
        return node(key) instanceof YamlScalar scalar ? scalar : null;
    }

    /** The text of a key, else its default, else null. */
    public String text(String key) {
        var scalar = scalar(key);
        return scalar != null ? scalar.text() : setting(key).defaultValue();
    }

    /** The same, with something else where there is neither a value nor a default. */
    public String text(String key, String otherwise) {
        var text = text(key);
        return text == null ? otherwise : text;
    }

    /** The texts of a list, or of a single value as a list of one; the default as a list of one; else empty. */
    public List<String> texts(String key) {
        if (node(key) instanceof YamlList list) {
            return list.items().stream()
                    .filter(YamlScalar.class::isInstance)
                    .map(item -> ((YamlScalar) item).text())
                    .toList();
        }
        var text = text(key);
        return text == null ? List.of() : List.of(text);
    }

    /** The value of a key in the Java type of its {@link ValueType}; the default where it is absent or wrong, else null. */
    public <T> T value(String key, Class<T> type) {
        var setting = setting(key);
        var single = single(setting.shape());
        var scalar = scalar(key);
        T value = scalar == null ? null : parse(scalar.text(), single, type);
        return value != null || setting.defaultValue() == null ? value : parse(setting.defaultValue(), single, type);
    }

    /** The values of a list, or of a single value as a list of one, in the Java type of their {@link ValueType}; wrong ones are left out. */
    public <T> List<T> values(String key, Class<T> type) {
        var shape = setting(key).shape();
        var single = single(shape);
        var values = new ArrayList<T>();
        for (var text : texts(key)) {
            T value = parse(text, single, type);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** A share or a number. */
    public BigDecimal decimal(String key) {
        return value(key, BigDecimal.class);
    }

    /** True or false; false when neither a value nor a default is there. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(value(key, Boolean.class));
    }

    /** A whole number, 0 when neither a value nor a default is there. */
    public int number(String key) {
        var number = value(key, Integer.class);
        return number == null ? 0 : number;
    }

    /** The enum constant of a closed word; the default where it is absent or wrong, else null. */
    public <E extends Enum<E>> E word(String key, Class<E> type) {
        var found = constant(text(key), type);
        return found != null ? found : constant(setting(key).defaultValue(), type);
    }

    private static <E extends Enum<E>> E constant(String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ValueType.word(constant).equals(word))
                .findFirst()
                .orElse(null);
    }

    /** The map behind a key; an absent one reads as an empty map, so that its defaults apply. */
    public Tree tree(String key) {
        var node = node(key);
        return new Tree(
                node instanceof YamlMap found ? found : new YamlMap(at(), List.of()),
                fields(setting(key).shape()));
    }

    /** The maps of a map by name, in the order written. */
    public Map<String, Tree> trees(String key) {
        var node = node(key);
        return node == null ? Map.of() : trees(node, setting(key).shape());
    }

    /** The maps of a node that is a map by name. */
    public static Map<String, Tree> trees(YamlNode node, Shape shape) {
        var trees = new LinkedHashMap<String, Tree>();
        if (node instanceof YamlMap found && shape instanceof Shape.ByName byName) {
            var fields = fields(byName.value());
            for (var entry : found.entries()) {
                trees.put(
                        entry.key(),
                        new Tree(
                                entry.value() instanceof YamlMap map ? map : new YamlMap(entry.keyAt(), List.of()),
                                fields));
            }
        }
        return trees;
    }

    /** The maps of a list. */
    public List<Tree> items(String key) {
        if (!(node(key) instanceof YamlList list)) {
            return List.of();
        }
        var fields = fields(setting(key).shape());
        return list.items().stream()
                .filter(YamlMap.class::isInstance)
                .map(item -> new Tree((YamlMap) item, fields))
                .toList();
    }

    /** Single values by name, in the order written. */
    public Map<String, String> strings(String key) {
        var values = new LinkedHashMap<String, String>();
        if (node(key) instanceof YamlMap found) {
            for (var entry : found.entries()) {
                if (entry.value() instanceof YamlScalar scalar && !scalar.isNull()) {
                    values.put(entry.key(), scalar.text());
                }
            }
        }
        return values;
    }

    /** Lists of single values by name, in the order written; a single value reads as a list of one. */
    public Map<String, List<String>> lists(String key) {
        var values = new LinkedHashMap<String, List<String>>();
        if (node(key) instanceof YamlMap found) {
            for (var entry : found.entries()) {
                values.put(entry.key(), texts(entry.value()));
            }
        }
        return values;
    }

    private static List<String> texts(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return List.of(scalar.text());
        }
        return node instanceof YamlList list
                ? list.items().stream()
                        .filter(YamlScalar.class::isInstance)
                        .map(item -> ((YamlScalar) item).text())
                        .toList()
                : List.of();
    }

    private Setting setting(String key) {
        var setting = shape.settings().get(key);
        if (setting == null) {
            throw new IllegalArgumentException("not declared: " + key + " of " + shape.title());
        }
        return setting;
    }

    private static <T> T parse(String text, Shape.Single single, Class<T> type) {
        try {
            return type.cast(single.type().parse(text));
        } catch (IllegalArgumentException reported) {
            return null;
        }
    }

    private static Shape.Single single(Shape shape) {
        if (shape instanceof Shape.Single single) {
            return single;
        }
        if (shape instanceof Shape.Items items) {
            return single(items.item());
        }
        if (shape instanceof Shape.Either either) {
            return either.shapes().stream()
                    .filter(Shape.Single.class::isInstance)
                    .map(Shape.Single.class::cast)
                    .findFirst()
                    .orElseThrow();
        }
        throw new IllegalArgumentException("no single value: " + shape);
    }

    private static Shape.Fields fields(Shape shape) {
        if (shape instanceof Shape.Fields fields) {
            return fields;
        }
        if (shape instanceof Shape.Items items) {
            return fields(items.item());
        }
        if (shape instanceof Shape.Either either) {
            return either.shapes().stream()
                    .filter(one -> !(one instanceof Shape.Single))
                    .map(Tree::fields)
                    .findFirst()
                    .orElseThrow();
        }
        if (shape instanceof Shape.ByName byName) {
            return fields(byName.value());
        }
        throw new IllegalArgumentException("no map: " + shape);
    }
}
