package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.util.List;
import org.caravanserai.canonical.Money;

/**
 * A price and how it came about.
 *
 * @param list the list asked for
 * @param price for one unit; null = there is no price, the last step says why
 * @param minQuantity quantity from which it holds, null when there is no price
 * @param steps from the list amount to the price
 */
public record Derivation(String list, Money price, BigDecimal minQuantity, List<Step> steps) {
    /**
     * One step.
     *
     * @param what {@code list price, replaced, rate, discount, factor, round, per unit, missing}
     * @param detail one English sentence with the figures: group, level, cell
     * @param amount after the step, null when there is none
     */
    public record Step(String what, String detail, BigDecimal amount) {}

    public Derivation {
        steps = List.copyOf(steps);
    }
}
