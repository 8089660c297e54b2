package org.caravanserai.canonical.order;

import java.math.BigDecimal;
import java.util.Map;
import org.caravanserai.canonical.Money;

/**
 * Tax of one rate. All may be null but the amount.
 *
 * @param category as the sender names it ({@code vat})
 * @param rate percent: 20 = 20 %
 * @param base what the rate was applied to
 */
public record Tax(String category, BigDecimal rate, Money base, Money amount) {
    Tax plain() {
        return new Tax(category, Written.plain(rate), Written.plain(base), Written.plain(amount));
    }

    static Tax read(Fields fields) {
        return new Tax(
                fields.text("category", 60),
                fields.decimal("rate"),
                fields.money("base"),
                fields.need("amount", fields.money("amount")));
    }

    Map<String, Object> fields() {
        return new Written()
                .put("category", category)
                .put("rate", rate)
                .money("base", base)
                .money("amount", amount)
                .fields();
    }
}
