package org.caravanserai.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.caravanserai.canonical.Finding;
import org.caravanserai.expression.Type;
import org.caravanserai.home.Tables;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.YamlScalar;

/**
 * {@code table: adeo-categories} (the column of the locale, else the second) or
 * {@code table: adeo-categories.code} (a named one), with {@code unmapped}: what becomes of
 * a value without a row.
 */
final class TableChange {
    private static final String FAMILIES = "families";
    private static final List<String> UNMAPPED = List.of("hold", "reject", "pass", "default", "parent");

    private final Compilation in;
    private final Entry entry;
    private final Scope scope;

    TableChange(Compilation in, Entry entry, Scope scope) {
        this.in = in;
        this.entry = entry;
        this.scope = scope;
    }

    Optional<Stage> apply(Stage stage) {
        if (!Changes.text(stage.type())) {
            in.yaml.error(
                    entry.at("table"),
                    MapCode.TYPE,
                    "table goes with text, this is " + stage.type().word());
            return Optional.empty();
        }
        var values = in.yaml
                .scalar("table", entry.get("table").get(), "colours")
                .flatMap(written ->
                        column(in, written, in.chain(entry.get("locale").orElse(null), null)));
        var policy = policy();
        if (values.isEmpty() || policy.isEmpty()) {
            return Optional.empty();
        }
        Eval ancestors = null;
        if (policy.get().equals("parent")) {
            var above = scope.in(in.mainLocale()).variable(List.of("ancestors"));
            if (above.isEmpty()) {
                in.yaml.error(
                        entry.at(entry.has("unmapped") ? "unmapped" : "fallback"),
                        MapCode.WORD,
                        "'parent' looks at the categories above; it goes with from: categories");
                return Optional.empty();
            }
            ancestors = Compilation.reading(above.get());
        }
        boolean quiet = !policy.get().equals("hold")
                && !policy.get().equals("reject")
                && (entry.has("default") || policy.get().equals("pass"));
        var name = entry.get("table").map(node -> ((YamlScalar) node).text()).orElse("");
        return Optional.of(stage.then(
                Type.TEXT,
                look(stage.eval(), values.get(), policy.get(), ancestors, quiet, name),
                quiet ? "table" + name + policy.get() : null));
    }

    /** The policy, {@code missing} when none is written; empty after an error. */
    private Optional<String> policy() {
        if (entry.has("unmapped")) {
            var policy = in.yaml.word("unmapped", entry.get("unmapped").get(), UNMAPPED);
            if (policy.filter("default"::equals).isPresent() && !entry.has("default")) {
                in.yaml.error(entry.at("unmapped"), MapCode.SHAPE, "unmapped: default needs the key default");
                return Optional.empty();
            }
            return policy;
        }
        boolean parent = entry.get("fallback")
                .filter(node -> node instanceof YamlScalar word && word.text().equals("parent"))
                .isPresent();
        return Optional.of(parent ? "parent" : "missing");
    }

    private Eval look(
            Eval value, Map<String, String> table, String policy, Eval ancestors, boolean quiet, String name) {
        var field = entry.name();
        return (slots, work) -> {
            var from = (String) value.eval(slots, work);
            if (from == null) {
                return null;
            }
            var to = table.get(from);
            if (to == null && ancestors != null) {
                to = above(table, (Object[]) ancestors.eval(slots, work));
            }
            if (to != null) {
                return to;
            }
            switch (policy) {
                case "pass":
                    return from;
                case "hold":
                    work.hold(unmapped(field, from, name, Finding.Severity.BLOCK));
                    return null;
                case "reject":
                    work.reject(field + ": '" + Finding.cut(from) + "' is not in table " + name);
                    return null;
                default:
                    if (!quiet) {
                        work.note(unmapped(field, from, name, Finding.Severity.WARN));
                    }
                    return null;
            }
        };
    }

    private static String above(Map<String, String> table, Object[] ancestors) {
        if (ancestors != null) {
            for (var code : ancestors) {
                var found = table.get((String) code);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static Finding unmapped(String field, String value, String table, Finding.Severity severity) {
        return new Finding(
                MapCode.UNMAPPED.code(),
                severity,
                field,
                value,
                "'" + Finding.cut(value) + "' has no row in table " + table + "; add one",
                null);
    }

    /** A column of a value table by key; empty after an error. Blank cells are no rows. */
    static Optional<Map<String, String>> column(Compilation in, YamlScalar written, List<String> locales) {
        if (written.text().equals(FAMILIES) && in.world.tables().of(FAMILIES).isEmpty()) {
            return Optional.of(families(in, locales));
        }
        in.record.readsTable(written.text().split("\\.")[0]);
        return column(in.world.tables(), written, locales, in.yaml);
    }

    /** Families have their labels in the model; where a home has no table of that name, {@code table: families} means these. */
    private static Map<String, String> families(Compilation in, List<String> locales) {
        var labels = new HashMap<String, String>();
        in.world
                .model()
                .families()
                .values()
                .forEach(family -> locales.stream()
                        .map(family.label()::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(label -> labels.put(family.code(), label)));
        return labels;
    }

    static Optional<Map<String, String>> column(Tables tables, YamlScalar written, List<String> locales, Yamls yaml) {
        var parts = written.text().split("\\.", 2);
        var table = tables.of(parts[0]);
        if (table.isEmpty()) {
            yaml.error(
                    written.at(),
                    MapCode.TABLE,
                    "there is no table '" + parts[0] + "' (mappings/tables/" + parts[0] + ".csv)"
                            + Nearest.hint(parts[0], tables.byName().keySet()));
            return Optional.empty();
        }
        var columns = new ArrayList<>(table.get().columns());
        if (parts.length == 1 && columns.size() < 2 || parts.length == 2 && !columns.contains(parts[1])) {
            var wanted = parts.length == 2 ? parts[1] : "";
            yaml.error(
                    written.at(),
                    MapCode.TABLE,
                    parts.length == 1
                            ? "table '" + parts[0] + "' has only its key; add a second column"
                            : "table '" + parts[0] + "' has no column '" + wanted + "' ("
                                    + Yamls.listed(new LinkedHashSet<>(columns)) + ")" + Nearest.hint(wanted, columns));
            return Optional.empty();
        }
        var column = parts.length == 2
                ? parts[1]
                : locales.stream().filter(columns::contains).findFirst().orElse(columns.get(1));
        var values = new HashMap<String, String>();
        for (var key : table.get().keys()) {
            var cell = column.equals(table.get().key()) ? key : table.get().cell(key, column);
            if (cell != null && !cell.isBlank()) {
                values.put(key, cell);
            }
        }
        return Optional.of(values);
    }
}
