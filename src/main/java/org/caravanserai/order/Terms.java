package org.caravanserai.order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.canonical.order.Price;

/** What the company knows about who may buy what at which price. Asked before anything is written; must not change anything. */
public interface Terms {
    /**
     * The company that buys, and what holds for it.
     *
     * @param source where the order comes from
     * @param account whose order it is there
     * @return empty when there is no such company
     */
    Optional<Customer> customer(String source, String account, Order order);

    /**
     * A company as a buyer.
     *
     * @param barred why it may not order, in words for the buyer; null = it may
     * @param creditHold why its orders wait, in words for our own people; null = they do not
     * @param items what holds for each line of the order, in its order
     */
    record Customer(String number, String barred, String creditHold, List<Item> items) {
        public Customer {
            Objects.requireNonNull(number);
            items = List.copyOf(items);
        }
    }

    /** An article for this customer. */
    sealed interface Item {
        /** No article has this number. */
        record Unknown() implements Item {}

        /** It is not in the customer's assortment. */
        record Outside() implements Item {}

        /**
         * It can be ordered.
         *
         * @param units how many base units one of each is ({@code EA 1, BX 12}); the base unit stands here with 1
         * @param price net, agreed for the quantity of the line, and for how much of which unit; null = none is known here
         */
        record Sold(Map<String, BigDecimal> units, Price price) implements Item {
            public Sold {
                units = Map.copyOf(units);
                if (price != null && price.per() == null) {
                    throw new IllegalArgumentException("an agreed price says what it is for");
                }
            }
        }
    }
}
