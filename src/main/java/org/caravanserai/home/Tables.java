package org.caravanserai.home;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.parser.Problems;

/** Value tables: {@code mappings/tables/<name>.csv}, separator semicolon, first column is the key. */
public record Tables(Map<String, Table> byName) {

    /**
     * One table.
     *
     * @param key name of the first column
     * @param columns all columns in their order, the key first
     * @param rows cells by column, by key, in the order of the file
     * @param file where it came from; null = it is fetched from a partner, and has not been yet
     */
    public record Table(
            String name, String key, List<String> columns, Map<String, Map<String, String>> rows, HomeFile file) {
        /** The keys, in the order of the file. */
        public Set<String> keys() {
            return rows.keySet();
        }

        /** A cell, null when there is no such row or column or the cell is blank. */
        public String cell(String key, String column) {
            var row = rows.get(key);
            return row == null ? null : row.get(column);
        }
    }

    /** Reads one table; rows that cannot be read are left out and said. */
    public static Table read(HomeFile file, Problems problems) {
        return new TableReader(problems).read(file);
    }

    /** These, and others in the place of those of the same name. */
    public Tables with(Map<String, Table> others) {
        var all = new LinkedHashMap<>(byName);
        all.putAll(others);
        return new Tables(Collections.unmodifiableMap(all));
    }

    /** The table of this name. */
    public Optional<Table> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
