package org.caravanserai.order;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.canonical.Money;
import org.caravanserai.canonical.Quantity;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.canonical.order.Price;
import org.caravanserai.canonical.order.Read;
import org.caravanserai.parser.CanonicalJson;
import org.caravanserai.parser.Json;
import org.caravanserai.parser.Outcome;
import org.caravanserai.store.Packed;

/**
 * An order as it was taken. What is ordered is never changed afterwards; who it is for may be told later.
 *
 * @param agreed prices that count instead of those of the order, by line number
 * @param held why it waited at first
 * @param notes differences the buyer should hear of
 */
record OrderDocument(Order order, Map<String, Price> agreed, List<Reason> held, List<Reason> notes) {
    OrderDocument {
        agreed = Map.copyOf(agreed);
        held = List.copyOf(held);
        notes = List.copyOf(notes);
    }

    /** The same with other reasons to wait. */
    OrderDocument holding(List<Reason> reasons) {
        return new OrderDocument(order, agreed, reasons, notes);
    }

    /** The same with more to note. */
    OrderDocument noting(List<Reason> more) {
        return new OrderDocument(
                order,
                agreed,
                held,
                Stream.concat(notes.stream(), more.stream()).toList());
    }

    /** The same for other people. */
    OrderDocument with(List<Party> parties) {
        return new OrderDocument(order.parties(parties), agreed, held, notes);
    }

    /** The row's bytes. */
    byte[] stored() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("order", order.fields());
        if (!agreed.isEmpty()) {
            var prices = new LinkedHashMap<String, Object>();
            agreed.forEach((line, price) -> prices.put(line, written(price)));
            tree.put("agreed", prices);
        }
        reasons(tree, "held", held);
        reasons(tree, "notes", notes);
        return Packed.of(Json.write(tree)).stored();
    }

    private static Map<String, Object> written(Price price) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("amount", price.amount().amount());
        tree.put("currency", price.amount().currency());
        if (price.per() != null) {
            tree.put("per", price.per().value());
            tree.put("unit", price.per().unit());
        }
        return tree;
    }

    private static void reasons(Map<String, Object> tree, String name, List<Reason> reasons) {
        if (!reasons.isEmpty()) {
            tree.put(
                    name,
                    reasons.stream()
                            .map(reason ->
                                    Map.of("code", reason.code().name(), "path", reason.path(), "text", reason.text()))
                            .toList());
        }
    }

    /** Reads the row's bytes. */
    static OrderDocument of(byte[] stored) {
        var tree = tree(stored);
        var agreed = new LinkedHashMap<String, Price>();
        if (tree.get("agreed") instanceof Map<?, ?> prices) {
            prices.forEach((line, price) -> agreed.put((String) line, price((Map<?, ?>) price)));
        }
        if (Order.read((Map<?, ?>) tree.get("order")) instanceof Read.Taken<Order> taken) {
            return new OrderDocument(taken.value(), agreed, reasons(tree.get("held")), reasons(tree.get("notes")));
        }
        throw new IllegalStateException("a stored order cannot be read back");
    }

    private static Price price(Map<?, ?> tree) {
        var amount = new Money(new BigDecimal((String) tree.get("amount")), (String) tree.get("currency"));
        return tree.get("per") == null
                ? new Price(amount, null)
                : new Price(amount, new Quantity(new BigDecimal((String) tree.get("per")), (String) tree.get("unit")));
    }

    private static List<Reason> reasons(Object stored) {
        if (!(stored instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .map(one -> (Map<?, ?>) one)
                .map(one -> new Reason(OrderCode.valueOf((String) one.get("code")), (String) one.get("path"), (String)
                        one.get("text")))
                .toList();
    }

    /** The tree of a stored document. */
    static Map<?, ?> tree(byte[] stored) {
        try {
            var outcome =
                    Json.read(new ByteArrayInputStream(Packed.stored(stored).body()));
            if (outcome instanceof Outcome.Taken<Object> taken && taken.value() instanceof Map<?, ?> tree) {
                return tree;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw new IllegalStateException("a stored document is no JSON object");
    }

    /** The one written form of a tree: equal content, equal bytes. */
    static byte[] canonical(Map<String, Object> fields) {
        return CanonicalJson.write(fields);
    }
}
