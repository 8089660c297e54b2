package org.caravanserai.home;

import static org.caravanserai.home.setting.Setting.of;
import static org.caravanserai.home.setting.Shape.by;
import static org.caravanserai.home.setting.Shape.either;
import static org.caravanserai.home.setting.Shape.fields;
import static org.caravanserai.home.setting.Shape.list;
import static org.caravanserai.home.setting.Shape.text;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.home.setting.Setting;
import org.caravanserai.home.setting.Shape;
import org.caravanserai.home.setting.Tree;
import org.caravanserai.home.setting.ValueType;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** The key {@code tables} of a connector: value tables that are fetched from the partner. */
final class PartnerTableFile {
    private static final Shape.Fields TABLE = fields(
            "a table of the partner",
            of("description", text(), "What it holds, one sentence.").describes(),
            of("operation", Shape.of(ValueType.NAME), "The read whose records are the rows, with its `pages`.")
                    .needed()
                    .like("hierarchies"),
            of("each", text(), "Path of a list in the record; each of its elements is a row.")
                    .like("values"),
            of(
                            "columns",
                            by(ValueType.TEXT, either(text(), list(text()))),
                            "Texts with placeholders: `{path}` of the row, `{record.path}` of the record around it; of several the first that has a value. The first column is the key.")
                    .needed()
                    .like("{ code: \"{code}\", parent: \"{parent_code}\" }"),
            of("every", Shape.of(ValueType.SPAN), "How often it is fetched.").otherwise("24h"),
            of(
                            "shrink",
                            Shape.of(ValueType.PERCENT),
                            "Share of the rows that may be missing the next time; more is held and the last table stays.")
                    .otherwise("20%"));

    static final Setting SETTING = of(
                    "tables",
                    by(ValueType.NAME, TABLE),
                    "Value tables fetched from the partner of each channel; maps call them `<system>-<name>`.")
            .like(
                    "{ hierarchies: { operation: hierarchies, columns: { code: \"{code}\", parent: \"{parent_code}\" } } }");

    private PartnerTableFile() {}

    static Map<String, Connector.Table> read(Tree connector) {
        var tables = new LinkedHashMap<String, Connector.Table>();
        connector.trees("tables").forEach((name, tree) -> {
            tables.put(
                    name,
                    new Connector.Table(
                            name,
                            tree.text("description"),
                            tree.text("operation", ""),
                            tree.text("each"),
                            Collections.unmodifiableMap(new LinkedHashMap<>(tree.lists("columns"))),
                            tree.value("every", Duration.class),
                            tree.decimal("shrink"),
                            tree.at()));
        });
        return tables;
    }

    /** What the tables of a connector must agree with: its operations. */
    static void check(Connector connector, Problems problems) {
        for (var table : connector.tables().values()) {
            var operation = connector.operations().get(table.operation());
            if (operation == null) {
                problems.error(
                        table.position(),
                        HomeCode.UNKNOWN_NAME.code(),
                        "there is no operation '" + Finding.cut(table.operation()) + "' (declared in operations)"
                                + Nearest.hint(
                                        table.operation(),
                                        connector.operations().keySet()));
                continue;
            }
            if (operation.kind() != Connector.Effect.READ) {
                error(problems, table.position(), "a table is fetched by an operation of kind: read");
            }
            if (table.columns().isEmpty()) {
                error(problems, table.position(), "'columns' names at least the key, e.g. { code: \"{code}\" }");
            }
        }
    }

    private static void error(Problems problems, Position at, String text) {
        problems.error(at, HomeCode.OPERATION.code(), text);
    }

    /** Adds the tables partners will be asked for, without rows, so that maps may name them; a file of the home of the same name wins. */
    static Tables declared(Tables own, Map<String, Connector> connectors) {
        var all = new LinkedHashMap<>(own.byName());
        for (var connector : connectors.values()) {
            for (var table : connector.tables().values()) {
                var name = Connector.tableName(connector.system(), table.name());
                var columns = List.copyOf(table.columns().keySet());
                if (!columns.isEmpty()) {
                    all.putIfAbsent(name, new Tables.Table(name, columns.get(0), columns, Map.of(), null));
                }
            }
        }
        return new Tables(Collections.unmodifiableMap(all));
    }
}
