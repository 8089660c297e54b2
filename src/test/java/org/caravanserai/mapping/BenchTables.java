package org.caravanserai.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.home.Tables;

/** The value tables of the benchmark. */
final class BenchTables {
    private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

    BenchTables() {
        table("brands", "brand_", 40, "Marke ");
        table("colors", "col_", 20, "Farbe ");
        table("sizes", "sz_", 8, "GR ");
        table("materials", "mat_", 15, "Werkstoff ");
        var discounts = new LinkedHashMap<String, String>();
        for (int i = 0; i < 36; i++) {
            discounts.put("G" + i, "" + i);
        }
        tables.put("discounts", discounts);
        var categories = new LinkedHashMap<String, String>();
        for (int a = 0; a < 10; a++) {
            categories.put("c" + a, "Welt " + a);
            for (int b = 0; b < 8; b++) {
                categories.put("c" + a + "/s" + b, "Welt " + a + " > Gruppe " + b);
                for (int c = 0; c < 9; c++) {
                    categories.put("c" + a + "/s" + b + "/l" + c, "Welt " + a + " > Gruppe " + b + " > Typ " + c);
                }
            }
        }
        tables.put("categories", categories);
    }

    private void table(String name, String prefix, int count, String label) {
        var table = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            table.put(prefix + i, label + i);
        }
        tables.put(name, table);
    }

    Map<String, String> of(String name) {
        return tables.get(name);
    }

    Tables asTables() {
        var all = new LinkedHashMap<String, Tables.Table>();
        tables.forEach((name, values) -> {
            var rows = new LinkedHashMap<String, Map<String, String>>();
            values.forEach((key, value) -> rows.put(key, Map.of("key", key, "A", value)));
            all.put(name, new Tables.Table(name, "key", List.of("key", "A"), rows, null));
        });
        return new Tables(all);
    }
}
