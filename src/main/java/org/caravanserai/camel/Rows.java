package org.caravanserai.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.connector.Batch;

/** A batch as the body of an exchange: a list with one map per item. */
final class Rows {
    private Rows() {}

    static List<Map<String, Object>> of(Batch batch) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var item : batch.items()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("key", item.key());
            row.put("action", item.action().name().toLowerCase(java.util.Locale.ROOT));
            row.put("remoteId", item.remoteId());
            row.put("row", item.row() == null ? null : map(item.row()));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> map(Cells cells) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.size(); i++) {
            var value = cells.value(i);
            map.put(cells.fields().get(i), value instanceof Cells nested ? map(nested) : value);
        }
        return map;
    }
}
