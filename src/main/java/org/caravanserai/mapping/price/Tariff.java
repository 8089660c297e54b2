package org.caravanserai.mapping.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.canonical.Unit;
import org.caravanserai.expression.Names;
import org.caravanserai.expression.record.RecordNames;
import org.caravanserai.home.Prices;

/**
 * In what a product is sold, and what a company pays for so much of it: what orders are compared with and what a shop shows. Lists with VAT agree no net
 * price. Immutable, any number of threads.
 */
public final class Tariff {
    /** What a piece is called where nothing else is said. */
    public static final String PIECE = "EA";

    private final Pricer pricer;
    private final int orderUnit;
    private final int packaging;
    private final int level;
    private final int pieces;

    private Tariff(Pricer pricer, RecordNames names) {
        this.pricer = pricer;
        orderUnit = slot(names, "orderUnit");
        var levels = names.variable(List.of("packaging")).orElseThrow();
        packaging = levels.slot();
        level = slot(levels.element(), "level");
        pieces = slot(levels.element(), "quantity");
    }

    /**
     * Prepares to price products.
     *
     * @param list null = no price is agreed
     * @param names of products; give out the slots that will be read
     */
    public static Tariff of(PriceBook book, String list, RecordNames names) {
        return new Tariff(
                list == null
                        ? null
                        : book.measured(list, names)
                                .filter(prices -> prices.list().vat() != Prices.Vat.INCLUDED)
                                .orElse(null),
                names);
    }

    private static int slot(Names names, String name) {
        return names.variable(List.of(name)).orElseThrow().slot();
    }

    /** Packaging by what it is called, in pieces; the order unit is the piece itself unless it is one of the packages. */
    public Map<String, BigDecimal> units(Object[] product) {
        var units = new LinkedHashMap<String, BigDecimal>();
        if (product[packaging] != null) {
            for (var one : (Object[]) product[packaging]) {
                var fields = (Object[]) one;
                if (fields[pieces] instanceof BigDecimal number && number.signum() > 0) {
                    units.put((String) fields[level], number);
                }
            }
        }
        units.putIfAbsent(piece(product, units), BigDecimal.ONE);
        return units;
    }

    /** What a piece is called. */
    public String piece(Object[] product, Map<String, BigDecimal> units) {
        var unit = (String) product[orderUnit];
        return unit == null || BigDecimal.ONE.compareTo(units.getOrDefault(unit, BigDecimal.ONE)) != 0 ? PIECE : unit;
    }

    /** The unit it is ordered in: a piece where nothing else is said. */
    public String orderUnit(Object[] product, Map<String, BigDecimal> units) {
        var unit = (String) product[orderUnit];
        return unit == null ? piece(product, units) : unit;
    }

    /** How many base units one of this unit is, null when the article is not sold in it. Pieces by any name are pieces. */
    public static BigDecimal factor(Map<String, BigDecimal> units, String wanted) {
        var exact = units.get(wanted);
        if (exact != null) {
            return exact;
        }
        var unit = Unit.of(wanted);
        if (unit.isEmpty()) {
            return null;
        }
        for (var sold : units.entrySet()) {
            var known = Unit.of(sold.getKey());
            if (known.isPresent()
                    && (known.get().equals(unit.get()) || unit.get().converts(known.get()))) {
                return unit.get().convert(sold.getValue(), known.get());
            }
        }
        return null;
    }

    /**
     * What is paid for so many pieces.
     *
     * @param units as {@link #units} says
     * @return with its unit always said; null = no price is agreed
     */
    public Pricer.Quote quote(
            Object[] product, Map<String, BigDecimal> units, LocalDate day, BigDecimal quantity, Agreement agreement) {
        if (pricer == null) {
            return null;
        }
        var quote = pricer.quote(product, day, quantity, measure(product, units));
        if (quote == null) {
            return null;
        }
        var agreed = agreement.of(quote);
        return agreed.unit() != null
                ? agreed
                : new Pricer.Quote(agreed.amount(), agreed.basis(), piece(product, units));
    }

    /** From how many pieces another price holds, ascending; empty when there is no price. */
    public List<BigDecimal> steps(Object[] product, Map<String, BigDecimal> units, LocalDate day) {
        return pricer == null ? List.of() : pricer.steps(product, day, measure(product, units));
    }

    private Pricer.Measure measure(Object[] product, Map<String, BigDecimal> units) {
        var piece = piece(product, units);
        return unit -> factor(units, unit == null ? piece : unit);
    }
}
