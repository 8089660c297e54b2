package org.caravanserai.home;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** Reads {@code mappings/tables/*.csv}. */
final class TableReader {
    private final Problems problems;

    TableReader(Problems problems) {
        this.problems = problems;
    }

    Tables read(Collection<HomeFile> files) {
        var tables = new LinkedHashMap<String, Tables.Table>();
        files.stream()
                .filter(file -> file.path().startsWith("mappings/tables/") && file.path().endsWith(".csv"))
                .forEach(file -> tables.put(file.name(), read(file)));
        return new Tables(tables);
    }

    private Tables.Table read(HomeFile file) {
        var lines = new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
        var columns = lines.isEmpty() ? List.<String>of() : cells(lines.get(0));
        if (columns.isEmpty() || columns.get(0).isBlank()) {
            problems.error(new Position(file.path(), 1, 0), HomeCode.TABLE.code(), "the first line names the columns: key;column;column");
            return new Tables.Table(file.name(), "", List.of(), Map.of(), file);
        }
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                row(file, i + 1, columns, cells(lines.get(i)), rows);
            }
        }
        return new Tables.Table(file.name(), columns.get(0), columns, rows, file);
    }

    private void row(HomeFile file, int line, List<String> columns, List<String> cells, Map<String, Map<String, String>> rows) {
        var at = new Position(file.path(), line, 0);
        if (cells.size() != columns.size()) {
            problems.error(
                    at, HomeCode.TABLE_ROW.code(), "the row has " + cells.size() + " cells, the header " + columns.size() + "; make them equal");
            return;
        }
        var key = cells.get(0).strip();
        if (key.isEmpty()) {
            problems.error(at, HomeCode.TABLE_ROW.code(), "the row has no key in its first cell");
            return;
        }
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.get(i).isBlank()) {
                row.put(columns.get(i), cells.get(i).strip());
            }
        }
        if (rows.putIfAbsent(key, row) != null) {
            problems.error(at, HomeCode.TABLE_ROW.code(), "the key '" + Finding.cut(key) + "' stands twice; remove one row");
        }
    }

    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        for (var cell : line.split(";", -1)) {
            cells.add(cell);
        }
        return cells;
    }
}
