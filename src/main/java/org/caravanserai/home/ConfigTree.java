package org.caravanserai.home;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlNode;
import org.caravanserai.parser.YamlScalar;

/** The tree of config/ as it counts: {@code extends} resolved, the environment's patch applied (RFC 7396). Every node keeps its position. */
final class ConfigTree {
    private static final Set<String> NOT_OF_HUB = Set.of(
            EnvironmentFile.SOURCES,
            EnvironmentFile.CHANNELS,
            EnvironmentFile.MODEL,
            EnvironmentFile.QUALITY,
            EnvironmentFile.ACCOUNTS,
            EnvironmentFile.BRANDS);

    private final Map<String, HomeFile> files;
    private final YamlMap patch;
    private final Problems problems;
    private final Map<String, YamlNode> effective = new LinkedHashMap<>();

    /** @param patch the environment's file, null = none */
    ConfigTree(Map<String, HomeFile> files, YamlNode patch, Problems problems) {
        this.files = files;
        this.patch = patch instanceof YamlMap map ? map : new YamlMap(Position.of("config"), List.of());
        this.problems = problems;
    }

    /** The tree of each file read so far, by path. */
    Map<String, YamlNode> effective() {
        return effective;
    }

    /** {@code config/hub.yaml} with the patch; null when it could not be read. */
    YamlNode hub() {
        if (tree(HubFile.PATH) == null) {
            return null;
        }
        var own = patch.entries().stream()
                .filter(entry -> !NOT_OF_HUB.contains(entry.key()))
                .toList();
        return keep(HubFile.PATH, Merge.over(tree(HubFile.PATH), new YamlMap(patch.at(), own)));
    }

    /** A file of config/model/ with the patch under {@code model: <key>}; an absent file reads as an empty map. */
    YamlNode model(String path, String key) {
        var own = tree(path);
        var change = patch.get(EnvironmentFile.MODEL)
                .flatMap(model -> child(model, key))
                .orElse(null);
        if (own == null && change == null) {
            return new YamlMap(Position.of(path), List.of());
        }
        return keep(path, Merge.over(own, change));
    }

    /** Assortments with {@code extends} resolved. */
    YamlNode assortments() {
        var node = model(AssortmentsFile.PATH, "assortments");
        if (!(node instanceof YamlMap map)) {
            return node;
        }
        var byName = new LinkedHashMap<String, YamlNode>();
        map.entries().forEach(entry -> byName.put(entry.key(), entry.value()));
        var resolved = new ArrayList<YamlMap.Entry>();
        for (var entry : map.entries()) {
            var value = extended(entry.key(), byName, new LinkedHashSet<>());
            resolved.add(new YamlMap.Entry(entry.key(), entry.keyAt(), value));
        }
        return keep(AssortmentsFile.PATH, new YamlMap(map.at(), resolved));
    }

    /**
     * The files of a folder by name, extended and patched.
     *
     * @param folder {@code sources channels quality accounts brands}
     */
    Map<String, YamlNode> folder(String folder) {
        return folder(folder, Map.of());
    }

    /** @param bases what a file may extend beside its neighbours */
    Map<String, YamlNode> folder(String folder, Map<String, YamlNode> bases) {
        var prefix = "config/" + folder + "/";
        var own = new LinkedHashMap<String, YamlNode>();
        files.values().stream()
                .filter(file -> file.path().startsWith(prefix) && file.tree() != null)
                .forEach(file -> own.put(file.name(), file.tree()));
        var byName = new LinkedHashMap<>(bases);
        byName.putAll(own);
        var patches = patch.get(folder).orElse(null);
        unknownPatches(patches, folder, own.keySet());
        var resolved = new LinkedHashMap<String, YamlNode>();
        for (var name : own.keySet()) {
            var node = extended(name, byName, new LinkedHashSet<>());
            node = Merge.over(
                    node,
                    patches == null ? null : child(patches, EnvironmentFile.ALL).orElse(null));
            node = Merge.over(
                    node, patches == null ? null : child(patches, name).orElse(null));
            resolved.put(name, keep(prefix + name + ".yaml", node));
        }
        return resolved;
    }

    /** Names of sources and channels are looked up like every other name. */
    private void unknownPatches(YamlNode patches, String folder, Set<String> names) {
        if (folder.equals(EnvironmentFile.QUALITY) && patches instanceof YamlMap map) {
            for (var entry : map.entries()) {
                if (!names.contains(entry.key())) {
                    problems.error(
                            entry.keyAt(),
                            HomeCode.ENVIRONMENT.code(),
                            "there is no config/" + folder + "/" + entry.key() + ".yaml to patch"
                                    + Nearest.hint(entry.key(), names));
                }
            }
        }
    }

    private YamlNode extended(String name, Map<String, YamlNode> byName, Set<String> seen) {
        var node = byName.get(name);
        var base = child(node, "extends").filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
        if (base.isEmpty() || base.get().isNull()) {
            return node;
        }
        var from = base.get();
        seen.add(name);
        if (seen.contains(from.text())) {
            problems.error(
                    from.at(),
                    HomeCode.EXTENDS.code(),
                    "these extend each other in a circle: " + String.join(", ", seen) + "; break it");
            return node;
        }
        if (!byName.containsKey(from.text())) {
            return node;
        }
        return Merge.over(extended(from.text(), byName, seen), node) instanceof YamlMap merged
                ? new YamlMap(node.at(), merged.entries())
                : node;
    }

    private static java.util.Optional<YamlNode> child(YamlNode node, String key) {
        return node instanceof YamlMap map ? map.get(key).filter(value -> !value.isNull()) : java.util.Optional.empty();
    }

    private YamlNode tree(String path) {
        var file = files.get(path);
        return file == null ? null : file.tree();
    }

    private YamlNode keep(String path, YamlNode node) {
        if (node != null) {
            effective.put(path, node);
        }
        return node;
    }
}
