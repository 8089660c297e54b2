package org.caravanserai.mapping;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.parser.Nearest;
import org.caravanserai.parser.Position;
import org.caravanserai.parser.Problems;

/**
 * The fields a partner takes: CSV {@code field;type;required;maxLength;values}, one line each, first line the header. Values of an option are
 * separated by a bar or a comma.
 */
record TargetFields(Map<String, Field> fields) {
    private static final Map<String, FieldType> TYPES = Map.ofEntries(
            Map.entry("text", FieldType.TEXT),
            Map.entry("string", FieldType.TEXT),
            Map.entry("html", FieldType.TEXT),
            Map.entry("url", FieldType.TEXT),
            Map.entry("option", FieldType.TEXT),
            Map.entry("instant", FieldType.TEXT),
            Map.entry("integer", FieldType.INTEGER),
            Map.entry("decimal", FieldType.DECIMAL),
            Map.entry("number", FieldType.DECIMAL),
            Map.entry("boolean", FieldType.BOOLEAN),
            Map.entry("date", FieldType.DATE),
            Map.entry("list", FieldType.LIST));

    /** What a field of a target holds. */
    enum FieldType {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DATE,
        LIST
    }

    /**
     * @param code true: a text that must never be cut (option values, codes)
     * @param maxLength characters, 0 = not limited
     * @param values allowed values, empty = any
     */
    record Field(String name, FieldType type, boolean code, boolean required, int maxLength, Set<String> values) {}

    static Optional<TargetFields> read(String path, byte[] bytes, Problems problems) {
        var file = "mappings/" + path;
        var lines =
                new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").split("\r?\n");
        var fields = new LinkedHashMap<String, Field>();
        boolean failed = false;
        var header = List.of(lines[0].split(";", -1));
        if (!header.contains("field") || !header.contains("type")) {
            problems.error(
                    new Position(file, 1, 1),
                    MapCode.TARGET_FILE.code(),
                    "the first line names the columns: field;type;required;maxLength;values");
            return Optional.empty();
        }
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].startsWith("#")) {
                continue;
            }
            var cells = lines[i].split(";", -1);
            var name = cell(cells, header, "field");
            var word = cell(cells, header, "type");
            var max = cell(cells, header, "maxLength");
            if (name.isEmpty() || !TYPES.containsKey(word) || !max.matches("[0-9]{0,9}")) {
                problems.error(
                        new Position(file, i + 1, 1),
                        MapCode.TARGET_FILE.code(),
                        name.isEmpty()
                                ? "the line has no field name"
                                : TYPES.containsKey(word)
                                        ? "maxLength '" + max + "' is no number"
                                        : "'" + word + "' is no type (" + Yamls.listed(TYPES.keySet()) + ")"
                                                + Nearest.hint(word, TYPES.keySet()));
                failed = true;
                continue;
            }
            var values = cell(cells, header, "values");
            fields.put(
                    name,
                    new Field(
                            name,
                            TYPES.get(word),
                            word.equals("option"),
                            Set.of("true", "yes", "1", "required").contains(cell(cells, header, "required")),
                            max.isEmpty() ? 0 : Integer.parseInt(max),
                            values.isEmpty() ? Set.of() : Set.of(values.split("\\s*[|,]\\s*"))));
        }
        return failed ? Optional.empty() : Optional.of(new TargetFields(fields));
    }

    private static String cell(String[] cells, List<String> header, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= cells.length ? "" : cells[at].strip().replaceAll("^\"(.*)\"$", "$1");
    }
}
