package org.caravanserai.home;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Finding;
import org.caravanserai.home.setting.HomeCode;
import org.caravanserai.parser.Csv;
import org.caravanserai.parser.CsvDialect;
import org.caravanserai.parser.CsvRecord;
import org.caravanserai.parser.Outcome;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/** Reads {@code mappings/tables/*.csv}: UTF-8, semicolons, one header line, the key in the first column. */
final class TableReader {
    private static final CsvDialect DIALECT =
            CsvDialect.standard().charset(StandardCharsets.UTF_8).separator(';').header(false);

    private final Problems problems;

    TableReader(Problems problems) {
        this.problems = problems;
    }

    Tables read(Collection<HomeFile> files) {
        var tables = new LinkedHashMap<String, Tables.Table>();
        files.stream()
                .filter(file -> file.path().startsWith("mappings/tables/")
                        && file.path().endsWith(".csv"))
                .forEach(file -> tables.put(file.name(), read(file)));
        return new Tables(Collections.unmodifiableMap(tables));
    }

    Tables.Table read(HomeFile file) {
        List<String> columns = null;
        var rows = new LinkedHashMap<String, Map<String, String>>();
        try (var records = Csv.records(new ByteArrayInputStream(file.bytes()), DIALECT)) {
            while (records.hasNext()) {
                var outcome = records.next();
                if (outcome instanceof Outcome.Refused<CsvRecord> refused) {
                    var refusal = refused.refusal();
                    var code = refusal.wholeFile() ? HomeCode.TABLE : HomeCode.TABLE_ROW;
                    problems.error(new Position(file.path(), (int) refusal.line(), 0), code.code(), refusal.message());
                } else if (outcome instanceof Outcome.Taken<CsvRecord> taken) {
                    var at = new Position(file.path(), (int) taken.line(), 0);
                    if (columns == null) {
                        columns = columns(cells(taken.value()), at);
                    } else if (!taken.value().blank()) {
                        row(at, columns, cells(taken.value()), rows);
                    }
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (columns == null) {
            columns = List.of("");
        }
        return new Tables.Table(file.name(), columns.get(0), columns, Collections.unmodifiableMap(rows), file);
    }

    private List<String> columns(List<String> cells, Position at) {
        var seen = new HashSet<String>();
        for (var cell : cells) {
            if (cell.isBlank() || !seen.add(cell)) {
                problems.error(
                        at,
                        HomeCode.TABLE.code(),
                        cell.isBlank()
                                ? "a column has no name; the first line names the columns: key;column"
                                : "the column '" + Finding.cut(cell) + "' stands twice; rename one");
            }
        }
        if (cells.size() == 1 && cells.get(0).contains(",")) {
            problems.error(
                    at,
                    HomeCode.TABLE.code(),
                    "the cells seem to be separated by commas; save the table with semicolons");
        }
        return cells;
    }

    private void row(Position at, List<String> columns, List<String> cells, Map<String, Map<String, String>> rows) {
        var key = cells.get(0);
        if (key.isEmpty()) {
            problems.error(at, HomeCode.TABLE_ROW.code(), "the row has no key in its first cell");
            return;
        }
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            if (!cells.get(i).isBlank()) {
                row.put(columns.get(i), cells.get(i));
            }
        }
        if (rows.putIfAbsent(key, Collections.unmodifiableMap(row)) != null) {
            problems.error(
                    at, HomeCode.TABLE_ROW.code(), "the key '" + Finding.cut(key) + "' stands twice; remove one row");
        }
    }

    private static List<String> cells(CsvRecord record) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < record.size(); i++) {
            cells.add(record.cell(i).strip());
        }
        return List.copyOf(cells);
    }
}
