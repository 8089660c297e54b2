package org.caravanserai.canonical.order;

import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.canonical.Money;

/**
 * Sums as the sender wrote them. Each may be null = not said; nothing here is ever computed by the hub.
 *
 * @param lines lines without tax and shipping
 * @param charges surcharges less discounts of the whole order
 * @param grand all of the above together
 */
public record Totals(Money lines, Money charges, Money shipping, Money tax, Money grand) {
    /** Nothing was said. */
    public static final Totals NONE = new Totals(null, null, null, null, null);

    Stream<Money> all() {
        return Stream.of(lines, charges, shipping, tax, grand).filter(money -> money != null);
    }

    Totals plain() {
        return new Totals(
                Written.plain(lines),
                Written.plain(charges),
                Written.plain(shipping),
                Written.plain(tax),
                Written.plain(grand));
    }

    static Totals read(Fields fields) {
        return new Totals(
                fields.money("lines"),
                fields.money("charges"),
                fields.money("shipping"),
                fields.money("tax"),
                fields.money("grand"));
    }

    Map<String, Object> fields() {
        return new Written()
                .money("lines", lines)
                .money("charges", charges)
                .money("shipping", shipping)
                .money("tax", tax)
                .money("grand", grand)
                .fields();
    }
}
