package org.caravanserai.sandbox;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** CSV as marketplaces read it: semicolons, double quotes, first line names the columns, UTF-8. A reader of its own. */
public final class Csv {
    /**
     * A file read.
     *
     * @param columns names of the first line
     * @param rows cells by column, in file order
     */
    public record Table(List<String> columns, List<Map<String, String>> rows) {}

    private Csv() {}

    /** A table; nothing when the bytes are not UTF-8, a quote is never closed, or a line is longer than the first. */
    public static Optional<Table> read(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException refused) {
            return Optional.empty();
        }
        var lines = records(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (lines.isEmpty() || lines.get().isEmpty()) {
            return Optional.empty();
        }
        var columns = lines.get().get(0);
        var rows = new ArrayList<Map<String, String>>();
        for (var cells : lines.get().subList(1, lines.get().size())) {
            if (cells.size() > columns.size()) {
                return Optional.empty();
            }
            var row = new LinkedHashMap<String, String>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return Optional.of(new Table(columns, rows));
    }

    /** A line with every cell in quotes. */
    public static String written(List<String> cells) {
        return cells.stream()
                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(";"));
    }

    static List<String> line(String text) {
        return records(text)
                .filter(lines -> !lines.isEmpty())
                .map(lines -> lines.get(0))
                .orElse(List.of(text));
    }

    private static Optional<List<List<String>>> records(String text) {
        var lines = new ArrayList<List<String>>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ';') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                close(lines, cells, cell);
                cells = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) {
            return Optional.empty();
        }
        close(lines, cells, cell);
        return Optional.of(lines);
    }

    private static void close(List<List<String>> lines, List<String> cells, StringBuilder cell) {
        if (!cells.isEmpty() || cell.length() > 0) {
            cells.add(cell.toString());
            lines.add(cells);
        }
        cell.setLength(0);
    }
}
