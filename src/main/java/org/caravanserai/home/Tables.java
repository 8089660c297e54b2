package org.caravanserai.home;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Value tables: {@code mappings/tables/<name>.csv}, separator semicolon, first column is the key. */
public record Tables(Map<String, Table> byName) {

    /**
     * One table.
     *
     * @param key name of the first column
     * @param columns all columns in their order, the key first
     * @param rows cells by column, by key, in the order of the file
     * @param file where it came from
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

    /** The table of this name. */
    public Optional<Table> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
