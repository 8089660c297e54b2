package org.caravanserai.canonical.order;

import java.util.Map;
import java.util.Objects;

/**
 * What a system calls something.
 *
 * @param system whose word it is: a channel, an account, a system of the company
 * @param entity plural word of what is meant: {@code orders shipments quotes carts}
 * @param id the id there, as it is, at most 200 characters
 * @param number what people there read, null = the id itself
 */
public record Reference(String system, String entity, String id, String number) {
    /** The entity of orders. */
    public static final String ORDERS = "orders";

    /** The entity of shipments. */
    public static final String SHIPMENTS = "shipments";

    public Reference {
        Objects.requireNonNull(system);
        Objects.requireNonNull(entity);
        Objects.requireNonNull(id);
    }

    static Reference read(Fields fields) {
        return new Reference(
                fields.key("system", 100), fields.key("entity", 40), fields.key("id", 200), fields.text("number", 200));
    }

    Map<String, Object> fields() {
        return new Written()
                .put("system", system)
                .put("entity", entity)
                .put("id", id)
                .put("number", number)
                .fields();
    }
}
