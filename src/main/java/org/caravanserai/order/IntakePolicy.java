package org.caravanserai.order;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How strict intake is. What makes no sense at all, an unknown customer, article or unit is refused in any case.
 *
 * @param price what becomes of a line whose price is not the agreed one
 * @param priceTolerance share of the agreed price up to which a difference is none; 0.01 = 1 %
 * @param assortment what becomes of a line outside the assortment
 * @param totals what becomes of an order whose sums do not add up
 * @param rounding amount by which each rounded figure may be off, in the currency of the order
 * @param credit what becomes of an order of a customer on credit hold
 */
public record IntakePolicy(
        Pricing price,
        BigDecimal priceTolerance,
        Weight assortment,
        Weight totals,
        BigDecimal rounding,
        Weight credit) {

    /** Whose price counts when the buyer's is not the agreed one. */
    public enum Pricing {
        /** The agreed one: the ERP gets it, the buyer hears of the difference by a confirmation. */
        HUB,
        /** The ERP decides. */
        ERP,
        /** A human decides. */
        HOLD
    }

    /** What follows from a difference. */
    public enum Weight {
        /** The order goes on; the difference is noted. */
        NOTE,
        /** A human decides. */
        HOLD,
        REFUSE
    }

    public IntakePolicy {
        Objects.requireNonNull(price);
        Objects.requireNonNull(assortment);
        Objects.requireNonNull(totals);
        Objects.requireNonNull(credit);
        if (priceTolerance.signum() < 0 || rounding.signum() < 0) {
            throw new IllegalArgumentException("a tolerance is not below 0");
        }
    }

    /** A human decides about prices, sums and credit; prices must be equal, a cent a figure is rounding. */
    public static IntakePolicy standard() {
        return new IntakePolicy(
                Pricing.HOLD, BigDecimal.ZERO, Weight.REFUSE, Weight.HOLD, new BigDecimal("0.01"), Weight.HOLD);
    }

    /** The same with another word about prices. */
    public IntakePolicy pricing(Pricing pricing, BigDecimal tolerance) {
        return new IntakePolicy(pricing, tolerance, assortment, totals, rounding, credit);
    }

    /** The same with another word about sums. */
    public IntakePolicy totals(Weight weight) {
        return new IntakePolicy(price, priceTolerance, assortment, weight, rounding, credit);
    }
}
