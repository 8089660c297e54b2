package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Tables;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.YamlMap;
import org.caravanserai.parser.YamlScalar;

/**
 * What a partner asks of an item depends on its category: attributes, inherited down a tree of categories, some of them required, some with a list of
 * allowed values. The partner says so itself in tables that are fetched from it. Without rows nothing is asked.
 */
final class Demands {
    private static final Set<String> REQUIRED = Set.of("required", "true", "yes", "1");
    /** Deeper trees are taken for a circle. */
    private static final int DEEPEST = 50;

    private final String category;
    private final Map<String, List<Asked>> byCategory = new HashMap<>();
    private final Set<String> codes = new HashSet<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    /** @param list name of the list of allowed values, null = any value */
    private record Asked(String code, boolean required, boolean several, String list) {}

    private Demands(String category) {
        this.category = category;
    }

    /** Reads the tables; empty after an error. */
    static Optional<Demands> compile(YamlMap target, Tables tables, RecordNames names, Yamls yaml) {
        var demands = new Demands(text(target, "category").map(YamlScalar::text).orElse("category"));
        boolean right = true;
        for (var part : List.of("attributes", "hierarchies", "values")) {
            var written = text(target, part);
            if (written.isPresent()) {
                var table = table(written.get(), columns(part), tables, yaml);
                names.readsTable(written.get().text());
                right &= table.isPresent();
                table.ifPresent(found -> demands.take(part, found));
            }
        }
        return right ? Optional.of(demands) : Optional.empty();
    }

    private static List<String> columns(String part) {
        return switch (part) {
            case "attributes" -> List.of("hierarchy", "code", "required");
            case "hierarchies" -> List.of("parent");
            default -> List.of("list", "code");
        };
    }

    private static Optional<YamlScalar> text(YamlMap target, String key) {
        return target.get(key).filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
    }

    private static Optional<Tables.Table> table(YamlScalar name, List<String> needed, Tables tables, Yamls yaml) {
        var found = tables.of(name.text());
        if (found.isEmpty()) {
            yaml.error(
                    name.at(),
                    MapCode.TABLE,
                    "there is no table '" + Finding.cut(name.text()) + "', in mappings/tables/ or of a partner"
                            + Nearest.hint(name.text(), tables.byName().keySet()));
            return Optional.empty();
        }
        for (var column : needed) {
            if (!found.get().columns().contains(column)) {
                yaml.error(
                        name.at(),
                        MapCode.TABLE,
                        "table '" + name.text() + "' has no column '" + column + "' ("
                                + Yamls.listed(found.get().columns()) + ")");
                return Optional.empty();
            }
        }
        return found;
    }

    private void take(String part, Tables.Table table) {
        for (var key : table.keys()) {
            switch (part) {
                case "attributes" -> attribute(table, key);
                case "hierarchies" -> parents.put(key, cell(table, key, "parent"));
                default ->
                    values.computeIfAbsent(cell(table, key, "list"), none -> new HashSet<>())
                            .add(cell(table, key, "code"));
            }
        }
    }

    private void attribute(Tables.Table table, String key) {
        var code = cell(table, key, "code");
        var type = cell(table, key, "type").toUpperCase(Locale.ROOT);
        var list = cell(table, key, "list");
        codes.add(code);
        byCategory
                .computeIfAbsent(cell(table, key, "hierarchy"), none -> new ArrayList<>())
                .add(new Asked(
                        code,
                        REQUIRED.contains(cell(table, key, "required").toLowerCase(Locale.ROOT)),
                        type.contains("MULTIPLE"),
                        list.isEmpty() ? null : list));
    }

    private static String cell(Tables.Table table, String key, String column) {
        var cell = column.equals(table.key()) ? key : table.cell(key, column);
        return cell == null ? "" : cell;
    }

    /** For rows with these fields. */
    Check of(List<String> fields) {
        return new Check(fields);
    }

    /** Looks at rows of one map. Immutable but for what it remembers; any number of threads. */
    final class Check {
        private final Map<String, Integer> places = new LinkedHashMap<>();
        private final Map<String, List<Asked>> known = new ConcurrentHashMap<>();

        private Check(List<String> fields) {
            for (int i = 0; i < fields.size(); i++) {
                places.put(fields.get(i), i);
            }
        }

        void look(Object[] row, Work work) {
            if (codes.isEmpty()) {
                return;
            }
            for (var field : places.keySet()) {
                if (!field.startsWith("_") && !codes.contains(field)) {
                    hold(
                            work,
                            MapCode.DEMAND_UNKNOWN,
                            field,
                            null,
                            "the partner has no attribute '" + field + "'" + Nearest.hint(field, codes)
                                    + "; remove the field from the map");
                }
            }
            var place = places.get(category);
            var of = place == null || row[place] == null ? "" : Texts.of(row[place]);
            if (!of.isEmpty() && !parents.isEmpty() && !parents.containsKey(of)) {
                hold(
                        work,
                        MapCode.DEMAND_VALUE,
                        category,
                        of,
                        "the partner has no category '" + Finding.cut(of) + "'" + Nearest.hint(of, parents.keySet()));
                return;
            }
            for (var asked : known.computeIfAbsent(of, this::asked)) {
                var at = places.get(asked.code());
                var value = at == null ? null : row[at];
                if (value == null && asked.required()) {
                    missing(work, asked.code(), of, at == null);
                } else if (value != null && asked.list() != null) {
                    allowed(asked, value, work);
                }
            }
        }

        /** A field that is held already, for whatever reason, is not held twice. */
        private static void missing(Work work, String code, String of, boolean noField) {
            if (work.findings().stream()
                    .noneMatch(found -> code.equals(found.attribute()) && found.severity() == Finding.Severity.BLOCK)) {
                hold(
                        work,
                        MapCode.DEMAND_MISSING,
                        code,
                        null,
                        "the partner requires '" + code + "'" + (of.isEmpty() ? "" : " in category " + of)
                                + (noField ? "; the map has no such field" : ""));
            }
        }

        private void allowed(Asked asked, Object value, Work work) {
            var list = values.get(asked.list());
            if (list == null) {
                return;
            }
            var all = new ArrayList<String>();
            if (value instanceof List<?> several) {
                several.forEach(one -> all.add(Texts.of(one)));
            } else if (asked.several()) {
                all.addAll(List.of(Texts.of(value).split("\\s*[|,]\\s*")));
            } else {
                all.add(Texts.of(value));
            }
            for (var one : all) {
                if (!list.contains(one)) {
                    hold(
                            work,
                            MapCode.DEMAND_VALUE,
                            asked.code(),
                            one,
                            "the partner does not know '" + Finding.cut(one) + "' for '" + asked.code() + "' (list "
                                    + asked.list() + ")" + Nearest.hint(one, list));
                }
            }
        }

        /** Attributes of a category and of all above it; of all categories alike where it has none. */
        private List<Asked> asked(String of) {
            var all = new LinkedHashMap<String, Asked>();
            byCategory.getOrDefault("", List.of()).forEach(one -> all.put(one.code(), one));
            var at = of;
            for (int deep = 0; !at.isEmpty() && deep < DEEPEST; deep++) {
                byCategory.getOrDefault(at, List.of()).forEach(one -> all.putIfAbsent(one.code(), one));
                at = parents.getOrDefault(at, "");
            }
            return List.copyOf(all.values());
        }

        private static void hold(Work work, MapCode code, String field, String value, String text) {
            work.hold(new Finding(code.code(), Finding.Severity.BLOCK, field, value, text, null));
        }
    }
}
