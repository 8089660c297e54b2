package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.canonical.Kind;
import org.caravanserai.expression.record.RecordNames;

/** Where a record keeps what prices are made of: the elements of its offer and the attributes that pick the rows of grids. */
final class PriceSlots {
    private final int prices;
    private final int list;
    private final int minQuantity;
    private final int basis;
    private final int amount;
    private final int currency;
    private final int from;
    private final int to;
    private final int unit;
    private final Map<String, Integer> attributes = new HashMap<>();

    private PriceSlots(int prices, org.caravanserai.expression.Names element, boolean measured) {
        this.prices = prices;
        list = slot(element, "list");
        minQuantity = slot(element, "minQuantity");
        basis = slot(element, "basis");
        amount = slot(element, "amount");
        currency = slot(element, "currency");
        from = slot(element, "validFrom");
        to = slot(element, "validTo");
        unit = measured ? slot(element, "unit") : -1;
    }

    /**
     * Empty when records of this kind have no prices.
     *
     * @param measured whether units of prices are read
     */
    static Optional<PriceSlots> of(RecordNames names, boolean measured) {
        return names.variable(List.of("prices"))
                .filter(found -> found.element() != null)
                .map(found -> new PriceSlots(found.slot(), found.element(), measured));
    }

    private static int slot(org.caravanserai.expression.Names element, String field) {
        return element.variable(List.of(field))
                .orElseThrow(() -> new IllegalStateException("the section prices has no field " + field))
                .slot();
    }

    /** Reads an attribute of the product, too; false when there is none. */
    boolean reads(RecordNames names, String attribute) {
        var path = names.shape().kind() == Kind.OFFERS ? List.of("product", attribute) : List.of(attribute);
        var found = names.variable(path);
        found.ifPresent(variable -> attributes.put(attribute, variable.slot()));
        return found.isPresent();
    }

    String attribute(Object[] slots, String code) {
        var value = slots[attributes.get(code)];
        return value == null ? null : value.toString();
    }

    /** One amount of a list as it arrived. */
    record Amount(
            BigDecimal amount,
            BigDecimal basis,
            BigDecimal minQuantity,
            String currency,
            LocalDate from,
            String unit) {}

    /** The amount of a list that is valid on a day for a quantity: the highest break reached, of those the latest. Null = none. */
    Amount amount(Object[] slots, String of, LocalDate day, BigDecimal quantity) {
        return amount(slots, of, day, quantity, null);
    }

    /**
     * The same where prices may be for several units.
     *
     * @param measure null = all are for the same
     */
    Amount amount(Object[] slots, String of, LocalDate day, BigDecimal quantity, Pricer.Measure measure) {
        var all = (Object[]) slots[prices];
        if (all == null) {
            return null;
        }
        Object[] best = null;
        BigDecimal reached = null;
        for (var one : all) {
            var price = (Object[]) one;
            if (of.equals(price[list]) && price[amount] != null && valid(price, day)) {
                var least = least(price, measure);
                if (least != null
                        && least.compareTo(quantity) <= 0
                        && (best == null || better(price, least, best, reached))) {
                    best = price;
                    reached = least;
                }
            }
        }
        return best == null
                ? null
                : new Amount(
                        (BigDecimal) best[amount],
                        basis(best),
                        least(best),
                        (String) best[currency],
                        (LocalDate) best[from],
                        unit < 0 ? null : (String) best[unit]);
    }

    /** The quantities from which another amount of a list holds on a day, ascending. */
    List<BigDecimal> breaks(Object[] slots, String of, LocalDate day) {
        var all = (Object[]) slots[prices];
        return all == null
                ? List.of()
                : java.util.Arrays.stream(all)
                        .map(one -> (Object[]) one)
                        .filter(price -> of.equals(price[list]) && price[amount] != null && valid(price, day))
                        .map(this::least)
                        .sorted()
                        .distinct()
                        .toList();
    }

    /** The same in pieces, where prices may be for several units. */
    List<BigDecimal> steps(Object[] slots, String of, LocalDate day, Pricer.Measure measure) {
        var all = (Object[]) slots[prices];
        return all == null
                ? List.of()
                : java.util.Arrays.stream(all)
                        .map(one -> (Object[]) one)
                        .filter(price -> of.equals(price[list]) && price[amount] != null && valid(price, day))
                        .map(price -> least(price, measure))
                        .filter(java.util.Objects::nonNull)
                        .map(BigDecimal::stripTrailingZeros)
                        .sorted()
                        .distinct()
                        .toList();
    }

    private boolean valid(Object[] price, LocalDate day) {
        return (price[from] == null || !day.isBefore((LocalDate) price[from]))
                && (price[to] == null || day.isBefore((LocalDate) price[to]));
    }

    private boolean better(Object[] price, BigDecimal least, Object[] best, BigDecimal reached) {
        int more = least.compareTo(reached);
        if (more != 0) {
            return more > 0;
        }
        return price[from] != null && (best[from] == null || ((LocalDate) price[from]).isAfter((LocalDate) best[from]));
    }

    private BigDecimal least(Object[] price) {
        return price[minQuantity] == null ? BigDecimal.ONE : (BigDecimal) price[minQuantity];
    }

    /** From how many pieces a price holds; null = it is for a unit this is not sold in. */
    private BigDecimal least(Object[] price, Pricer.Measure measure) {
        if (measure == null) {
            return least(price);
        }
        var pieces = measure.pieces((String) price[unit]);
        return pieces == null ? null : least(price).multiply(pieces);
    }

    private BigDecimal basis(Object[] price) {
        var of = (BigDecimal) price[basis];
        return of == null || of.signum() <= 0 ? BigDecimal.ONE : of;
    }
}
