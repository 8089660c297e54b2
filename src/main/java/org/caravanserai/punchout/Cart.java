package org.caravanserai.punchout;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caravanserai.canonical.Money;

/**
 * A cart on its way to a buyer, whatever the protocol. Units and codes are the buyer's already (see {@link CodeTable}).
 *
 * @param id our number of the cart
 * @param currency ISO 4217, the same for every line
 * @param lines in their order; empty = the user emptied it
 * @param freight without tax, null = none; the buyers that take none get it as a line
 * @param tax null = not said
 */
public record Cart(String id, String currency, List<Line> lines, Charge freight, Charge tax) {
    public Cart {
        Objects.requireNonNull(id);
        Objects.requireNonNull(currency);
        lines = List.copyOf(lines);
    }

    /** A cart without freight and tax. */
    public static Cart of(String id, String currency, List<Line> lines) {
        return new Cart(id, currency, lines, null, null);
    }

    /** An amount with what it is for. */
    public record Charge(Money money, String language, String description) {}

    /** A code of a classification: {@code UNSPSC 46181504}. */
    public record Code(String domain, String value) {}

    /**
     * One line.
     *
     * @param sku our number of the product
     * @param auxiliary our mark of this line, the same when the cart is changed; ASCII, at most 100 characters
     * @param unit the buyer's code
     * @param price without tax
     * @param language BCP 47, of the texts
     * @param name short; at most 40 characters are shown by some buyers
     * @param text long, null = none
     * @param codes classifications, the first counts where one is taken
     * @param more everything that has a place in some protocol only, see {@link More}
     */
    public record Line(
            String sku,
            String auxiliary,
            BigDecimal quantity,
            String unit,
            Price price,
            String language,
            String name,
            String text,
            List<Code> codes,
            More more) {
        public Line {
            Objects.requireNonNull(sku);
            Objects.requireNonNull(name);
            if (quantity.signum() <= 0) {
                throw new IllegalArgumentException("a line has a quantity above 0: " + sku);
            }
            codes = List.copyOf(codes);
        }

        /** Price of the line without tax, exact. */
        public BigDecimal total() {
            return price.of(quantity);
        }
    }

    /**
     * What a line may say beside; null = nothing.
     *
     * @param buyerPart the buyer's material number
     * @param buyerGroup the buyer's material group
     * @param manufacturer name
     * @param manufacturerPart the manufacturer's number
     * @param leadTime days
     * @param service a service and no goods
     * @param image address of a picture the buyer can reach
     * @param contract the buyer's contract and its item
     * @param fields fields of the account's own: {@code CUST_FIELD1} of OCI, extrinsics of cXML
     * @param note what the user says to the line
     */
    public record More(
            String buyerPart,
            String buyerGroup,
            String manufacturer,
            String manufacturerPart,
            Integer leadTime,
            boolean service,
            String image,
            String contract,
            String contractItem,
            Map<String, String> fields,
            String note) {
        /** Nothing. */
        public static final More NOTHING =
                new More(null, null, null, null, null, false, null, null, null, Map.of(), null);

        public More {
            fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
        }
    }

    /** Sum of the lines, rounded once to the smallest coin of the currency, half-up. */
    public Money total() {
        var sum = lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Money(sum.setScale(coin(currency), RoundingMode.HALF_UP), currency);
    }

    private static int coin(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }
}
