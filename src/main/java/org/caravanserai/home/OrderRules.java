package org.caravanserai.home;

import java.math.BigDecimal;
import org.caravanserai.parser.Position;

/**
 * How orders are taken and who receives them: {@code orders} in {@code config/hub.yaml}.
 *
 * @param to channel that receives orders, null = the only channel that takes any
 * @param price whose price counts when the buyer's is not the agreed one
 * @param priceTolerance share of the agreed price; 0.01 = 1 %
 * @param assortment what becomes of a line outside the assortment
 * @param totals what becomes of an order whose sums do not add up
 * @param rounding amount by which each rounded figure may be off
 * @param credit what becomes of an order of a customer on credit hold
 */
public record OrderRules(
        String to,
        Pricing price,
        BigDecimal priceTolerance,
        Weight assortment,
        Weight totals,
        BigDecimal rounding,
        Weight credit,
        Position position) {

    /** Whose price counts. */
    public enum Pricing {
        HUB,
        ERP,
        HOLD
    }

    /** What follows from a difference. */
    public enum Weight {
        NOTE,
        HOLD,
        REFUSE
    }
}
