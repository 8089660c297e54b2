package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells printed with aligned columns. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; null is an empty cell. */
    Table row(String... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(cell == null ? "" : cell);
        }
        rows.add(row);
        return this;
    }

    void print(PrintWriter out) {
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append("  ")
                        .append(row.get(i))
                        .append(" ".repeat(width(i) - row.get(i).length()));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
