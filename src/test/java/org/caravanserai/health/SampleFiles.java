package org.caravanserai.health;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample files of the shipped home as rows, read with other libraries than the hub's and without its maps. Rows whose key is missing, or that
 * contradict another row of their key, are left out, as the README of the samples says.
 */
final class SampleFiles {
    private static final Path SAMPLES = Path.of("config/samples");
    private static final Pattern DAY = Pattern.compile("\\{\\{today([+-]\\d+)d}}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LocalDate today;

    SampleFiles(LocalDate today) {
        this.today = today;
    }

    /** Lines of JSON by the field that is their key. */
    Map<String, Map<String, Object>> lines(String file, String key) throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        for (var line : text(file, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isBlank()) {
                @SuppressWarnings("unchecked")
                Map<String, Object> row = JSON.readValue(line, LinkedHashMap.class);
                rows.add(row);
            }
        }
        return unique(rows, key);
    }

    /** Rows of a CSV file by the column that is their key; cells are stripped. */
    Map<String, Map<String, Object>> table(String file, Charset charset, char separator, String key)
            throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        List<String> header = null;
        for (var line : text(file, charset).split("\r?\n")) {
            var cells = cells(line, separator);
            if (header == null) {
                header = cells;
            } else if (cells.size() == header.size()) {
                var row = new LinkedHashMap<String, Object>();
                for (int i = 0; i < cells.size(); i++) {
                    row.put(header.get(i), cells.get(i).strip());
                }
                rows.add(row);
            }
        }
        return unique(rows, key);
    }

    /** Rows of a sheet by the column that is their key; cells as they are shown, stripped. */
    Map<String, Map<String, Object>> sheet(String file, String name, String key) throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        var shown = new DataFormatter(java.util.Locale.ROOT);
        try (var book = WorkbookFactory.create(SAMPLES.resolve(file).toFile(), null, true)) {
            var sheet = book.getSheet(name);
            var header = sheet.getRow(0);
            for (int at = 1; at <= sheet.getLastRowNum(); at++) {
                var row = new LinkedHashMap<String, Object>();
                for (var cell : header) {
                    row.put(
                            cell.getStringCellValue(),
                            shown.formatCellValue(sheet.getRow(at).getCell(cell.getColumnIndex()))
                                    .strip());
                }
                rows.add(row);
            }
        }
        return unique(rows, key);
    }

    private static Map<String, Map<String, Object>> unique(List<Map<String, Object>> rows, String key) {
        var byKey = new LinkedHashMap<String, LinkedHashSet<Map<String, Object>>>();
        for (var row : rows) {
            var value = row.get(key) == null ? "" : row.get(key).toString().strip();
            if (!value.isEmpty()) {
                byKey.computeIfAbsent(value, none -> new LinkedHashSet<>()).add(row);
            }
        }
        var unique = new LinkedHashMap<String, Map<String, Object>>();
        byKey.forEach((value, all) -> {
            if (all.size() == 1) {
                unique.put(value, all.iterator().next());
            }
        });
        return unique;
    }

    private String text(String file, Charset charset) throws IOException {
        return DAY.matcher(Files.readString(SAMPLES.resolve(file), charset))
                .replaceAll(
                        match -> today.plusDays(Long.parseLong(match.group(1))).toString());
    }

    private static List<String> cells(String line, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
