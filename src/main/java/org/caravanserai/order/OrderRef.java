package org.caravanserai.order;

/** How somebody names an order. */
public sealed interface OrderRef {
    /** By our key. */
    record ByKey(String key) implements OrderRef {}

    /** By what a system that has it calls it: id or number. */
    record ByNumber(String system, String number) implements OrderRef {}

    /** By the buyer's number; of several versions the highest is meant. */
    record ByBuyer(String source, String account, String number, boolean test) implements OrderRef {}
}
