package org.caravanserai;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The Icecat demo catalogue as its CSV files say it, without any code of the hub. */
final class IcecatRows {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter(';')
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();

    private final List<String> columns;
    private final List<CSVRecord> products;
    private final Map<String, CSVRecord> models = new LinkedHashMap<>();
    /** Axes of each level, by code of the family variant. */
    private final Map<String, List<List<String>>> schemes = new HashMap<>();

    private IcecatRows(List<String> columns, List<CSVRecord> products) {
        this.columns = columns;
        this.products = products;
    }

    /**
     * Reads it.
     *
     * @param most so many products, half of them variants; all when it is 0
     */
    static IcecatRows read(Path folder, int most) throws IOException {
        var all = records(folder.resolve("products.csv"));
        var rows = new IcecatRows(all.get(0).getParser().getHeaderNames(), new ArrayList<>());
        records(folder.resolve("product_models.csv")).forEach(row -> rows.models.put(row.get("code"), row));
        for (var row : records(folder.resolve("family_variants.csv"))) {
            var levels = new ArrayList<List<String>>();
            for (int level = 1; row.isMapped("variant-axes_" + level); level++) {
                var axes = row.get("variant-axes_" + level);
                if (!axes.isBlank()) {
                    levels.add(Arrays.asList(axes.split(",")));
                }
            }
            rows.schemes.put(row.get("code"), levels);
        }
        var variants = all.stream().filter(row -> !row.get("parent").isBlank());
        var others = all.stream().filter(row -> row.get("parent").isBlank());
        if (most == 0) {
            rows.products.addAll(all);
        } else {
            variants.limit(most / 2).forEach(rows.products::add);
            others.limit(most - rows.products.size()).forEach(rows.products::add);
        }
        return rows;
    }

    /** Products that can be sold: known models, as deep as their family says, with a name at the top; a variant says how it differs. */
    List<CSVRecord> sellable() {
        return products.stream()
                .filter(row -> row.get("parent").isBlank() || models.containsKey(row.get("parent")))
                .filter(this::leaf)
                .filter(row -> !ofRoot(row, "name").isBlank())
                .filter(row -> row.get("parent").isBlank()
                        || axes(row).stream()
                                .anyMatch(axis -> !inherited(row, axis).isBlank()))
                .toList();
    }

    /** Code of the topmost model, the SKU of a product without models. */
    String root(CSVRecord row) {
        var at = top(row);
        return at == row ? row.get("sku") : at.get("code");
    }

    /** What the topmost model says itself, or the product where it has none. */
    String ofRoot(CSVRecord row, String column) {
        var at = top(row);
        return at.isMapped(column) ? at.get(column) : "";
    }

    private CSVRecord top(CSVRecord row) {
        var at = row;
        while (!at.get("parent").isBlank()) {
            at = models.get(at.get("parent"));
        }
        return at;
    }

    /** A value of the product, else of its models, the nearest first. */
    String inherited(CSVRecord row, String column) {
        for (var at = row; at != null; at = models.get(at.get("parent"))) {
            if (at.isMapped(column) && !at.get(column).isBlank()) {
                return at.get(column);
            }
        }
        return "";
    }

    /** The file of products with these switched off. */
    byte[] file(Set<String> disabled) throws IOException {
        var text = new StringWriter();
        try (var printer = new CSVPrinter(
                text,
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(';')
                        .setHeader(columns.toArray(String[]::new))
                        .get())) {
            for (var row : products) {
                var cells = new ArrayList<String>(columns.size());
                for (var column : columns) {
                    boolean off = column.equals("enabled") && disabled.contains(row.get("sku"));
                    cells.add(off ? "0" : row.get(column));
                }
                printer.printRecord(cells);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean leaf(CSVRecord row) {
        return depth(row) == axesByLevel(row).size();
    }

    private int depth(CSVRecord row) {
        int depth = 0;
        for (var at = models.get(row.get("parent")); at != null; at = models.get(at.get("parent"))) {
            depth++;
        }
        return depth;
    }

    private List<String> axes(CSVRecord row) {
        return axesByLevel(row).stream().flatMap(List::stream).toList();
    }

    private List<List<String>> axesByLevel(CSVRecord row) {
        return schemes.getOrDefault(ofRoot(row, "family_variant"), List.of());
    }

    private static List<CSVRecord> records(Path file) throws IOException {
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                var parser = CSVParser.parse(in, FORMAT)) {
            return parser.getRecords();
        }
    }
}
