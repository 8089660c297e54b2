package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.caravanserai.canonical.Money;

/**
 * What a company pays.
 *
 * @param list a price list
 * @param discount per cent taken off what the list says, 0 to 100
 */
public record Agreement(String list, BigDecimal discount) {
    /** A price of the list after the discount, with as many digits as it had, at least those of its currency. */
    public Pricer.Quote of(Pricer.Quote quote) {
        if (discount.signum() == 0) {
            return quote;
        }
        var left = Pricer.HUNDRED.subtract(discount).movePointLeft(2);
        var amount = quote.amount().amount().multiply(left);
        var currency = quote.amount().currency();
        int digits = Math.max(quote.amount().amount().scale(), Pricer.digits(currency));
        return new Pricer.Quote(
                new Money(amount.setScale(digits, RoundingMode.HALF_UP), currency), quote.basis(), quote.unit());
    }
}
