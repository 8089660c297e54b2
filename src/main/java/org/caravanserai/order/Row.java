package org.caravanserai.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Cells;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.OrderLine;

/**
 * An order as the bodies of operations write it: the tree of canonical JSON with prices as they count, maps of words as lists of
 * {@code name} and {@code value}. Nested rows keep the order of the tree.
 */
public final class Row implements Cells {
    private final List<String> fields;
    private final List<Object> values;

    private Row(Map<String, Object> tree) {
        fields = List.copyOf(tree.keySet());
        values = new ArrayList<>(tree.values());
    }

    /** Of an order that goes out, at the prices that count. */
    public static Cells of(Consignment consignment) {
        var tree = new LinkedHashMap<String, Object>();
        priced(consignment).fields().forEach((name, value) -> tree.put(name, cell(name, value)));
        return new Row(tree);
    }

    /** Fields in the order they are in; values as cells have them. */
    public static Cells of(Map<String, Object> fields) {
        return new Row(fields);
    }

    /** The order with the prices that count. */
    public static Order priced(Consignment consignment) {
        var order = consignment.order();
        if (consignment.agreed().isEmpty()) {
            return order;
        }
        return order.with(
                order.lines().stream().map(line -> priced(line, consignment)).toList());
    }

    private static OrderLine priced(OrderLine line, Consignment consignment) {
        return consignment.agreed().containsKey(line.number()) ? line.with(consignment.price(line)) : line;
    }

    private static Object cell(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return name.equals("extras") || name.equals("identifiers") ? words(map) : row(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> cell("", one)).toList();
        }
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    private static Row row(Map<?, ?> map) {
        var tree = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> tree.put((String) name, cell((String) name, value)));
        return new Row(tree);
    }

    private static List<Row> words(Map<?, ?> map) {
        var words = new ArrayList<Row>();
        map.forEach((name, value) -> {
            var word = new LinkedHashMap<String, Object>();
            word.put("name", name);
            word.put("value", value);
            words.add(new Row(word));
        });
        return words;
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    @Override
    public int size() {
        return fields.size();
    }

    @Override
    public Object value(int field) {
        return values.get(field);
    }
}
