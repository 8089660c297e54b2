package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.HomeFile;
import org.caravanserai.home.Words;
import org.caravanserai.mapping.MapFile.Way;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlList;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** Reads map files and lays them over what they extend. Knows the shape of a file, not the meaning of its entries. */
final class MapReader {
    static final Set<String> OUT_KEYS = Set.of(
            "title",
            "description",
            "owner",
            "version",
            "extends",
            "remove",
            "include",
            "target",
            "locale",
            "currency",
            "scope",
            "select",
            "fields");
    static final Set<String> IN_KEYS = Set.of(
            "title",
            "description",
            "owner",
            "version",
            "extends",
            "remove",
            "include",
            "select",
            "collect",
            "columns",
            "fields");
    static final Set<String> ACK_KEYS = Set.of(
            "title", "description", "owner", "version", "extends", "remove", "include", "select", "each", "fields");
    static final Set<String> OUT_ENTRY = Set.of(
            "from",
            "price",
            "stock",
            "template",
            "value",
            "const",
            "each",
            "fields",
            "remote",
            "when",
            "where",
            "pick",
            "take",
            "locale",
            "fallback",
            "table",
            "unmapped",
            "default",
            "unit",
            "per",
            "quantity",
            "discount",
            "tax",
            "html",
            "case",
            "round",
            "max",
            "join",
            "required",
            "else",
            "title",
            "description");
    static final Set<String> IN_ENTRY = Set.of(
            "from",
            "template",
            "value",
            "const",
            "each",
            "fields",
            "when",
            "where",
            "table",
            "unmapped",
            "default",
            "unit",
            "currency",
            "split",
            "strip",
            "decimal",
            "date",
            "case",
            "required",
            "else",
            "title",
            "description");
    static final Set<String> ACK_ENTRY = Set.of(
            "from",
            "template",
            "value",
            "const",
            "when",
            "else",
            "table",
            "unmapped",
            "default",
            "strip",
            "date",
            "case",
            "join",
            "required",
            "title",
            "description");
    private static final String ORDER = "order";
    private static final Set<String> ANSWERS =
            Words.PLURAL.stream().map(Words::singular).collect(Collectors.toUnmodifiableSet());
    private static final Map<String, Kind> OBJECTS = Map.of(
            "product", Kind.PRODUCTS,
            // What a line of a cart says of its product.
            "cart", Kind.PRODUCTS,
            "offer", Kind.OFFERS,
            "media", Kind.MEDIA,
            "category", Kind.CATEGORIES,
            "company", Kind.COMPANIES,
            "contact", Kind.CONTACTS);

    private final Map<String, HomeFile> files;
    private final Problems problems;
    private final Yamls yaml;

    MapReader(Map<String, HomeFile> files, Problems problems) {
        this.files = files;
        this.problems = problems;
        this.yaml = new Yamls(problems);
    }

    /** The map of this name with all it extends; empty when there were errors. */
    Optional<MapFile> read(String name) {
        return read(name, new LinkedHashSet<>());
    }

    private Optional<MapFile> read(String name, Set<String> below) {
        var file = files.get(name);
        if (file == null || file.tree() == null) {
            return Optional.empty();
        }
        var object = name.substring(name.lastIndexOf('/') + 1);
        var parts = (object.indexOf('.') < 0 ? object : object.substring(0, object.indexOf('.')))
                .split("-(?=(in|out|ack)$)");
        var way = parts.length == 2 ? way(parts) : null;
        var objects = way == Way.ACK ? ANSWERS : way == Way.ORDER ? Set.of(ORDER) : OBJECTS.keySet();
        if (way == null || !objects.contains(parts[0])) {
            yaml.error(
                    Position.of(file.path()),
                    MapCode.NAME,
                    "the name '" + object + "' is not <object>-in, <object>-out or <object>-ack with an object of "
                            + Yamls.listed(objects) + Nearest.hint(parts[0], objects));
            return Optional.empty();
        }
        var kind = way == Way.ACK || way == Way.ORDER ? null : OBJECTS.get(parts[0]);
        if (!(file.tree() instanceof YamlMap map)) {
            yaml.error(
                    file.tree().at(),
                    MapCode.SHAPE,
                    "a map file is a map of keys, found a " + file.tree().word() + "; begin with: fields:");
            return Optional.empty();
        }
        below.add(name);
        yaml.keys(map, fileKeys(way), way == Way.ACK ? "an answer map" : "a map file");
        var base = map.get("extends").flatMap(node -> base("extends", node, kind, way, below));
        var entries = new LinkedHashMap<String, Entry>();
        base.ifPresent(extended -> entries.putAll(extended.entries()));
        map.get("include")
                .ifPresent(node -> yaml.scalars("include", node)
                        .forEach(other -> base("include", other, kind, way, below)
                                .ifPresent(found -> entries.putAll(found.entries()))));
        map.get("remove").ifPresent(node -> remove(node, entries));
        map.get("fields").ifPresent(node -> entries.putAll(entries(node, way)));
        return Optional.of(new MapFile(
                name,
                kind,
                way,
                Position.of(file.path()),
                scalar(map, "version", "2.3.0")
                        .map(YamlScalar::text)
                        .orElse(base.map(MapFile::version).orElse(null)),
                map.get("target")
                        .map(node -> node instanceof YamlMap
                                ? null
                                : yaml.scalar("target", node, "acme/product-fields.csv")
                                        .orElse(null))
                        .orElse(
                                map.get("target").isPresent()
                                        ? null
                                        : base.map(MapFile::target).orElse(null)),
                map.get("target")
                        .map(node -> node instanceof YamlMap demands ? demands : null)
                        .orElse(
                                map.get("target").isPresent()
                                        ? null
                                        : base.map(MapFile::demands).orElse(null)),
                map.get("locale")
                        .map(node -> yaml.scalars("locale", node))
                        .orElse(base.map(MapFile::locales).orElse(List.of())),
                scalar(map, "currency", "EUR")
                        .orElse(base.map(MapFile::currency).orElse(null)),
                scalar(map, "scope", "ecommerce")
                        .orElse(base.map(MapFile::scope).orElse(null)),
                map.get("select")
                        .flatMap(node -> yaml.expression("select", node))
                        .orElse(base.map(MapFile::select).orElse(null)),
                scalar(map, "collect", "prices")
                        .orElse(base.map(MapFile::collect).orElse(null)),
                map.get("columns")
                        .map(this::columns)
                        .orElse(base.map(MapFile::columns).orElse(List.of())),
                scalar(map, "each", "errors").orElse(base.map(MapFile::each).orElse(null)),
                java.util.Collections.unmodifiableMap(entries)));
    }

    private static Way way(String[] parts) {
        return parts[0].equals(ORDER) && parts[1].equals("in")
                ? Way.ORDER
                : Way.valueOf(parts[1].toUpperCase(Locale.ROOT));
    }

    private static Set<String> fileKeys(Way way) {
        return switch (way) {
            case IN -> IN_KEYS;
            case OUT -> OUT_KEYS;
            case ACK, ORDER -> ACK_KEYS;
        };
    }

    private static Set<String> entryKeys(Way way) {
        return switch (way) {
            case IN -> IN_ENTRY;
            case OUT -> OUT_ENTRY;
            case ACK, ORDER -> ACK_ENTRY;
        };
    }

    private Optional<YamlScalar> scalar(YamlMap map, String key, String example) {
        return map.get(key).flatMap(node -> yaml.scalar(key, node, example));
    }

    private List<YamlNode> columns(YamlNode node) {
        return node instanceof YamlList list ? list.items() : List.of(node);
    }

    private Optional<MapFile> base(String key, YamlNode node, Kind kind, Way way, Set<String> below) {
        return yaml.scalar(key, node, "base/product-out").flatMap(scalar -> {
            var name = scalar.text();
            if (below.contains(name)) {
                yaml.error(
                        scalar.at(),
                        MapCode.EXTENDS,
                        "'" + name + "' extends itself through " + String.join(", ", below));
                return Optional.empty();
            }
            if (!files.containsKey(name)) {
                yaml.error(
                        scalar.at(),
                        MapCode.EXTENDS,
                        "there is no map '" + name + "'" + Nearest.hint(name, files.keySet()));
                return Optional.empty();
            }
            var found = read(name, new LinkedHashSet<>(below));
            if (found.isPresent() && (found.get().kind() != kind || found.get().way() != way)) {
                var other = found.get().way();
                yaml.error(
                        scalar.at(),
                        MapCode.EXTENDS,
                        "'" + name + "' maps "
                                + (other == Way.ACK || other == Way.ORDER
                                        ? other.sentence()
                                        : found.get().kind().word() + " " + other.sentence())
                                + "; a map extends one of its own object and direction");
                return Optional.empty();
            }
            return found;
        });
    }

    private void remove(YamlNode node, Map<String, Entry> entries) {
        for (var name : yaml.scalars("remove", node)) {
            if (entries.remove(name.text()) == null) {
                yaml.error(
                        name.at(),
                        MapCode.REMOVE,
                        "the extended map has no field '" + name.text() + "' to remove"
                                + Nearest.hint(name.text(), entries.keySet()));
            }
        }
    }

    /** The entries of {@code fields}, of the file or of an {@code each}. */
    Map<String, Entry> entries(YamlNode node, Way way) {
        if (!(node instanceof YamlMap map)) {
            if (!node.isNull()) {
                yaml.error(
                        node.at(),
                        MapCode.SHAPE,
                        "'fields' takes one line per field, found a " + node.word() + "; write: title: name");
            }
            return Map.of();
        }
        var entries = new LinkedHashMap<String, Entry>();
        map.entries().forEach(entry -> entry(entry, way).ifPresent(read -> entries.put(entry.key(), read)));
        return entries;
    }

    private Optional<Entry> entry(YamlMap.Entry entry, Way way) {
        var value = entry.value();
        if (value.isNull()) {
            yaml.error(
                    entry.keyAt(),
                    MapCode.SHAPE,
                    "'" + entry.key() + "' is empty; write where it comes from: " + entry.key() + ": name");
            return Optional.empty();
        }
        if (!(value instanceof YamlMap map)) {
            var from = new YamlMap.Entry("from", value.at(), value);
            return Optional.of(new Entry(entry.key(), entry.keyAt(), Map.of("from", from), text(value)));
        }
        yaml.keys(map, entryKeys(way), "an entry");
        var keys = new LinkedHashMap<String, YamlMap.Entry>();
        map.entries().forEach(key -> keys.put(key.key(), key));
        return Optional.of(new Entry(entry.key(), entry.keyAt(), keys, text(value)));
    }

    /** A node on one line, as a person would write it. */
    static String text(YamlNode node) {
        if (node instanceof YamlMap map) {
            var parts = new ArrayList<String>();
            map.entries().forEach(entry -> parts.add(entry.key() + ": " + text(entry.value())));
            return "{" + String.join(", ", parts) + "}";
        }
        if (node instanceof YamlList list) {
            return "["
                    + String.join(
                            ", ", list.items().stream().map(MapReader::text).toList()) + "]";
        }
        var scalar = (YamlScalar) node;
        return scalar.quoted() ? '"' + scalar.text() + '"' : scalar.text();
    }
}
